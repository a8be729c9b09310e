"""Entries side by side, like two schools: a row prints the period of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.documents.layout.phrases import Phrase, rows_of, text_of
from domain.documents.layout.rails import LONE_YEAR
from domain.vocabulary.dates import NOW

_PERIOD = re.compile(rf"{LONE_YEAR}.{{0,24}}?(?:{LONE_YEAR}|{NOW})", re.IGNORECASE)
_PERIOD_LENGTHS = range(8, 40)
_FLUSH = 3.0
# In units of the letters' size.
_APART = 2.0
_NEXT_ROW = 2.2
_FEWEST_ROWS = 2

_Row = list[Phrase]


def side_by_side(phrases: Sequence[Phrase]) -> tuple[list[Phrase], ...] | None:
    """Cut out the first two entries that stand side by side: above, left, right, below; None without any."""
    rows = [sorted(row, key=lambda phrase: phrase.left) for row in rows_of(phrases)]
    for at, row in enumerate(rows):
        pair = _periods(row)
        if pair is None:
            continue
        start, end = at, at + 1
        while start > 0 and _goes_along(rows[start - 1], rows[start], pair):
            start -= 1
        while end < len(rows) and _goes_along(rows[end], rows[end - 1], pair):
            end += 1
        if end - start >= _FEWEST_ROWS:
            entries = [phrase for row in rows[start:end] for phrase in row]
            edge = pair[1].left - _FLUSH
            return (
                [phrase for row in rows[:start] for phrase in row],
                [phrase for phrase in entries if phrase.left < edge],
                [phrase for phrase in entries if phrase.left >= edge],
                [phrase for row in rows[end:] for phrase in row],
            )
    return None


def _periods(row: _Row) -> tuple[Phrase, Phrase] | None:
    """The two phrases of a row, where each prints a period and nothing stands beside them."""
    if len(row) != 2 or not all(len(phrase.glyphs) in _PERIOD_LENGTHS for phrase in row):
        return None
    left, right = row
    if right.left - left.right < _APART * right.size or not all(
        _PERIOD.search(text_of(phrase.glyphs)) for phrase in row
    ):
        return None
    return left, right


def _goes_along(row: _Row, beside: _Row, pair: tuple[Phrase, Phrase]) -> bool:
    """Tell whether a row, close to another, has a part flush with each of the two periods."""
    left, right = pair
    pitch = abs(row[0].baseline - beside[0].baseline)
    edges = [phrase.left for phrase in row]
    return (
        pitch <= _NEXT_ROW * row[0].size
        and len(row) == 2
        and abs(edges[0] - left.left) <= _FLUSH
        and abs(edges[1] - right.left) <= _FLUSH
    )
