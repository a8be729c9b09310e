"""How good ranked matches are by the grades.

A match without a grade is not counted as anything; how many there are is told, and should be none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.graded.judgements import Judgements
from benchmarks.graded.runs import Run

DEPTH = 5
_ABSURD = 0.5
"""A match is absurd where both passes say so, or one does and the other says `far`."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What the grades say of a run.

    Attributes:
        ndcg: At five, with gains of 2^grade - 1; the ideal is of all that was graded for the resume.
        first: The mean grade of the first match.
        mean: The mean grade of the first five, where an empty place counts 0.
        absurd: The share of absurd ones among those of the first five that are shown.
        full: The share of the resumes that show five.
        unknown: How many of the first five matches have no grade.
    """

    resumes: int
    ndcg: float
    first: float
    mean: float
    absurd: float
    full: float
    unknown: int


def quality_of(run: Run, judgements: Judgements) -> Quality:
    """Measure a run over the resumes that it holds and that have grades."""
    graded = by_resume(judgements)
    lists = {key: codes[:DEPTH] for key, codes in run.items() if key in graded}
    grades = {key: [graded[key].get(code) for code in codes] for key, codes in lists.items()}
    known = [grade for of_one in grades.values() for grade in of_one if grade is not None]
    count = max(1, len(lists))
    return Quality(
        resumes=len(lists),
        ndcg=sum(_ndcg(of_one, list(graded[key].values())) for key, of_one in grades.items()) / count,
        first=sum((of_one[0] or 0.0) for of_one in grades.values() if of_one) / count,
        mean=sum(known) / (DEPTH * count),
        absurd=sum(grade <= _ABSURD for grade in known) / max(1, len(known)),
        full=sum(len(codes) == DEPTH for codes in lists.values()) / count,
        unknown=sum(grade is None for of_one in grades.values() for grade in of_one),
    )


def by_resume(judgements: Judgements) -> Mapping[str, Mapping[str, float]]:
    """Return the mean grades by resume and position."""
    graded: dict[str, dict[str, float]] = {}
    for (key, code), grades in judgements.items():
        graded.setdefault(key, {})[code] = grades.mean
    return graded


def _ndcg(ranked: Sequence[float | None], pool: Sequence[float]) -> float:
    ideal = _gain(sorted(pool, reverse=True)[:DEPTH])
    # Where nothing fits, showing nothing is right.
    if not ideal:
        return float(not ranked)
    return _gain(ranked) / ideal


def _gain(ranked: Sequence[float | None]) -> float:
    return sum((2 ** (grade or 0.0) - 1) / math.log2(rank + 1) for rank, grade in enumerate(ranked, 1))
