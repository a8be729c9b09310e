"""Learned professions ask for more than skills."""

from __future__ import annotations

import numpy as np
import pytest

from domain.matches.learned import learned_values

PSYCHOLOGISTS, DEVELOPERS = 2634, 2512


@pytest.mark.parametrize(
    ("unit", "by_title", "by_studies", "whole"),
    [
        (PSYCHOLOGISTS, 0.0, 0.0, False),
        (PSYCHOLOGISTS, 0.7, 0.0, True),
        (PSYCHOLOGISTS, 0.0, 0.9, True),
        (DEVELOPERS, 0.0, 0.0, True),
        (0, 0.0, 0.0, True),
    ],
)
def test_skills_alone_lead_to_no_learned_profession(
    unit: int, by_title: float, by_studies: float, whole: bool
) -> None:
    (value,) = learned_values(
        np.array([unit]), by_title=np.array([by_title]), by_studies=np.array([by_studies])
    )
    assert bool(value == 1.0) is whole
    assert value > 0.0


def test_a_title_half_of_the_profession_counts_between() -> None:
    nothing, half, whole = learned_values(
        np.full(3, PSYCHOLOGISTS), by_title=np.array([0.0, 0.3, 0.6]), by_studies=np.zeros(3)
    )
    assert nothing < half < whole
