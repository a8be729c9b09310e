"""How near a written title is to each position's title and aliases."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from domain.matches.words import is_chinese, plain, title_pieces
from domain.positions.models import Position

ALIAS_SHARE = 0.97
"""What an alias's likeness counts, so that of two equal names the title proper wins."""

LATER_WISH_SHARE = 0.97
"""What each next wish of a list like `会计/出纳` counts."""

_MISSING_COST = 0.55
_EXTRA_COST = 0.45
_ROOMY = 8.0
_UNKNOWN_RARITY = 1.0
_COMMON_SHARE = 0.1
_TELLING_MASS = 4.0
_PARTS = re.compile(r"[/、,;|()\[\]【】\n]|\s[&–-]\s|(?<=[\u4e00-\u9fff])\s|\band\b|\bor\b|以及|或者?|及")


class TitleIndex:
    """An inverted index from pieces of names to positions.

    Likeness is Tversky's: shared weight over shared weight plus a cost of what either side lacks, where a
    piece weighs its rarity among positions (idf) times its place in the name. It is 1.0 for equal names.
    """

    def __init__(self, positions: Sequence[Position]) -> None:
        self._size = len(positions)
        names: list[tuple[int, float, dict[str, float]]] = []
        for number, position in enumerate(positions):
            titles = (position.title_zh, position.title_en)
            names += [(number, 1.0, title_pieces(title)) for title in titles]
            names += [(number, ALIAS_SHARE, title_pieces(alias)) for alias in position.aliases]
        self._rarity = _rarity(((number, pieces) for number, _, pieces in names), self._size)
        self._owners = [(number, share) for number, share, _ in names]
        self._masses = [
            sum(weight * self._rarity[piece] for piece, weight in pieces.items()) for _, _, pieces in names
        ]
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for name, (_, _, pieces) in enumerate(names):
            for piece, weight in pieces.items():
                if self._rarity[piece]:
                    self._places[piece].append((name, weight * self._rarity[piece]))

    def nearness(self, text: str) -> list[float]:
        """Return the likeness (0..1) of a title or a stated objective to each position.

        Where the text lists several titles, each position takes the nearest of them.
        """
        best = self._nearness(text)
        parts = [part for part in _PARTS.split(plain(text)) if part.strip()]
        if len(parts) > 1:
            for rank, part in enumerate(parts[:6]):
                share = LATER_WISH_SHARE ** (rank + 1)
                best = [max(old, new * share) for old, new in zip(best, self._nearness(part), strict=True)]
        return best

    def _nearness(self, text: str) -> list[float]:
        pieces = title_pieces(text)
        shared: dict[int, float] = defaultdict(float)
        mass = 0.0
        for piece, weight in pieces.items():
            rarity = self._rarity.get(piece)
            if rarity is None:
                # Most likely the name of a company, a place or a product.
                mass += weight * _UNKNOWN_RARITY
                continue
            here = weight * rarity
            mass += here
            for name, there in self._places[piece]:
                shared[name] += here if here < there else there
        # A sentence around the title must not cost more than a title's worth of words.
        extra_cost = _EXTRA_COST * min(1.0, _ROOMY / max(1.0, len(pieces)))
        best = [0.0] * self._size
        for name, common in shared.items():
            number, share = self._owners[name]
            lacking = self._masses[name] - common
            likeness = share * common / (common + _MISSING_COST * lacking + extra_cost * (mass - common))
            if common < _TELLING_MASS:
                likeness *= common / _TELLING_MASS
            if likeness > best[number]:
                best[number] = likeness
        return [value if value < 1.0 else 1.0 for value in best]


def _rarity(names: Iterable[tuple[int, dict[str, float]]], size: int) -> dict[str, float]:
    holders: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for number, pieces in names:
        for piece in pieces:
            if (number, piece) not in seen:
                seen.add((number, piece))
                holders[piece] += 1
    # A character that stands in very many titles costs much to follow and tells next to nothing.
    return {
        piece: 0.0
        if len(piece) == 1 and count > _COMMON_SHARE * size and is_chinese(piece)
        else math.log(1 + size / count)
        for piece, count in holders.items()
    }
