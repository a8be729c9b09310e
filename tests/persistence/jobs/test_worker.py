"""What a worker does with analyses, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg import OperationalError
from sqlalchemy import Engine, text

from domain.analyses.ports import Effort, NeedsMore
from domain.errors import Unavailable
from persistence.jobs.queues import Queue, lanes
from persistence.jobs.tasks import MOST_CRASHES, AnalysisRetries
from tests.persistence.jobs.house import SOON, Jobs, Work, working

pytestmark = pytest.mark.anyio


@pytest.fixture
def jobs(postgres_engine: Engine) -> Jobs:
    return Jobs(postgres_engine)


async def test_jobs_are_done_and_gone(postgres_engine: Engine, jobs: Jobs) -> None:
    work = Work()
    jobs.defer(1)
    async with working(postgres_engine, work):
        jobs.defer(2)
        await jobs.until_done()
    assert work.begun == [(1, Effort.QUICK, 5), (2, Effort.QUICK, 5)]


async def test_a_file_that_needs_more_goes_where_it_holds_nobody_up(
    postgres_engine: Engine, jobs: Jobs
) -> None:
    go_on = asyncio.Event()
    work = Work(r1=[Effort.PICTURES, go_on])
    jobs.defer(1)
    async with working(postgres_engine, work):
        await work.until(2)
        jobs.defer(2)
        await work.until(3)
        assert jobs.left()[0] == ("resume-1", "doing", "analyses-pictures")
        go_on.set()
        await jobs.until_done()
    assert [(resume_id, effort) for resume_id, effort, _ in work.begun] == [
        (1, Effort.QUICK),
        (1, Effort.PICTURES),
        (2, Effort.QUICK),
    ]


async def test_what_breaks_off_is_tried_again_later_and_from_the_beginning(
    postgres_engine: Engine, jobs: Jobs
) -> None:
    work = Work(r1=[Unavailable(), Effort.LONG, RuntimeError("broken")])
    jobs.defer(1)
    async with working(postgres_engine, work):
        assert await work.until(1) == [1]
        # It waits, and keeps nobody waiting.
        jobs.defer(2)
        assert await work.until(2) == [1, 2]
        await jobs.until_done()
    assert [effort for resume_id, effort, _ in work.begun if resume_id == 1] == [
        *(Effort.QUICK, Effort.QUICK, Effort.LONG, Effort.QUICK)
    ]


async def test_two_jobs_of_a_resume_never_run_at_once(postgres_engine: Engine, jobs: Jobs) -> None:
    go_on = asyncio.Event()
    work = Work(r1=[go_on])
    jobs.defer(1, 1, 2)
    async with working(postgres_engine, work, places=3):
        assert sorted(await work.until(2)) == [1, 2]
        go_on.set()
        await jobs.until_done()
    assert [resume_id for resume_id, _, _ in work.begun].count(1) == 2


async def test_what_a_dead_worker_held_is_taken_up_alone_and_may_kill_only_so_often(
    postgres_engine: Engine, jobs: Jobs
) -> None:
    go_on = asyncio.Event()
    work = Work(r1=[go_on], r2=[Effort.LONG])
    for resume_id in (1, 2):
        jobs.in_hands_of_a_dead_worker(resume_id)
    async with working(postgres_engine, work, places=4):
        assert await work.until(1) == [1]
        jobs.defer(3)
        assert await work.until(2) == [1, 3]
        go_on.set()
        await jobs.until_done()
    assert [each for each in work.begun if each[0] == 2] == [
        (2, Effort.QUICK, MOST_CRASHES),
        (2, Effort.LONG, MOST_CRASHES),
    ]


async def test_a_stop_finishes_what_runs_and_begins_nothing_new(postgres_engine: Engine, jobs: Jobs) -> None:
    go_on = asyncio.Event()
    work = Work(r1=[go_on])
    jobs.defer(1, 2)
    async with working(postgres_engine, work) as worker:
        await work.until(1)
        stopping = asyncio.create_task(worker.stop())
        await asyncio.sleep(0)
        jobs.defer(3)
        go_on.set()
        await stopping
    assert jobs.left() == [("resume-2", "todo", "analyses"), ("resume-3", "todo", "analyses")]
    assert len(work.begun) == 1


async def test_what_comes_when_a_stop_has_begun_is_given_back(
    postgres_engine: Engine, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetching, go_on, fetch = asyncio.Event(), asyncio.Event(), JobManager.fetch_job

    async def fetch_late(manager: JobManager, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        if queues == [Queue.ANALYSES]:
            fetching.set()
            await go_on.wait()
        return await fetch(manager, queues, worker_id)

    monkeypatch.setattr(JobManager, "fetch_job", fetch_late)
    work = Work()
    async with working(postgres_engine, work) as worker:
        await fetching.wait()
        stopping = asyncio.create_task(worker.stop())
        await asyncio.sleep(0)
        jobs.defer(1)
        go_on.set()
        await stopping
    assert jobs.left() == [("resume-1", "todo", "analyses")]
    assert work.begun == []


async def test_what_does_not_end_in_time_is_given_back_at_once(postgres_engine: Engine, jobs: Jobs) -> None:
    work = Work(r1=[Effort.LONG, asyncio.Event()])
    jobs.defer(1)
    async with working(postgres_engine, work, stop_seconds=0):
        await work.until(2)
    assert jobs.left() == [("resume-1", "todo", "analyses")]
    async with working(postgres_engine, work):
        await jobs.until_done()
    assert work.begun[2:] == [(1, Effort.QUICK, 5)]


async def test_a_job_that_was_taken_away_ends_with_a_line(
    postgres_engine: Engine, jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    go_on = asyncio.Event()
    work = Work(r1=[go_on])
    jobs.defer(1)
    async with working(postgres_engine, work):
        await work.until(1)
        with postgres_engine.begin() as connection:
            connection.execute(text("DELETE FROM procrastinate_jobs WHERE lock = 'resume-1'"))
        go_on.set()
        jobs.defer(2)
        await jobs.until_done()
    (told,) = (record for record in caplog.records if "is not noted" in record.message)
    assert (told.levelname, told.exc_info) == ("WARNING", None)


async def test_an_end_that_the_database_did_not_take_is_noted_when_it_does(
    postgres_engine: Engine, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals, finish = [OperationalError()] * 2, JobManager.finish_job

    async def finish_in_the_end(manager: JobManager, job: Job, status: Status, delete_job: bool) -> None:
        if job.task_name == "analyse" and refusals:
            raise ConnectorException from refusals.pop()
        await finish(manager, job, status, delete_job)

    monkeypatch.setattr(JobManager, "finish_job", finish_in_the_end)
    jobs.defer(1)
    async with working(postgres_engine, Work()):
        await jobs.until_done()
    assert not refusals


async def test_a_worker_may_be_stopped_at_any_moment_of_its_start(postgres_engine: Engine) -> None:
    for turns in (0, 1, 2, 5, 10, 20, 50, 100):
        async with asyncio.timeout(SOON), working(postgres_engine, Work()):
            for _ in range(turns):
                await asyncio.sleep(0)


async def test_a_worker_comes_back_when_the_database_does(postgres_engine: Engine, jobs: Jobs) -> None:
    work = Work()
    async with working(postgres_engine, work):
        jobs.defer(1)
        await work.until(1)
        with postgres_engine.begin() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )
            )
        postgres_engine.dispose()
        jobs.defer(2)
        await work.until(2)
        await jobs.until_done()


def test_a_worker_has_the_lanes_of_its_queues() -> None:
    found = lanes(places=3, slow_places=2, queues=frozenset({Queue.PICTURES, Queue.ANALYSES}))
    assert [(lane.queues, lane.places) for lane in found] == [((Queue.ANALYSES,), 3), ((Queue.PICTURES,), 2)]


@pytest.mark.parametrize(
    ("error", "attempts", "seconds", "queue"),
    [
        (NeedsMore(Effort.LONG_PICTURES), 1, None, "analyses-long-pictures"),
        (asyncio.CancelledError(), 4, None, "analyses"),
        (RuntimeError(), 0, 1, "analyses"),
        (RuntimeError(), 3, 8, "analyses"),
        (Unavailable(), 50, 60, "analyses"),
    ],
)
def test_what_breaks_off_waits_ever_longer(
    error: BaseException, attempts: int, seconds: int | None, queue: str
) -> None:
    job = Job(queue="analyses-long", lock=None, queueing_lock=None, task_name="analyse", attempts=attempts)
    before = datetime.now(UTC)
    decision = AnalysisRetries().get_retry_decision(exception=error, job=job)
    assert decision.queue == queue
    if seconds is None:
        assert decision.retry_at is None
    else:
        assert decision.retry_at is not None
        assert before <= decision.retry_at - timedelta(seconds=seconds) <= datetime.now(UTC)
