"""Rows of JSON Lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from domain.positions.importing.lines import Lines, LineTooLong
from domain.positions.importing.models import Cell, Rejection, RejectionReason, SourceRow

_SHOWN = 60


class JsonLinesTable:
    """A file of objects; its columns are the keys of the first object, later ones may have others."""

    def __init__(self, path: Path, *, encoding: str) -> None:
        self._lines = Lines(path, encoding)
        self._first: list[SourceRow | Rejection] = []
        self.columns: tuple[str, ...] = ()
        for row in self._read():
            self._first.append(row)
            if isinstance(row, SourceRow):
                self.columns = tuple(name for name, _ in row.cells)
                break
            if len(self._first) >= 1000:
                break

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
                yield SourceRow(number, tuple(_cells(value)))
            else:
                yield Rejection(number, RejectionReason.NOT_JSON, line[:_SHOWN])


def _cells(value: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    for name, item in value.items():
        if isinstance(item, dict):
            # `{"company": {"name": …}}` is the column `company.name`.
            for inner, text in item.items():
                yield f"{name}.{inner}", _cell(text)
        else:
            yield name, _cell(item)


def _cell(item: Any) -> Cell:
    if isinstance(item, list):
        return tuple(text for part in item if (text := _text(part)))
    return _text(item)


def _text(item: Any) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, float) and item.is_integer():
        return str(int(item))
    # A deeper structure has no place in a posting's fields.
    return "" if item is None or isinstance(item, (bool, dict, list)) else str(item)
