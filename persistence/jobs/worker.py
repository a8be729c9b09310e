"""A worker: for each lane one of procrastinate's own, which comes back when the database does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import anyio
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker
from psycopg import OperationalError
from sqlalchemy import URL, make_url

from persistence.database import BUSY_TIMEOUT_SECONDS
from persistence.jobs.queues import Lane
from persistence.jobs.tasks import (
    CONNECTION_WAIT_SECONDS,
    Analyse,
    Deliver,
    TimedChore,
    add_deliveries,
    analyses_app,
    ask_for_refresh,
    upkeep_app,
)
from persistence.postgresql import connect_arguments

_CONNECTIONS = 4
_LOOK_SECONDS = 1.0
_COME_BACK_SECONDS = 1.0
# Forgotten only long after they have been taken for dead.
_FORGOTTEN_AFTER = 10

logger = logging.getLogger(__name__)


class JobWorker:
    """Runs jobs; to be started and stopped with the program.

    Args:
        url: The database, as SQLAlchemy names it.
        lanes: What is worked on, and in how many places.
        stalled_seconds: How long a worker may be silent before others take up what it held.
        stop_seconds: How long a stop waits for what runs.
    """

    def __init__(
        self, url: str, *, lanes: Sequence[Lane], stalled_seconds: float, stop_seconds: float
    ) -> None:
        self._connector = _connector(make_url(url))
        self._lanes = lanes
        self._stalled_seconds = stalled_seconds
        self._stop_seconds = stop_seconds
        self._upkeep: App | None = None
        self._stopping = asyncio.Event()
        self._workers: set[Worker] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._asking: set[asyncio.Task[None]] = set()

    @property
    def queues(self) -> list[str]:
        """The names of what is worked on."""
        return [queue.value for lane in self._lanes for queue in lane.queues]

    async def start(
        self,
        *,
        analyse: Analyse,
        deliver: Deliver,
        refresh_matches: Callable[[], Awaitable[object]],
        chores: Sequence[TimedChore],
    ) -> None:
        """Begin to work, on the running event loop."""
        await self._connector.open_async()
        analyses = analyses_app(
            self._connector,
            analyse,
            stalled_seconds=self._stalled_seconds,
            is_stopping=self._stopping.is_set,
        )
        add_deliveries(analyses, deliver)
        self._upkeep = upkeep = upkeep_app(
            self._connector,
            chores=chores,
            refresh_matches=refresh_matches,
            stalled_seconds=self._stalled_seconds,
            is_stopping=self._stopping.is_set,
        )
        self._tasks = [
            asyncio.create_task(self._keep_working(upkeep if lane.is_upkeep else analyses, lane))
            for lane in self._lanes
        ]

    async def stop(self) -> None:
        """Take nothing new, finish what runs within the limit, and give the rest back."""
        self._stopping.set()
        for worker in self._workers:
            worker.stop()  # type: ignore[no-untyped-call]
        await asyncio.gather(*self._tasks, *self._asking, return_exceptions=True)
        await self._connector.close_async()

    def look_again(self) -> None:
        """Have matches that are older than the catalogue made anew."""
        if self._upkeep is not None and not self._stopping.is_set():
            asking = asyncio.create_task(self._ask_for_refresh(self._upkeep))
            self._asking.add(asking)
            asking.add_done_callback(self._asking.discard)

    async def _ask_for_refresh(self, upkeep: App) -> None:
        while not self._stopping.is_set():
            try:
                await ask_for_refresh(upkeep)
            except ConnectorException as error:
                logger.warning("matches wait to be refreshed: %s", _reason(error))
                await self._rest()
            else:
                return

    async def _keep_working(self, app: App, lane: Lane) -> None:
        while not self._stopping.is_set():
            # To cancel the one that `App` runs would not do: the pool of connections may miss it.
            worker = Worker(
                app,
                queues=[queue.value for queue in lane.queues],
                concurrency=lane.places,
                name=lane.queues[0],
                listen_notify=lane.is_told,
                fetch_job_polling_interval=_LOOK_SECONDS,
                update_heartbeat_interval=self._stalled_seconds / 4,
                stalled_worker_timeout=self._stalled_seconds * _FORGOTTEN_AFTER,
                shutdown_graceful_timeout=0 if lane.is_upkeep else self._stop_seconds,
                delete_jobs="always",
                install_signal_handlers=False,
            )
            self._workers.add(worker)
            try:
                await worker.run()  # type: ignore[no-untyped-call]
                if not self._stopping.is_set():
                    # It ends by itself where it cannot tell the database that it is alive.
                    logger.warning("work on %s was broken off; it goes on", lane.queues[0])
            except Exception as error:
                if isinstance(error.__cause__, OperationalError):
                    logger.warning("work on %s waits for the database: %s", lane.queues[0], _reason(error))
                else:
                    logger.exception("work on %s broke off; it goes on", lane.queues[0])
            finally:
                self._workers.discard(worker)
            await self._rest()

    async def _rest(self) -> None:
        with anyio.move_on_after(_COME_BACK_SECONDS):
            await self._stopping.wait()


def _connector(url: URL) -> PsycopgConnector:
    return PsycopgConnector(
        conninfo=url.set(drivername="postgresql").render_as_string(hide_password=False),
        # Planned for any queues, a fetch from one with few jobs would pass by all that wait in the others.
        kwargs=connect_arguments(
            url, lock_timeout_seconds=BUSY_TIMEOUT_SECONDS, options="-c plan_cache_mode=force_custom_plan"
        ),
        min_size=1,
        max_size=_CONNECTIONS,
        timeout=CONNECTION_WAIT_SECONDS,
    )


def _reason(error: BaseException) -> str:
    """The first line of what the driver says, which holds no values."""
    return str(error.__cause__ or error).partition("\n")[0]
