"""The names whose vectors differ from a text's in the fewest of 128 signs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Rows
from domain.retrieval.live import LiveSegment
from domain.retrieval.segments import Segment

_CHUNK = 1 << 13
_COUNTED_WHOLE = 1 << 18
"""Of so many names all signs are counted; of more, the last ones only where the first allow it."""

_WORTH_BOUNDING = 8
_SAMPLED = 64
_TRIED = 16
_STEP = 4
_SIGNS = 128
_GONE = 255

Counts = NDArray[np.uint8]


def nearest(parts: Sequence[LiveSegment], bits: NDArray[np.uint64], wanted: int) -> list[list[Rows]]:
    """Return rows of each part, ascending, for each text of these signs (texts, 2).

    They are those of the fewest differing signs, `wanted` together. They are more where several differ in as
    many at the edge, though not more than twice as many.
    """
    return _AllRows(parts).nearest(bits, wanted)


def fewest_differing(segment: Segment, rows: Rows, bits: NDArray[np.uint64]) -> Counts:
    """Return how many signs of chosen rows differ from those of the text (texts, 2) nearest to each."""
    first, last = segment.first_signs.take(rows), segment.last_signs.take(rows)
    fewest = np.full(len(rows), _GONE, np.uint8)
    for own in bits:
        counts = np.bitwise_count(first ^ own[0]) + np.bitwise_count(last ^ own[1])
        np.minimum(fewest, counts, out=fewest)
    return fewest


class _AllRows:
    """The rows of all parts, numbered one part after the other."""

    def __init__(self, parts: Sequence[LiveSegment]) -> None:
        self._parts = parts
        self._starts = np.cumsum([0, *(part.segment.rows for part in parts)])
        gone = [
            (~part.rows_left).nonzero()[0] + start
            for part, start in zip(parts, self._starts.tolist(), strict=False)
            if part.rows_left is not None
        ]
        self._gone = np.concatenate([np.empty(0, np.int64), *gone])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def nearest(self, bits: NDArray[np.uint64], wanted: int) -> list[list[Rows]]:
        counted = self._differing([part.segment.first_signs for part in self._parts], bits[:, 0])
        if whole := len(self) <= _COUNTED_WHOLE:
            counted += self._differing([part.segment.last_signs for part in self._parts], bits[:, 1])
        counted[:, self._gone] = _GONE
        return [
            self._split(self._within(*self._lowest(counts, None if whole else word, wanted), wanted))
            for counts, word in zip(counted, bits[:, 1], strict=True)
        ]

    def _differing(self, signs: Sequence[NDArray[np.uint64]], words: NDArray[np.uint64]) -> Counts:
        """Return how many of all rows' signs differ from each text's word (texts, rows)."""
        counts = np.empty((len(words), len(self)), np.uint8)
        differing = np.empty(_CHUNK, np.uint64)
        for own, first in zip(signs, self._starts.tolist(), strict=False):
            for start in range(0, len(own), _CHUNK):
                run = own[start : start + _CHUNK]
                # A run is compared with all texts while it is at hand.
                for word, out in zip(words, counts[:, first + start :], strict=True):
                    np.bitwise_xor(run, word, out=differing[: len(run)])
                    np.bitwise_count(differing[: len(run)], out=out[: len(run)])
        return counts

    def _lowest(self, counts: Counts, last: np.uint64 | None, wanted: int) -> tuple[Rows, Counts]:
        """Return rows, the nearest among them, and in how many signs each differs.

        Args:
            counts: In how many signs every row differs.
            last: A text's second word, where the signs counted are the first ones only.
            wanted: How many are wanted.
        """
        tried = _first_try(counts, wanted if last is None else _TRIED * wanted)
        rows, some = self._up_to(tried, counts, last)
        while len(rows) < wanted and tried < _SIGNS:
            tried += _STEP
            rows, some = self._up_to(tried, counts, last)
        if last is None or len(rows) < wanted:
            return rows, some
        # All signs differ in as many as the first ones do at least.
        bound = int(np.partition(some, wanted - 1)[wanted - 1])
        if bound <= tried:
            return rows, some
        sample = counts[::_SAMPLED]
        if np.count_nonzero(sample <= bound) * _WORTH_BOUNDING <= len(sample):
            return self._up_to(bound, counts, last)
        signs = [part.segment.last_signs for part in self._parts]
        whole = counts + self._differing(signs, np.array([last]))[0]
        whole[self._gone] = _GONE
        return self._up_to(bound, whole, None)

    def _up_to(self, most: int, counts: Counts, last: np.uint64 | None) -> tuple[Rows, Counts]:
        """Return the rows that differ in so many of the signs counted, and in how many of all."""
        rows = (counts <= min(most, _SIGNS)).nonzero()[0]
        some = counts.take(rows)
        if last is not None:
            signs = [
                part.segment.last_signs.take(own)
                for part, own in zip(self._parts, self._split(rows), strict=True)
            ]
            some += np.bitwise_count(np.concatenate(signs) ^ last)
        return rows, some

    def _within(self, rows: Rows, counts: Counts, wanted: int) -> Rows:
        """Return the nearest of rows, ascending."""
        if len(rows) <= wanted:
            return rows
        edge = np.partition(counts, wanted - 1)[wanted - 1]
        within: Rows = rows[counts <= edge]
        if len(within) <= 2 * wanted:
            return within
        # Very many at the edge, as where one title was advertised a thousand times: a fixed choice of them.
        inner, equal = rows[counts < edge], rows[counts == edge]
        segments = [part.segment for part in self._parts]
        keys = np.concatenate(
            [
                segment.key.take(segment.owner.take(own))
                for segment, own in zip(segments, self._split(equal), strict=True)
            ]
        )
        missing = wanted - len(inner)
        limit = np.partition(keys, missing - 1)[missing - 1]
        chosen: Rows = np.sort(np.concatenate([inner, equal[keys <= limit]]))
        return chosen

    def _split(self, rows: Rows) -> list[Rows]:
        """Return the rows of each part as it numbers them."""
        starts = self._starts.tolist()
        cuts = rows.searchsorted(self._starts).tolist()
        return [
            rows[low:high] - start for low, high, start in zip(cuts[:-1], cuts[1:], starts[:-1], strict=True)
        ]


def _first_try(counts: Counts, wanted: int) -> int:
    """Return in how many signs about so many rows differ at most, by some of them."""
    reached = np.bincount(counts[::_SAMPLED], minlength=_GONE + 1).cumsum()
    return int(reached.searchsorted(-(-wanted // _SAMPLED)))
