"""How alike texts and names are, by words and by meaning: array arithmetic over chosen rows of a segment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.keeping import Kept
from domain.retrieval.encoder import DIMENSIONS, Encoder, Floats, sign_bits, unit
from domain.retrieval.names import Rarity, TextPieces, text_pieces
from domain.retrieval.segments import Segment
from domain.vocabulary.remembering import once

ALIAS_SHARE = 0.97
"""What an alias's likeness counts, so that of two equal names the one proper wins."""

WORDS_WEIGHT = 0.3
"""What likeness by words counts beside direction and anchors, each 1.0, in the fused score."""

MISSING_COST = 0.55
EXTRA_COST = 0.45
ROOMY = 8.0
TELLING_MASS = 4.0
_KEPT_BYTES = 6 * 2**20

Rows = NDArray[np.int64]
Chosen = tuple[Segment, Rows]
"""Rows or entries of a segment."""


@dataclass(frozen=True)
class Texts:
    """Several texts made ready for comparing; row n of each array is the text's number n."""

    pieces: list[TextPieces]
    vectors: Floats
    bits: NDArray[np.uint64]
    anchors: Floats

    def __len__(self) -> int:
        return len(self.pieces)

    def only(self, numbers: Sequence[int]) -> Texts:
        """Return some of the texts."""
        pieces = [self.pieces[number] for number in numbers]
        return Texts(pieces, self.vectors[numbers], self.bits[numbers], self.anchors[numbers])

    @once
    def weighed(self) -> Weighed:
        """Their pieces together; best matches are compared once more, with all of their names."""
        lengths = [len(own.pieces) for own in self.pieces]
        pieces = np.concatenate([np.empty(0, np.uint32), *(own.pieces for own in self.pieces)])
        keys, places = np.unique(pieces, return_inverse=True)
        weights = np.zeros((len(self), len(keys)), np.float32)
        owners = np.arange(len(self)).repeat(lengths)
        weights[owners, places] = np.concatenate([np.empty(0), *(own.weights for own in self.pieces)])
        ends = np.zeros(1 << 16, np.bool_)
        ends[keys.astype(np.uint16)] = True
        # A sentence around the title must not cost more than a title's worth of words.
        costs = [[EXTRA_COST * min(1.0, ROOMY / max(1, own.count))] for own in self.pieces]
        return Weighed(keys, ends, weights, np.array([[own.mass] for own in self.pieces]), np.array(costs))


class Weighed(NamedTuple):
    """The pieces of several texts.

    Attributes:
        keys: All of them, ascending; `ends` tells of each number of 16 bits whether one of them ends so.
        weights: What each counts in each text (texts, keys).
        mass: What all of a text count together (texts, 1); `costs` what those cost that a name lacks.
    """

    keys: NDArray[np.uint32]
    ends: NDArray[np.bool_]
    weights: Floats
    mass: NDArray[np.float64]
    costs: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Likenesses (texts, rows): by words 0..1, by meaning about 0..1, and both fused, about 0..1.

    Attributes:
        said, meant: By words and by meaning, were all names proper ones.
        share: What of it counts for each row.
    """

    said: Floats
    meant: Floats
    share: Floats

    @property
    def words(self) -> Floats:
        return self.said * self.share

    @property
    def meaning(self) -> Floats:
        return self.meant * self.share

    @property
    def fused(self) -> NDArray[np.floating]:
        joined: NDArray[np.floating] = (2 * self.meant + WORDS_WEIGHT * self.said) / (2 + WORDS_WEIGHT)
        return joined * self.share


class TextReader:
    """Makes texts ready for comparing and remembers those it saw lately; safe to share between threads."""

    def __init__(self, *, encoder: Encoder, rarity: Rarity) -> None:
        self._encoder = encoder
        self._rarity = rarity
        self._remembered: Kept[str, _Text] = Kept(most_bytes=_KEPT_BYTES)
        self._remembering = threading.Lock()

    def read(self, texts: Sequence[str]) -> Texts:
        """Make texts ready for comparing."""
        with self._remembering:
            known = {text: self._remembered.get(text) for text in texts}
        if unknown := [text for text, row in known.items() if row is None]:
            # Together, since the encoder is several times as fast on many texts; it remembers them.
            self._encoder.encode(unknown)
            read = {text: self._read(text) for text in unknown}
            with self._remembering:
                for text, made in read.items():
                    self._remembered.put(text, made, size_bytes=made.size_bytes)
            known |= read
        rows = [row for text in texts if (row := known[text]) is not None]
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

    @property
    def size_bytes(self) -> int:
        """How much memory it takes."""
        return self.vector.nbytes + self.anchors.nbytes + 2 * self.pieces.pieces.nbytes


def _stacked(rows: Sequence[NDArray[Any]], width: int, kind: type) -> NDArray[Any]:
    return np.array(rows, kind).reshape(len(rows), width)


def compare(texts: Texts, chosen: Sequence[Chosen]) -> Likeness:
    """Compare texts with the chosen names of all segments, in their order."""
    words = _by_words(texts, chosen)
    # In this order the product is several times as fast as the other way round.
    direction = np.ascontiguousarray(
        (unit(gathered("vector", chosen)) @ np.ascontiguousarray(texts.vectors.T)).T
    )
    near = gathered("nearness", chosen).astype(np.float32) / 255
    anchors = np.einsum("trn,rn->tr", texts.anchors.take(gathered("anchor", chosen), axis=1), near)
    share = np.where(gathered("alias", chosen), np.float32(ALIAS_SHARE), np.float32(1.0))
    return Likeness(said=words, meant=np.maximum(direction + anchors, 0.0) / 2, share=share)


def gathered(name: str, chosen: Sequence[Chosen]) -> NDArray[Any]:
    """Return what the array of that name says of the chosen of each segment, one after the other."""
    found = [getattr(segment, name).take(numbers, axis=0) for segment, numbers in chosen]
    return found[0] if len(found) == 1 else np.concatenate(found)


def ragged(starts: NDArray[np.int64], numbers: Rows) -> tuple[Rows, Rows]:
    """Return the places of what belongs to the numbered owners, and for each its owner's rank."""
    first = starts.take(numbers)
    lengths = starts.take(numbers + 1) - first
    ends = lengths.cumsum()
    rank = np.arange(len(numbers)).repeat(lengths)
    places: Rows = np.arange(len(rank)) + (first - (ends - lengths)).take(rank)
    return places, rank


