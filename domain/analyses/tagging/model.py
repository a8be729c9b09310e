"""The learned weights, and what they say of a resume's atoms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.analyses.tagging.chain import best_path, marginals
from domain.analyses.tagging.features import Kind

LABELS: Final = ("O", *(f"{place}-{kind}" for kind in Kind for place in "BI"))
"""Outside of all spans; the first atom of a span, and each further one."""

WEIGHTS: Final = Path(__file__).with_name("data") / "weights.tsv"
_SCALE: Final = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature says for each label, and each label for the one that follows.

    Attributes:
        rows: Of each feature its row in `states`.
        states: Features by labels.
        steps: Labels by labels.
    """

    rows: dict[str, int]
    states: NDArray[np.float64]
    steps: NDArray[np.float64]

    def scores(self, features: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """Return what the features of each atom say for each label."""
        made = np.zeros((len(features), len(LABELS)))
        known: list[int] = []
        places: list[int] = []
        starts: list[int] = []
        for place, found in enumerate(features):
            start = len(known)
            known += [row for name in found if (row := self.rows.get(name)) is not None]
            if len(known) > start:
                places.append(place)
                starts.append(start)
        if known:
            made[places] = np.add.reduceat(self.states[known], starts, axis=0)
        return made

    def written(self) -> str:
        """Return the weights as lines of text, in hundredths."""
        lines = ["\t".join(("feature", *LABELS))]
        for name, row in (
            *zip(LABELS, self.steps, strict=True),
            *((name, self.states[row]) for name, row in self.rows.items()),
        ):
            lines.append("\t".join((name, *(str(round(_SCALE * float(weight))) for weight in row))))
        return "\n".join(lines) + "\n"

    @classmethod
    def read(cls, text: str) -> Weights:
        """Read what `written` returned."""
        head, *lines = text.splitlines()
        if head.split("\t")[1:] != list(LABELS):
            raise ValueError("weights for other labels")
        names, numbers = zip(*(line.split("\t", 1) for line in lines), strict=True)
        table = np.array([line.split("\t") for line in numbers], dtype=np.float64) / _SCALE
        count = len(LABELS)
        rows = {name: row for row, name in enumerate(names[count:])}
        return cls(rows, table[count:], table[:count])


@cache
def shipped() -> Weights:
    """Return the weights that the product ships with."""
    return Weights.read(WEIGHTS.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Tagged:
    """Of each atom the label on the likeliest path, and the probability of every label."""

    path: list[int]
    probabilities: NDArray[np.float64]


def tag(weights: Weights, features: Sequence[Sequence[str]]) -> Tagged:
    """Label the atoms of a resume."""
    states = weights.scores(features)
    return Tagged(best_path(states, weights.steps), marginals(states, weights.steps))
