"""Rows of JSON Lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from domain.positions.importing.json_cells import cells_of
from domain.positions.importing.lines import Lines, LineTooLong
from domain.positions.importing.models import Rejection, RejectionReason, SourceRow
from domain.positions.importing.reports import TablePlace

_SHOWN = 60
_MOST_NAMES = 1_000


class JsonLinesTable:
    """A file of objects; each names its own columns."""

    def __init__(self, path: Path, *, encoding: str) -> None:
        self._lines = Lines(path, encoding)
        self._first: list[SourceRow | Rejection] = []
        self._names: dict[str, None] = {}
        self.place = TablePlace(head_line=0)
        for row in self._read():
            self._first.append(row)
            if isinstance(row, SourceRow):
                break
            if len(self._first) >= 1000:
                break

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the objects so far."""
        return tuple(self._names)

    def rows(self) -> Iterator[SourceRow | Rejection]:
        """Yield every object, and every line that is none and not empty."""
        yield from self._first
        yield from self._read()

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes read, and how many there are."""
        return self._lines.done, self._lines.size

    def close(self) -> None:
        """Close the file."""
        self._lines.close()

    def _read(self) -> Iterator[SourceRow | Rejection]:
        while True:
            number = self._lines.begin_record()
            try:
                line = next(self._lines, None)
            except LineTooLong:
                yield Rejection(number, RejectionReason.CELL_TOO_LONG)
                continue
            if line is None:
                return
            line = line.strip("\ufeff\0 \t\r\n")
            if not line:
                continue
            try:
                value = orjson.loads(line)
            except ValueError:
                value = None
            if isinstance(value, dict):
                cells = cells_of(value)
                if len(self._names) < _MOST_NAMES:
                    self._names.update(dict.fromkeys(name for name, _ in cells))
                yield SourceRow(number, cells)
            else:
                yield Rejection(number, RejectionReason.NOT_JSON, line[:_SHOWN])
