"""The names whose vectors differ from a text's in the fewest of 128 signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Rows
from domain.retrieval.live import LiveSegment
from domain.retrieval.segments import Segment

_CHUNK = 1 << 14
_COUNTED_WHOLE = 1 << 18
"""Of so many names all signs are counted; of more, the last ones only where the first allow it."""

_WORTH_BOUNDING = 8
_SAMPLED = 64
_TRIED = 16
_SIGNS = 128
_GONE = 255

Counts = NDArray[np.uint8]


class _Counted(NamedTuple):
    """Rows of a part, or all of them where `rows` is None, and in how many signs they differ."""

    part: LiveSegment
    rows: Rows | None
    counts: Counts

    def chosen(self, which: NDArray[np.bool_]) -> Rows:
        places = np.flatnonzero(which)
        return places if self.rows is None else self.rows[places]


def nearest(parts: Sequence[LiveSegment], bits: NDArray[np.uint64], wanted: int) -> list[Rows]:
    """Return rows of each part, ascending: those of the fewest differing signs, `wanted` together.

    They are more where several differ in as many at the edge, though not more than twice as many.
    """
    counted = _counted(parts, bits, wanted)
    edge, above = 0, _SIGNS
    while edge < above:
        middle = (edge + above) // 2
        if sum(int(np.count_nonzero(some.counts <= middle)) for some in counted) >= wanted:
            above = middle
        else:
            edge = middle + 1
    within = [some.chosen(some.counts <= edge) for some in counted]
    if sum(map(len, within)) <= 2 * wanted:
        return within
    # Very many at the edge, as where one title was advertised a thousand times: a fixed choice of them.
    inner = [some.chosen(some.counts < edge) for some in counted]
    equal = [some.chosen(some.counts == edge) for some in counted]
    keys = [part.segment.key[part.segment.owner[rows]] for part, rows in zip(parts, equal, strict=True)]
    missing = wanted - sum(map(len, inner))
    limit = np.partition(np.concatenate(keys), missing - 1)[missing - 1]
    return [
        np.concatenate([sure, rows[key <= limit]]) for sure, rows, key in zip(inner, equal, keys, strict=True)
    ]


def fewest_differing(segment: Segment, rows: Rows, bits: NDArray[np.uint64]) -> Counts:
    """Return how many signs of chosen rows differ from those of the text (texts, 2) nearest to each."""
    first = np.bitwise_count(segment.first_signs[rows] ^ bits[:, :1])
    last = np.bitwise_count(segment.last_signs[rows] ^ bits[:, 1:])
    least: Counts = (first + last).min(axis=0, initial=_GONE)
    return least


def _counted(parts: Sequence[LiveSegment], bits: NDArray[np.uint64], wanted: int) -> list[_Counted]:
    """Count the differing signs of all rows, or of those among which the nearest are."""
    firsts = [_differing(part.segment.first_signs, bits[0]) for part in parts]
    for part, counts in zip(parts, firsts, strict=True):
        if (left := part.rows_left) is not None:
            counts[~left] = _GONE
    size = sum(map(len, firsts))
    bound = _SIGNS if size <= _COUNTED_WHOLE else _bound(parts, firsts, bits, wanted)
    if sum(int(np.count_nonzero(counts <= bound)) for counts in firsts) * _WORTH_BOUNDING <= size:
        return [_with_last(part, counts, bits, bound) for part, counts in zip(parts, firsts, strict=True)]
    for part, counts in zip(parts, firsts, strict=True):
        last = _differing(part.segment.last_signs, bits[1])
        # What is gone stays beyond all others.
        np.add(counts, last, out=counts, where=True if part.rows_left is None else part.rows_left)
    return [_Counted(part, None, counts) for part, counts in zip(parts, firsts, strict=True)]


def _differing(signs: NDArray[np.uint64], word: np.uint64) -> Counts:
    out = np.empty(len(signs), np.uint8)
    differing = np.empty(min(_CHUNK, len(signs)), np.uint64)
    for start in range(0, len(signs), _CHUNK):
        run = signs[start : start + _CHUNK]
        np.bitwise_xor(run, word, out=differing[: len(run)])
        np.bitwise_count(differing[: len(run)], out=out[start : start + len(run)])
    return out


def _with_last(part: LiveSegment, first: Counts, bits: NDArray[np.uint64], bound: int) -> _Counted:
    rows = np.flatnonzero(first <= bound)
    return _Counted(part, rows, first[rows] + np.bitwise_count(part.segment.last_signs[rows] ^ bits[1]))


def _bound(
    parts: Sequence[LiveSegment], firsts: Sequence[Counts], bits: NDArray[np.uint64], wanted: int
) -> int:
    """Return so many signs that no row among the nearest differs in more.

    All signs differ in as many as the first ones do at least, and the nearest rows of all in no more than
    those of any sample.
    """
    sample = np.concatenate([counts[::_SAMPLED] for counts in firsts])
    reached = np.cumsum(np.bincount(sample, minlength=_SIGNS))
    tried = int(np.searchsorted(reached, -(-_TRIED * wanted // _SAMPLED)))
    while tried < _SIGNS:
        some = [
            _with_last(part, counts, bits, tried).counts for part, counts in zip(parts, firsts, strict=True)
        ]
        if sum(map(len, some)) >= wanted:
            return int(np.partition(np.concatenate(some), wanted - 1)[wanted - 1])
        tried += 4
    return _SIGNS
