"""The skills that entries ask for and somebody names, as arrays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Chosen, Rows, gathered, gathered_met


@dataclass(frozen=True, slots=True)
class AskedSkills:
    """What several entries ask for, as far as it is named: each wording of each skill, entry after entry.

    Attributes:
        rank: Of each wording's entry among them; `form` is the wording's number, `slot` the skill's, and
            `weight` the skill's weight.
        total: For each entry, what all of its skills weigh together, named or not.
    """

    rank: Rows
    form: NDArray[np.int32]
    slot: NDArray[np.uint8]
    weight: NDArray[np.float16]
    total: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.total)


def asked_skills(chosen: Sequence[Chosen], forms: Collection[int]) -> AskedSkills:
    """Return what the chosen entries of each segment ask for of these wordings; there are some entries."""
    # What is beyond the last one looks at that place, which is never marked.
    is_named = np.zeros(max(forms, default=-1) + 2, np.bool_)
    is_named[list(forms)] = True

    def met(form: NDArray[Any]) -> Rows:
        return is_named.take(form, mode="clip").nonzero()[0]

    names = ("skill_slot", "skill_weight")
    rank, (form, slot, weight) = gathered_met("skill_start", "skill_form", names, chosen, met=met)
    return AskedSkills(rank, form, slot, weight, gathered("skill_total", chosen))
