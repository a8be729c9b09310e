"""Telling webhooks without jobs."""

from __future__ import annotations

import asyncio

import pytest

from domain.errors import Unavailable
from persistence.webhooks.embedded import EmbeddedDeliveries

pytestmark = pytest.mark.anyio


class Told:
    """Is due what it is told, and notes what is tried."""

    def __init__(self, *due: int) -> None:
        self.left = list(due)
        self.tried: list[int] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self._changed = asyncio.Condition()

    def due(self) -> list[int]:
        return list(self.left)

    async def deliver(self, delivery_id: int) -> None:
        async with self._changed:
            self.tried.append(delivery_id)
            self._changed.notify_all()
        await self.go_on.wait()
        self.left.remove(delivery_id)

    async def until(self, count: int) -> list[int]:
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: len(self.tried) >= count)
        return self.tried


async def test_what_is_due_at_the_start_is_told_and_what_comes_later_at_once() -> None:
    told = Told(1, 2)
    deliveries = EmbeddedDeliveries(due=told.due, deliver=told.deliver)
    deliveries.start()
    assert sorted(await told.until(2)) == [1, 2]
    told.left.append(3)
    deliveries.look_again()
    assert (await told.until(3))[-1] == 3
    await deliveries.stop(seconds=1)
    assert told.left == []


async def test_what_is_on_its_way_is_not_begun_again_and_places_are_few() -> None:
    told = Told(1, 2, 3)
    told.go_on.clear()
    deliveries = EmbeddedDeliveries(due=told.due, deliver=told.deliver, places=2)
    deliveries.start()
    assert await told.until(2) == [1, 2]
    deliveries.look_again()
    told.go_on.set()
    assert await told.until(3) == [1, 2, 3]
    await deliveries.stop(seconds=1)


async def test_a_stop_begins_nothing_and_breaks_off_what_takes_too_long() -> None:
    told = Told(1)
    told.go_on.clear()
    deliveries = EmbeddedDeliveries(due=told.due, deliver=told.deliver)
    deliveries.start()
    await told.until(1)
    deliveries.hold()
    told.left.append(2)
    deliveries.look_again()
    await deliveries.stop()
    assert (told.tried, told.left) == ([1], [1, 2])


async def test_a_database_that_is_away_is_told_and_looked_at_again(caplog: pytest.LogCaptureFixture) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def due() -> list[int]:
        loop.call_soon_threadsafe(asked.set)
        raise Unavailable

    deliveries = EmbeddedDeliveries(due=due, deliver=Told().deliver)
    deliveries.start()
    for _ in range(2):
        await asyncio.wait_for(asked.wait(), 10)
        asked.clear()
        deliveries.look_again()
    await deliveries.stop()
    assert "webhooks wait to be told" in caplog.text
