"""The neighbourhood of a person's trade: told by the titles, before any word or skill of a position counts.

A title is in the trades of the bundled positions that it is nearest to, which are the same whatever else is
imported. So a position's nearness to a trade depends on the person and on the position alone.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.keeping import Kept
from domain.matches.circles import load_circles
from domain.matches.titles import TITLES_LOOKED_UP, ReadTitles
from domain.matches.trades import load_trades
from domain.positions.bundled import bundled_index
from domain.positions.entries import ISCO
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED
from domain.retrieval.compared import Compared
from domain.retrieval.index import Index
from domain.retrieval.segments import Segment

NEAREST = 20
_NEAR = 0.4
_WORTH_COMPARING = 150
_WANTED = 60
_POWER = 3.0
_ITSELF = 2.0
_ITSELF_FROM = 0.9
_SURE = 0.6
UNIT_SHARE = 0.75
_LATER_SUBJECT = 0.85
_KEPT_BYTES = 2**21
_ENTRY_BYTES = 900

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """How near positions are to a person's trades.

    Attributes:
        by_title: The bundled positions, to the trade of each title (titles, positions of `load_circles`).
        units: Other positions by their unit groups (titles, unit groups).
        by_studies: Unit groups, to what the subjects studied lead to.
        tells: How telling each title is, by the bundled positions.
        nearest: The bundled positions nearest to each title.
    """

    by_title: Values
    units: Values
    by_studies: Values
    tells: Values
    nearest: Sequence[Nearest]

    @property
    def nearness(self) -> Values:
        """How near each title is to the bundled positions that are nearest to it; 0 to others."""
        near = np.zeros(self.by_title.shape)
        for own, found in zip(near, self.nearest, strict=True):
            known = found.places >= 0
            own[found.places[known]] = found.near[known]
        return near

    @property
    def near_units(self) -> tuple[int, ...]:
        """The unit groups whose positions are worth comparing, whatever their names."""
        near = np.maximum(self.units.max(axis=0, initial=0.0), self.by_studies)
        return tuple(load_trades().units[near >= _NEAR].tolist())

    @property
    def near_keys(self) -> NDArray[np.uint64]:
        """The keys of the bundled positions that are worth comparing."""
        keys = load_circles().keys
        if not len(self.by_title):
            return keys[:0]
        near = self.by_title.max(axis=0)
        there = np.flatnonzero(near > 0)
        best = there.take(np.argsort(-near.take(there), kind="stable")[:_WORTH_COMPARING])
        return keys.take(best)

    def of(self, found: Compared, units: NDArray[np.integer], *, otherwise: Values) -> Values:
        """Return how near candidates lie to the trade of each title (titles, candidates).

        Args:
            found: The candidates.
            units: Their unit groups.
            otherwise: How near they are where nothing tells their trade.
        """
        near = _by_units(self.units, units, otherwise)
        first = 0
        for part, entries in found.chosen:
            if part.source == BUNDLED:
                places = _places_in_circles(part.segment).take(entries)
                own = near[:, first : first + len(entries)]
                own[:] = np.where(places >= 0, self.by_title.take(places, axis=1, mode="wrap"), own)
            first += len(entries)
        return near


def neighbourhood_of(
    titles: ReadTitles, studied: Sequence[int], index: Index, found: Compared | None = None
) -> Neighbourhood:
    """Tell where a person's trades lie.

    Args:
        titles: What the person wishes for and has done.
        studied: The unit groups that the subjects studied lead to.
        index: Where the bundled positions are looked up, if it has them.
        found: What the index has compared already, where that is all that there is.
    """
    return neighbourhood_from(nearest_to(titles, index, found), studied)


def neighbourhood_from(nearest: Sequence[Nearest], studied: Sequence[int]) -> Neighbourhood:
    """Tell where a person's trades lie, by the bundled positions nearest to each title."""
    trades, circles = load_trades(), load_circles()
    count = len(nearest)
    by_title, units = np.zeros((count, len(circles.keys))), np.zeros((count, len(trades.units)))
    for title, found in enumerate(nearest[:TITLES_LOOKED_UP]):
        known = found.places >= 0
        by_title[title] = found.shares[known] @ circles.near.take(found.places[known], axis=0)
        units[title] = UNIT_SHARE * trades.neighbourhood(found.by_unit)
    tells = np.array([found.tells for found in nearest], np.float64)
    return Neighbourhood(by_title, units, trades_of_studies(studied), tells, nearest)


