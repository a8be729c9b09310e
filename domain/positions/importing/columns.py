"""Which column of a file is which field of a posting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.errors import InvalidInput, NoTitleColumn
from domain.input_rules import InputRule
from domain.positions.importing.headings import FIELDS, heading_of
from domain.positions.importing.models import Cell
from domain.vocabulary.pay_words import currency_of

_IGNORED = frozenset({"", "-"})
_MOST_KNOWN = 10_000


class Taken(NamedTuple):
    """A cell of a field, with the name of its column."""

    rank: int
    column: str
    cell: Cell


class ColumnMap:
    """Tells fields from columns: as the user says, else by the usual names.

    Args:
        mappings: What the user says, each of the form `theirs=ours`.
        currency: In which pay is that names none: an ISO 4217 code; None is the product's own.

    Raises:
        InvalidInput: A mapping is not of that form or names a field that does not exist, or the currency is
            not known.
    """

    def __init__(self, mappings: Iterable[str] = (), *, currency: str | None = None) -> None:
        self.currency = "" if currency is None else currency.strip().upper()
        if self.currency and currency_of(self.currency.casefold()) != self.currency:
            raise InvalidInput(f"未知的币种：{currency}，须为 ISO 4217 代码，如 USD", rule=InputRule.CURRENCY)
        self.theirs: dict[str, str | None] = {}
        for mapping in mappings:
            theirs, sign, ours = (part.strip() for part in mapping.rpartition("="))
            ours = ours.casefold().replace("-", "_") if ours != "-" else ours
            if not sign or not theirs or (ours not in FIELDS and ours not in _IGNORED):
                raise InvalidInput(
                    f"列映射须为“文件中的列=字段”，字段为 {'、'.join(FIELDS)}，或“-”表示忽略：{mapping}",
                    rule=InputRule.MAPPING,
                )
            self.theirs[theirs] = None if ours in _IGNORED else ours
        self._said = frozenset(ours for ours in self.theirs.values() if ours)
        self._known: dict[str, tuple[str, int] | None] = {}

    def check(self, columns: Sequence[str]) -> None:
        """Raise `InvalidInput` where a mapped column is missing, `NoTitleColumn` where none holds titles."""
        for theirs in self.theirs:
            if theirs not in columns:
                listed = "、".join(column for column in columns if column) or "（无）"
                raise InvalidInput(
                    f"文件中没有列“{theirs}”，文件中的列：{listed}", rule=InputRule.COLUMN_UNKNOWN
                )
        if not self.has_title(columns):
            raise NoTitleColumn(columns)

    def has_title(self, columns: Iterable[str]) -> bool:
        """Return whether one of the columns holds titles."""
        return any((self.field(column) or "").startswith("title") for column in columns)

    def field(self, column: str) -> str | None:
        """Return which field a column holds, or None."""
        place = self._place(column)
        return None if place is None else place[0]

    def fields(self, cells: Iterable[tuple[str, Cell]]) -> Mapping[str, list[Taken]]:
        """Return the cells of each field that are not empty, the likeliest column's first."""
        found: dict[str, list[Taken]] = {}
        for column, cell in cells:
            if cell and (place := self._place(column)) is not None:
                found.setdefault(place[0], []).append(Taken(place[1], column, cell))
        for taken in found.values():
            if len(taken) > 1:
                taken.sort(key=lambda one: one.rank)
        return found

    def _place(self, column: str) -> tuple[str, int] | None:
        try:
            return self._known[column]
        except KeyError:
            place = self._find(column)
            if len(self._known) < _MOST_KNOWN:
                self._known[column] = place
            return place

    def _find(self, column: str) -> tuple[str, int] | None:
        if column in self.theirs:
            ours = self.theirs[column]
            return None if ours is None else (ours, list(self.theirs).index(column))
        heading = heading_of(column)
        # What the user maps is not mixed with what has a usual name.
        return None if heading is None or heading.field in self._said else (heading.field, heading.rank)
