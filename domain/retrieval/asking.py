"""The skills that entries ask for as arrays, ready to be compared with those that somebody names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Chosen, Rows, gathered, gathered_ragged


@dataclass(frozen=True, slots=True)
class AskedSkills:
    """What several entries ask for: each wording of each skill, entry after entry.

    Attributes:
        rank: Of each wording's entry among them; `form` is the wording's number, `slot` the skill's, and
            `weight` the skill's weight.
        total: For each entry, what all of its skills weigh together.
    """

    rank: Rows
    form: NDArray[np.int32]
    slot: NDArray[np.uint8]
    weight: NDArray[np.float16]
    total: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.total)

    def named(self, forms: Sequence[int]) -> Rows:
        """Return the places of those wordings that are named, by their numbers."""
        if not forms:
            return np.empty(0, np.int64)
        last = max(forms) + 1
        is_named = np.zeros(last + 1, np.bool_)
        is_named[forms] = True
        return np.flatnonzero(is_named.take(self.form, mode="clip"))


def asked_skills(chosen: Sequence[Chosen]) -> AskedSkills:
    """Return what the chosen entries of each segment ask for; there are some."""
    names = ("skill_form", "skill_slot", "skill_weight")
    rank, (form, slot, weight) = gathered_ragged("skill_start", names, chosen)
    return AskedSkills(rank, form, slot, weight, gathered("skill_total", chosen))
