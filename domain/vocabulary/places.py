"""Places as printed, which compare by their names."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import simplified
from domain.vocabulary.words import plain

CITY_LEVELS: Final = lexicon("place_levels").words("city")
"""What the name of a city may be printed with or without."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A city or town. `北京` equals `北京市`, and `臺北` equals `台北`."""

    printed: str

    @property
    def name(self) -> str:
        """The name in one width, one case and simplified characters, without the level of a city (`市`)."""
        name = simplified(plain(self.printed))
        return next((name.removesuffix(level) for level in CITY_LEVELS if name.endswith(level)), name)

    @property
    def key(self) -> int:
        """The name as a number of 32 bits, to be compared by the million; 0 for no name."""
        name = self.name
        return int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "little") if name else 0

    def __eq__(self, other: object) -> bool:
        return self.name == other.name if isinstance(other, Place) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.name)

    def __str__(self) -> str:
        return self.printed


def place_key(printed: str | None) -> int:
    """Return the key of a place that may be missing; 0 for none."""
    return Place(printed).key if printed else 0
