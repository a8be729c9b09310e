from __future__ import annotations

import anyio
import pytest

from domain.analyses.fields import NAME
from domain.analyses.models import Analysis
from domain.matches.models import Match
from tests.domain.catalogue_house import House, Shelf
from tests.factories import new_matches

pytestmark = pytest.mark.anyio


@pytest.fixture
def house() -> House:
    return House()


async def test_matches_are_refreshed_newest_resumes_first(house: House) -> None:
    resumes = [house.analysed(f"{number}") for number in range(45)]
    house.bring("1")
    await house.follower.catch_up()
    assert await house.refresher.refresh_matches(rest=0) == 45
    assert house.shelf.asked == [f"{number}" for number in reversed(range(45))]
    assert {tuple(house.matched(resume)[0]) for resume in resumes} == {("own:1",)}
    assert {house.matched(resume)[1] for resume in resumes} == {house.follower.version}


async def test_readers_see_the_old_matches_until_the_new_ones_are_there(house: House) -> None:
    resume = house.analysed("周敏")
    house.bring("1")
    await house.follower.catch_up()
    assert house.matched(resume) == ([match.position_code for match in new_matches()], 0)
    await house.refresher.refresh_matches(rest=0)
    assert house.matched(resume) == (["own:1"], house.follower.version)


async def test_matches_as_new_as_the_index_are_left_alone(house: House) -> None:
    house.analysed("周敏")
    await house.follower.catch_up()
    assert await house.refresher.refresh_matches(rest=0) == 1
    assert await house.refresher.refresh_matches(rest=0) == 0


async def test_a_refresh_that_was_broken_off_goes_on_with_what_is_left(house: House) -> None:
    for number in range(30):
        house.analysed(f"{number}")
    house.bring("1")
    await house.follower.catch_up()

    def break_off(analysis: Analysis, *, limit: int) -> tuple[Match, ...]:
        if str(analysis[NAME]) == "5":
            raise RuntimeError("killed")
        return Shelf.match(house.shelf, analysis, limit=limit)

    house.shelf.match = break_off  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        await house.refresher.refresh_matches(rest=0)
    del house.shelf.match
    house.shelf.asked.clear()
    assert await house.refresher.refresh_matches(rest=0) == 10
    assert house.shelf.asked == [f"{number}" for number in reversed(range(10))]


async def test_a_running_refresher_follows_every_change_and_keeps_the_index(house: House) -> None:
    resume = house.analysed("周敏")
    async with house.running():
        for key in ("1", "2"):
            house.bring(key)
            with anyio.fail_after(10):
                while house.matched(resume)[1] < house.tables.catalogue_version:
                    await anyio.lowlevel.checkpoint()
            assert f"own:{key}" in house.matched(resume)[0]
    assert house.shelf.board.kept[0] == house.tables.catalogue_version


async def test_results_stored_after_the_last_look_are_looked_for_again(house: House) -> None:
    async with house.running():
        with anyio.fail_after(10):
            while not house.follower.version:
                await anyio.lowlevel.checkpoint()
            resume = house.analysed("周敏")
            house.refresher.look_again()
            while not house.matched(resume)[1]:
                await anyio.lowlevel.checkpoint()
