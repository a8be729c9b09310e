from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from domain.analyses.tagging.chain import Scores, best_path, marginals


def chain(places: int, labels: int, seed: int, scale: float = 2.0) -> tuple[Scores, Scores]:
    random = np.random.default_rng(seed)
    return scale * random.normal(size=(places, labels)), scale * random.normal(size=(labels, labels))


def score(path: tuple[int, ...], states: Scores, steps: Scores) -> float:
    own = sum(states[place, label] for place, label in enumerate(path))
    return float(own + sum(steps[before, after] for before, after in pairwise(path)))


@pytest.mark.parametrize("places", [1, 2, 3, 5])
@pytest.mark.parametrize("labels", [2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_every_path_tried_gives_the_same(places: int, labels: int, seed: int) -> None:
    states, steps = chain(places, labels, seed)
    paths = list(product(range(labels), repeat=places))
    weights = np.array([np.exp(score(path, states, steps)) for path in paths])
    expected = np.zeros((places, labels))
    for path, weight in zip(paths, weights / weights.sum(), strict=True):
        for place, label in enumerate(path):
            expected[place, label] += weight
    assert marginals(states, steps) == pytest.approx(expected)
    assert tuple(best_path(states, steps)) == paths[int(weights.argmax())]


def test_nothing_has_no_labels() -> None:
    states, steps = np.zeros((0, 3)), np.zeros((3, 3))
    assert marginals(states, steps).shape == (0, 3)
    assert best_path(states, steps) == []


def test_long_chains_of_large_scores_stay_probabilities() -> None:
    states, steps = chain(1_200, 7, seed=1, scale=60.0)
    found = marginals(states, steps)
    assert np.isfinite(found).all()
    assert found.sum(axis=1) == pytest.approx(np.ones(1_200))
