"""From letters on a page to blocks in reading order, by geometry alone.

Letters → phrases (no wide gap within) → regions (cut at the white gutters between columns, a header
across them allowed) → lines (phrases on one baseline) → blocks (lines without a wide gap between).
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from domain.documents.characters import clean_text, is_wide, join_spaced, join_tokens, words_of
from domain.documents.layout.addresses import with_whole_addresses
from domain.documents.layout.columns import arrange
from domain.documents.layout.phrases import Glyph, Phrase, Space, rows_of
from domain.documents.layout.section_headings import is_heading
from domain.documents.models import Block, BlockKind, Box, Line, box_around

# All in units of the letters' size.
_TOKEN_GAP = 1.4
_WORD_GAP = 0.24
_WIDE_WORD_GAP = 0.45
_BLOCK_GAP = 1.45
_LOOSE = 0.08

_LEAST_GAPS = 6
_SHARE_LOOSE = 0.9
_HEADING_RATIO = 1.2
_KNOWN_HEADING_RATIO = 1.1


def blocks_of(phrases: Sequence[Phrase]) -> list[Block]:
    """Order phrases and tables into blocks."""
    blocks: list[Block] = []
    for region in arrange(list(phrases)):
        blocks += _blocks_of_region(region)
    return blocks


def lines_of(phrases: Sequence[Phrase]) -> list[Line]:
    """Order phrases into lines, column by column: what a table's cell holds."""
    return with_whole_addresses(
        [line for region in arrange(list(phrases)) for row in _rows(region) for line in [_line(row)] if line]
    )


def _rows(phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    """Rows from left to right, headings in the margin apart."""
    rows = (sorted(row, key=lambda each: each.left) for row in rows_of(phrases))
    return [part for row in rows for part in _without_heading(row)]


def _without_heading(row: list[Phrase]) -> list[list[Phrase]]:
    """A heading in larger letters, set in the margin beside its first entry, is a line of its own.

    It need not stand far from the entry where its words are those of a heading.
    """
    for at, (last, phrase) in enumerate(pairwise(row), start=1):
        ratio = last.size / phrase.size
        apart = phrase.left - last.right >= _TOKEN_GAP * phrase.size and ratio >= _HEADING_RATIO
        if len(last.glyphs) > 1 and (apart or (ratio >= _KNOWN_HEADING_RATIO and is_heading(last))):
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
    tokens_joined = texts if joined == text else (joined,)
    words = _words(joined, [glyph for glyphs in tokens for glyph in glyphs])
    return Line(joined, box, biggest.size, bold, tokens_joined, _confidence(row), words)


def _words(text: str, glyphs: list[Glyph]) -> tuple[tuple[float, float], ...]:
    """Return the edges of the words; nothing where the text is not letter for letter as drawn."""
    drawn = [glyph for glyph in glyphs for letter in glyph.text if not letter.isspace()]
    words = words_of(text)
    if len(drawn) != sum(len(word[0]) for word in words):
        return ()
    edges = []
    for word in words:
        own, drawn = drawn[: len(word[0])], drawn[len(word[0]) :]
        edges.append((min(glyph.left for glyph in own), max(glyph.right for glyph in own)))
    return tuple(edges)


def _confidence(row: list[Phrase]) -> float | None:
    """How sure the recognition is of a line; None where there was none."""
    if row[0].glyphs[0].confidence is None:
        return None
    scores = [glyph.confidence for phrase in row for glyph in phrase.glyphs if glyph.confidence is not None]
    return sum(scores) / len(scores)


def _text(glyphs: list[Glyph]) -> str:
    """Join letters; spaces come from the file, or from gaps where the letters were drawn out of order."""
    pieces: list[str] = []
    gaps: list[float] = []
    least = _least_gap(glyphs)
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            gap = (glyph.left - last.right) / (glyph.size if glyph.size > last.size else last.size)
            # Most letters stand right behind the one before.
            if glyph.space or gap > _WORD_GAP:
                wide = is_wide(glyph.text) and is_wide(last.text)
                if _is_space(gap, glyph.space, wide=wide, least=least):
                    pieces.append(" ")
                    gaps.append(gap)
        pieces.append(glyph.text)
        last = glyph
    text = "".join(pieces)
    if len(gaps) >= 4 and len(text) == 2 * len(gaps) + 1:
        text = _join_letters(text, gaps)
    return join_spaced(clean_text(text).strip())


def _is_space(gap: float, space: Space, *, wide: bool, least: float) -> bool:
    if wide:
        # Between ideographs a gap alone is often but loose setting.
        return gap > (0.1 if space is Space.DRAWN else _WIDE_WORD_GAP)
    if space is Space.DUE:
        return gap > least
    return gap > (-0.1 if space else _WORD_GAP)


def _least_gap(glyphs: list[Glyph]) -> float:
    """How wide a gap is that counts as a space: wider than those between letters that are set wide apart."""
    if not any(glyph.space is Space.DUE for glyph in glyphs):
        return -0.1
    gaps = [
        (glyph.left - last.right) / glyph.size
        for last, glyph in pairwise(glyphs)
        if not is_wide(glyph.text) and not is_wide(last.text)
    ]
    if len(gaps) < _LEAST_GAPS or sum(gap > _LOOSE for gap in gaps) < _SHARE_LOOSE * len(gaps):
        return -0.1
    return statistics.median_low(gaps) + _LOOSE


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
        box = box_around(line.box for line in lines)
        blocks.append(Block(tuple(with_whole_addresses(lines)), BlockKind.TEXT, box))
        lines.clear()
