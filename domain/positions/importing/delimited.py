"""Rows of CSV and TSV files as people's programs write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from domain.errors import InvalidInput
from domain.input_rules import InputRule
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.heads import MOST_ROWS_ABOVE, find_head
from domain.positions.importing.lines import Lines, LineTooLong, RecordTooLong
from domain.positions.importing.models import Rejection, RejectionReason, SourceRow
from domain.positions.importing.reports import TablePlace

_DELIMITERS = (",", "\t", ";", "|")
_SNIFFED_LINES = 50
_SHOWN = 60
_MOST_READ_AGAIN = 16 * 1024 * 1024
"""Characters. Where each line could open a quote that is never closed, the rest is read again for each."""
# Excel's own way of saying which sign parts the cells.
_STATED = re.compile(r'[\ufeff"]*sep=(?P<sign>.)"?\s*', re.IGNORECASE)


class DelimitedTable:
    """A text file of rows, one of the first of which names the columns.

    Raises `InvalidInput`, also while rows are read, where too many quotes are never closed.
    """

    def __init__(
        self, path: Path, *, encoding: str, columns: ColumnMap, delimiter: str | None = None
    ) -> None:
        self._lines = Lines(path, encoding)
        self._read_again = 0
        self._delimiter = self._stated() or delimiter or self._sniffed(columns)
        records = self._records()
        first = list(islice(records, MOST_ROWS_ABOVE))
        head = find_head([(line, row) for line, row in first if isinstance(row, list)], columns)
        self.columns = head.names
        self.place = TablePlace(head_line=head.line)
        self._below = chain((record for record in first if record[0] > head.last_line), records)

    def rows(self) -> Iterator[SourceRow | Rejection]:
        """Yield every row that is not empty."""
        width = len(self.columns)
        for line, row in self._below:
            if isinstance(row, Rejection):
                yield row
            elif len(row) > width and any(cell.strip() for cell in row[width:]):
                yield Rejection(line, RejectionReason.TOO_MANY_CELLS, f"{len(row)} > {width}")
            else:
                yield SourceRow(line, zip(self.columns, row, strict=False))

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes read, and how many there are."""
        return self._lines.done, self._lines.size

    def close(self) -> None:
        """Close the file."""
        self._lines.close()

    def _records(self) -> Iterator[tuple[int, list[str] | Rejection]]:
        reader = self._reader()
        while True:
            line = self._lines.begin_record()
            try:
                row = next(reader, None)
            except LineTooLong:
                yield line, Rejection(line, RejectionReason.CELL_TOO_LONG)
                reader = self._reader()
                continue
            except (csv.Error, RecordTooLong):
                yield line, self._open_quote(line)
                reader = self._reader()
                continue
            if row is None:
                return
            if len(self._lines.record) > 1 and self._lines.ended and self._quotes_are_odd():
                yield line, self._open_quote(line)
                reader = self._reader()
            elif any(row) and any(cell.strip() for cell in row):
                yield line, row

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines, delimiter=self._delimiter, skipinitialspace=True)

    def _open_quote(self, line: int) -> Rejection:
        """Reject a record's first line and read the lines again that its open quote has swallowed.

        Raises `InvalidInput` where that has become too much.
        """
        first, *swallowed = self._lines.record
        self._lines.give_back(swallowed)
        self._read_again += sum(map(len, swallowed))
        if self._read_again > _MOST_READ_AGAIN:
            raise InvalidInput(
                f"文件中有太多没有闭合的引号，已读到第 {line} 行，其后的行未读取", rule=InputRule.DAMAGED
            )
        reason = RejectionReason.OPEN_QUOTE if swallowed else RejectionReason.CELL_TOO_LONG
        return Rejection(line, reason, first.strip()[:_SHOWN])

    def _quotes_are_odd(self) -> bool:
        return sum(line.count('"') for line in self._lines.record) % 2 == 1

    def _stated(self) -> str | None:
        """Return the delimiter that the first line states, and pass that line over."""
        try:
            first = next(self._lines, "")
        except LineTooLong:
            self._lines.give_back([None])
            return None
        if found := _STATED.fullmatch(first):
            return found["sign"]
        if first:
            self._lines.give_back([first])
        return None

    def _sniffed(self, columns: ColumnMap) -> str:
        """Return the delimiter that tells the most known columns, then the most even rows."""
        given: list[str | None] = []
        try:
            given.extend(islice(self._lines, _SNIFFED_LINES))
        except LineTooLong:
            given.append(None)
        sample = [line for line in given if line is not None]
        self._lines.give_back(given)
        return max(_DELIMITERS, key=lambda delimiter: _likelihood(sample, delimiter, columns))


def _likelihood(sample: list[str], delimiter: str, columns: ColumnMap) -> tuple[int, float]:
    try:
        rows = [row for row in csv.reader(sample, delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0, 0.0
    if not rows:
        return 0, 0.0
    known = max(
        sum(columns.field(name.strip()) is not None for name in row) for row in rows[:MOST_ROWS_ABOVE]
    )
    width = max(map(len, rows))
    even = sum(len(row) == width for row in rows) / len(rows)
    return known, even * (width > 1)
