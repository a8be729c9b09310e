"""Which column of a file is which field of a posting."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from domain.errors import InvalidInput
from domain.positions.importing.models import Cell
from domain.vocabulary.lexicons import lexicon

_COLUMNS = lexicon("columns")
FIELDS = _COLUMNS.groups()

_IGNORED = frozenset({"", "-"})
# A column's place among those that may hold its field: the likeliest name first.
_BY_NAME = {name: (field, number) for number, (name, field) in enumerate(_COLUMNS.by_word().items())}


def recognised(name: str) -> str | None:
    """Return the field that a column of this name holds, or None."""
    found = _BY_NAME.get(_plain(name))
    return None if found is None else found[0]


class ColumnMap:
    """Tells fields from columns: as the user says, else by the usual names.

    Raises:
        InvalidInput: A mapping is not of the form `theirs=ours`, or names a field that does not exist.
    """

    def __init__(self, mappings: Iterable[str] = ()) -> None:
        self.theirs: dict[str, str | None] = {}
        for mapping in mappings:
            theirs, sign, ours = (part.strip() for part in mapping.rpartition("="))
            ours = ours.casefold().replace("-", "_") if ours != "-" else ours
            if not sign or not theirs or (ours not in FIELDS and ours not in _IGNORED):
                raise InvalidInput(
                    f"列映射须为“文件中的列=字段”，字段为 {'、'.join(FIELDS)}，或“-”表示忽略：{mapping}"
                )
            self.theirs[theirs] = None if ours in _IGNORED else ours
        self._said = frozenset(ours for ours in self.theirs.values() if ours)
        self._known: dict[str, tuple[str, int] | None] = {}

    def check(self, columns: Sequence[str]) -> None:
        """Raise `InvalidInput` where a mapped column is missing, or no column holds a title."""
        listed = "、".join(column for column in columns if column) or "（无）"
        for theirs in self.theirs:
            if theirs not in columns:
                raise InvalidInput(f"文件中没有列“{theirs}”，文件中的列：{listed}")
        if not any((self._place(column) or ("", 0))[0].startswith("title") for column in columns):
            raise InvalidInput(f"找不到职位名称的列，请用 --map 列名=title 指明；文件中的列：{listed}")

    def fields(self, cells: Iterable[tuple[str, Cell]]) -> Mapping[str, list[Cell]]:
        """Return the cells of each field that are not empty, the likeliest column's first."""
        found: dict[str, list[tuple[int, Cell]]] = {}
        for column, cell in cells:
            if cell and (place := self._place(column)) is not None:
                found.setdefault(place[0], []).append((place[1], cell))
        return {
            field: [cell for _, cell in sorted(items, key=lambda item: item[0])]
            if len(items) > 1
            else [items[0][1]]
            for field, items in found.items()
        }

    def _place(self, column: str) -> tuple[str, int] | None:
        try:
            return self._known[column]
        except KeyError:
            place = self._find(column)
            if len(self._known) < 10_000:
                self._known[column] = place
            return place

    def _find(self, column: str) -> tuple[str, int] | None:
        if column in self.theirs:
            ours = self.theirs[column]
            return None if ours is None else (ours, list(self.theirs).index(column))
        found = _BY_NAME.get(_plain(column))
        # What the user maps is not mixed with what has a usual name.
        return None if found is None or found[0] in self._said else found


def _plain(name: str) -> str:
    return "".join(
        character for character in unicodedata.normalize("NFKC", name).casefold() if character.isalnum()
    )
