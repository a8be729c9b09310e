"""Jobs on PostgreSQL: the worker that runs them, as a process of its own or inside a server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import anyio
from sqlmodel import Session

from api.parts.database import Database
from api.parts.webhooks import WebhookParts
from api.settings import Settings
from api.stopping import Stopping
from domain.chores import Chore
from domain.positions.following import CatalogueFollower
from domain.resumes.analysing import ResumeAnalyser
from domain.resumes.refreshing import MatchRefresher
from domain.resumes.retention import Retention
from domain.resumes.service import ResumeService
from persistence.database import writer
from persistence.text_upkeep import TextUpkeep

if TYPE_CHECKING:
    from persistence.jobs.tasks import TimedChore
    from persistence.jobs.worker import JobWorker


class UnknownQueue(ValueError):
    """There is no such queue."""


def job_worker(settings: Settings, *, queues: Sequence[str] | None = None) -> JobWorker:
    """Return what runs jobs, still to be started. Raises `UnknownQueue`."""
    # procrastinate is loaded only where there is a PostgreSQL to run jobs on.
    from persistence.jobs.queues import Queue, lanes
    from persistence.jobs.worker import JobWorker

    known = [queue.value for queue in Queue]
    if unknown := [name for name in queues or () if name not in known]:
        raise UnknownQueue(f"{', '.join(unknown)} is none of {', '.join(known)}")
    return JobWorker(
        settings.resolved_database_url,
        lanes=lanes(
            places=settings.worker_concurrency or 2 * settings.analysis_workers,
            slow_places=2 + 2 * settings.ocr_workers,
            queues=frozenset(map(Queue, queues or Queue)),
        ),
        stalled_seconds=settings.worker_stalled_seconds,
        stop_seconds=settings.stop_seconds,
    )


@dataclass(frozen=True, slots=True)
class CatalogueOfJobs:
    """The catalogue as this process has it; older matches are brought up with it by a job."""

    follower: CatalogueFollower
    worker: JobWorker | None

    @property
    def version(self) -> int:
        return self.follower.version

    def look_again(self) -> None:
        # Where this process works on no jobs, those that do have noticed by themselves.
        if self.worker is not None:
            self.worker.look_again()


@contextlib.asynccontextmanager
async def running_jobs(
    worker: JobWorker,
    database: Database,
    *,
    analyser: ResumeAnalyser,
    refresher: MatchRefresher,
    service: ResumeService,
    retention: Retention,
    webhooks: WebhookParts,
    texts: TextUpkeep,
    stopping: Stopping,
) -> AsyncIterator[None]:
    """Run jobs for the time of the context."""
    await worker.start(
        analyse=analyser.analyse,
        deliver=webhooks.deliverer.deliver,
        refresh_matches=refresher.refresh_all,
        chores=_chores(database, service, retention, webhooks, texts),
    )
    ends: list[asyncio.Task[None]] = []
    stopping.tell(lambda: ends.append(asyncio.create_task(worker.stop())))
    try:
        yield
    finally:
        stopping.begin()
        await asyncio.gather(*ends)


def _chores(
    database: Database,
    service: ResumeService,
    retention: Retention,
    webhooks: WebhookParts,
    texts: TextUpkeep,
) -> list[TimedChore]:
    from persistence.jobs.deferring import take_up_unfinished, take_up_untold
    from persistence.jobs.tasks import TimedChore

    def take_up() -> int:
        with Session(writer(database.engine)) as session:
            take_up_untold(session)
            return take_up_unfinished(session)

    take_up_unfinished_resumes = Chore("take-up-unfinished", partial(anyio.to_thread.run_sync, take_up))
    return [
        TimedChore(take_up_unfinished_resumes, "*/5 * * * *"),
        TimedChore(Chore("sweep-files", service.sweep_files), "17 */6 * * *"),
        TimedChore(Chore("delete-old-resumes", retention.delete_old), "47 * * * *"),
        TimedChore(Chore("forget-old-messages", webhooks.keeping.forget_old), "37 * * * *"),
        TimedChore(Chore("keep-up-texts", texts.keep_up), "7 * * * *"),
    ]
