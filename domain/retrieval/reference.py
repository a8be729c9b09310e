"""What rarities are counted among, whatever else an index holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.retrieval.entries import IndexEntry
from domain.retrieval.names import Rarity
from domain.retrieval.skills import SkillRarity


@dataclass(frozen=True, slots=True)
class Reference:
    """How much a piece of a name and a wording of a skill tell.

    They are counted among the same entries always, so that a likeness means the same in an index of five
    hundred and of a million.
    """

    names: Rarity
    skills: SkillRarity

    @classmethod
    def of(cls, entries: Iterable[IndexEntry]) -> Reference:
        """Count among entries."""
        held = list(entries)
        return cls(Rarity(entry.names for entry in held), SkillRarity(entry.skills for entry in held))

    @property
    def fingerprint(self) -> str:
        """A key that changes with the entries."""
        return f"{self.names.fingerprint}-{self.skills.fingerprint}"
