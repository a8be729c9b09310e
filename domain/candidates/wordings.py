"""The wordings of many titles as arrays, to be compared with the names of one position."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from domain.candidates.growing import Growing
from domain.matches.asked import Asked
from domain.retrieval.comparing import (
    ALIAS_SHARE,
    EXTRA_COST,
    MISSING_COST,
    ROOMY,
    TELLING_MASS,
    Rows,
    Texts,
)
from domain.retrieval.encoder import DIMENSIONS, SCALE, Encoder, Floats, unit
from domain.retrieval.segments import Segment

_DIFFERING = 52
"""What differs from a name in more of 128 signs is not like it by meaning."""


class Wordings:
    """Wordings of titles, numbered as they came.

    Args:
        encoder: What has told their meaning.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vector = Growing(np.int8, DIMENSIONS)
        self._first, self._last = Growing(np.uint64), Growing(np.uint64)
        self._anchored = Growing(np.float32)
        self._mass, self._extra_cost = Growing(np.float32), Growing(np.float32)
        self._piece, self._weight, self._owner = Growing(np.uint32), Growing(np.float16), Growing(np.int32)

    def __len__(self) -> int:
        return self._mass.size

    @property
    def size_bytes(self) -> int:
        """How much memory they take."""
        return sum(held.size_bytes for held in vars(self).values() if isinstance(held, Growing))

    def add(self, texts: Texts) -> None:
        """Add wordings."""
        vectors = np.clip(np.rint(texts.vectors * SCALE), -127, 127).astype(np.int8)
        self._vector.extend(vectors)
        self._first.extend(texts.bits[:, 0])
        self._last.extend(texts.bits[:, 1])
        self._anchored.extend(np.linalg.norm(self._encoder.near_some(vectors), axis=1))
        for number, held in enumerate(texts.pieces, len(self)):
            self._piece.extend(held.pieces)
            self._weight.extend(held.weights)
            self._owner.extend(np.full(len(held.pieces), number))
        self._mass.extend([held.mass for held in texts.pieces])
        self._extra_cost.extend([EXTRA_COST * min(1.0, ROOMY / max(1, held.count)) for held in texts.pieces])

    def likeness(self, asked: Asked) -> tuple[Floats, Floats]:
        """Return how like each is to the likest name of a position, by words and by meaning.

        It is what `domain.retrieval.compared` tells, save that a meaning too far from all names is 0.
        """
        segment, rows = asked.part.segment, asked.rows
        share = np.where(segment.alias.take(rows), np.float32(ALIAS_SHARE), np.float32(1.0))
        return self._by_words(segment, rows, share), self._by_meaning(segment, rows, share)

    def _by_meaning(self, segment: Segment, rows: Rows, share: Floats) -> Floats:
        first, last = self._first.values, self._last.values
        fewest = np.full(len(self), 255, np.uint8)
        for own_first, own_last in zip(
            segment.first_signs.take(rows), segment.last_signs.take(rows), strict=True
        ):
            counts = np.bitwise_count(first ^ own_first) + np.bitwise_count(last ^ own_last)
            np.minimum(fewest, counts, out=fewest)
        near = np.flatnonzero(fewest <= _DIFFERING)
        vectors = self._vector.values.take(near, axis=0)
        direction = unit(vectors) @ unit(segment.vector.take(rows, axis=0)).T
        kept = segment.anchor.take(rows, axis=0)
        known, place = np.unique(kept, return_inverse=True)
        weights = np.zeros((len(known), len(rows)), np.float32)
        owner = np.arange(len(rows)).repeat(kept.shape[1])
        np.add.at(
            weights,
            (place.ravel(), owner),
            segment.nearness.take(rows, axis=0).ravel().astype(np.float32) / 255,
        )
        lengths = np.maximum(self._anchored.values.take(near), 1e-9)
        anchors = (self._encoder.near_some(vectors, known.tolist()) @ weights) / lengths[:, None]
        meaning = np.zeros(len(self), np.float32)
        if len(near):
            meaning[near] = (np.maximum(direction + anchors, 0.0) / 2 * share).max(axis=1)
        return meaning

    def _by_words(self, segment: Segment, rows: Rows, share: Floats) -> Floats:
        starts = segment.piece_start
        pieces = [segment.piece[starts[row] : starts[row + 1]] for row in rows.tolist()]
        keys = np.unique(np.concatenate(pieces))
        words = np.zeros(len(self), np.float32)
        hit, at = self._holding(keys)
        if not len(hit):
            return words
        owner, there = self._owner.values.take(hit), self._weight.values.take(hit).astype(np.float32)
        distinct, rank = np.unique(owner, return_inverse=True)
        mass, cost = self._mass.values.take(distinct), self._extra_cost.values.take(distinct)
        best = np.zeros(len(distinct))
        for row, own, part in zip(rows.tolist(), pieces, share.tolist(), strict=True):
            weights = np.zeros(len(keys), np.float32)
            weights[keys.searchsorted(own)] = segment.weight[starts[row] : starts[row + 1]]
            common = np.bincount(rank, np.minimum(there, weights.take(at)), minlength=len(distinct))
            total = common + MISSING_COST * np.maximum(float(segment.mass[row]) - common, 0.0)
            total += cost * np.maximum(mass - common, 0.0)
            likeness = common / np.maximum(total, 1e-9) * np.minimum(1.0, common / TELLING_MASS)
            np.maximum(best, np.minimum(1.0, likeness) * part, out=best)
        words[distinct] = best
        return words

    def _holding(self, keys: NDArray[np.uint32]) -> tuple[Rows, Rows]:
        """Return the places of pieces that are among some keys, and the keys' places."""
        if not len(keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        # The last digits tell nearly all others apart, in a tenth of the time of searching for each.
        ends_alike = np.zeros(1 << 16, np.bool_)
        ends_alike[keys.astype(np.uint16)] = True
        piece = self._piece.values
        near = np.flatnonzero(ends_alike.take(piece.astype(np.uint16)))
        found = piece.take(near)
        at = np.minimum(keys.searchsorted(found), len(keys) - 1)
        met = np.flatnonzero(keys.take(at) == found)
        return near.take(met), at.take(met)
