"""Letters as drawn, and phrases: letters without a wide gap between them."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from domain.documents.models import Block

# In units of the letters' size.
BASELINE_TOLERANCE = 0.3
_PHRASE_GAP = 0.62


class Space(IntEnum):
    """What stands before a letter: nothing, a gap that a reader takes for a space, or a space drawn."""

    NONE = 0
    DUE = 1
    DRAWN = 2


@dataclass(slots=True)
class Glyph:
    """One letter as drawn; one recognised in a picture has its line's confidence."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    space: Space
    confidence: float | None = None


class Phrase:
    """Letters without a wide gap, or a finished table that is moved about as one piece."""

    __slots__ = ("baseline", "bold", "bottom", "glyphs", "left", "order", "right", "size", "table", "top")

    def __init__(self, glyphs: list[Glyph], order: int, table: Block | None = None) -> None:
        self.glyphs = glyphs
        self.order = order
        self.table = table
        if table is not None and table.box is not None:
            self.left, self.top = table.box.left, table.box.top
            self.right, self.bottom = table.box.right, table.box.bottom
            self.baseline, self.size, self.bold = self.bottom, 10.0, False
            return
        self.left = min(glyph.left for glyph in glyphs)
        self.right = max(glyph.right for glyph in glyphs)
        self.size = statistics.median_low([glyph.size for glyph in glyphs])
        self.baseline = statistics.median_low([glyph.baseline for glyph in glyphs])
        self.top, self.bottom = self.baseline - 0.85 * self.size, self.baseline + 0.2 * self.size
        self.bold = 2 * sum(glyph.bold for glyph in glyphs) > len(glyphs)


def phrases_of(glyphs: Iterable[Glyph]) -> list[Phrase]:
    """Chain letters in the order they were drawn, as long as each stands right after the one before."""
    chains: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _follows(last, glyph):
            chains[-1].append(glyph)
        else:
            chains.append([glyph])
        last = glyph
    return [Phrase(chain, order) for order, chain in enumerate(chains)]


def rows_of(phrases: Iterable[Phrase]) -> list[list[Phrase]]:
    """Group phrases that share a baseline, from top to bottom; a table is a row of its own."""
    rows: list[list[Phrase]] = []
    for phrase in sorted(phrases, key=lambda each: each.baseline):
        last = rows[-1][0] if rows else None
        if (
            last is not None
            and last.table is phrase.table is None
            and phrase.baseline - last.baseline <= BASELINE_TOLERANCE * min(phrase.size, last.size)
        ):
            rows[-1].append(phrase)
        else:
            rows.append([phrase])
    return rows


def text_of(glyphs: Iterable[Glyph]) -> str:
    """The letters with the spaces that the file tells."""
    return "".join((" " if glyph.space else "") + glyph.text for glyph in glyphs).strip()


def text_of_row(row: Sequence[Phrase]) -> str:
    """The letters of a row, with the spaces that the file tells."""
    return text_of(glyph for phrase in row for glyph in phrase.glyphs)


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size = last.size
    if size == glyph.size:
        tolerance = 0.2
    else:
        # Raised and lowered letters are smaller and stay with their line.
        tolerance = 0.45
        smaller, size = (size, glyph.size) if size < glyph.size else (glyph.size, size)
        if smaller < 0.5 * size:
            return False
    return (
        -0.5 * size < glyph.left - last.right < _PHRASE_GAP * size
        and abs(glyph.baseline - last.baseline) <= tolerance * size
    )
