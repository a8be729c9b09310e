"""What rarities are counted among, whatever else an index holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from domain.retrieval.entries import IndexEntry
from domain.retrieval.names import Rarity
from domain.retrieval.skills import SkillRarity


@dataclass(frozen=True, slots=True)
class Reference:
    """How much a piece of a name and a wording of a skill tell.

    They are counted among the same entries always, so that a likeness means the same in an index of five
    hundred and of a million.

    Attributes:
        fingerprint: A key that changes with the entries.
    """

    names: Rarity
    skills: SkillRarity
    fingerprint: str = field(default="")

    def __post_init__(self) -> None:
        if not self.fingerprint:
            told = f"{self.names.fingerprint}-{self.skills.fingerprint}"
            object.__setattr__(self, "fingerprint", told)

    @classmethod
    def of(cls, entries: Iterable[IndexEntry]) -> Reference:
        """Count among entries."""
        held = list(entries)
        return cls(
            Rarity.among(entry.names for entry in held), SkillRarity.among(entry.skills for entry in held)
        )

    def dump(self) -> bytes:
        """Return all of it, for `restored`."""
        skills = list(self.skills.wordings.items())
        return orjson.dumps([self.names.pieces, skills, self.skills.unknown, self.fingerprint])

    @classmethod
    def restored(cls, dumped: bytes) -> Reference:
        """Return what `dump` was called on."""
        pieces, skills, unknown, fingerprint = orjson.loads(dumped)
        rarity = SkillRarity({tuple(units): weight for units, weight in skills}, unknown)
        return cls(Rarity(pieces), rarity, fingerprint)
