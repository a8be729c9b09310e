"""What a scrape is answered, joined from the counts of the process and the database."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from api.parts.database import Database
from api.settings import Settings
from api.telemetry.endpoint import PATH, exposition, metrics_port
from api.telemetry.exposition import Backlog, PoolUse, Sources, registry_of
from api.telemetry.tallies import Tally
from domain.clock import Clock
from domain.errors import Unavailable
from persistence.reads.backlog import unfinished, untold

KEPT_SECONDS = 2.0

logger = logging.getLogger(__name__)


class _Backlog:
    """Looks how much work waits; once in a while, however often it is asked."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._found: Backlog | None = None

    def __call__(self) -> Backlog | None:
        with self._lock:
            if time.monotonic() - self._looked_at >= KEPT_SECONDS:
                self._found, self._looked_at = self._look(), time.monotonic()
            return self._found

    def _look(self) -> Backlog | None:
        try:
            counts, oldest = unfinished(self._engine)
            messages, oldest_message = untold(self._engine)
        except (Unavailable, SQLAlchemyError) as error:
            logger.warning("metrics do not tell how much work waits: %s", error)
            return None
        return Backlog(counts, self._age(oldest), messages, self._age(oldest_message))

    def _age(self, since: str | None) -> float:
        if since is None:
            return 0.0
        return max(0.0, (self._clock() - datetime.fromisoformat(since)).total_seconds())


@contextlib.contextmanager
def open_metrics(
    settings: Settings, tally: Tally, database: Database, *, clock: Clock
) -> Iterator[Callable[[str | None], tuple[bytes, str]]]:
    """Give what makes the answer to a scrape, and answer on a port of its own where there is to be one."""
    engines = {"writing": database.engine, "reading": database.reading_engine}
    registry = registry_of(
        tally,
        Sources(
            backlog=_Backlog(database.engine, clock),
            pools=lambda: {name: _use(engine) for name, engine in engines.items()},
        ),
    )
    with contextlib.ExitStack() as stack:
        if settings.metrics_port is not None:
            port = stack.enter_context(
                metrics_port(
                    registry,
                    host=settings.metrics_host,
                    port=settings.metrics_port,
                    token=settings.scrape_token,
                )
            )
            logger.info("metrics are told on http://%s:%d%s", settings.metrics_host, port, PATH)
        yield partial(exposition, registry)


def _use(engine: Engine) -> PoolUse:
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return PoolUse(0, 0, 0)
    return PoolUse(pool.checkedout(), pool.checkedin(), pool.size() + pool._max_overflow)
