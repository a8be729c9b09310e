"""Rails: a narrow column of headings, labels or dates, each beside what it heads.

A rail is told from a side column by what it holds (little, in short pieces, much of it dates) and by where
its pieces stand: on the first line of an entry. Its pieces go before what stands beside them.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from domain.documents.characters import is_wide
from domain.documents.layout.phrases import Glyph, Phrase, Space, rows_of, text_of_row
from domain.vocabulary.dates import YEAR

# In units of the letters' size.
_LEVEL = 0.42
_NEAR = 0.6
_PIECE_GAP = 1.8

LONE_YEAR = rf"(?<!\d){YEAR}(?!\d)"
_YEAR = re.compile(LONE_YEAR)
_FEWEST_PIECES = 2
_SAME_BASELINE = 1.5
_MOST_ROWS = 6
_LONGEST_ROW = 34
_MOST_TEXT = 0.3
_MOST_HEIGHT = 0.45
_MATCHED = 0.6
_ENTRY_GAP = 1.3
_SHORTEST_WORDS = 6
_LONGEST_LABEL = 60

_Row = list[Phrase]


def holds_dates(phrases: Sequence[Phrase]) -> bool:
    """Tell whether a column is made of short rows, of which most print a year."""
    texts = [text_of_row(row) for row in rows_of(phrases)]
    dated = sum(_YEAR.search(text) is not None for text in texts)
    return 3 * dated >= 2 * len(texts) and max(map(len, texts)) <= _LONGEST_ROW


def paired(left: Sequence[Phrase], right: Sequence[Phrase]) -> list[_Row] | None:
    """The regions of a rail on the left and of what stands beside it, in reading order; None for columns."""
    body = rows_of(right)
    pieces = _pieces(rows_of(left))
    if not pieces or not body or not _is_rail(pieces, body):
        return None
    tops = [piece[0][0].baseline - _NEAR * piece[0][0].size for piece in pieces]
    regions: list[_Row] = [_phrases(body, float("-inf"), tops[0])]
    for piece, top, end in zip(pieces, tops, [*tops[1:], float("inf")], strict=True):
        beside = _phrases(body, top, end)
        rows = _joined(piece, body)
        apart = 0
        if len(rows) > 1:
            # A date below its heading goes with its entry.
            apart = len(rows) - (not beside or _are_level(rows[-1], beside))
        regions.append([phrase for row in rows[:apart] for phrase in row])
        regions.append([*(phrase for row in rows[apart:] for phrase in row), *beside])
    return [region for region in regions if region]


def _phrases(body: Sequence[_Row], top: float, end: float) -> _Row:
    return [phrase for row in body if top <= row[0].baseline < end for phrase in row]


def _are_level(row: _Row, beside: _Row) -> bool:
    first = min(phrase.baseline for phrase in beside)
    return abs(row[0].baseline - first) <= _NEAR * max(row[0].size, beside[0].size)


def _pieces(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows that stand close below one another."""
    pieces: list[list[_Row]] = []
    for row in rows:
        last = pieces[-1][-1][0] if pieces else None
        size = row[0].size if last is None else max(row[0].size, last.size)
        if last is not None and row[0].baseline - last.baseline <= _PIECE_GAP * size:
            pieces[-1].append(row)
        else:
            pieces.append([row])
    return pieces


def _is_rail(pieces: Sequence[list[_Row]], body: Sequence[_Row]) -> bool:
    beside = [piece for piece in pieces if piece[-1][0].baseline >= body[0][0].top]
    texts = [text_of_row(row) for piece in beside for row in piece]
    if (
        len(beside) < _FEWEST_PIECES
        or max(map(len, beside)) > _MOST_ROWS
        or max(map(len, texts)) > _LONGEST_ROW
        or sum(map(len, texts)) > _MOST_TEXT * sum(len(text_of_row(row)) for row in body)
    ):
        return False
    dated = [piece for piece in beside if any(_YEAR.search(text_of_row(row)) for row in piece)]
    starts = _entry_starts(body)
    if len(dated) >= max(_FEWEST_PIECES, 0.5 * len(beside)):
        return sum(_heads(piece, starts, _NEAR) for piece in dated) >= _MATCHED * len(dated)
    height = sum(piece[-1][0].bottom - piece[0][0].top for piece in beside)
    matched = sum(_heads(piece, starts, _LEVEL) for piece in beside)
    return matched >= max(_FEWEST_PIECES, _MATCHED * len(beside)) and height <= _MOST_HEIGHT * (
        body[-1][0].bottom - body[0][0].top
    )


def _heads(piece: list[_Row], starts: Sequence[Phrase], tolerance: float) -> bool:
    """Tell whether a piece, or what stands below its heading, is level with an entry's first line."""
    rows = piece[:2] if len(piece) > 1 and piece[0][0].size > piece[1][0].size else piece[:1]
    return any(
        abs(row[0].baseline - start.baseline) <= tolerance * max(row[0].size, start.size)
        for row in rows
        for start in starts
    )


def _entry_starts(body: Sequence[_Row]) -> list[Phrase]:
    """The first lines of entries: they stand below a gap, or are larger or bolder than what is above."""
    usual = statistics.median([low[0].baseline - high[0].baseline for high, low in pairwise(body)] or [0.0])
    starts = [body[0][0]]
    for (high, *_), (low, *_) in pairwise(body):
        gap = low.baseline - high.baseline > _ENTRY_GAP * usual
        if gap or low.size > 1.05 * high.size or (low.bold and not high.bold):
            starts.append(low)
    return starts


def _joined(piece: list[_Row], body: Sequence[_Row]) -> list[_Row]:
    """A heading or a date that is broken over several rows is one row; other pieces stay as they are.

    Rows that each stand beside a row of their own are not broken.
    """
    if len(piece) == 1:
        return piece
    texts = [text_of_row(row) for row in piece]
    is_date = all(len(text) <= _SHORTEST_WORDS for text in texts) and any(map(_YEAR.search, texts))
    first = piece[0][0]
    is_label = (
        sum(map(len, texts)) <= _LONGEST_LABEL
        and not any(sign.isdigit() for text in texts for sign in text)
        and all(row[0].size == first.size and row[0].bold == first.bold for row in piece)
        and not any(
            abs(row[0].baseline - other[0].baseline) <= _SAME_BASELINE for row in piece[1:] for other in body
        )
    )
    return [[_in_one_row(piece)]] if is_date or is_label else piece


def _in_one_row(piece: list[_Row]) -> Phrase:
    """The letters of several rows set one after the other, within the place of all."""
    glyphs: list[Glyph] = []
    every = [phrase for row in piece for phrase in row]
    for phrase in every:
        shift = 0.0
        for at, glyph in enumerate(phrase.glyphs):
            space = glyph.space
            if at == 0 and glyphs:
                is_word = not (is_wide(glyph.text) and is_wide(glyphs[-1].text))
                space = Space.DRAWN if is_word else Space.NONE
                shift = glyphs[-1].right + (0.3 * glyph.size if is_word else 0.0) - glyph.left
            glyphs.append(replace(glyph, left=glyph.left + shift, right=glyph.right + shift, space=space))
    joined = Phrase(glyphs, every[0].order)
    joined.baseline = every[0].baseline
    joined.left, joined.right = min(p.left for p in every), max(p.right for p in every)
    joined.top, joined.bottom = every[0].top, every[-1].bottom
    return joined
