"""The titles of many persons, each once: what they are near to, and how near they are to one position."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from domain.candidates.growing import Growing
from domain.candidates.wordings import Wordings
from domain.matches.asked import Asked
from domain.matches.circles import load_circles
from domain.matches.neighbourhood import NEAREST, UNIT_SHARE, Nearest, nearest_to
from domain.matches.titles import TELLS_NOTHING, ReadTitles, near_by
from domain.matches.trades import load_trades
from domain.positions.entries import ISCO
from domain.positions.models import BUNDLED
from domain.retrieval.index import Index

Floats = NDArray[np.float32]


class Titles:
    """Titles by their numbers.

    Args:
        index: Where the bundled positions are looked up.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._numbers: dict[str, int] = {}
        self._wordings = Wordings(index.encoder)
        self._start, self._share = Growing(np.int64), Growing(np.float32)
        self._places, self._units = Growing(np.int16, NEAREST), Growing(np.int16, NEAREST)
        self._shares, self._near = Growing(np.float32, NEAREST), Growing(np.float32, NEAREST)
        self._tells = Growing(np.float32)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def size_bytes(self) -> int:
        """How much memory they take, their texts beside."""
        return self._wordings.size_bytes + sum(
            held.size_bytes for held in vars(self).values() if isinstance(held, Growing)
        )

    def numbers_of(self, titles: ReadTitles) -> tuple[list[int], list[Nearest]]:
        """Return the numbers of a person's titles, which are known from now on, and what each is near to."""
        numbers = [self._number(titles, title) for title in range(len(titles.titles))]
        return numbers, [self._nearest(number) for number in numbers]

    def known(self, titles: ReadTitles) -> list[Nearest] | None:
        """Return what a person's titles are near to; None where one is not known."""
        numbers = [self._numbers.get(title) for title in titles.titles]
        return (
            None if None in numbers else [self._nearest(number) for number in numbers if number is not None]
        )

    def near(self, asked: Asked) -> tuple[Floats, Floats]:
        """Return how near each title is to a position, and how near the position lies to its trade."""
        if not len(self):
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        starts, share = self._start.values, self._share.values
        words, meaning = (
            np.maximum.reduceat(share * values, starts) for values in self._wordings.likeness(asked)
        )
        near = near_by(words, meaning).astype(np.float32)
        return near, self._trades(asked, near)

    @property
    def told(self) -> NDArray[np.bool_]:
        """Whether each tells a trade."""
        return self._tells.values >= TELLS_NOTHING

    def _trades(self, asked: Asked, near: Floats) -> Floats:
        circles, trades = load_circles(), load_trades()
        entry = np.array([asked.entry])
        place = circles.places(asked.part.segment.key[entry])[0] if asked.part.source == BUNDLED else -1
        if place >= 0:
            column, held = np.append(circles.near[:, place], np.float32(0)), self._places.values
        else:
            (unit,) = trades.places(asked.part.segment.columns[ISCO][entry])
            if unit < 0:
                return near
            column = np.append(UNIT_SHARE * trades.around_all(unit), 0.0).astype(np.float32)
            held = self._units.values
        found: Floats = np.einsum("tn,tn->t", self._shares.values, column.take(held))
        return found

    def _number(self, titles: ReadTitles, title: int) -> int:
        text = titles.titles[title]
        known = self._numbers.get(text)
        if known is not None:
            return known
        alone = titles.only(title)
        (nearest,) = nearest_to(alone, self._index)
        self._start.extend([len(self._wordings)])
        self._wordings.add(alone.texts)
        self._share.extend(alone.shares)
        for held, values, nothing in (
            (self._places, nearest.places, -1),
            (self._units, nearest.units, -1),
            (self._shares, nearest.shares, 0),
            (self._near, nearest.near, 0),
        ):
            row = np.full((1, NEAREST), nothing, values.dtype)
            row[0, : len(values)] = values
            held.extend(row)
        self._tells.extend([nearest.tells])
        self._numbers[text] = len(self._numbers)
        return self._numbers[text]

    def _nearest(self, number: int) -> Nearest:
        return Nearest(
            self._places.values[number].astype(np.int64),
            self._units.values[number].astype(np.int64),
            self._shares.values[number],
            self._near.values[number],
            float(self._tells.values[number]),
        )
