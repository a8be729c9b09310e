"""Degrees, years and cities become values from 0 to 1."""

from __future__ import annotations

import numpy as np
import pytest

from domain.matches.values import (
    ELSEWHERE,
    NEUTRAL,
    Values,
    city_values,
    degree_values,
    pay_values,
    years_values,
)
from domain.vocabulary.degrees import DegreeLevel


def test_enough_of_a_degree_is_all_and_each_level_below_is_less() -> None:
    asked = np.array(list(DegreeLevel), np.int8)
    values = list(degree_values(DegreeLevel.BACHELOR, asked))
    assert values == [1.0, 1.0, 1.0, 1.0, 0.5, 0.2]


def test_years_count_by_their_share() -> None:
    assert list(years_values(3, np.array([0, 3, 6], np.float32))) == [1.0, 1.0, 0.5]
    assert list(years_values(-1, np.array([2], np.float32))) == [0.0]


def test_the_persons_city_is_best_and_an_unknown_one_neutral() -> None:
    assert list(city_values(7, np.array([7, 8, 0], np.uint32))) == [1.0, ELSEWHERE, NEUTRAL]


@pytest.mark.parametrize(
    "values",
    [
        degree_values(None, np.array([0, 5], np.int8)),
        years_values(None, np.array([0, 5], np.float32)),
        pay_values(None, np.array([0, 5], np.float32)),
        city_values(0, np.array([0, 5], np.uint32)),
    ],
    ids=["degree", "years", "pay", "city"],
)
def test_what_a_person_does_not_state_is_neutral(
    values: Values,
) -> None:
    assert list(values) == [NEUTRAL, NEUTRAL]
