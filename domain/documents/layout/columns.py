"""Columns: a region is cut at the white gutters in it, a header across them allowed."""

from __future__ import annotations

import statistics
from bisect import bisect_left
from itertools import pairwise

from domain.documents.layout.phrases import BASELINE_TOLERANCE, Phrase
from domain.documents.layout.rails import holds_dates, paired
from domain.documents.layout.section_headings import have_sections, is_heading
from domain.documents.layout.side_by_side import side_by_side

# In units of the letters' size.
_GUTTER = 0.75
_NARROW_GUTTER = 0.25
_BESIDE = 0.8
_NEXT_LINE = 2.2
_FEWEST_ABOVE = 8

_BIN = 3.0
_ALIGNED = 2.5
_MINIMUM_ROWS = 3
_MAXIMUM_DEPTH = 8


def arrange(phrases: list[Phrase], depth: int = 0) -> list[list[Phrase]]:
    """Cut a region at its clearest gutter, and so on; the result is regions of one column each."""
    if len(phrases) < 2 * _MINIMUM_ROWS or depth >= _MAXIMUM_DEPTH:
        return [phrases] if phrases else []
    cut = _best_cut(phrases)
    if cut is None:
        return [phrases]
    return [region for part in cut for region in arrange(part, depth + 1)]


def _best_cut(phrases: list[Phrase]) -> tuple[list[Phrase], ...] | None:
    best: tuple[float, float, list[Phrase]] | None = None
    for x in _gutter_candidates(phrases):
        for band in _bands(phrases, x):
            height = _columns_height(band, x)
            if height > 0 and (best is None or height > best[0]):
                best = height, x, band
    if best is None:
        return side_by_side(phrases)
    _, x, band = best
    bottom = max(phrase.bottom for phrase in band)
    if any(_middle(phrase) > bottom for phrase in phrases):
        band = _without_last_heading(band, x)
    left, right = _sides(band, x)
    beside = paired(left, right)
    inside = set(map(id, band))
    middle = statistics.median(map(_middle, band))
    above = [phrase for phrase in phrases if id(phrase) not in inside and _middle(phrase) <= middle]
    below = [phrase for phrase in phrases if id(phrase) not in inside and _middle(phrase) > middle]
    if beside is None:
        # What goes on below a side column that has ended stays with what it goes on from.
        beside = [right, left] if _goes_on(left, below) else [left, right]
    return above, *beside, below


def _goes_on(column: list[Phrase], below: list[Phrase]) -> bool:
    """Tell whether what stands below two columns goes on with the left one: no heading opens it."""
    if not below or len(column) < _FEWEST_ABOVE:
        return False
    lead = min(below, key=lambda phrase: (round(phrase.baseline), phrase.left))
    last = max(column, key=lambda phrase: phrase.baseline)
    flush = sum(abs(phrase.left - lead.left) <= _ALIGNED for phrase in column)
    return (
        flush >= 2
        and 0 < lead.baseline - last.baseline <= _NEXT_LINE * lead.size
        and lead.size <= 1.05 * last.size
        and not is_heading(lead)
    )


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
    need = _gutter(left, right, statistics.median_low([phrase.size for phrase in band]))
    start, end = min(phrase.left for phrase in right), max(phrase.right for phrase in left)
    if start - end >= need:
        return []
    from_left = [phrase for phrase in left if phrase.right > start - need]
    from_right = [phrase for phrase in right if phrase.left < end + need]
    return min(from_left, from_right, key=len)


def _gutter(left: list[Phrase], right: list[Phrase], size: float) -> float:
    """How wide a gutter must be: columns drawn one after the other may nearly touch."""
    first, second = (left, right) if left[0].order < right[0].order else (right, left)
    in_turn = max(phrase.order for phrase in first) < min(phrase.order for phrase in second)
    return (_NARROW_GUTTER if in_turn else _GUTTER) * size


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
    if min(p.left for p in right) - max(p.right for p in left) < _gutter(left, right, size):
        return 0
    start, end = max(left_rows[0], right_rows[0]), min(left_rows[-1], right_rows[-1])
    if end - start < 2 * size or _are_few_pairs(left_rows, right_rows, start - _ALIGNED, end + _ALIGNED):
        return 0
    return end - start if _are_columns(left, right, left_rows, right_rows) else 0


def _are_few_pairs(left_rows: list[float], right_rows: list[float], start: float, end: float) -> bool:
    """Tell whether two sides are only beside each other in a row or two, which are pairs.

    What else is on one of them stands above or below: a name, a heading.
    """
    few, many = sorted(
        ([row for row in rows if start <= row <= end] for rows in (left_rows, right_rows)), key=len
    )
    return len(few) < _MINIMUM_ROWS and all(_stands_among(row, many) for row in few)


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
    size = left[0].size
    if 4 * sum(_stands_among(row, dense, _BESIDE * size) for row in sparse) < len(sparse):
        # Labels with their values set apart below them: nothing stands side by side.
        return False
    if have_sections(left, right):
        return True
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
        return aligned < 0.9 or (len(sparse) > few and not any(map(holds_dates, (left, right))))
    return aligned < 0.6


def _baselines(phrases: list[Phrase]) -> list[float]:
    """The distinct baselines, from top to bottom."""
    rows: list[float] = []
    for baseline, size in sorted((phrase.baseline, phrase.size) for phrase in phrases):
        if not rows or baseline - rows[-1] > BASELINE_TOLERANCE * size:
            rows.append(baseline)
    return rows


def _stands_among(row: float, rows: list[float], tolerance: float = _ALIGNED) -> bool:
    at = bisect_left(rows, row - tolerance)
    return at < len(rows) and rows[at] <= row + tolerance


def _middle(phrase: Phrase) -> float:
    return (phrase.top + phrase.bottom) / 2
