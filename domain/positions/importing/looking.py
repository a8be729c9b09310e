"""What an import sees beside the rows: which columns were taken, and what the others look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from domain.positions.importing.cells import one_line, text_of
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.headings import plain_name, words_of
from domain.positions.importing.models import Posting, Rejection, SourceRow
from domain.positions.importing.places import is_city
from domain.positions.importing.reports import MOST_SHOWN, ColumnUse, Resemblance
from domain.vocabulary.dates import is_printed_by_sheets
from domain.vocabulary.pay import looks_like_pay

_SAMPLED_ROWS: Final = 50
_LONGEST_SAMPLE: Final = 80
_MOST_COLUMNS: Final = 500
_NAMES: Final = {
    Resemblance.PAY: re.compile(words_of("pay")),
    Resemblance.PLACE: re.compile(words_of("place")),
    Resemblance.DATE: re.compile(words_of("date")),
}


class Looker:
    """Keeps a few cells of each column, and the first postings, as the rows pass by."""

    def __init__(self) -> None:
        self._samples: dict[str, list[str]] = {}
        self._rows = 0
        self.first: list[Posting] = []

    def passing(self, rows: Iterator[SourceRow | Rejection]) -> Iterator[SourceRow | Rejection]:
        """Yield the rows, looking at the first."""
        for row in rows:
            if self._rows < _SAMPLED_ROWS and isinstance(row, SourceRow):
                self._rows += 1
                cells = tuple(row.cells)
                for column, cell in cells[:_MOST_COLUMNS]:
                    if text := one_line(text_of(cell)[:_LONGEST_SAMPLE]):
                        self._samples.setdefault(column, []).append(text)
                row = SourceRow(row.line, cells)
            yield row

    def note(self, posting: Posting) -> None:
        """Keep a posting where it is among the first."""
        if len(self.first) < MOST_SHOWN:
            self.first.append(posting)

    def uses(self, names: Sequence[str], columns: ColumnMap) -> tuple[ColumnUse, ...]:
        """Return what became of each column that has a name."""
        return tuple(self._use(name, columns) for name in dict.fromkeys(names) if name)

    def _use(self, name: str, columns: ColumnMap) -> ColumnUse:
        field = columns.field(name)
        if field is not None:
            return ColumnUse(name=name, field=field)
        ignored = name in columns.theirs
        return ColumnUse(
            name=name, looks_like=None if ignored else resemblance(name, self._samples.get(name, ()))
        )


def resemblance(name: str, samples: Sequence[str] = ()) -> Resemblance | None:
    """Return what a column that is not imported looks like: by most of its cells, else by its name."""
    for looks, is_one in (
        (Resemblance.DATE, is_printed_by_sheets),
        (Resemblance.PAY, looks_like_pay),
        (Resemblance.PLACE, is_city),
    ):
        if samples and sum(map(is_one, samples)) * 2 > len(samples):
            return looks
    words = plain_name(name)
    found = (looks for looks, pattern in _NAMES.items() if pattern.search(words))
    # Cells show whether `工作时间` is a date.
    return next((looks for looks in found if looks is not Resemblance.DATE or not samples), None)
