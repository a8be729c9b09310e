"""What the jobs do, as procrastinate's tasks."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from procrastinate import App, JobContext
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from procrastinate.types import TimeDeltaParams
from psycopg import OperationalError

from domain.analyses.ports import Effort, NeedsMore
from domain.chores import Chore
from domain.errors import Unavailable
from domain.resumes.analysing import tell_interruption
from persistence.jobs.queues import ANALYSE, DELIVER, EFFORT_OF_QUEUE, QUEUE_OF_EFFORT, Queue

MOST_ATTEMPTS = 5
"""A resume whose analysis broke off this often is given up."""

MOST_CRASHES = 3
"""The same, where its worker died."""

CONNECTION_WAIT_SECONDS = 5.0
_LONGEST_WAIT_SECONDS = 60
_NOTE_AGAIN_SECONDS = 0.5
_REFRESH = "refresh-matches"
_RESCUE = "rescue"

logger = logging.getLogger(__name__)


class Analyse(Protocol):
    """Does what is left to do for a resume, and returns the effort that it needs beyond this one."""

    def __call__(self, resume_id: int, effort: Effort, *, most_attempts: int) -> Awaitable[Effort | None]: ...


Deliver = Callable[[int], Awaitable[float | None]]
"""Tells a webhook, and returns in how many seconds to try again."""


class TimedChore(NamedTuple):
    """A chore of all workers together, once at a time; `cron` may have a sixth field, of seconds."""

    chore: Chore
    cron: str


class AnalysisRetries(BaseRetryStrategy):
    """Moves a job to where its file gets more effort, and tries again, ever later, what broke off.

    It does not end by itself: the row counts the attempts that count, and the analysis gives it up.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        if isinstance(exception, NeedsMore):
            return RetryDecision(queue=QUEUE_OF_EFFORT[exception.effort])
        begin_again = Queue.SUSPECTS if job.queue == Queue.SUSPECTS else Queue.ANALYSES
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(queue=begin_again)
        return RetryDecision(retry_in=_ever_later(job), queue=begin_again)


class _Again(BaseRetryStrategy):
    """Tries again what was broken off, or failed a while ago."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision()
        return RetryDecision(retry_in=_ever_later(job))


def _ever_later(job: Job) -> TimeDeltaParams:
    return {"seconds": min(_LONGEST_WAIT_SECONDS, 2 ** min(job.attempts, 6))}


class _Jobs(JobManager):
    """Notes the end of a job again until it is noted, or its worker has surely been taken for dead.

    A job that is left in the hands of a worker who lives would keep its lock for good. One that comes when
    the worker is told to stop is given back.
    """

    def __init__(self, connector: BaseConnector, *, seconds: float, is_stopping: Callable[[], bool]) -> None:
        super().__init__(connector)
        self._seconds = seconds
        self._is_stopping = is_stopping

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        job = await super().fetch_job(queues, worker_id)
        if job is not None and self._is_stopping():
            await self.retry_job(job)
            return None
        return job

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        await self._note(job, partial(super().finish_job, job, status, delete_job))

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        await self._note(job, partial(super().retry_job, job, retry_at, priority, queue, lock))

    async def _note(self, job: Job, note: Callable[[], Awaitable[None]]) -> None:
        give_up_at = time.monotonic() + self._seconds
        while True:
            try:
                await note()
                return
            except ConnectorException as error:
                is_away = isinstance(error.__cause__, OperationalError)
                if not is_away or time.monotonic() > give_up_at:
                    logger.warning(
                        "the end of %s is not noted: %s", job.call_string, error.__cause__ or error
                    )
                    return
            await asyncio.sleep(_NOTE_AGAIN_SECONDS)


def _app(connector: BaseConnector, stalled_seconds: float, is_stopping: Callable[[], bool]) -> App:
    app = App(connector=connector)
    app.job_manager = _Jobs(
        connector, seconds=stalled_seconds + CONNECTION_WAIT_SECONDS, is_stopping=is_stopping
    )
    return app


def analyses_app(
    connector: BaseConnector, analyse: Analyse, *, stalled_seconds: float, is_stopping: Callable[[], bool]
) -> App:
    """Return what runs analyses."""
    app = _app(connector, stalled_seconds, is_stopping)

    async def run(context: JobContext, /, resume_id: int, **_: object) -> None:
        job = context.job
        try:
            if job.queue == Queue.SUSPECTS:
                effort: Effort | None = Effort.QUICK
                while effort is not None:
                    effort = await analyse(resume_id, effort, most_attempts=MOST_CRASHES)
            elif more := await analyse(resume_id, EFFORT_OF_QUEUE[job.queue], most_attempts=MOST_ATTEMPTS):
                raise NeedsMore(more)
        except NeedsMore:
            raise
        except Exception as error:
            tell_interruption(resume_id, error)
            raise

    app.task(name=ANALYSE, queue=Queue.ANALYSES, pass_context=True, retry=AnalysisRetries())(run)
    return app


class _Untold(Exception):
    """A webhook is to be told again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds


