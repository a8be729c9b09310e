"""The features of a score that compare figures and groups: arrays in, values 0..1 out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import PayRange

NEUTRAL = 0.8
"""The value of a degree, years, pay or city that either side leaves open."""

ELSEWHERE = 0.3
"""The value of a position in another city than the person's."""

_LEFT = np.array([1.0, 0.5, 0.2, 0.0])

Values = NDArray[np.float64]


def degree_values(held: DegreeLevel | None, asked: NDArray[Any]) -> Values:
    """Return 1.0 for enough, less for each level below."""
    if held is None:
        return np.full(len(asked), NEUTRAL)
    return degree_steps(asked.astype(np.int64) - int(held))


def degree_steps(below: NDArray[np.int64]) -> Values:
    """Return what is left where a degree is so many levels below the one asked for."""
    values: Values = _LEFT.take(below, mode="clip")
    return values


def years_values(held: float | None, asked: NDArray[Any]) -> Values:
    """Return the share of the years asked for, at most 1.0."""
    if held is None:
        return np.full(len(asked), NEUTRAL)
    years = asked.astype(np.float64)
    share: Values = np.where(held >= years, 1.0, max(0.0, held) / np.maximum(years, 1e-9))
    return share


def pay_values(wish: PayRange[int] | None, most: NDArray[Any]) -> Values:
    """Return 1.0 where the lowest wish is within the range, less the further it lies above."""
    if wish is None or wish.least is None:
        return np.full(len(most), NEUTRAL)
    pay = most.astype(np.float64)
    values: Values = np.where(pay > 0, np.minimum(1.0, pay / wish.least), NEUTRAL)
    return values


def city_values(home: int, place: NDArray[Any]) -> Values:
    """Return 1.0 in the person's city."""
    if not home:
        return np.full(len(place), NEUTRAL)
    values: Values = np.where(place == 0, NEUTRAL, np.where(place == home, 1.0, ELSEWHERE))
    return values
