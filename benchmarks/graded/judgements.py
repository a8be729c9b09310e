"""Grades from 0 to 3 of resumes with positions, given twice; docs/matching.md says what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_JUDGEMENTS = Path(__file__).parent / "judgements.tsv"
_HEADER = "resume\tposition\tfirst\tsecond"


class Grades(NamedTuple):
    """What the two passes gave."""

    first: int
    second: int

    @property
    def mean(self) -> float:
        return (self.first + self.second) / 2


Judgements = Mapping[tuple[str, str], Grades]
"""By the resume's key and the position's code."""


def read_judgements() -> Judgements:
    """Return all grades."""
    if not _JUDGEMENTS.exists():
        return {}
    rows = (line.split("\t") for line in _JUDGEMENTS.read_text(encoding="utf-8").splitlines()[1:])
    return {(key, code): Grades(int(first), int(second)) for key, code, first, second in rows}


def write_judgements(judgements: Judgements) -> None:
    """Keep all grades."""
    rows = [
        f"{key}\t{code}\t{grades.first}\t{grades.second}"
        for (key, code), grades in sorted(judgements.items())
    ]
    _JUDGEMENTS.write_text("\n".join([_HEADER, *rows]) + "\n", encoding="utf-8")


class Agreement(NamedTuple):
    """How far two passes agree.

    Attributes:
        kappa: Cohen's kappa with weights that grow with the square of the difference.
    """

    pairs: int
    equal: float
    within_one: float
    kappa: float

    def __str__(self) -> str:
        return (
            f"{self.pairs} pairs, {self.equal:.1%} equal, {self.within_one:.1%} within one, "
            f"weighted kappa {self.kappa:.2f}"
        )


def agreement(graded: Sequence[Grades]) -> Agreement:
    """Return how far the passes agree."""
    count = len(graded)
    if not count:
        return Agreement(0, 0.0, 0.0, 0.0)
    differences = [abs(grades.first - grades.second) for grades in graded]
    firsts, seconds = (Counter(grades[number] for grades in graded) for number in (0, 1))
    chance = sum(
        times * others * (one - other) ** 2
        for one, times in firsts.items()
        for other, others in seconds.items()
    )
    seen = sum(difference**2 for difference in differences)
    return Agreement(
        count,
        sum(difference == 0 for difference in differences) / count,
        sum(difference <= 1 for difference in differences) / count,
        1 - seen * count / chance if chance else 1.0,
    )
