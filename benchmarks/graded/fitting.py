"""`python -m benchmarks.graded.fitting`: fit the weights of the score to the grades.

What is fitted is the mean grade, as a part of the best one, by a sum of the features with weights that are
not negative; the square of that sum is about the share of judges who would send the resume. How good matches
are is told by weights that were fitted without the repositories that a resume comes from.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks.graded.judgements import Judgements, read_judgements
from benchmarks.graded.measure import quality_of
from benchmarks.graded.resumes import GradedResume, read_graded
from domain.matches.matcher import FLOOR
from domain.matches.neighbourhood import neighbourhood_of
from domain.matches.person import read_person
from domain.matches.scoring import WEIGHTS, agreed_of, scores_of
from domain.matches.terms import terms_of
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED

TODAY = date(2026, 11, 26)
FOLDS = 10
BEST = 3

_ROUNDS = 2_000
_FITTED = [name for name, weight in WEIGHTS.items() if weight >= 0.1]
"""Features whose weight is fitted; degree, years, pay and city only tell equals apart."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of every position for one resume (positions, fitted features), and what the others add."""

    resume: GradedResume
    fitted: Values
    others: Values


def main() -> int:
    """Print the weights and what they are worth; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kept", type=Path, help="a file that keeps what was read of the resumes")
    options = parser.parse_args()
    judgements = read_judgements()
    codes, features = read_features(read_graded(options.kept))
    weights = fit(codes, features, judgements)
    print(
        "fitted to all:",
        ", ".join(f"{name} {weight:.3f}" for name, weight in zip(_FITTED, weights, strict=True)),
    )
    for name, run in (
        ("by cross-validation", cross_validated(codes, features, judgements)),
        ("as shipped", ranked(codes, features, {fold: _shipped() for fold in range(FOLDS)})),
    ):
        print(name, quality_of(run, judgements))
    return 0


def read_features(resumes: Sequence[GradedResume]) -> tuple[list[str], list[Features]]:
    """Return the codes of all positions, and their features for each resume that says anything."""
    index = PositionIndex()
    index.add(load_catalogue(), source=BUNDLED)
    everything = index.compared(index.read([""]), wanted=index.parts[0].segment.rows)
    codes = [everything.entry(place)[1] for place in range(len(everything))]
    found = [some for resume in resumes if (some := _features(resume, index)) is not None]
    return codes, found


def _features(resume: GradedResume, index: PositionIndex) -> Features | None:
    if resume.analysis is None:
        return None
    person = read_person(resume.analysis, index, today=TODAY)
    if person.says_nothing:
        return None
    texts = person.titles.texts if person.titles.titles else index.read([""])
    found = index.compared(texts, wanted=index.parts[0].segment.rows)
    around = neighbourhood_of(person.titles, person.studied, index)
    scores = scores_of(person, around, agreed_of(person, around), found, terms_of(person, found))
    others = [WEIGHTS[name] * values for name, values in scores.features.items() if name not in _FITTED]
    return Features(
        resume, np.stack([scores.features[name] for name in _FITTED], axis=1), np.sum(others, axis=0)
    )


def fit(codes: Sequence[str], features: Sequence[Features], judgements: Judgements) -> Values:
    """Return the weights that come nearest to the grades, as parts of the best one."""
    place = {code: number for number, code in enumerate(codes)}
    known = {some.resume.chosen.key: some for some in features}
    pairs = [
        (known[key], place[code], grades.mean / BEST)
        for (key, code), grades in judgements.items()
        if key in known and code in place
    ]
    values = np.array([some.fitted[number] for some, number, _ in pairs])
    wanted = np.array([share - some.others[number] for some, number, share in pairs])
    return not_negative(values, wanted)


def not_negative(values: Values, wanted: Values) -> Values:
    """Return weights, none below 0, whose sums of values come nearest to what is wanted (least squares)."""
    square, target = values.T @ values, values.T @ wanted
    weights = np.zeros(len(target))
    for _ in range(_ROUNDS):
        for number in range(len(weights)):
            gradient = target[number] - square[number] @ weights
            weights[number] = max(0.0, weights[number] + gradient / max(square[number, number], 1e-9))
    return weights


def cross_validated(
    codes: Sequence[str], features: Sequence[Features], judgements: Judgements
) -> dict[str, list[str]]:
    """Return ranked matches by weights that were fitted without a resume's repository."""
    weights = {
        fold: fit(codes, [some for some in features if fold_of(some) != fold], judgements)
        for fold in range(FOLDS)
    }
    return ranked(codes, features, weights)


def ranked(
    codes: Sequence[str], features: Sequence[Features], weights: dict[int, Values], *, count: int = 10
) -> dict[str, list[str]]:
    """Return the codes of the best positions that reach the floor, by the weights of each resume's fold."""
    run = {}
    for some in features:
        scores = some.fitted @ weights[fold_of(some)] + some.others
        best = np.argsort(-scores, kind="stable")[:count]
        run[some.resume.chosen.key] = [codes[number] for number in best if scores[number] ** 2 >= FLOOR]
    return run


def fold_of(features: Features) -> int:
    """Return the fold of a resume: those of one repository share it."""
    return crc32(features.resume.chosen.repository.encode()) % FOLDS


def _shipped() -> Values:
    return np.array([WEIGHTS[name] for name in _FITTED])


if __name__ == "__main__":
    sys.exit(main())
