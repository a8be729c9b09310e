"""How alike texts and names are, by words and by meaning: array arithmetic over chosen rows of a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.encoder import DIMENSIONS, Encoder, Floats, sign_bits, unit
from domain.retrieval.names import Rarity, TextPieces, text_pieces
from domain.retrieval.segments import Segment

ALIAS_SHARE = 0.97
"""What an alias's likeness counts, so that of two equal names the one proper wins."""

WORDS_WEIGHT = 0.3
"""What likeness by words counts beside direction and anchors, each 1.0, in the fused score."""

_MISSING_COST = 0.55
_EXTRA_COST = 0.45
_ROOMY = 8.0
_TELLING_MASS = 4.0
_REMEMBERED = 1_000

Rows = NDArray[np.int64]
Chosen = tuple[Segment, Rows]
"""Rows or entries of a segment."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Several texts made ready for comparing; row n of each array is the text's number n."""

    pieces: list[TextPieces]
    vectors: Floats
    bits: NDArray[np.uint64]
    anchors: Floats

    def __len__(self) -> int:
        return len(self.pieces)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Likenesses (texts, rows): by words 0..1, by meaning about 0..1, and both fused, about 0..1."""

    words: Floats
    meaning: Floats
    fused: Floats


class TextReader:
    """Makes texts ready for comparing and remembers those it saw lately; safe to share between threads."""

    def __init__(self, *, encoder: Encoder, rarity: Rarity) -> None:
        self._encoder = encoder
        self._rarity = rarity
        self._read_one = lru_cache(maxsize=_REMEMBERED)(self._read)

    def read(self, texts: Sequence[str]) -> Texts:
        """Make texts ready for comparing."""
        # Together, since the encoder is several times as fast on many texts; it remembers them.
        self._encoder.encode(texts)
        rows = [self._read_one(text) for text in texts]
        return Texts(
            pieces=[row.pieces for row in rows],
            vectors=_stacked([row.vector for row in rows], DIMENSIONS, np.float32),
            bits=_stacked([row.bits for row in rows], DIMENSIONS // 64, np.uint64),
            anchors=_stacked([row.anchors for row in rows], self._encoder.anchor_count, np.float32),
        )

    def _read(self, text: str) -> _Text:
        pieces = text_pieces(text, self._rarity)
        # Where nothing but filler and grades is said there is no meaning to look for either.
        vectors = self._encoder.encode([text if pieces.count else ""])
        return _Text(pieces, unit(vectors)[0], sign_bits(vectors)[0], self._encoder.anchors(vectors)[0])


class _Text(NamedTuple):
    pieces: TextPieces
    vector: Floats
    bits: NDArray[np.uint64]
    anchors: Floats


def _stacked(rows: Sequence[NDArray[Any]], width: int, kind: type) -> NDArray[Any]:
    return np.array(rows, kind).reshape(len(rows), width)


def compare(texts: Texts, chosen: Sequence[Chosen]) -> Likeness:
    """Compare texts with the chosen names of all segments, in their order."""
    words = _by_words(texts, chosen)
    # In this order the product is several times as fast as the other way round.
    direction = (unit(gathered("vector", chosen)) @ np.ascontiguousarray(texts.vectors.T)).T
    near = gathered("nearness", chosen).astype(np.float32) / 255
    anchors = np.einsum("trn,rn->tr", texts.anchors.take(gathered("anchor", chosen), axis=1), near)
    share = np.where(gathered("alias", chosen), np.float32(ALIAS_SHARE), np.float32(1.0))
    meaning = np.maximum(direction + anchors, 0.0) / 2
    fused = (2 * meaning + WORDS_WEIGHT * words) / (2 + WORDS_WEIGHT)
    return Likeness(words=words * share, meaning=meaning * share, fused=fused * share)


def gathered(name: str, chosen: Sequence[Chosen]) -> NDArray[Any]:
    """Return what the array of that name says of the chosen of each segment, one after the other."""
    return np.concatenate([getattr(segment, name).take(numbers, axis=0) for segment, numbers in chosen])


def ragged(starts: NDArray[np.int64], numbers: Rows) -> tuple[Rows, Rows]:
    """Return the places of what belongs to the numbered owners, and for each its owner's rank."""
    first = starts.take(numbers)
    lengths = starts.take(numbers + 1) - first
    ends = lengths.cumsum()
    rank = np.arange(len(numbers)).repeat(lengths)
    places: Rows = np.arange(len(rank)) + (first - (ends - lengths)).take(rank)
    return places, rank


def gathered_ragged(
    start: str, names: Sequence[str], chosen: Sequence[Chosen]
) -> tuple[Rows, list[NDArray[Any]]]:
    """Return what belongs to the chosen of each segment, and before it the rank of each one's owner.

    Args:
        start: The array of where what belongs to each begins.
        names: The arrays of what belongs to them.
        chosen: The owners.
    """
    ranks, parts = [], []
    before = 0
    for segment, numbers in chosen:
        places, rank = ragged(getattr(segment, start), numbers)
        ranks.append(rank + before)
        parts.append([getattr(segment, name).take(places) for name in names])
        before += len(numbers)
    return np.concatenate(ranks), [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]


def _by_words(texts: Texts, chosen: Sequence[Chosen]) -> Floats:
    """Return Tversky's likeness: shared weight over shared weight plus a cost of what either side lacks."""
    keys = np.unique(np.concatenate([np.empty(0, np.uint32), *(held.pieces for held in texts.pieces)]))
    mass = gathered("mass", chosen)
    out = np.zeros((len(texts), len(mass)), np.float32)
    if not len(keys):
        return out
    weights = np.zeros((len(texts), len(keys)), np.float32)
    for number, pieces in enumerate(texts.pieces):
        weights[number, np.searchsorted(keys, pieces.pieces)] = pieces.weights
    rank, (found, there) = gathered_ragged("piece_start", ("piece", "weight"), chosen)
    hit, at = met_keys(found, keys)
    rank, there = rank.take(hit), there.take(hit).astype(np.float32)
    for number, pieces in enumerate(texts.pieces):
        common = np.bincount(rank, np.minimum(weights[number].take(at), there), minlength=len(mass))
        # A sentence around the title must not cost more than a title's worth of words.
        extra_cost = _EXTRA_COST * min(1.0, _ROOMY / max(1, pieces.count))
        extra = extra_cost * np.maximum(pieces.mass - common, 0.0)
        total = common + _MISSING_COST * np.maximum(mass - common, 0.0) + extra
        likeness = common / np.maximum(total, 1e-9)
        out[number] = np.minimum(1.0, likeness * np.minimum(1.0, common / _TELLING_MASS))
    return out


def met_keys(found: NDArray[np.uint32], keys: NDArray[np.uint32]) -> tuple[Rows, Rows]:
    """Return the places of what is found among the few keys, which are in order, and those keys' places."""
    # The last digits tell nearly all others apart, in a tenth of the time of searching for each.
    ends_alike = np.zeros(1 << 16, np.bool_)
    ends_alike[keys.astype(np.uint16)] = True
    hit = np.flatnonzero(ends_alike.take(found.astype(np.uint16)))
    some = found.take(hit)
    at = np.minimum(np.searchsorted(keys, some), len(keys) - 1)
    met = np.flatnonzero(keys.take(at) == some)
    return hit.take(met), at.take(met)
