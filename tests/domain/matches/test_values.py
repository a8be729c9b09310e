"""Degrees, years, cities and groups become values from 0 to 1."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from domain.matches.values import (
    ELSEWHERE,
    NEUTRAL,
    Values,
    city_values,
    degree_values,
    lent_values,
    pay_values,
    years_values,
)
from domain.positions.catalogue import load_catalogue
from domain.positions.entries import group_number
from domain.vocabulary.degrees import DegreeLevel

GROUPS = Counter(group_number(position.occupation_code) for position in load_catalogue())


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


def test_the_nearest_of_a_group_lends_to_the_others_and_less_where_the_group_is_wide() -> None:
    narrow = next(group for group, count in GROUPS.items() if group and count <= 3)
    wide, _ = GROUPS.most_common(1)[0]
    own = np.array([0.8, 0.0, 0.0])
    lent = [lent_values(own, np.array([group, group, 999_99], np.int32)) for group in (narrow, wide)]
    assert lent[0][1] > lent[1][1] > 0
    assert lent[0][2] == 0


def test_nothing_is_lent_without_a_group() -> None:
    assert list(lent_values(np.array([0.8, 0.1]), np.array([0, 0], np.int32))) == [0.0, 0.0]
