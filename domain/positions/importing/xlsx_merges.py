"""Cells of a sheet that are merged over rows: what stands in the first holds for those below.

Merges and links are told behind the rows of a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, Final, NamedTuple

_MERGED: Final = re.compile(rb"mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']")
_END_OF_ROWS: Final = b"sheetData"
_CHUNK_BYTES: Final = 256 * 1024
_MOST_BYTES: Final = 16 * 2**20
_OVERLAP: Final = 16


class Merge(NamedTuple):
    """A cell over several rows, both ends included; columns are counted from 0."""

    first: int
    last: int
    column: int


def tail_of(sheet: IO[bytes]) -> bytes:
    """Return what is told behind the rows, as far as it is bounded."""
    behind, last = b"", b""
    while chunk := sheet.read(_CHUNK_BYTES):
        if behind:
            behind += chunk[: _MOST_BYTES - len(behind)]
            continue
        window = last + chunk
        at = window.rfind(_END_OF_ROWS)
        if at >= 0 and window[max(0, at - 8) : at].rpartition(b"<")[2].startswith(b"/"):
            behind = window[at:]
        last = window[-_OVERLAP:]
    return behind


def merges_of(tail: bytes) -> list[Merge]:
    """Return the cells that are merged over rows, by their first rows."""
    found = (
        Merge(int(first), int(last_row), column_number(letters.decode()))
        for letters, first, last_row in _MERGED.findall(tail)
    )
    return sorted(merge for merge in found if merge.last > merge.first)


def column_number(letters: str) -> int:
    """Return the number of a column, 0 for `A`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def filled(rows: Iterable[tuple[int, list[str]]], merges: list[Merge]) -> Iterator[tuple[int, list[str]]]:
    """Write what merged cells say into each of their rows that says something of its own."""
    waiting = merges[::-1]
    open_now: list[tuple[Merge, str]] = []
    for line, row in rows:
        open_now = [(merge, text) for merge, text in open_now if merge.last >= line]
        for merge, text in open_now:
            _put(row, merge.column, text)
        while waiting and waiting[-1].first <= line:
            merge = waiting.pop()
            if merge.first == line and merge.column < len(row) and row[merge.column]:
                open_now.append((merge, row[merge.column]))
        yield line, row


def _put(row: list[str], at: int, text: str) -> None:
    row.extend([""] * (at + 1 - len(row)))
    row[at] = row[at] or text
