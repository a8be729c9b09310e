"""The names whose vectors differ from a text's in the fewest of 128 signs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Rows
from domain.retrieval.live import LiveSegment

_CHUNK = 1 << 15
_COUNTED_WHOLE = 1 << 18
"""Of so many names all signs are counted; of more, the last ones only where the first allow it."""

_WORTH_BOUNDING = 8
_SAMPLED = 64
_DEVIATIONS = 2
_TRIED = 16
_STEP = 4
_SIGNS = 128
_GONE = 255

Counts = NDArray[np.uint8]


class Differing:
    """In how many signs the rows of all parts, numbered one part after the other, differ from some texts.

    Args:
        parts: Where to look.
        bits: The texts' signs (texts, 2).
    """

    def __init__(self, parts: Sequence[LiveSegment], bits: NDArray[np.uint64]) -> None:
        self._parts = parts
        self._bits = bits
        self._starts = np.cumsum([0, *(part.segment.rows for part in parts)])
        gone = [
            (~part.rows_left).nonzero()[0] + start
            for part, start in zip(parts, self._starts.tolist(), strict=False)
            if part.rows_left is not None
        ]
        self._gone = np.concatenate([np.empty(0, np.int64), *gone])
        self._counts = self._differing([part.segment.first_signs for part in parts], bits[:, 0])
        self._are_whole = len(self) <= _COUNTED_WHOLE
        if self._are_whole:
            self._counts += self._differing([part.segment.last_signs for part in parts], bits[:, 1])
        self._counts[:, self._gone] = _GONE

    def __len__(self) -> int:
        return int(self._starts[-1])

    def nearest(self, wanted: int) -> list[list[Rows]]:
        """Return rows of each part, ascending, for each text: those of the fewest signs, `wanted` together.

        They are more where several differ in as many at the edge, though not more than twice as many.
        """
        words = [None if self._are_whole else word for word in self._bits[:, 1]]
        return [
            self._split(self._within(*self._lowest(counts, word, wanted), wanted))
            for counts, word in zip(self._counts, words, strict=True)
        ]

    def fewest(self, number: int, rows: NDArray[np.integer]) -> Counts:
        """Return in how many signs rows of the part of that number differ from the text nearest to each.

        The rows are of entries that are still there.
        """
        counts = self._counts.take(rows + self._starts[number], axis=1)
        if not self._are_whole:
            counts += np.bitwise_count(self._parts[number].segment.last_signs.take(rows) ^ self._bits[:, 1:])
        fewest: Counts = counts.min(axis=0, initial=_GONE)
        return fewest

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
    """Return in how many signs most likely so many rows differ at most, by some of them.

    Rows that are too many cost less than to look once more at all.
    """
    reached = np.bincount(counts[::_SAMPLED], minlength=_GONE + 1).cumsum()
    few = -(-wanted // _SAMPLED)
    return int(reached.searchsorted(few + _DEVIATIONS * math.isqrt(few)))
