"""Tables whose cells are ruled: pdfplumber's search for cells, over the ruling lines pdfium found.

pdfplumber would parse the page a second time (120 ms); its search alone takes a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber import table as plumber

from domain.documents.layout.blocks import lines_of
from domain.documents.layout.phrases import Glyph, Phrase, phrases_of
from domain.documents.models import Block, BlockKind, Box, Line, box_around

_TOLERANCE = 3.0
_MAXIMUM_RULES = 1_500


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line; it is horizontal or vertical."""

    left: float
    top: float
    right: float
    bottom: float


def take_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[list[Phrase], list[Glyph]]:
    """Split a page's letters into ruled tables, each a phrase of its own, and the letters left over."""
    phrases: list[Phrase] = []
    left_over = list(glyphs)
    for cells in _tables(rules):
        inside: dict[Box, list[Glyph]] = {cell: [] for cell in cells}
        outside: list[Glyph] = []
        first = len(glyphs)
        for order, glyph in enumerate(left_over):
            x, y = (glyph.left + glyph.right) / 2, glyph.baseline - 0.3 * glyph.size
            cell = next((c for c in cells if c.left <= x <= c.right and c.top <= y <= c.bottom), None)
            if cell is None:
                outside.append(glyph)
            else:
                first = min(first, order)
                inside[cell].append(glyph)
        rows = _rows(inside)
        if _is_table(rows):
            lines = tuple(line for row in rows for cell in row for line in cell)
            block = Block(lines, BlockKind.TABLE, box_around(cells), rows)
            phrases.append(Phrase([], first, block))
            left_over = outside
    return phrases, left_over


def _tables(rules: Sequence[Rule]) -> list[list[Box]]:
    """The cells of each grid of ruling lines that has two rows and two columns at least."""
    horizontal = [rule for rule in rules if rule.top == rule.bottom]
    vertical = [rule for rule in rules if rule.left == rule.right]
    if not _is_grid(horizontal, vertical):
        return []
    edges = [
        {
            "x0": rule.left,
            "x1": rule.right,
            "top": rule.top,
            "bottom": rule.bottom,
            "width": rule.right - rule.left,
            "height": rule.bottom - rule.top,
            "orientation": orientation,
        }
        for orientation, each in (("h", horizontal), ("v", vertical))
        for rule in each
    ]
    merged = plumber.merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    crossings = plumber.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    tables = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    return [[Box(*cell) for cell in cells] for cells in tables if len(cells) >= 4]


def _is_grid(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> bool:
    """A cheap look before the search: three lines each way, at different places, and not thousands."""
    return (
        len(horizontal) + len(vertical) <= _MAXIMUM_RULES
        and len({round(rule.top / _TOLERANCE) for rule in horizontal}) >= 3
        and len({round(rule.left / _TOLERANCE) for rule in vertical}) >= 3
    )


def _rows(inside: dict[Box, list[Glyph]]) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    """Cells with one top edge are a row; a cell that spans rows belongs to its first."""
    rows: list[tuple[float, list[tuple[Line, ...]]]] = []
    for cell in sorted(inside, key=lambda box: (box.top, box.left)):
        lines = tuple(lines_of(phrases_of(inside[cell])))
        if rows and cell.top - rows[-1][0] <= _TOLERANCE:
            rows[-1][1].append(lines)
        else:
            rows.append((cell.top, [lines]))
    return tuple(tuple(cells) for _, cells in rows if any(cells))


def _is_table(rows: tuple[tuple[tuple[Line, ...], ...], ...]) -> bool:
    """Two rows have cells side by side, else it is a frame around columns, or lines under headings."""
    filled = [sum(1 for cell in row if cell) for row in rows]
    pairs = sum(count >= 2 for count in filled)
    return pairs >= 2 or (
        pairs == 1 and len(rows) >= 2 and max(len(cell) for row in rows for cell in row) <= 2
    )
