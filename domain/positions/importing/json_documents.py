"""Rows of a JSON document that holds a list of objects, as interfaces answer: `[{…}]`, `{"jobs": [{…}]}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.json_cells import cells_of
from domain.positions.importing.models import Rejection, RejectionReason, SourceRow
from domain.positions.importing.reports import TablePlace

MOST_BYTES = 32 * 2**20
"""A document is read whole; more must come line by line."""

_DEEPEST = 4
_SHOWN = 60
_MOST_NAMES = 1_000


def read_document(path: Path, *, encoding: str, columns: ColumnMap) -> Sequence[Any] | None:
    """Return the rows of a file that is one JSON document; None where it is none, or too large."""
    if path.stat().st_size > MOST_BYTES:
        return None
    try:
        document = orjson.loads(path.read_bytes().decode(encoding).strip("\ufeff\0 \t\r\n"))
    except ValueError:
        return None
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    lists = _lists(document, _DEEPEST, columns)
    longest = max(lists, key=len, default=None)
    if longest is not None and _known(longest[0], columns) > _known(document, columns):
        return longest
    return [document] if columns.has_title(name for name, _ in cells_of(document)) else longest


def _known(value: Mapping[str, Any], columns: ColumnMap) -> int:
    """Return how many fields an object tells."""
    return len({columns.field(name) for name, _ in cells_of(value)} - {None})


def _lists(value: Mapping[str, Any], depth: int, columns: ColumnMap) -> list[Sequence[Any]]:
    """Return the lists within an object whose first item names a title."""
    found: list[Sequence[Any]] = []
    for item in value.values():
        if isinstance(item, list) and item and isinstance(item[0], dict):
            if columns.has_title(name for name, _ in cells_of(item[0])):
                found.append(item)
        elif isinstance(item, dict) and depth:
            found.extend(_lists(item, depth - 1, columns))
    return found


class JsonTable:
    """The objects of a list; their lines are their numbers in it."""

    def __init__(self, objects: Sequence[Any]) -> None:
        self._objects = objects
        self._done = 0
        self.place = TablePlace(head_line=0)
        self._names = dict.fromkeys(
            name for item in objects[:1] if isinstance(item, dict) for name, _ in cells_of(item)
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the objects so far."""
        return tuple(self._names)

    def rows(self) -> Iterator[SourceRow | Rejection]:
        """Yield every object, and every item that is none."""
        for number, item in enumerate(self._objects, start=1):
            self._done = number
            if isinstance(item, dict):
                cells = cells_of(item)
                if len(self._names) < _MOST_NAMES:
                    self._names.update(dict.fromkeys(name for name, _ in cells))
                yield SourceRow(number, cells)
            else:
                yield Rejection(number, RejectionReason.NOT_JSON, str(item)[:_SHOWN])

    @property
    def progress(self) -> tuple[int, int]:
        """Objects read, and how many there are."""
        return self._done, len(self._objects)

    def close(self) -> None:
        """Nothing is open."""
