"""`resume-gateway worker`."""

from __future__ import annotations

import contextlib
import logging
import signal
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import anyio

from api.parts.database import open_database
from api.parts.jobs import UnknownQueue, job_worker
from api.parts.positions import position_parts
from api.parts.resumes import running_resumes
from api.parts.telemetry import telemetry_of
from api.settings import Settings
from api.stopping import Stopping
from domain.auditing import NoAudit
from domain.clock import utc_now
from domain.limiting import Unlimited

if TYPE_CHECKING:
    from persistence.jobs.worker import JobWorker

logger = logging.getLogger(__name__)


class CannotWork(Exception):
    """There is nothing to work on; the message is for the operator."""


def new_worker(settings: Settings, queues: Sequence[str] | None) -> JobWorker:
    """Return a worker for these queues, or all. Raises `CannotWork`."""
    if not settings.resolved_database_url.startswith("postgresql"):
        raise CannotWork(
            "GATEWAY_DATABASE_URL is wrong: a worker needs PostgreSQL; on SQLite the server itself analyses."
        )
    try:
        return job_worker(settings, queues=queues)
    except UnknownQueue as error:
        raise CannotWork(f"--queues is wrong: {error}.") from error


async def work(settings: Settings, worker: JobWorker) -> None:
    """Work until told to stop."""
    async with contextlib.AsyncExitStack() as stack:
        telemetry = telemetry_of(settings)
        stack.callback(telemetry.close)
        opening = partial(stack.enter_context, open_database(settings, traces=telemetry.traces))
        database = await anyio.to_thread.run_sync(opening)
        building = partial(position_parts, settings, database, clock=utc_now, audit=NoAudit())
        positions = await anyio.to_thread.run_sync(building)
        stopping = Stopping(seconds=settings.stop_seconds)
        signals = stack.enter_context(anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT))
        resumes = await stack.enter_async_context(
            running_resumes(
                settings,
                database,
                positions,
                clock=utc_now,
                limiter=Unlimited(),
                audit=NoAudit(),
                worker=worker,
                serves=False,
                watch=telemetry,
                stopping=stopping,
            )
        )
        if telemetry.tally is not None and settings.metrics_port is not None:
            from api.parts.metrics import open_metrics

            stack.enter_context(open_metrics(settings, telemetry.tally, database, clock=utc_now))
        positions.follower.start(changed=resumes.catalogue.look_again)
        stack.push_async_callback(positions.follower.stop)
        logger.info("working on %s", ", ".join(worker.queues))
        async for _ in signals:
            logger.info("stopping: what runs is finished, nothing new is begun")
            break
    logger.info("stopped")
