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
_CHUNK = 1 << 14
_DENSE = 16
_REMEMBERED = 1_000

LONGEST_LIST = 4096
LONGEST_SHARE = 32
"""What more than `LONGEST_LIST` have, and more than one in `LONGEST_SHARE`, is too common to be followed."""

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


def differing_bits(bits: NDArray[np.uint64], segment: Segment) -> NDArray[np.uint8]:
    """Return for each row how many signs of its vector differ from those of one text."""
    out = np.empty(segment.rows, np.uint8)
    size = min(_CHUNK, segment.rows)
    # Repeated, not broadcast: numpy is many times as fast over one long run as over pairs.
    repeated = np.tile(bits, size)
    differing = np.empty(2 * size, np.uint64)
    counts = np.empty(2 * size, np.uint8)
    signs = segment.bits.reshape(-1)
    for start in range(0, segment.rows, _CHUNK):
        length = 2 * min(_CHUNK, segment.rows - start)
        run = signs[2 * start : 2 * start + length]
        np.bitwise_xor(run, repeated[:length], out=differing[:length])
        np.bitwise_count(differing[:length], out=counts[:length])
        np.add(counts[0:length:2], counts[1:length:2], out=out[start : start + length // 2])
    return out


def sharing_rows(
    pieces: TextPieces, segment: Segment, wanted: int, *, alive: NDArray[np.bool_] | None = None
) -> Rows:
    """Return about `wanted` rows, of entries still there, that share the most telling pieces of one text.

    Pieces that very many rows have are followed only where the text has no rarer ones.
    """
    places = np.searchsorted(segment.term, pieces.pieces)
    places = np.minimum(places, max(0, len(segment.term) - 1))
    found = [
        (int(segment.term_start[place + 1] - segment.term_start[place]), int(place), float(weight))
        for place, key, weight in zip(places, pieces.pieces, pieces.weights, strict=True)
        if len(segment.term) and segment.term[place] == key
    ]
    longest = max(LONGEST_LIST, segment.rows // LONGEST_SHARE)
    followed = [entry for entry in found if entry[0] <= longest] or sorted(found)[:1]
    if not followed:
        return np.empty(0, np.int64)
    lists = [segment.term_row[segment.term_start[p] : segment.term_start[p + 1]] for _, p, _ in followed]
    gained = np.repeat([weight for _, _, weight in followed], [len(rows) for rows in lists])
    rows, shared = summed(np.concatenate(lists), gained, segment.rows)
    if alive is not None:
        there = alive[segment.owner[rows]]
        rows, shared = rows[there], shared[there]
    return best(shared, rows, segment, wanted)


def summed(
    numbers: NDArray[np.integer], values: NDArray[np.floating], size: int
) -> tuple[Rows, NDArray[np.float64]]:
    """Return the distinct numbers below `size`, ascending, each with the sum of its (positive) values."""
    if size <= _DENSE * len(numbers):
        everywhere = np.bincount(numbers, values, minlength=size).astype(np.float64)
        found = np.flatnonzero(everywhere)
        return found, everywhere[found]
    distinct, place = np.unique(numbers, return_inverse=True)
    return distinct.astype(np.int64), np.bincount(place, values).astype(np.float64)


def best(values: NDArray[Any], rows: NDArray[Any], segment: Segment, wanted: int) -> Rows:
    """Return the rows of the `wanted` highest values; of equal ones at the edge, those of the lowest keys."""
    if len(rows) <= wanted:
        return rows.astype(np.int64)
    edge = np.partition(values, len(values) - wanted)[len(values) - wanted]
    above = rows[values > edge]
    equal = rows[values == edge]
    missing = wanted - len(above)
    if len(equal) > missing:
        keys = segment.key[segment.owner[equal]]
        equal = equal[np.argsort(keys, kind="stable")[:missing]]
    return np.concatenate([above, equal]).astype(np.int64)


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
