"""Which of a table's first rows names its columns: people put titles, notes and dates above."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from domain.positions.importing.columns import ColumnMap

MOST_ROWS_ABOVE = 20
"""How far down the names of the columns may stand, counted in rows that are not empty."""


class Head(NamedTuple):
    """The names of a table's columns.

    Attributes:
        line: Where they stand.
        last_line: Where they end; the rows of the table begin below.
        has_title: Whether a column holds titles.
    """

    names: tuple[str, ...]
    line: int
    last_line: int
    has_title: bool


def find_head(rows: Sequence[tuple[int, Sequence[str]]], columns: ColumnMap) -> Head:
    """Return the head among the first rows, each with its line.

    It is the row that names the most fields, with a title among them; without any, the first of the widest.
    A second row may name parts of what the first spans: `薪资` above `最低` and `最高`.
    """
    if not rows:
        return Head((), 1, 1, False)
    known = [_known_fields(row, columns) for _, row in rows]
    best = max(range(len(rows)), key=lambda at: (known[at], -at))
    if not known[best]:
        best = max(range(len(rows)), key=lambda at: (sum(map(bool, rows[at][1])), -at))
    line, row = rows[best]
    names, last_line = _names(row), line
    if best:
        names = _under(_names(rows[best - 1][1]), names, columns)
    if known[best] and best + 1 < len(rows):
        below, parts = rows[best + 1]
        if parted := _parted(names, _names(parts), columns):
            names, last_line = parted, below
    return Head(names, line, last_line, columns.has_title(names))


def _names(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(name.strip("\0\ufeff \t\r\n").split()) for name in row)


def _known_fields(row: Sequence[str], columns: ColumnMap) -> int:
    """Return how many fields a row names, or 0 where no title is among them."""
    names = _names(row)
    return len({columns.field(name) for name in names} - {None}) if columns.has_title(names) else 0


def _under(upper: Sequence[str], names: tuple[str, ...], columns: ColumnMap) -> tuple[str, ...]:
    """Return the names, those that say nothing alone with what stands above them: `最低` below `薪资`."""
    told: list[str] = []
    over = ""
    for at, name in enumerate(names):
        over = (upper[at] if at < len(upper) else "") or over
        both = f"{over} {name}"
        told.append(both if name and columns.field(name) is None and columns.field(both) else name)
    return tuple(told)


def _parted(upper: Sequence[str], lower: Sequence[str], columns: ColumnMap) -> tuple[str, ...]:
    """Return the names that two rows make together; none where the lower one is no part of the head."""
    names: list[str] = []
    over, parts = "", 0
    for above, below in zip_longest(upper, lower, fillvalue=""):
        over = above or over
        if below in ("", above):
            names.append(above)
            continue
        name = f"{over} {below}".strip()
        if columns.has_title([above]) or columns.field(name) is None:
            return ()
        names.append(name)
        parts += 1
    return tuple(names) if parts > 1 else ()
