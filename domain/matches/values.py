"""The features of a score that compare figures and groups: arrays in, values 0..1 out."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.positions.catalogue import load_catalogue
from domain.positions.entries import group_number
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import PayRange

NEUTRAL = 0.8
"""The value of a degree, years, pay or city that either side leaves open."""

ELSEWHERE = 0.3
"""The value of a position in another city than the person's."""

_SAME_GROUP_SHARE = 0.45
_SAME_FIELD_SHARE = 0.2
_NARROW_GROUP = 8

Values = NDArray[np.float64]


def degree_values(held: DegreeLevel | None, asked: NDArray[Any]) -> Values:
    """Return 1.0 for enough, less for each level below."""
    if held is None:
        return np.full(len(asked), NEUTRAL)
    steps = np.array([1.0, 0.5, 0.2, 0.0, 0.0, 0.0])
    return steps[np.maximum(0, asked.astype(np.int64) - int(held))]


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


def lent_values(own: Values, group: NDArray[Any]) -> Values:
    """Return what each position borrows from the nearest of its occupation group, or of its wider field."""
    lent = np.zeros(len(own))
    groups = group.astype(np.int64)
    for numbers, share, sizes in (
        (groups, _SAME_GROUP_SHARE, _group_sizes(1)),
        (groups // 100, _SAME_FIELD_SHARE, _group_sizes(100)),
    ):
        kinds, kind = np.unique(numbers, return_inverse=True)
        nearest = np.zeros(len(kinds))
        np.maximum.at(nearest, kind, own)
        # A group of very many says little of any one of them.
        widths = np.array([min(1.0, _NARROW_GROUP / sizes.get(int(k), 1)) if k else 0.0 for k in kinds])
        lent = np.maximum(lent, (share * widths * nearest)[kind])
    return lent


@cache
def _group_sizes(divisor: int) -> Counter[int]:
    return Counter(group_number(position.occupation_code) // divisor for position in load_catalogue())
