"""The listed catalogue asks its parts no more than it must."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import anyio
import pytest

from domain.positions.catalogue import Catalogue
from domain.positions.listing import SEARCH_DEPTH, PositionListing
from domain.positions.models import BUNDLED, Position
from domain.positions.ports import PositionPlace, PositionSource
from domain.retrieval.index import Hit

pytestmark = pytest.mark.anyio

BAKER = Position(code="baker", title_zh="面包师", title_en="Baker", skills=("烘焙",))


class FakeReads:
    """Imported positions in a list; remembers which were asked for."""

    def __init__(self, *positions: Position) -> None:
        self._positions = positions
        self.asked: list[list[PositionPlace]] = []

    async def page(
        self,
        *,
        source: str | None,
        after: PositionPlace | None,
        before: PositionPlace | None,
        backwards: bool,
        limit: int,
        whole: bool = False,
    ) -> list[Position]:
        raise NotImplementedError

    async def found(self, places: Sequence[PositionPlace], *, whole: bool = False) -> list[Position]:
        self.asked.append(list(places))
        return [here for here in self._positions if (here.source, here.code) in places]

    async def count(self, source: str | None) -> int:
        raise NotImplementedError

    async def sources(self) -> list[PositionSource]:
        raise NotImplementedError


class FakeSearch:
    """Finds the same whatever is searched; remembers how often and how many were wanted."""

    def __init__(self, *hits: Hit) -> None:
        self.hits = list(hits)
        self.parts: object = ()
        self.limits: list[int] = []

    def search(self, text: str, *, source: str | None = None, limit: int = 100) -> list[Hit]:
        self.limits.append(limit)
        return self.hits[:limit]


def imported(code: str) -> Position:
    return Position(code=code, title_zh=f"职位{code}", title_en="", source="own")


def listing(reads: FakeReads, search: FakeSearch) -> PositionListing:
    return PositionListing(bundled=lambda: Catalogue((BAKER,)), reads=reads, index=search)


async def test_a_ranking_is_searched_once_until_the_index_changes() -> None:
    search = FakeSearch(Hit(BUNDLED, "baker", 0.9))
    catalogue = listing(FakeReads(), search)
    for _ in range(3):
        assert await catalogue.ranking("面包", source=None) == search.hits
    assert search.limits == [SEARCH_DEPTH]
    await catalogue.ranking("面包", source="own")
    assert len(search.limits) == 2
    search.parts = ("changed",)
    await catalogue.ranking("面包", source=None)
    assert len(search.limits) == 3


async def test_rankings_are_not_kept_without_end() -> None:
    search = FakeSearch(*(Hit(BUNDLED, str(number), 0.5) for number in range(1_000)))
    catalogue = listing(FakeReads(), search)
    for number in range(100):
        await catalogue.ranking(f"面包{number}", source=None)
    await catalogue.ranking("面包99", source=None)
    assert len(search.limits) == 100
    await catalogue.ranking("面包0", source=None)
    assert len(search.limits) == 101


async def test_callers_search_by_turns() -> None:
    order: list[str] = []

    class Ordered(FakeSearch):
        def search(self, text: str, *, source: str | None = None, limit: int = 100) -> list[Hit]:
            order.append(text)
            return []

    catalogue = listing(FakeReads(), Ordered())
    async with anyio.create_task_group() as tasks:
        for number in range(5):
            tasks.start_soon(partial(catalogue.ranking, f"many {number}", source=None, caller="many"))
        tasks.start_soon(partial(catalogue.ranking, "one", source=None, caller="one"))
    assert len(order) == 6
    assert order.index("one") <= 2


async def test_removed_positions_make_room_for_those_behind_them() -> None:
    hits = [Hit("own", str(number), 0.9 - number / 100) for number in range(9)]
    reads = FakeReads(imported("5"), imported("7"), imported("8"))
    found = await listing(reads, FakeSearch()).ranked(hits, limit=2)
    assert [(position.code, score) for position, score in found] == [
        ("5", hits[5].score),
        ("7", hits[7].score),
    ]


async def test_bundled_positions_are_not_asked_for_in_the_database() -> None:
    reads = FakeReads(imported("1"))
    hits = [Hit("own", "1", 0.9), Hit(BUNDLED, "baker", 0.8), Hit(BUNDLED, "gone", 0.7)]
    found = await listing(reads, FakeSearch()).ranked(hits, limit=10)
    assert [position.key for position, _ in found] == ["own:1", "bundled:baker"]
    assert reads.asked == [[PositionPlace("own", "1")]]
    assert await listing(reads, FakeSearch()).find(PositionPlace(BUNDLED, "baker")) is BAKER
    assert len(reads.asked) == 1
