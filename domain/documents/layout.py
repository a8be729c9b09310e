"""From letters on a page to blocks in reading order, by geometry alone.

Letters → phrases (no wide gap within) → regions (cut at the white gutters between columns, a header
across them allowed) → lines (phrases on one baseline) → blocks (lines without a wide gap between).
"""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from domain.documents.characters import clean_text, is_wide, join_spaced, join_tokens
from domain.documents.models import Block, BlockKind, Box, Line

# All in units of the letters' size.
_PHRASE_GAP = 0.62
_TOKEN_GAP = 1.4
_WORD_GAP = 0.24
_WIDE_WORD_GAP = 0.45
_BASELINE_TOLERANCE = 0.3
_GUTTER = 0.75
_BLOCK_GAP = 1.45
_HEADING_RATIO = 1.2

_BIN = 3.0
_ALIGNED = 2.5
_MINIMUM_ROWS = 3
_MAXIMUM_DEPTH = 8


class Space(IntEnum):
    """What stands before a letter: nothing, a gap that a reader takes for a space, or a space drawn."""

    NONE = 0
    DUE = 1
    DRAWN = 2


@dataclass(slots=True)
class Glyph:
    """One letter as drawn."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    space: Space


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


def blocks_of(phrases: Sequence[Phrase]) -> list[Block]:
    """Order phrases and tables into blocks."""
    blocks: list[Block] = []
    for region in _arrange(list(phrases), 0):
        blocks += _blocks_of_region(region)
    return blocks


def lines_of(phrases: Sequence[Phrase]) -> list[Line]:
    """Order phrases into lines, column by column: what a table's cell holds."""
    return [
        line
        for region in _arrange(list(phrases), 0)
        for row in _rows(region)
        for line in [_line(row)]
        if line
    ]


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all boxes."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    # Raised and lowered letters are smaller and stay with their line.
    tolerance = 0.45 if last.size != glyph.size else 0.2
    return (
        abs(glyph.baseline - last.baseline) <= tolerance * size
        and min(last.size, glyph.size) >= 0.5 * size
        and -0.5 * size < glyph.left - last.right < _PHRASE_GAP * size
    )


# Columns


def _arrange(phrases: list[Phrase], depth: int) -> list[list[Phrase]]:
    """Cut a region at its clearest gutter, and so on; the result is regions of one column each."""
    if len(phrases) < 2 * _MINIMUM_ROWS or depth >= _MAXIMUM_DEPTH:
        return [phrases] if phrases else []
    cut = _best_cut(phrases)
    if cut is None:
        return [phrases]
    return [region for part in cut for region in _arrange(part, depth + 1)]


def _best_cut(phrases: list[Phrase]) -> tuple[list[Phrase], ...] | None:
    best: tuple[float, float, list[Phrase]] | None = None
    for x in _gutter_candidates(phrases):
        for band in _bands(phrases, x):
            height = _columns_height(band, x)
            if height > 0 and (best is None or height > best[0]):
                best = height, x, band
    if best is None:
        return None
    _, x, band = best
    bottom = max(phrase.bottom for phrase in band)
    if any(_middle(phrase) > bottom for phrase in phrases):
        band = _without_last_heading(band, x)
    left, right = _sides(band, x)
    inside = set(map(id, band))
    middle = statistics.median(map(_middle, band))
    above = [phrase for phrase in phrases if id(phrase) not in inside and _middle(phrase) <= middle]
    below = [phrase for phrase in phrases if id(phrase) not in inside and _middle(phrase) > middle]
    return above, left, right, below


def _gutter_candidates(phrases: list[Phrase]) -> list[float]:
    """Places where fewer phrases stand than on either side."""
    start = min(phrase.left for phrase in phrases)
    count = int((max(phrase.right for phrase in phrases) - start) / _BIN) + 2
    steps = [0] * (count + 1)
    for phrase in phrases:
        steps[int((phrase.left - start) / _BIN)] += 1
        steps[int((phrase.right - start) / _BIN) + 1] -= 1
    coverage, height = [], 0
    for step in steps[:count]:
        height += step
        coverage.append(height)
    candidates = []
    run_start = 0
    for at in range(1, count):
        if coverage[at] == coverage[run_start]:
            continue
        falls = run_start > 0 and coverage[run_start - 1] > coverage[run_start]
        if falls and coverage[at] > coverage[run_start]:
            candidates.append(start + _BIN * (run_start + at) / 2)
        run_start = at
    return candidates


def _bands(phrases: list[Phrase], x: float) -> list[list[Phrase]]:
    """The groups of phrases between those that cross `x`, from top to bottom."""
    bands = _split(phrases, [phrase for phrase in phrases if phrase.left < x - 1 and phrase.right > x + 1])
    narrow: list[list[Phrase]] = []
    for band in bands:
        # A few phrases of a header may end where the gutter runs: they cross it too.
        intruders = _intruders(band, x)
        few = 0 < len(intruders) <= max(2, 0.06 * len(band))
        narrow += _split(band, intruders) if few else [band]
    return narrow


