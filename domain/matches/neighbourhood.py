"""The neighbourhood of a person's trade: told by the titles, before any word or skill of a position counts.

A title is in the trades of the bundled positions that it is nearest to, which are the same whatever else is
imported. So a position's nearness to a trade depends on the person and on the position alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from domain.matches.titles import TITLES_LOOKED_UP, ReadTitles
from domain.matches.trades import load_trades
from domain.positions.catalogue import load_catalogue
from domain.positions.entries import ISCO
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED
from domain.retrieval.index import Compared, Index

_NEAREST = 12
_NEAR = 0.4
_WANTED = 120
_POWER = 4
_SURE = 0.6
_LATER_SUBJECT = 0.85

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """How near each unit group is to a person's trades.

    Attributes:
        by_title: To the trade of each title (titles, unit groups).
        by_studies: To what the subjects studied lead to (unit groups).
    """

    by_title: Values
    by_studies: Values

    @property
    def units(self) -> tuple[int, ...]:
        """The unit groups whose positions are worth comparing, whatever their names."""
        near = np.max([*self.by_title, self.by_studies], axis=0)
        return tuple(load_trades().units[near >= _NEAR].tolist())


def neighbourhood_of(
    titles: ReadTitles, studied: Sequence[int], index: Index, found: Sequence[Compared] = ()
) -> Neighbourhood:
    """Tell where a person's trades lie.

    Args:
        titles: What the person wishes for and has done.
        studied: The unit groups that the subjects studied lead to.
        index: Where the bundled positions are looked up, if it has them.
        found: What the index has compared already, where that is all that there is.
    """
    trades = load_trades()
    by_title = np.zeros((len(titles.titles), len(trades.units)))
    if titles.titles:
        near, units = _near_bundled(titles, index, found)
        places = trades.places(units)
        for title, values in enumerate(near[:TITLES_LOOKED_UP]):
            by_title[title] = _around(values, places)
    return Neighbourhood(by_title, trades_of_studies(studied))


def _around(near: Values, places: NDArray[np.int64]) -> Values:
    """Return how near the unit groups are to a title that is so near to positions of unit groups."""
    trades = load_trades()
    best = np.argsort(-near, kind="stable")[:_NEAREST]
    best = best[places[best] >= 0]
    shares = np.zeros(len(trades.units))
    np.maximum.at(shares, places[best], near[best])
    nearest = float(shares.max())
    if nearest <= 0:
        return shares
    shares **= _POWER
    return trades.neighbourhood(shares / shares.sum()) * min(1.0, nearest / _SURE)


def trades_of_studies(units: Sequence[int]) -> Values:
    """Return how near each unit group is to what a person has studied."""
    trades = load_trades()
    places = trades.places(np.array(units, np.int64))
    known = [int(place) for place in places if place >= 0]
    if not known:
        return np.zeros(len(trades.units))
    near: Values = np.maximum.reduce(
        [_LATER_SUBJECT**rank * trades.around(place) for rank, place in enumerate(known)]
    )
    return near


def at(values: Values, units: NDArray[np.integer], *, otherwise: Values) -> Values:
    """Return the values of positions by their unit groups (…, positions); others where they have none."""
    places = load_trades().places(units)
    return np.where(places >= 0, values[..., places], otherwise)


def _near_bundled(
    titles: ReadTitles, index: Index, found: Sequence[Compared]
) -> tuple[Values, NDArray[np.int16]]:
    where = index if BUNDLED in index.sources() else _bundled()
    parts = [some for some in found if some.part.source == BUNDLED] if where is index else []
    if not parts:
        compared = where.compared(titles.texts, source=BUNDLED, chosen_by=titles.whole, wanted=_WANTED)
        parts = list(compared)
    near = [titles.nearness(some.words, some.meaning)[0] for some in parts]
    return np.concatenate(near, axis=1), np.concatenate([some.column(ISCO) for some in parts])


@cache
def _bundled() -> PositionIndex:
    index = PositionIndex()
    index.add(load_catalogue(), source=BUNDLED)
    return index
