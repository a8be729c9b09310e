from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from domain.documents.contents import LocalFile
from domain.documents.errors import FailureCode, ReadFailure, ReadingBrokeOff
from domain.documents.isolation.lanes import Lane, SetAside, Task
from domain.documents.isolation.link import Equipment
from domain.documents.isolation.messages import Answer
from domain.documents.isolation.supervisor import Supervisor
from tests.domain.documents.isolation import in_children
from tests.processes import descendants, ended, nursery_of
from tests.waiting import until

MEMORY = 768 * 2**20
FAST = Lane(name="fast", workers=1, seconds=60, memory_bytes=MEMORY)
HURRIED = Lane(
    name="hurried", workers=1, seconds=60, memory_bytes=MEMORY, patience_seconds=0.1, least_seconds=0.05
)
EQUIPMENT = Equipment(preload=(in_children.__name__,))


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    supervisor = Supervisor((FAST, HURRIED), EQUIPMENT)
    yield supervisor
    supervisor.close()


def submitted(
    supervisor: Supervisor, function: str, *words: str, lane: str = "fast", owner: object = None
) -> Future[Answer]:
    task = Task(lane=lane, function=f"{in_children.__name__}:{function}", words=words, owner=owner)
    supervisor.submit(task)
    return task.future


def nursery(supervisor: Supervisor) -> int:
    supervisor.check().result(10)
    return nursery_of(os.getpid())


def test_a_task_is_done(supervisor: Supervisor) -> None:
    assert submitted(supervisor, "echo", "a").result(10).value == ["a"]


def test_a_task_that_runs_is_set_aside_when_another_owner_waits(supervisor: Supervisor) -> None:
    stuck = submitted(supervisor, "spin", lane="hurried", owner="anna")
    other = submitted(supervisor, "echo", "b", lane="hurried", owner="bert")

    assert other.result(10).value == ["b"]
    with pytest.raises(SetAside):
        stuck.result(10)


def test_an_owners_own_tasks_set_nothing_aside(supervisor: Supervisor) -> None:
    running = submitted(supervisor, "sleep", "0.5", lane="hurried", owner="anna")
    waiting = submitted(supervisor, "echo", "a", lane="hurried", owner="anna")

    assert running.result(10).value is None
    assert waiting.result(10).value == ["a"]


@pytest.mark.parametrize("whose", ["nursery", "its outer process", "child"])
def test_what_was_in_work_is_done_again_after_a_kill_from_outside(
    supervisor: Supervisor, whose: str, caplog: pytest.LogCaptureFixture
) -> None:
    outer = nursery(supervisor)
    work = submitted(supervisor, "sleep", "0.7")
    child = first_child(outer)
    (inner,) = descendants(outer)[:1]

    os.kill({"nursery": inner, "its outer process": outer, "child": child}[whose], signal.SIGKILL)

    assert work.result(10).value is None
    assert "tried again" in caplog.text
    assert ended(child)


def test_what_is_killed_from_outside_again_and_again_breaks_off(supervisor: Supervisor) -> None:
    outer = nursery(supervisor)
    work = submitted(supervisor, "sleep", "60")
    first = first_child(outer)
    os.kill(first, signal.SIGKILL)
    os.kill(first_child(outer, other_than=first), signal.SIGKILL)

    with pytest.raises(ReadingBrokeOff):
        work.result(10)


def test_the_nursery_goes_when_it_is_idle_and_comes_back() -> None:
    supervisor = Supervisor((FAST,), EQUIPMENT, idle_seconds=0.05)
    try:
        assert submitted(supervisor, "echo", "a").result(10).value == ["a"]
        assert ended(nursery_of(os.getpid()))
        assert submitted(supervisor, "echo", "b").result(10).value == ["b"]
    finally:
        supervisor.close()


def test_closing_ends_every_process_and_cancels_what_waits() -> None:
    supervisor = Supervisor((FAST,), EQUIPMENT)
    outer = nursery(supervisor)
    tasks = [submitted(supervisor, "spin") for _ in range(2)]
    processes = [outer, first_child(outer), *descendants(outer)]

    supervisor.close()

    assert all(task.cancelled() for task in tasks)
    assert all(map(ended, processes))
    with pytest.raises(ReadingBrokeOff):
        submitted(supervisor, "echo")


def test_closing_waits_for_no_nursery_that_is_still_starting() -> None:
    before = set(descendants(os.getpid()))
    supervisor = Supervisor((FAST,), Equipment(prepare=("signal:pause",)))
    waiting: list[Future[Any]] = [supervisor.check(), submitted(supervisor, "echo")]
    started = until(lambda: set(descendants(os.getpid())) - before)

    supervisor.close()

    assert all(each.cancelled() for each in waiting)
    assert all(map(ended, started))


def test_an_abandoned_task_ends_its_child(supervisor: Supervisor) -> None:
    outer = nursery(supervisor)
    task = submitted(supervisor, "spin")
    child = first_child(outer)

    task.cancel()

    assert ended(child)


def test_a_missing_file_costs_no_place(supervisor: Supervisor, tmp_path: Path) -> None:
    task = Task(lane="fast", function=f"{in_children.__name__}:length", files=(LocalFile(tmp_path / "none"),))
    supervisor.submit(task)

    with pytest.raises(ReadFailure) as caught:
        task.future.result(10)
    assert caught.value.code is FailureCode.FILE_MISSING
    assert submitted(supervisor, "echo", "a").result(10).value == ["a"]


def first_child(outer: int, *, other_than: int = 0) -> int:
    """Return the process id of a child, once there is one: behind the two processes of its nursery."""
    return until(lambda: [each for each in descendants(outer)[1:] if each != other_than])[0]


def test_checks_wait_for_nothing(supervisor: Supervisor) -> None:
    async def all_of_them() -> list[tuple[str, ...]]:
        return await asyncio.gather(*(asyncio.wrap_future(supervisor.check()) for _ in range(50)))

    work = submitted(supervisor, "spin")
    assert len(asyncio.run(all_of_them())) == 50
    assert not work.done()