class _WhenSaid(_Again):
    """Tries again when the delivery says."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        if isinstance(exception, _Untold):
            return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=exception.seconds))
        return super().get_retry_decision(exception=exception, job=job)


def add_deliveries(app: App, deliver: Deliver) -> None:
    """Have an app tell webhooks too."""

    async def run(delivery_id: int) -> None:
        try:
            again = await deliver(delivery_id)
        except Unavailable as error:
            logger.warning("message %d to a webhook waits: %s", delivery_id, error)
            raise
        except Exception:
            logger.exception("message %d to a webhook broke off; it is tried again", delivery_id)
            raise
        if again is not None:
            raise _Untold(again)

    app.task(name=DELIVER, queue=Queue.WEBHOOKS, retry=_WhenSaid())(run)


def upkeep_app(
    connector: BaseConnector,
    *,
    chores: Sequence[TimedChore],
    refresh_matches: Callable[[], Awaitable[object]],
    stalled_seconds: float,
    is_stopping: Callable[[], bool],
) -> App:
    """Return what keeps matches up with the catalogue, does chores, and takes up what dead workers held."""
    app = _app(connector, stalled_seconds, is_stopping)

    async def refresh() -> None:
        try:
            await refresh_matches()
        except Unavailable as error:
            logger.warning("matches wait to be refreshed: %s", error)
            raise
        except Exception:
            logger.exception("matches could not be refreshed; it is tried again")
            raise

    app.task(name=_REFRESH, queue=Queue.MATCHES, lock=_REFRESH, queueing_lock=_REFRESH, retry=_Again())(
        refresh
    )

    async def rescue(timestamp: int) -> None:  # noqa: ARG001 - each periodic task is given one
        await _rescue(app, stalled_seconds)

    # It has no lock: one that died would keep all others waiting for it.
    task = app.task(name=_RESCUE, queue=Queue.HOUSEKEEPING, queueing_lock=_RESCUE, priority=1)(rescue)
    app.periodic(cron=f"* * * * * */{max(1, round(stalled_seconds / 4))}")(task)
    for timed in chores:
        _add(app, timed)
    return app


async def ask_for_refresh(app: App) -> None:
    """Have matches brought up with the catalogue, once in all."""
    try:
        await app.tasks[_REFRESH].defer_async()
    except AlreadyEnqueued:
        logger.debug("matches are to be refreshed already")


def _add(app: App, timed: TimedChore) -> None:
    name = timed.chore.name

    async def run(timestamp: int) -> None:  # noqa: ARG001 - each periodic task is given one
        await timed.chore.attempt()

    task = app.task(name=name, queue=Queue.HOUSEKEEPING, lock=name, queueing_lock=name)(run)
    app.periodic(cron=timed.cron)(task)


async def _rescue(app: App, stalled_seconds: float) -> None:
    """Put back what workers held that have not been heard of for so long."""
    manager = JobManager(app.connector)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=stalled_seconds):
        is_analysis = job.task_name == ANALYSE
        logger.warning("the worker of %s is gone; it is taken up again", job.call_string)
        try:
            await manager.retry_job(job, queue=Queue.SUSPECTS if is_analysis else None)
        except ConnectorException:
            if not job.queueing_lock:
                # Another rescue was faster, or it has just ended.
                logger.debug("job %s is not in a dead worker's hands any more", job.id)
                continue
            # The same waits already.
            assert job.id is not None
            await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
