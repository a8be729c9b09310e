from __future__ import annotations

import numpy as np
import pytest

from domain.analyses.tagging.model import LABELS, WEIGHTS, Weights, shipped, tag


def test_the_weights_that_ship_are_small_and_well_formed() -> None:
    weights = shipped()
    assert WEIGHTS.stat().st_size < 300_000
    assert weights.states.shape == (len(weights.rows), len(LABELS))
    assert weights.steps.shape == (len(LABELS), len(LABELS))
    assert np.isfinite(weights.states).all()


def test_the_weights_that_ship_hold_no_words_of_resumes() -> None:
    assert all(name.isascii() for name in shipped().rows)


def test_weights_are_read_as_they_were_written() -> None:
    weights = Weights({"a": 0, "b": 1}, np.full((2, len(LABELS)), 0.25), np.eye(len(LABELS)))
    again = Weights.read(weights.written())
    assert again.rows == weights.rows
    assert (again.states == weights.states).all()
    assert (again.steps == weights.steps).all()


def test_weights_for_other_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="other labels"):
        Weights.read("feature\tO\tX\n")


def test_unknown_features_say_nothing() -> None:
    answer = tag(shipped(), [["never seen"], []])
    assert len(answer.path) == 2
    assert answer.probabilities.sum(axis=1) == pytest.approx([1, 1])
