from __future__ import annotations

import asyncio
import logging

import pytest

from domain.errors import StorageFull
from persistence.embedded_queue import EmbeddedQueue

pytestmark = pytest.mark.anyio


async def test_owners_take_turns() -> None:
    seen: list[int] = []
    done = asyncio.Event()

    async def work(resume_id: int) -> None:
        seen.append(resume_id)
        if len(seen) == 5:
            done.set()

    queue = EmbeddedQueue(workers=1)
    for resume_id, user_id in [(1, 10), (2, 10), (3, 10), (4, 20), (5, 30)]:
        queue.submit(resume_id, user_id=user_id)
    queue.start(work)
    await done.wait()
    await queue.stop()
    assert seen == [1, 4, 5, 2, 3]


async def test_a_stuck_resume_does_not_keep_others_waiting() -> None:
    never, done = asyncio.Event(), asyncio.Event()

    async def work(resume_id: int) -> None:
        if resume_id == 1:
            await never.wait()
        done.set()

    queue = EmbeddedQueue(workers=2)
    queue.start(work)
    queue.submit(1, user_id=1)
    queue.submit(2, user_id=1)
    await asyncio.wait_for(done.wait(), 5)
    await queue.stop()


async def test_what_is_submitted_while_it_runs_runs_once_more() -> None:
    runs = 0
    entered, go_on, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work(resume_id: int) -> None:
        nonlocal runs
        runs += 1
        if runs == 1:
            entered.set()
            await go_on.wait()
        else:
            done.set()

    queue = EmbeddedQueue(workers=2)
    queue.start(work)
    queue.submit(1, user_id=1)
    await entered.wait()
    queue.submit(1, user_id=1)
    queue.submit(1, user_id=1)
    assert runs == 1
    go_on.set()
    await done.wait()
    await queue.stop()
    assert runs == 2


async def test_what_the_database_does_not_take_now_waits_without_a_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done = asyncio.Event()

    async def work(resume_id: int) -> None:
        if resume_id == 1:
            raise StorageFull
        done.set()

    queue = EmbeddedQueue(workers=1)
    queue.start(work)
    queue.submit(1, user_id=1)
    queue.submit(2, user_id=2)
    await done.wait()
    await queue.stop()
    [record] = caplog.records
    assert (record.getMessage().startswith("analysis of resume 1 waits"), record.exc_info) == (True, None)


async def test_an_exception_is_logged_and_the_queue_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    done = asyncio.Event()

    async def work(resume_id: int) -> None:
        if resume_id == 1:
            raise RuntimeError("broken")
        done.set()

    queue = EmbeddedQueue(workers=1)
    queue.start(work)
    with caplog.at_level(logging.ERROR):
        queue.submit(1, user_id=1)
        queue.submit(2, user_id=2)
        await done.wait()
    await queue.stop()
    assert "analysis of resume 1 broke off" in caplog.text