def gathered_met(
    start: str,
    keyed: str,
    names: Sequence[str],
    chosen: Sequence[Chosen],
    *,
    met: Callable[[NDArray[Any]], Rows],
) -> tuple[Rows, list[NDArray[Any]]]:
    """Return what is met of all that belongs to the chosen, and before it the rank of each one's owner.

    Args:
        start: The array of where what belongs to each begins.
        keyed: The array of the keys of what belongs to them.
        names: Further arrays of what belongs to them.
        chosen: The owners.
        met: Returns the places of the keys that are met.
    """
    ranks, parts = [], []
    before = 0
    for segment, numbers in chosen:
        places, rank = ragged(getattr(segment, start), numbers)
        keys = getattr(segment, keyed).take(places)
        hit = met(keys)
        ranks.append(rank.take(hit) + before)
        places = places.take(hit)
        parts.append([keys.take(hit), *(getattr(segment, name).take(places) for name in names)])
        before += len(numbers)
    return np.concatenate(ranks), [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]


def _by_words(texts: Texts, chosen: Sequence[Chosen]) -> Floats:
    """Return Tversky's likeness: shared weight over shared weight plus a cost of what either side lacks."""
    own, mass = texts.weighed, gathered("mass", chosen)
    if not len(own.keys):
        return np.zeros((len(texts), len(mass)), np.float32)
    rank, at, there = _shared(own, chosen)
    common = np.empty((len(texts), len(mass)))
    for shared, weights in zip(common, own.weights, strict=True):
        shared[:] = np.bincount(rank, np.minimum(weights.take(at), there), minlength=len(mass))
    total = common + MISSING_COST * np.maximum(mass - common, 0.0)
    total += own.costs * np.maximum(own.mass - common, 0.0)
    likeness = common / np.maximum(total, 1e-9)
    return np.minimum(1.0, likeness * np.minimum(1.0, common / TELLING_MASS)).astype(np.float32)


def _shared(texts: Weighed, chosen: Sequence[Chosen]) -> tuple[Rows, Rows, Floats]:
    """Return the pieces of the chosen that texts have: whose they are, the keys' places, weights."""

    def may_be_met(found: NDArray[Any]) -> Rows:
        # The last digits tell nearly all others apart, in a tenth of the time of searching for each.
        return texts.ends.take(found.astype(np.uint16)).nonzero()[0]

    keys = texts.keys
    rank, (found, there) = gathered_met("piece_start", "piece", ("weight",), chosen, met=may_be_met)
    at = np.minimum(keys.searchsorted(found), len(keys) - 1)
    met = (keys.take(at) == found).nonzero()[0]
    return rank.take(met), at.take(met), there.take(met).astype(np.float32)