def trades_of_studies(units: Sequence[int]) -> Values:
    """Return how near each unit group is to what a person has studied."""
    trades = load_trades()
    known = [place for place in trades.places(np.array(units, np.int64)).tolist() if place >= 0]
    if not known:
        return np.zeros(len(trades.units))
    near: Values = np.maximum.reduce(
        [_LATER_SUBJECT**rank * trades.around(place) for rank, place in enumerate(known)]
    )
    return near


@lru_cache(maxsize=4)
def _places_in_circles(segment: Segment) -> NDArray[np.int64]:
    return load_circles().places(segment.key)


def by_unit(values: Values, units: NDArray[np.integer], *, otherwise: Values) -> Values:
    """Return the values of positions by their unit groups; others where they have none."""
    near: Values = _by_units(values[None], units, otherwise[None])[0]
    return near


def _by_units(values: Values, units: NDArray[np.integer], otherwise: Values) -> Values:
    places = load_trades().places(units)
    near: Values = np.where(places >= 0, values.take(places, axis=1), otherwise)
    return near


class Nearest(NamedTuple):
    """The bundled positions nearest to a title: places among circles and trades, and shares in the title.

    Attributes:
        near: How near the title is to each.
        tells: How telling it is, see `ReadTitles.telling`.
    """

    places: NDArray[np.int64]
    units: NDArray[np.int64]
    shares: NDArray[np.float32]
    near: NDArray[np.float32]
    tells: float

    @property
    def by_unit(self) -> Values:
        known = self.units >= 0
        size = len(load_trades().units)
        summed: Values = np.bincount(self.units[known], self.shares[known], minlength=size).astype(np.float64)
        return summed


# Resumes are matched again whenever the catalogue changes; what their titles are near to does not.
_remembered: Kept[tuple[Hashable, ...], Nearest] = Kept(most_bytes=_KEPT_BYTES)
_remembering = threading.Lock()


def nearest_to(titles: ReadTitles, index: Index, found: Compared | None = None) -> list[Nearest]:
    """Return the bundled positions nearest to each title, whatever the other titles are."""
    where = index if BUNDLED in index.sources() else _bundled()
    # The segments stand in the key themselves, so that no other takes their place there.
    segments = tuple(part.segment for part in where.parts if part.source == BUNDLED)
    if found is not None and where is index:
        near, tells = _among(titles, found)
        return [_nearest_of(near[title], found, told) for title, told in enumerate(tells.tolist())]
    nearest = []
    for title, text in enumerate(titles.titles):
        with _remembering:
            known = _remembered.get((text, *segments))
        if known is None:
            alone = titles.only(title)
            looked_up = where.compared(alone.texts, source=BUNDLED, chosen_by=alone.whole, wanted=_WANTED)
            near, tells = _among(alone, looked_up)
            known = _nearest_of(near[0], looked_up, float(tells[0]))
            with _remembering:
                _remembered.put((text, *segments), known, size_bytes=_ENTRY_BYTES)
        nearest.append(known)
    return nearest


def _among(titles: ReadTitles, found: Compared) -> tuple[Values, Values]:
    """Return how near titles are to the bundled ones of those found, and how telling they are by them."""
    bundled = found.places_of(BUNDLED)
    words, meaning = found.words.take(bundled, axis=1), found.meaning.take(bundled, axis=1)
    return titles.nearness(words, meaning), titles.telling(words, meaning)


def _nearest_of(near: Values, found: Compared, tells: float) -> Nearest:
    best = np.argsort(-near, kind="stable")[:NEAREST]
    bundled = found.places_of(BUNDLED).take(best)
    shares = near[best] ** _POWER * (1 + _ITSELF * (near[best] >= _ITSELF_FROM))
    sure = min(1.0, float(near[best].max(initial=0.0)) / _SURE)
    shares *= sure / max(float(shares.sum()), 1e-9)
    places = load_circles().places(found.keys.take(bundled))
    units = load_trades().places(found.column(ISCO).take(bundled))
    # As coarse as they are where very many are kept, so that a score is the same wherever it is asked for.
    kept = shares.astype(np.float32), near[best].astype(np.float32)
    return Nearest(places, units, *kept, float(np.float32(tells)))


@cache
def _bundled() -> PositionIndex:
    return bundled_index()
