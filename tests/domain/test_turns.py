from __future__ import annotations

import asyncio
import threading
import time

import anyio
import pytest

from domain.errors import TooBusy
from domain.turns import SLICE_SECONDS, Turns, give_way

pytestmark = pytest.mark.anyio


async def test_a_caller_with_one_job_waits_for_one_of_another_with_many() -> None:
    turns = Turns()
    order: list[str] = []

    async def job(caller: str) -> None:
        async with turns.turn(caller):
            order.append(caller)
            await anyio.lowlevel.checkpoint()

    async with anyio.create_task_group() as tasks, turns.turn("many"):
        for caller in ("many", "many", "many", "one", "other", "many", "other"):
            tasks.start_soon(job, caller)
        await anyio.wait_all_tasks_blocked()
        assert order == []
    assert order == ["many", "one", "other", "many", "other", "many", "many"]


async def test_no_more_jobs_run_at_once_than_are_allowed() -> None:
    turns = Turns(at_once=2)
    running = most = 0

    async def job(caller: str) -> None:
        nonlocal running, most
        async with turns.turn(caller):
            running += 1
            most = max(most, running)
            await anyio.lowlevel.checkpoint()
            running -= 1

    async with anyio.create_task_group() as tasks:
        for number in range(10):
            tasks.start_soon(job, f"caller {number % 3}")
    assert (running, most) == (0, 2)


async def test_a_job_runs_in_a_thread_and_tells_what_comes_of_it() -> None:
    turns = Turns()
    assert await turns.run("ann", threading.get_ident) != threading.get_ident()
    with pytest.raises(ZeroDivisionError):
        await turns.run("ann", lambda: 1 // 0)
    assert await turns.run("ann", lambda: 1) == 1


async def test_whoever_has_too_much_waiting_is_refused_and_others_are_not() -> None:
    turns = Turns(waiting_per_caller=2, waiting=3)

    async def job(caller: str) -> None:
        async with turns.turn(caller):
            pass

    async with turns.turn("first"), anyio.create_task_group() as tasks:
        for caller in ("many", "many"):
            tasks.start_soon(job, caller)
        await anyio.wait_all_tasks_blocked()
        with pytest.raises(TooBusy):
            await job("many")
        tasks.start_soon(job, "one")
        await anyio.wait_all_tasks_blocked()
        # Three wait: nobody else may.
        with pytest.raises(TooBusy):
            await job("new")
        tasks.cancel_scope.cancel()
    await job("many")


async def test_who_stops_waiting_leaves_the_turn_to_the_next() -> None:
    turns = Turns()
    done: list[str] = []

    async def job(caller: str) -> None:
        async with turns.turn(caller):
            done.append(caller)

    async with anyio.create_task_group() as tasks, turns.turn("first"):
        with anyio.move_on_after(0):
            await job("gone")
        tasks.start_soon(job, "next")
        await anyio.wait_all_tasks_blocked()
    assert done == ["next"]


async def test_the_event_loop_goes_first_when_a_job_has_worked_for_a_while() -> None:
    loop = asyncio.get_running_loop()
    heard: list[str] = []

    def work(seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            pass

    def job() -> None:
        loop.call_soon_threadsafe(hear, 3)
        work(2 * SLICE_SECONDS)
        give_way()
        heard.append("job")

    def hear(turns: int) -> None:
        heard.append("loop")
        if turns:
            loop.call_soon(hear, turns - 1)

    await Turns().run("anybody", job)
    assert heard == ["loop", "loop", "loop", "loop", "job"]


async def test_whoever_is_no_job_gives_no_way() -> None:
    give_way()
    await anyio.to_thread.run_sync(give_way)
