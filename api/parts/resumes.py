"""Resumes: their files, the work on them, and its results."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from api.parts.analyses import open_reader
from api.parts.database import Database
from api.parts.embedded import EmbeddedWork, QueueOfOne
from api.parts.events import shared_events
from api.parts.files import file_store
from api.parts.jobs import CatalogueOfJobs, running_jobs
from api.parts.positions import PositionParts
from api.parts.webhooks import WebhookParts, open_webhooks
from api.settings import Settings
from api.stopping import Stopping
from api.telemetry.watching import NOT_TOLD, Telemetry
from domain.analyses.ports import Effort, ResumeReader
from domain.auditing import Audit
from domain.background import Background
from domain.chores import Chore
from domain.clock import Clock
from domain.limiting import Limiter
from domain.resumes.analysing import MATCH_COUNT, ResumeAnalyser
from domain.resumes.correcting import CorrectionService
from domain.resumes.ports import AnalysisQueue, FollowedCatalogue
from domain.resumes.quotas import Quota
from domain.resumes.refreshing import MatchRefresher
from domain.resumes.results import ResultService
from domain.resumes.retention import Retention
from domain.resumes.service import ResumeService
from domain.webhooks.service import WebhookService
from persistence.embedded_queue import EmbeddedQueue
from persistence.erasing import Eraser
from persistence.events import LocalEvents
from persistence.files import ObjectFileStore
from persistence.jobs.queues import DeferredAlready
from persistence.keeper import Keeper, database_file
from persistence.reads.stale_results import SqlStaleResults
from persistence.text_upkeep import TextUpkeep
from persistence.webhooks.embedded import EmbeddedDeliveries

if TYPE_CHECKING:
    from persistence.jobs.worker import JobWorker

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeParts:
    """The use cases around resumes, and what stands behind them.

    Attributes:
        check_analyser: Whether files can be read, as far as that is this process's work.
    """

    service: ResumeService
    webhooks: WebhookService
    results: ResultService
    corrections: CorrectionService
    files: ObjectFileStore
    queue: AnalysisQueue
    reader: ResumeReader
    catalogue: FollowedCatalogue
    check_analyser: Callable[[], Awaitable[bool]]


@contextlib.asynccontextmanager
async def running_resumes(
    settings: Settings,
    database: Database,
    positions: PositionParts,
    *,
    clock: Clock,
    limiter: Limiter,
    audit: Audit,
    worker: JobWorker | None = None,
    serves: bool = True,
    watch: Telemetry = NOT_TOLD,
    stopping: Stopping,
) -> AsyncIterator[ResumeParts]:
    """Take up unfinished work and whatever comes, for the time of the context.

    On PostgreSQL it is `worker` that does so; without one, another process. Only where it `serves` is there
    anybody in this process to be told of changes.
    """
    embedded = database.engine.dialect.name == "sqlite"
    async with contextlib.AsyncExitStack() as stack:
        reader = stack.enter_context(open_reader(settings))
        files, events = file_store(settings, clock=clock), LocalEvents()
        keeper = Keeper(database_file(database.engine))
        if serves:
            events = await stack.enter_async_context(
                shared_events(
                    database, alone=keeper.is_alone, catalogue_changed=positions.follower.look_again
                )
            )
        queue = QueueOfOne() if embedded else DeferredAlready()
        service = ResumeService(
            unit_of_work=database.unit_of_work,
            reads=database.reads,
            files=files,
            queue=queue,
            clock=clock,
            upload_max_bytes=settings.upload_max_bytes,
            limiter=limiter,
            audit=audit,
            quota=_quota(settings),
        )
        refresher = MatchRefresher(
            catalogue=positions.follower,
            results=SqlStaleResults(database.engine),
            unit_of_work=database.unit_of_work,
            matcher=positions.matcher,
            match_count=MATCH_COUNT,
        )
        catalogue = refresher if embedded else CatalogueOfJobs(positions.follower, worker)
        webhooks = await stack.enter_async_context(
            open_webhooks(settings, database, clock=clock, audit=audit, watch=watch)
        )
        analyser = ResumeAnalyser(
            unit_of_work=database.unit_of_work,
            files=files,
            reader=reader,
            matcher=positions.matcher,
            events=events,
            clock=clock,
            catalogue=catalogue,
            watch=watch,
            deliveries=webhooks.deliveries,
            webhooks=settings.webhooks,
            keeps_text=settings.keeps_text,
        )
        retention = Retention(
            unit_of_work=database.unit_of_work, files=files, clock=clock, days=settings.retention_days
        )
        texts = TextUpkeep(database.engine, keeps_text=settings.keeps_text)
        check_analyser = _nothing_to_check
        if isinstance(queue, QueueOfOne):
            work = EmbeddedWork(
                database.engine,
                keeper,
                work=lambda: _embedded_work(
                    settings,
                    database,
                    queue,
                    reader,
                    analyser,
                    service,
                    retention,
                    refresher,
                    webhooks,
                    texts,
                    stopping,
                ),
                take_up_new=service.take_up_new,
                is_ending=lambda: stopping.has_begun,
            )
            await work.start()
            stack.push_async_callback(work.stop)
            check_analyser = partial(_check_if_here, work, reader)
        elif worker is not None:
            stack.enter_context(_warming(reader))
            check_analyser = reader.check
            jobs = running_jobs(
                worker,
                database,
                analyser=analyser,
                service=service,
                retention=retention,
                refresher=refresher,
                webhooks=webhooks,
                texts=texts,
                stopping=stopping,
            )
            await stack.enter_async_context(jobs)
        yield ResumeParts(
            service=service,
            webhooks=webhooks.service,
            results=ResultService(
                resumes=service,
                reads=database.reads,
                events=events,
                wait_seconds=settings.analysis_wait_seconds,
            ),
            corrections=CorrectionService(
                unit_of_work=database.unit_of_work,
                reads=database.reads,
                matcher=positions.matcher,
                events=events,
                clock=clock,
                catalogue=catalogue,
                audit=audit,
            ),
            files=files,
            queue=queue,
            reader=reader,
            catalogue=catalogue,
            check_analyser=check_analyser,
        )


@contextlib.asynccontextmanager
async def _embedded_work(
    settings: Settings,
    database: Database,
    shared: QueueOfOne,
    reader: ResumeReader,
    analyser: ResumeAnalyser,
    service: ResumeService,
    retention: Retention,
    refresher: MatchRefresher,
    webhooks: WebhookParts,
    texts: TextUpkeep,
    stopping: Stopping,
) -> AsyncIterator[None]:
    """Do all that is to be done in this process, for the time of the context."""
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(_warming(reader))
        if webhooks.embedded is not None:
            await stack.enter_async_context(_telling(webhooks.embedded, stopping))
        queue = EmbeddedQueue(places=_places(settings))
        queue.start(analyser.analyse)
        stopping.tell(queue.hold)

        async def finish() -> None:
            await queue.stop(seconds=stopping.left_seconds)

        stack.push_async_callback(finish)
        stack.enter_context(shared.served_by(queue))
        if taken_up := await service.resume_unfinished():
            logger.info("took up %d unfinished resumes", taken_up)
        for chore, rest_seconds in (
            (Chore("sweep-files", service.sweep_files), 6 * 3600),
            (Chore("delete-old-resumes", retention.delete_old), 3600),
            (Chore("forget-old-messages", webhooks.keeping.forget_old), 3600),
            (Chore("keep-up-texts", texts.keep_up), 3600),
        ):
            background = Background()
            background.start(chore.repeat(rest_seconds=rest_seconds))
            stack.push_async_callback(background.stop)
        refresher.start()
        stack.push_async_callback(refresher.stop)
        eraser = Eraser(database.engine)
        eraser.start()
        stack.push_async_callback(eraser.stop)
        yield


@contextlib.asynccontextmanager
async def _telling(deliveries: EmbeddedDeliveries, stopping: Stopping) -> AsyncIterator[None]:
    """Tell webhooks for the time of the context."""
    deliveries.start()
    stopping.tell(deliveries.hold)
    try:
        yield
    finally:
        await deliveries.stop(seconds=stopping.left_seconds)


async def _check_if_here(work: EmbeddedWork, reader: ResumeReader) -> bool:
    return not work.is_here or await reader.check()


async def _nothing_to_check() -> bool:
    return True


@contextlib.contextmanager
def _warming(reader: ResumeReader) -> Iterator[None]:
    """Have the processes that read files ready before the first file comes."""
    warming = asyncio.create_task(_warm_up(reader))
    try:
        yield
    finally:
        warming.cancel()


def _quota(settings: Settings) -> Quota:
    if not settings.limits_rates:
        return Quota()
    return Quota(resumes=settings.max_resumes_per_user, size_bytes=settings.max_bytes_per_user)


def _places(settings: Settings) -> dict[Effort, int]:
    """Many more than processes: these serve owners by turns, and only among the files that are in work."""
    return {
        Effort.QUICK: max(32, 8 * settings.analysis_workers),
        Effort.LONG: 8,
        # Each may hold rendered pages in memory.
        Effort.PICTURES: max(8, 4 * settings.ocr_workers),
        Effort.LONG_PICTURES: 4,
    }


async def _warm_up(reader: ResumeReader) -> None:
    if not await reader.check():
        logger.warning("no process that reads files can be started; uploads will fail")
