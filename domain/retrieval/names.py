"""Names as weighted pieces, in arrays, weighed the same in every index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary.script import has_chinese
from domain.vocabulary.words import title_pieces

UNKNOWN_IN_TEXT = 1.0
"""The rarity of a text's piece that the reference does not know: most likely a company or a product."""

UNKNOWN_IN_BOTH = 3.0
"""The rarity of such a piece in a name, where it may meet the same in a text."""

_COMMON_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a piece tells: the logarithm of how few things have it in one of their names (idf)."""

    pieces: Mapping[str, float]

    @classmethod
    def among(cls, groups: Iterable[Sequence[str]]) -> Rarity:
        """Count among things, each told by its names."""
        holders: Counter[str] = Counter()
        size = 0
        for names in groups:
            size += 1
            holders.update({piece for name in names for piece in title_pieces(name)})
        return cls(
            {
                # A character that stands in very many titles costs much to follow and tells next to nothing.
                piece: 0.0
                if len(piece) == 1 and count > _COMMON_SHARE * size and has_chinese(piece)
                else math.log(1 + size / count)
                for piece, count in holders.items()
            }
        )

    def __contains__(self, piece: str) -> bool:
        return piece in self.pieces

    def of(self, piece: str) -> float:
        """Return the rarity of a piece, known or not."""
        return self.pieces.get(piece, UNKNOWN_IN_BOTH)

    @property
    def fingerprint(self) -> str:
        """A key that changes with the names counted."""
        return f"{crc32(repr(sorted(self.pieces.items())).encode()):08x}"


@dataclass(frozen=True, slots=True)
class TextPieces:
    """A text's pieces to compare with names.

    Attributes:
        pieces: Their keys, ascending.
        weights: What each counts where a name shares it.
        mass: What all count together where a name lacks them.
        count: How many there are, filler aside, before common ones were left out.
    """

    pieces: NDArray[np.uint32]
    weights: NDArray[np.float32]
    mass: float
    count: int


def piece_key(piece: str) -> int:
    """Return the key of a piece. Two pieces sharing one are so rare that it does not matter."""
    return crc32(piece.encode())


def text_pieces(text: str, rarity: Rarity) -> TextPieces:
    """Return the pieces of a title or an objective."""
    pieces = title_pieces(text)
    weighed: dict[int, float] = {}
    mass = 0.0
    for piece, weight in pieces.items():
        # As coarse as those of names, so that equal names are wholly alike.
        here = float(np.float16(weight * rarity.of(piece)))
        mass += here if piece in rarity else weight * UNKNOWN_IN_TEXT
        if here:
            weighed[piece_key(piece)] = here
    keys = sorted(weighed)
    return TextPieces(
        pieces=np.array(keys, np.uint32),
        weights=np.array([weighed[key] for key in keys], np.float32),
        mass=mass,
        count=len(pieces),
    )


def name_pieces(
    names: Sequence[str], rarity: Rarity
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float16]]:
    """Return the pieces of many names: where each name's begin, their keys, their weights."""
    known: dict[str, tuple[Mapping[int, float]]] = {}
    starts = np.zeros(len(names) + 1, np.int64)
    keys: list[int] = []
    weights: list[float] = []
    for number, name in enumerate(names):
        held = known.get(name)
        if held is None:
            weighed = {piece_key(piece): w * rarity.of(piece) for piece, w in title_pieces(name).items()}
            held = known[name] = ({key: weight for key, weight in weighed.items() if weight},)
        keys += held[0].keys()
        weights += held[0].values()
        starts[number + 1] = len(keys)
    return starts, np.array(keys, np.uint32), np.array(weights, np.float16)