def _split(phrases: list[Phrase], crossing: list[Phrase]) -> list[list[Phrase]]:
    if not crossing:
        return [phrases]
    middles = sorted(map(_middle, crossing))
    baselines = sorted(phrase.baseline for phrase in crossing)
    bands: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        # What stands beside a crossing phrase belongs to its line.
        if not _stands_among(phrase.baseline, baselines):
            bands.setdefault(bisect_left(middles, _middle(phrase)), []).append(phrase)
    return list(bands.values())


def _intruders(band: list[Phrase], x: float) -> list[Phrase]:
    """Of a gutter that is too narrow, the fewer phrases that make it so."""
    left, right = _sides(band, x)
    if not left or not right:
        return []
    need = _GUTTER * statistics.median_low([phrase.size for phrase in band])
    start, end = min(phrase.left for phrase in right), max(phrase.right for phrase in left)
    if start - end >= need:
        return []
    from_left = [phrase for phrase in left if phrase.right > start - need]
    from_right = [phrase for phrase in right if phrase.left < end + need]
    return min(from_left, from_right, key=len)


def _without_last_heading(band: list[Phrase], x: float) -> list[Phrase]:
    """Leave out what stands on one side alone, set off at the foot: the heading of what comes below."""
    pieces: list[list[Phrase]] = []
    bottom = 0.0
    for phrase in sorted(band, key=lambda each: each.top):
        if pieces and phrase.top - bottom < 0.3 * phrase.size:
            pieces[-1].append(phrase)
        else:
            pieces.append([phrase])
        bottom = max(bottom, phrase.bottom)
    while len(pieces) > 1 and len(_baselines(pieces[-1])) <= 2 and not all(_sides(pieces[-1], x)):
        pieces.pop()
    return [phrase for piece in pieces for phrase in piece]


def _sides(band: list[Phrase], x: float) -> tuple[list[Phrase], list[Phrase]]:
    return [p for p in band if p.left + p.right <= 2 * x], [p for p in band if p.left + p.right > 2 * x]


def _columns_height(band: list[Phrase], x: float) -> float:
    """How far two columns stand side by side in a band; 0 when they are none."""
    left, right = _sides(band, x)
    left_rows, right_rows = _baselines(left), _baselines(right)
    if min(len(left_rows), len(right_rows)) < _MINIMUM_ROWS:
        return 0
    size = statistics.median_low([phrase.size for phrase in band])
    if min(p.left for p in right) - max(p.right for p in left) < _GUTTER * size:
        return 0
    shared = min(left_rows[-1], right_rows[-1]) - max(left_rows[0], right_rows[0])
    if shared < 2 * size or not _are_columns(left, right, left_rows, right_rows):
        return 0
    return shared


def _are_columns(
    left: list[Phrase], right: list[Phrase], left_rows: list[float], right_rows: list[float]
) -> bool:
    """Tell columns from rows of pairs (a date and its entry, a label and its value).

    Pairs share their baselines, and a program draws them pair by pair; columns are drawn one after the
    other, or at least stand on baselines of their own.
    """
    sides = sorted([(p.order, False) for p in left] + [(p.order, True) for p in right])
    switches = sum(a[1] != b[1] for a, b in pairwise(sides))
    sparse, dense = sorted((left_rows, right_rows), key=len)
    aligned = sum(_stands_among(row, dense) for row in sparse) / len(sparse)
    if len(sparse) <= 0.34 * len(dense) and switches >= 1.5 * len(sparse) - 1:
        # Headings out in the margin, drawn each before what it heads.
        return False
    if aligned >= 0.5 and len(sparse) <= 0.5 * len(dense) and switches >= len(sparse):
        # A rail of dates or section labels beside the entries they belong to.
        return False
    if switches <= max(2, 0.15 * len(sparse)):
        # Entries drawn first and their dates after them still match one by one.
        few = 8 if len(left_rows) == len(right_rows) else 5
        return aligned < 0.9 or len(sparse) > few
    return aligned < 0.6


def _baselines(phrases: list[Phrase]) -> list[float]:
    """The distinct baselines, from top to bottom."""
    rows: list[float] = []
    for baseline, size in sorted((phrase.baseline, phrase.size) for phrase in phrases):
        if not rows or baseline - rows[-1] > _BASELINE_TOLERANCE * size:
            rows.append(baseline)
    return rows


def _stands_among(row: float, rows: list[float]) -> bool:
    at = bisect_left(rows, row - _ALIGNED)
    return at < len(rows) and rows[at] <= row + _ALIGNED


