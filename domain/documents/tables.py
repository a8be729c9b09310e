"""Tables as a reader takes them: two columns that tell from when until when are one.

It is the same for all formats; what a table looks like on its page has been settled before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from domain.documents.layout.addresses import box_around_both
from domain.documents.models import Block, BlockKind, Document, Line
from domain.vocabulary.dates import DATE, NOW

_Cell = tuple[Line, ...]
_Row = tuple[_Cell, ...]
_Rows = tuple[_Row, ...]

_DATE = re.compile(DATE, re.IGNORECASE)
_END = re.compile(f"{DATE}|{NOW}", re.IGNORECASE)
_LONGEST_DATE = 24
_FEWEST_COLUMNS = 3


def with_tables_settled(document: Document) -> Document:
    """Return the document with its tables' columns of beginnings and ends joined."""
    if not any(block.kind is BlockKind.TABLE for block in document.blocks):
        return document
    return Document(tuple(replace(page, blocks=tuple(map(_settled, page.blocks))) for page in document.pages))


def _settled(block: Block) -> Block:
    rows = _with_joined_times(block.rows)
    if rows is block.rows:
        return block
    return replace(block, rows=rows, lines=tuple(line for row in rows for cell in row for line in cell))


def _with_joined_times(rows: _Rows) -> _Rows:
    """Join the cells of a beginning and of an end, and the labels above them."""
    done: list[_Row] = []
    column: int | None = None
    for row in rows:
        at = _times_at(row)
        if at is not None:
            if at != column and done and _is_header(done[-1], at, len(row)):
                done[-1] = _joined(done[-1], at, sign="-")
            done.append(_joined(row, at, sign=" – "))
            column = at
        else:
            done.append(row)
            column = None
    return rows if all(new is old for new, old in zip(done, rows, strict=True)) else tuple(done)


def _times_at(row: _Row) -> int | None:
    """Where a cell holds one date and nothing else, and the next another, or that it lasts."""
    if len(row) < _FEWEST_COLUMNS:
        return None
    for at, (cell, following) in enumerate(pairwise(row)):
        if _holds(_DATE, cell) and _holds(_END, following):
            return at
    return None


def _holds(pattern: re.Pattern[str], cell: _Cell) -> bool:
    text = cell[0].text.strip() if len(cell) == 1 else ""
    return 0 < len(text) <= _LONGEST_DATE and pattern.fullmatch(text) is not None


def _is_header(row: _Row, at: int, width: int) -> bool:
    return len(row) == width and all(
        len(cell) == 1 and not any(map(str.isdigit, cell[0].text)) for cell in row[at : at + 2]
    )


def _joined(row: _Row, at: int, *, sign: str) -> _Row:
    start, end = row[at][0], row[at + 1][0]
    text = f"{start.text}{sign}{end.text}"
    line = replace(start, text=text, tokens=(text,), box=box_around_both(start.box, end.box))
    return (*row[:at], (line,), *row[at + 2 :])
