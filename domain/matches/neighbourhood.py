"""The neighbourhood of a person's trade: told by the titles, before any word or skill of a position counts.

A title is in the trades of the bundled positions that it is nearest to, which are the same whatever else is
imported. So a position's nearness to a trade depends on the person and on the position alone.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_WANTED = 80
_POWER = 4
_SURE = 0.6
_LATER_SUBJECT = 0.85

Values = NDArray[np.float64]


def trades_of_titles(titles: ReadTitles, index: Index, found: Sequence[Compared]) -> Values:
    """Return how near each unit group is to the trade of each title (titles, unit groups).

    Args:
        titles: What the person wishes for and has done.
        index: Where the bundled positions are looked up, if it has them.
        found: What of it has been compared already; used where it is all that there is.
    """
    trades = load_trades()
    out = np.zeros((len(titles.titles), len(trades.units)))
    if not titles.titles:
        return out
    near, units = _near_bundled(titles, index, found)
    places = trades.places(units)
    for title, values in enumerate(near[:TITLES_LOOKED_UP]):
        best = np.argsort(-values, kind="stable")[:_NEAREST]
        best = best[places[best] >= 0]
        if not len(best):
            continue
        shares = np.zeros(len(trades.units))
        np.maximum.at(shares, places[best], values[best])
        nearest = float(shares.max())
        if nearest > 0:
            shares **= _POWER
            out[title] = trades.neighbourhood(shares / shares.sum()) * min(1.0, nearest / _SURE)
    return out


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
    if not parts or not index.compares_all:
        compared = where.compared(titles.texts, source=BUNDLED, chosen_by=titles.whole, wanted=_WANTED)
        parts = list(compared)
    near = [titles.nearness(some.words, some.meaning)[0] for some in parts]
    return np.concatenate(near, axis=1), np.concatenate([some.column(ISCO) for some in parts])


@cache
def _bundled() -> PositionIndex:
    index = PositionIndex()
    index.add(load_catalogue(), source=BUNDLED)
    return index