def _middle(phrase: Phrase) -> float:
    return (phrase.top + phrase.bottom) / 2


# Lines and blocks


def _rows(phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    """Group phrases that share a baseline, from top to bottom and from left to right."""
    rows: list[list[Phrase]] = []
    for phrase in sorted(phrases, key=lambda each: each.baseline):
        last = rows[-1][0] if rows else None
        if (
            last is not None
            and last.table is phrase.table is None
            and phrase.baseline - last.baseline <= _BASELINE_TOLERANCE * min(phrase.size, last.size)
        ):
            rows[-1].append(phrase)
        else:
            rows.append([phrase])
    return [part for row in rows for part in _without_heading(sorted(row, key=lambda each: each.left))]


def _without_heading(row: list[Phrase]) -> list[list[Phrase]]:
    """A heading in larger letters, set in the margin beside its first entry, is a line of its own."""
    for at, (last, phrase) in enumerate(pairwise(row), start=1):
        apart = phrase.left - last.right >= _TOKEN_GAP * phrase.size
        if apart and len(last.glyphs) > 1 and last.size >= _HEADING_RATIO * phrase.size:
            return [row[:at], row[at:]]
    return [row]


def _line(row: list[Phrase]) -> Line | None:
    tokens: list[list[Glyph]] = []
    end = 0.0
    for phrase in row:
        if tokens and phrase.left - end < _TOKEN_GAP * min(phrase.size, tokens[-1][-1].size):
            tokens[-1] += phrase.glyphs
        else:
            tokens.append(list(phrase.glyphs))
        end = max(end, phrase.right) if tokens else phrase.right
    texts = join_tokens(text for glyphs in tokens if (text := _text(glyphs)))
    if not texts:
        return None
    biggest = max(row, key=lambda phrase: len(phrase.glyphs))
    box = box_around(Box(phrase.left, phrase.top, phrase.right, phrase.bottom) for phrase in row)
    bold = 2 * sum(len(phrase.glyphs) for phrase in row if phrase.bold) > sum(len(p.glyphs) for p in row)
    text = " ".join(texts)
    joined = join_spaced(text)
    return Line(joined, box, biggest.size, bold, texts if joined == text else (joined,))


def _text(glyphs: list[Glyph]) -> str:
    """Join letters; spaces come from the file, or from gaps where the letters were drawn out of order."""
    pieces: list[str] = []
    gaps: list[float] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            gap = (glyph.left - last.right) / max(glyph.size, last.size)
            wide = is_wide(glyph.text) and is_wide(last.text)
            if _is_space(gap, glyph.space, wide=wide):
                pieces.append(" ")
                gaps.append(gap)
        pieces.append(glyph.text)
        last = glyph
    text = "".join(pieces)
    if len(gaps) >= 4 and len(text) == 2 * len(gaps) + 1:
        text = _join_letters(text, gaps)
    return join_spaced(clean_text(text).strip())


def _is_space(gap: float, space: Space, *, wide: bool) -> bool:
    if wide:
        # Between ideographs a gap alone is often but loose setting.
        return gap > (0.1 if space is Space.DRAWN else _WIDE_WORD_GAP)
    return gap > (-0.1 if space else _WORD_GAP)


def _join_letters(text: str, gaps: list[float]) -> str:
    """Letters set apart, each with a gap behind it: words end where the gap is clearly wider."""
    usual = statistics.median_low(gaps)
    letters = text[::2]
    return letters[0] + "".join(
        (" " if gap > 1.6 * usual else "") + letter for gap, letter in zip(gaps, letters[1:], strict=True)
    )


def _blocks_of_region(region: list[Phrase]) -> list[Block]:
    blocks: list[Block] = []
    open_lines: list[Line] = []
    rows = _rows(region)
    pitches = [
        (low[0].baseline - high[0].baseline) / max(low[0].size, high[0].size) for high, low in pairwise(rows)
    ]
    usual = min(statistics.median(pitches), 2.2) if pitches else 1.5
    last: Phrase | None = None
    for row in rows:
        lead = row[0]
        if last is not None and _starts_block(last, lead, usual):
            _close(open_lines, blocks)
        if lead.table is not None:
            _close(open_lines, blocks)
            blocks.append(lead.table)
        else:
            line = _line(row)
            if line is not None:
                open_lines.append(line)
        last = lead
    _close(open_lines, blocks)
    return blocks


def _starts_block(last: Phrase, phrase: Phrase, usual_pitch: float) -> bool:
    size = max(last.size, phrase.size)
    return (phrase.baseline - last.baseline) / size > _BLOCK_GAP * usual_pitch


def _close(lines: list[Line], blocks: list[Block]) -> None:
    if lines:
        box = box_around(line.box for line in lines if line.box is not None)
        blocks.append(Block(tuple(lines), BlockKind.TEXT, box))
        lines.clear()
