"""How near trades are to each other: which positions lie in the neighbourhood of what a person does.

A trade is a unit group of the international classification of occupations, ISCO-08. The table beside this
says how near unit groups are; two of one minor group that it does not name together are still a little near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

SAME_MINOR = 0.2
"""How near unit groups of one minor group (three digits alike) are, where the table does not say."""

SAME_SUB_MAJOR = 0.08
"""The same of a sub-major group (two digits alike)."""

_NUMBERS = 10_000

Values = NDArray[np.float64]


class Trades:
    """The unit groups that are known, and how near they are, 0..1.

    Args:
        rows: How near, and the unit groups of which that is true; a row of one is about its own occupations.
    """

    def __init__(self, rows: Iterable[tuple[float, list[int]]]) -> None:
        rows = list(rows)
        self.units = np.array(sorted({unit for _, units in rows for unit in units}), np.int64)
        self._place = np.full(_NUMBERS, -1, np.int64)
        self._place[self.units] = np.arange(len(self.units))
        minor, major = self.units // 10, self.units // 100
        near = np.where(major[:, None] == major, SAME_SUB_MAJOR, 0.0)
        near[minor[:, None] == minor] = SAME_MINOR
        own = np.ones(len(self.units))
        for value, units in rows:
            places = self._place[units]
            if len(places) == 1:
                own[places] = value
            else:
                near[np.ix_(places, places)] = np.maximum(near[np.ix_(places, places)], value)
        # Nobody is nearer to another trade than to the own.
        np.fill_diagonal(near, np.maximum(own, (near - np.diag(np.diag(near))).max(axis=1)))
        self._near = near

    def places(self, units: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the places of unit groups among `units`; -1 for none and for what is no unit group."""
        places: NDArray[np.int64] = self._place[np.clip(units.astype(np.int64), 0, _NUMBERS - 1)]
        return places

    def neighbourhood(self, shares: Values) -> Values:
        """Return how near each unit group is to a person's, given the person's share in each."""
        places = np.flatnonzero(shares)
        near: Values = shares[places] @ self._near[places]
        return near

    def between(self, places: NDArray[np.int64]) -> Values:
        """Return how near unit groups at places are to each other; nothing is near to none."""
        near: Values = self._near[np.ix_(places, places)]
        near[places < 0] = 0.0
        near[:, places < 0] = 0.0
        return near

    def around_all(self, place: int) -> Values:
        """Return how near the one at a place is to each unit group."""
        near: Values = self._near[:, place]
        return near

    def around(self, place: int) -> Values:
        """Return how near each unit group is to the one at a place."""
        near: Values = self._near[place]
        return near


@cache
def load_trades() -> Trades:
    """Return the trades of the table."""
    return Trades(_rows())


def _rows() -> Iterator[tuple[float, list[int]]]:
    table = files("domain.matches").joinpath("data/trades.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            value, _, units = line.split("\t")
            yield float(value), [int(unit) for unit in units.split()]
