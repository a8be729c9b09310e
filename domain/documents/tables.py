"""Tables as a reader takes them: two columns that tell from when until when are one, a merged cell that names
the rows beside it stands above them.

It is the same for all formats; what a table looks like on its page has been settled before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from domain.documents.layout.section_headings import is_heading_text
from domain.documents.models import Block, BlockKind, Document, Line, box_around
from domain.vocabulary.dates import DATE, NOW

_Cell = tuple[Line, ...]
_Row = tuple[_Cell, ...]
_Rows = tuple[_Row, ...]

_DATE = re.compile(DATE, re.IGNORECASE)
_END = re.compile(f"{DATE}|{NOW}", re.IGNORECASE)
_LONGEST_DATE = 24
_FEWEST_COLUMNS = 3
_MOST_LINES = 10


def with_tables_settled(document: Document) -> Document:
    """Return the document with its tables' side headings set apart and its beginnings and ends joined."""
    if not any(block.kind is BlockKind.TABLE for block in document.blocks):
        return document
    pages = tuple(replace(page, blocks=tuple(map(_settled, page.blocks))) for page in document.pages)
    return replace(document, pages=pages)


def _settled(block: Block) -> Block:
    rows = _with_joined_times(_with_side_headings(block.rows))
    if rows is block.rows:
        return block
    return replace(block, rows=rows, lines=tuple(line for row in rows for cell in row for line in cell))


def _with_side_headings(rows: _Rows) -> _Rows:
    """Make a row of its own of a heading whose cell spans the rows beside it.

    Formats tell such a cell once: below it the rows lack a cell, or have an empty one.
    """
    done: list[_Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        end = at + 1
        if len(row) > 1 and sum(map(bool, row)) > 1 and _is_side_heading(row[0]):
            while end < len(rows) and _is_beside(rows[end], len(row)):
                end += 1
        if end > at + 1:
            done += [(_in_one_line(row[0]),), row[1:]]
            done += [
                below if len(below) < len(row) and below[0] else below[1:] for below in rows[at + 1 : end]
            ]
        else:
            done.append(row)
        at = end
    return rows if len(done) == len(rows) else tuple(done)


def _is_side_heading(cell: _Cell) -> bool:
    return len(cell) <= _MOST_LINES and is_heading_text("".join(line.text for line in cell))


def _is_beside(row: _Row, width: int) -> bool:
    """Tell whether a row goes on beside the heading of a row of so many cells."""
    if not any(row) or _is_side_heading(row[0]):
        return False
    return not row[0] if len(row) >= width else len(row) == width - 1


def _in_one_line(cell: _Cell) -> _Cell:
    """A heading that its narrow cell breaks, often after every character."""
    first = cell[0]
    sign = " " if first.text.isascii() else ""
    text = sign.join(line.text for line in cell)
    return (replace(first, text=text, tokens=(text,)),)


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
    line = replace(start, text=text, tokens=(text,), box=box_around((start.box, end.box)))
    return (*row[:at], (line,), *row[at + 2 :])
