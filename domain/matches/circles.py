"""How near bundled positions are, whatever their level: circles of those that one person could be sent to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from domain.matches.trades import Trades, load_trades
from domain.positions.catalogue import load_catalogue
from domain.positions.entries import isco_number
from domain.positions.models import Position
from domain.retrieval.segments import key_number

_OF_ONE_TRADE = 0.3
"""What the nearness of their trades counts between positions that no circle holds together."""

Values = NDArray[np.float64]
Row = tuple[str, float, list[str]]


class Circles:
    """Positions, and how near they are, 0..1.

    Args:
        positions: Those that are near each other by circles or by their trades.
        rows: Circles: a name, how near any two members are, and the members: codes, or the @name of a circle.
        trades: How near trades are.
    """

    def __init__(self, positions: Iterable[Position], rows: Iterable[Row], trades: Trades) -> None:
        members = {key_number(position.code): position for position in positions}
        self.keys = np.array(sorted(members), np.uint64)
        ordered = [members[int(key)] for key in self.keys]
        place = {position.code: number for number, position in enumerate(ordered)}
        self.units = trades.places(np.array([isco_number(position.isco) for position in ordered], np.int64))
        """The places of their unit groups among the trades; -1 for none."""
        self.near = (_OF_ONE_TRADE * trades.between(self.units)).astype(np.float32)
        circles: dict[str, list[int]] = {}
        for name, common, codes in rows:
            inside = [number for code in codes for number in _members(code, circles, place)]
            circles[name] = list(dict.fromkeys(inside))
            among = np.ix_(circles[name], circles[name])
            self.near[among] = np.maximum(self.near[among], common)
        np.fill_diagonal(self.near, 1.0)

    def places(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the places of entries among the positions, by their keys; -1 for those that are none."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[found] == keys, found, -1)


def _members(code: str, circles: dict[str, list[int]], place: dict[str, int]) -> list[int]:
    return circles[code[1:]] if code.startswith("@") else [place[code]]


@cache
def load_circles() -> Circles:
    """Return the circles of the table among the bundled positions."""
    return Circles(load_catalogue(), read_circles(), load_trades())


def read_circles() -> Iterator[Row]:
    """Yield the rows of the table."""
    table = files("domain.matches").joinpath("data/circles.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, common, codes = line.split("\t")
            yield name, float(common), codes.split()
