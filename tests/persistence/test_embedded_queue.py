from __future__ import annotations

import asyncio
import logging

import pytest

from domain.analyses.ports import Effort
from domain.documents.errors import ReadingBrokeOff
from domain.errors import StorageFull
from persistence.embedded_queue import EmbeddedQueue

pytestmark = pytest.mark.anyio


async def test_owners_take_turns() -> None:
    seen: list[int] = []
    done = asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> None:
        seen.append(resume_id)
        if len(seen) == 5:
            done.set()

    queue = EmbeddedQueue(places={Effort.QUICK: 1})
    for resume_id, user_id in [(1, 10), (2, 10), (3, 10), (4, 20), (5, 30)]:
        queue.submit(resume_id, user_id=user_id)
    queue.start(work)
    await done.wait()
    await queue.stop()
    assert seen == [1, 4, 5, 2, 3]


async def test_what_nobody_waits_for_comes_after_what_somebody_does_but_not_never() -> None:
    seen: list[int] = []
    done = asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> None:
        seen.append(resume_id)
        if len(seen) == 26:
            done.set()

    queue = EmbeddedQueue(places={Effort.QUICK: 1})
    for owner in range(1, 4):
        queue.submit(owner, user_id=owner, later=True)
    for number in range(23):
        queue.submit(100 + number, user_id=100 + number)
    queue.start(work)
    await asyncio.wait_for(done.wait(), 5)
    await queue.stop()
    assert seen == [*range(100, 120), 1, *range(120, 123), 2, 3]


async def test_a_stuck_resume_does_not_keep_others_waiting() -> None:
    never, done = asyncio.Event(), asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> None:
        if resume_id == 1:
            await never.wait()
        done.set()

    queue = EmbeddedQueue(places={Effort.QUICK: 8})
    queue.start(work)
    queue.submit(1, user_id=1)
    queue.submit(2, user_id=1)
    await asyncio.wait_for(done.wait(), 5)
    await queue.stop()


async def test_one_owner_never_has_all_places() -> None:
    never, running = asyncio.Event(), asyncio.Event()
    stuck: list[int] = []

    async def work(resume_id: int, effort: Effort) -> None:
        if resume_id == 1000:
            running.set()
        stuck.append(resume_id)
        await never.wait()

    queue = EmbeddedQueue(places={Effort.QUICK: 8})
    queue.start(work)
    for resume_id in range(100):
        queue.submit(resume_id, user_id=1)
    queue.submit(1000, user_id=2)
    await asyncio.wait_for(running.wait(), 5)
    await queue.stop()
    assert stuck == [0, 1, 1000]


async def test_a_resume_that_needs_more_waits_where_it_holds_nobody_up() -> None:
    seen: list[tuple[int, Effort]] = []
    never, done = asyncio.Event(), asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> Effort | None:
        seen.append((resume_id, effort))
        if resume_id < 3:
            if effort is Effort.QUICK:
                return Effort.PICTURES
            await never.wait()
        done.set()
        return None

    queue = EmbeddedQueue(places={Effort.QUICK: 1, Effort.PICTURES: 1})
    queue.start(work)
    for resume_id in (1, 2, 3):
        queue.submit(resume_id, user_id=resume_id)
    await asyncio.wait_for(done.wait(), 5)
    await queue.stop()
    quick = [(1, Effort.QUICK), (2, Effort.QUICK), (3, Effort.QUICK)]
    assert [each for each in seen if each[1] is Effort.QUICK] == quick
    assert [each for each in seen if each[1] is not Effort.QUICK] == [(1, Effort.PICTURES)]


async def test_what_waits_for_more_is_not_taken_up_twice() -> None:
    seen: list[tuple[int, Effort]] = []
    busy, go_on, moved, done = (asyncio.Event() for _ in range(4))

    async def work(resume_id: int, effort: Effort) -> Effort | None:
        seen.append((resume_id, effort))
        if effort is Effort.QUICK:
            if resume_id == 2:
                asyncio.get_running_loop().call_soon(moved.set)
            return Effort.LONG
        if resume_id == 1:
            busy.set()
            await go_on.wait()
        else:
            done.set()
        return None

    queue = EmbeddedQueue(places={Effort.QUICK: 1, Effort.LONG: 1})
    queue.start(work)
    queue.submit(1, user_id=1)
    await busy.wait()
    queue.submit(2, user_id=2)
    await moved.wait()
    queue.submit(2, user_id=2)
    go_on.set()
    await asyncio.wait_for(done.wait(), 5)
    await queue.stop()
    assert seen.count((2, Effort.QUICK)) == 1


async def test_what_is_submitted_while_it_runs_runs_once_more() -> None:
    runs = 0
    entered, go_on, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> None:
        nonlocal runs
        runs += 1
        if runs == 1:
            entered.set()
            await go_on.wait()
        else:
            done.set()

    queue = EmbeddedQueue(places={Effort.QUICK: 8})
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

    async def work(resume_id: int, effort: Effort) -> None:
        if resume_id == 1:
            raise StorageFull
        done.set()

    queue = EmbeddedQueue(places={Effort.QUICK: 1})
    queue.start(work)
    queue.submit(1, user_id=1)
    queue.submit(2, user_id=2)
    await done.wait()
    await queue.stop()
    [record] = caplog.records
    assert (record.getMessage().startswith("analysis of resume 1 waits"), record.exc_info) == (True, None)


async def test_an_exception_is_logged_and_the_queue_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    done = asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> None:
        if resume_id == 1:
            raise RuntimeError("broken")
        done.set()

    queue = EmbeddedQueue(places={Effort.QUICK: 1})
    queue.start(work)
    with caplog.at_level(logging.ERROR):
        queue.submit(1, user_id=1)
        queue.submit(2, user_id=2)
        await done.wait()
    await queue.stop()
    assert "analysis of resume 1 broke off" in caplog.text


async def test_a_reader_that_was_ended_is_told_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    done = asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> None:
        if resume_id == 1:
            raise ReadingBrokeOff("the nursery ended")
        done.set()

    queue = EmbeddedQueue(places={Effort.QUICK: 1})
    queue.start(work)
    queue.submit(1, user_id=1)
    queue.submit(2, user_id=2)
    await done.wait()
    await queue.stop()
    (record,) = (each for each in caplog.records if "resume 1" in each.message)
    assert record.levelno == logging.WARNING
    assert record.exc_info is None


async def test_a_stop_finishes_what_runs_and_begins_nothing_more() -> None:
    begun, go_on, done = asyncio.Event(), asyncio.Event(), list[int]()

    async def work(resume_id: int, effort: Effort) -> None:
        begun.set()
        await go_on.wait()
        done.append(resume_id)

    queue = EmbeddedQueue(places={Effort.QUICK: 1})
    queue.start(work)
    queue.submit(1, user_id=1)
    queue.submit(2, user_id=2)
    await begun.wait()
    queue.hold()
    stopping = asyncio.create_task(queue.stop(seconds=60))
    queue.submit(3, user_id=3)
    go_on.set()
    await asyncio.wait_for(stopping, 5)
    assert done == [1]


async def test_what_does_not_end_within_the_limit_is_broken_off() -> None:
    begun, broken = asyncio.Event(), asyncio.Event()

    async def work(resume_id: int, effort: Effort) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            broken.set()
            raise

    queue = EmbeddedQueue(places={})
    queue.start(work)
    queue.submit(1, user_id=1)
    await begun.wait()
    await asyncio.wait_for(queue.stop(seconds=0.001), 5)
    assert broken.is_set()
