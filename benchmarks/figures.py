"""From samples to figures: medians, spreads, percentiles, paired ratios."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Spread(NamedTuple):
    """A median and the quartiles around it."""

    low: float
    median: float
    high: float


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value below which `percent` per cent of the others lie, interpolated."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(values: Sequence[float]) -> Spread:
    """Return median and quartiles."""
    return Spread(percentile(values, 25), statistics.median(values), percentile(values, 75))


def paired_ratio(values: Sequence[float], base: Sequence[float]) -> Spread:
    """Return the spread of value ÷ base, round by round.

    The two of a round were measured seconds apart, so what slows the whole machine down cancels out;
    a ratio of two medians would keep it.
    """
    return spread([value / other for value, other in zip(values, base, strict=True)])
