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


def compare(texts: Texts, segment: Segment, rows: Rows) -> Likeness:
    """Compare texts with names."""
    words = _by_words(texts, segment, rows)
    direction = texts.vectors @ unit(segment.vector[rows]).T
    near = segment.nearness[rows].astype(np.float32) / 255
    anchors = np.einsum("trn,rn->tr", texts.anchors[:, segment.anchor[rows]], near)
    share = np.where(segment.alias[rows], np.float32(ALIAS_SHARE), np.float32(1.0))
    meaning = np.maximum(direction + anchors, 0.0) / 2
    fused = (2 * meaning + WORDS_WEIGHT * words) / (2 + WORDS_WEIGHT)
    return Likeness(words=words * share, meaning=meaning * share, fused=fused * share)


def ragged(starts: NDArray[np.int64], numbers: Rows) -> tuple[Rows, Rows]:
    """Return the places of what belongs to the numbered owners, and for each its owner's rank."""
    lengths = starts[numbers + 1] - starts[numbers]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    places: Rows = np.arange(total) + np.repeat(starts[numbers] - (ends - lengths), lengths)
    return places, np.repeat(np.arange(len(numbers)), lengths)


def _by_words(texts: Texts, segment: Segment, rows: Rows) -> Floats:
    """Return Tversky's likeness: shared weight over shared weight plus a cost of what either side lacks."""
    keys = np.unique(np.concatenate([np.empty(0, np.uint32), *(held.pieces for held in texts.pieces)]))
    out = np.zeros((len(texts), len(rows)), np.float32)
    if not len(keys) or not len(rows):
        return out
    weights = np.zeros((len(texts), len(keys)), np.float32)
    for number, pieces in enumerate(texts.pieces):
        weights[number, np.searchsorted(keys, pieces.pieces)] = pieces.weights
    places, rank = ragged(segment.piece_start, rows)
    found = segment.piece[places]
    at = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
    hit = np.flatnonzero(keys[at] == found)
    at, rank, there = at[hit], rank[hit], segment.weight[places[hit]].astype(np.float32)
    mass = segment.mass[rows]
    for number, pieces in enumerate(texts.pieces):
        common = np.bincount(rank, np.minimum(weights[number, at], there), minlength=len(rows))
        # A sentence around the title must not cost more than a title's worth of words.
        extra_cost = _EXTRA_COST * min(1.0, _ROOMY / max(1, pieces.count))
        extra = extra_cost * np.maximum(pieces.mass - common, 0.0)
        total = common + _MISSING_COST * np.maximum(mass - common, 0.0) + extra
        likeness = common / np.maximum(total, 1e-9)
        out[number] = np.minimum(1.0, likeness * np.minimum(1.0, common / _TELLING_MASS))
    return out
