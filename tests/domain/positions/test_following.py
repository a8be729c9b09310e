from __future__ import annotations

import asyncio
from collections.abc import Iterable

import anyio
import pytest

from domain.positions.models import Position
from tests.domain.catalogue_house import House, Shelf

pytestmark = pytest.mark.anyio


def _must_not_add(positions: Iterable[Position], *, source: str) -> int:
    raise AssertionError(f"positions of {source} are read again: {positions}")


@pytest.fixture
def house() -> House:
    return House()


async def test_what_was_imported_comes_into_the_index(house: House) -> None:
    house.bring("1", "2")
    assert await house.follower.catch_up()
    assert house.shelf.codes == ["own:1", "own:2"]
    assert house.follower.version == house.tables.catalogue_version
    assert not await house.follower.catch_up()


async def test_later_changes_are_taken_up_alone(house: House) -> None:
    house.bring("1", "2")
    await house.follower.catch_up()
    house.shelf.codes = ["marked"]
    house.bring("3")
    house.drop("1")
    await house.follower.catch_up()
    assert house.shelf.codes == ["marked", "own:3"]


async def test_what_was_removed_goes_out_of_the_index(house: House) -> None:
    house.bring("1", "2")
    await house.follower.catch_up()
    house.drop("1")
    await house.follower.catch_up()
    assert house.shelf.codes == ["own:2"]


async def test_an_index_that_was_kept_goes_on_from_its_version(house: House) -> None:
    house.bring("1")
    await house.follower.catch_up()
    house.bring("2")
    house.shelf.codes = []
    await house.started_anew().catch_up()
    assert house.shelf.codes == ["own:2"]


async def test_what_one_process_took_in_the_others_take_over(house: House) -> None:
    house.bring("1")
    await house.follower.catch_up()
    other = Shelf(house.shelf.board)
    other.add = _must_not_add  # type: ignore[method-assign]
    follower = house.following(other)
    assert await follower.catch_up()
    assert (other.codes, follower.version) == (["own:1"], house.follower.version)


async def test_where_another_process_is_at_it_this_one_waits_for_what_it_keeps(house: House) -> None:
    house.shelf.board.is_taken = True
    house.bring("1")
    assert not await house.follower.catch_up()
    assert house.shelf.codes == []
    house.shelf.board.kept = house.tables.catalogue_version, ("own:1",)
    assert await house.follower.catch_up()
    assert house.shelf.codes == ["own:1"]
    assert house.follower.version == house.tables.catalogue_version


async def test_a_follower_that_is_told_looks_at_once(house: House) -> None:
    follower, changes = house.following(house.shelf, poll_seconds=3600), asyncio.Event()
    follower.start(changed=changes.set)
    with anyio.fail_after(10):
        await changes.wait()
        changes.clear()
        house.bring("1")
        follower.look_again()
        await changes.wait()
    await follower.stop()
    assert house.shelf.codes == ["own:1"]


async def test_a_follower_that_rests_at_first_looks_when_it_is_told(house: House) -> None:
    follower, changes = house.following(house.shelf, rest_seconds=3600), asyncio.Event()
    house.bring("1")
    follower.start(changed=changes.set)
    await anyio.wait_all_tasks_blocked()
    assert house.shelf.codes == []
    with anyio.fail_after(10):
        follower.look_again()
        await changes.wait()
    await follower.stop()
    assert house.shelf.codes == ["own:1"]


async def test_the_same_program_raises_no_version_and_another_does(house: House) -> None:
    await house.follower.catch_up()
    await house.started_anew().catch_up()
    assert house.follower.version == 1
    await house.started_anew(bundled_hash="b").catch_up()
    assert house.follower.version == 2


async def test_a_failure_is_logged_and_the_rest_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("domain.positions.following._RETRY_SECONDS", 0.001)
    failures = iter([RuntimeError("the database is away")])

    def add(positions: Iterable[Position], *, source: str) -> int:
        for failure in failures:
            raise failure
        return Shelf.add(house.shelf, positions, source=source)

    house.shelf.add = add  # type: ignore[method-assign]
    house.bring("1")
    async with house.running():
        with anyio.fail_after(10):
            while not house.shelf.codes:
                await anyio.lowlevel.checkpoint()
    assert "could not be taken up" in caplog.text
