from __future__ import annotations

import asyncio

import pytest

from api.edge.waiting import SLICE_SECONDS, WaitingRoom

pytestmark = pytest.mark.anyio


class Crowd:
    """Requests that each take a second of the event loop, and what happened in its order."""

    def __init__(self, *, most: int = 100, seconds: float = 1000.0) -> None:
        self.now = 0.0
        self.events: list[str] = []
        self.room = WaitingRoom(most=most, seconds=seconds, clock=lambda: self.now)

    async def ask(self, name: str, address: str = "192.0.2.1", *, takes: float = 1.0) -> None:
        if self.room.begins_at_once() or await self.room.turn(address):
            self.events.append(name)
            self.now += takes
        else:
            self.events.append(f"not {name}")

    async def all(self, *requests: tuple[str, str], takes: float = 1.0) -> list[str]:
        async with asyncio.TaskGroup() as tasks:
            for name, address in requests:
                tasks.create_task(self.ask(name, address, takes=takes))
        return self.events


def of_one(names: str) -> list[tuple[str, str]]:
    return [(name, "192.0.2.1") for name in names]


async def test_small_requests_begin_at_once_and_together() -> None:
    crowd = Crowd(most=1)
    assert await crowd.all(*of_one("abcdefgh"), takes=SLICE_SECONDS / 10) == list("abcdefgh")


async def test_requests_one_after_another_never_wait() -> None:
    crowd = Crowd(most=1)
    for name in "abc":
        await crowd.all((name, "192.0.2.1"))
        await asyncio.sleep(0)
    assert crowd.events == ["a", "b", "c"]


async def test_a_slice_may_last_for_several_turns_and_none_begins_another_in_its_turn() -> None:
    crowd = Crowd(most=1)
    for name in "abc":
        await crowd.all((name, "192.0.2.1"), takes=SLICE_SECONDS / 4)
        await asyncio.sleep(0)
    assert await crowd.all(*of_one("defg"), takes=SLICE_SECONDS * 0.6) == list("abcdefg")
    assert await crowd.all(*of_one("hij"), takes=SLICE_SECONDS) == [*"abcdefgh", "not j", "i"]


async def test_who_waits_begins_in_order_and_in_between_others_are_heard() -> None:
    crowd = Crowd()
    loop = asyncio.get_running_loop()

    def hear(turns: int) -> None:
        crowd.events.append(".")
        if turns:
            loop.call_soon(hear, turns - 1)

    loop.call_soon(hear, 5)
    await crowd.all(*of_one("abcd"))
    heard = "".join(crowd.events).strip(".")
    assert heard.replace(".", "") == "abcd"
    assert "bc" not in heard
    assert "cd" not in heard


async def test_addresses_take_turns() -> None:
    crowd = Crowd()
    requests = [*of_one("abcdef"), ("X", "192.0.2.2"), ("Y", "192.0.2.2")]
    assert await crowd.all(*requests) == ["a", "b", "X", "c", "Y", "d", "e", "f"]


async def test_so_many_wait_and_the_next_is_refused_before_those_begin() -> None:
    crowd = Crowd(most=2)
    assert await crowd.all(*of_one("abcde")) == ["a", "not d", "not e", "b", "c"]
    await asyncio.sleep(0)
    assert await crowd.all(*of_one("f")) == ["a", "not d", "not e", "b", "c", "f"]


async def test_while_the_first_of_an_address_waits_for_long_no_more_of_it_are_let_in() -> None:
    crowd = Crowd(seconds=2.5)
    async with asyncio.TaskGroup() as tasks:

        async def bring_others() -> None:
            await crowd.ask("d")
            tasks.create_task(crowd.ask("g"))
            tasks.create_task(crowd.ask("X", "192.0.2.2"))

        for name in "abc":
            tasks.create_task(crowd.ask(name))
        tasks.create_task(bring_others())
        for name in "ef":
            tasks.create_task(crowd.ask(name))
    assert crowd.events == ["a", "b", "c", "d", "not g", "e", "f", "X"]


async def test_nobody_waits_behind_one_who_has_given_up() -> None:
    crowd = Crowd()
    async with asyncio.TaskGroup() as tasks:
        _, second, _ = [tasks.create_task(crowd.ask(name)) for name in "abc"]
        await asyncio.sleep(0)
        second.cancel()
    assert crowd.events == ["a", "c"]


async def test_after_the_crowd_the_room_is_as_it_was() -> None:
    crowd = Crowd()
    await crowd.all(*of_one("abc"))
    for _ in range(3):
        await asyncio.sleep(0)
    assert crowd.room.begins_at_once()
    assert not crowd.room._lines
