"""The database: engines, units of work, reads."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from api.settings import Settings
from persistence.database import open_engine
from persistence.migrations import DatabaseUnusable as DatabaseUnusable
from persistence.migrations import migrate
from persistence.reads.services import SqlReads
from persistence.unit_of_work import SqlUnitOfWork, unit_of_work_factory
from persistence.watched_statements import watch_statements

if TYPE_CHECKING:
    from api.telemetry.traces import Traces


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """The database in use, migrated.

    Attributes:
        engine: For writing, and for reading on threads.
        reading_engine: For single reads, on the event loop where the database is a file: they have
            connections of their own and never wait for a writer's.
    """

    engine: Engine
    reading_engine: Engine
    unit_of_work: Callable[[], SqlUnitOfWork]
    reads: SqlReads


def migrated(settings: Settings) -> None:
    """Bring the database to the newest form. Raises `DatabaseUnusable`."""
    engine = open_engine(settings.resolved_database_url)
    try:
        migrate(engine)
    finally:
        engine.dispose()


@contextlib.contextmanager
def open_database(settings: Settings, *, traces: Traces | None = None) -> Iterator[Database]:
    """Open the database and bring it to the newest form; it takes its time and belongs on a thread.

    Raises `DatabaseUnusable`.
    """
    with contextlib.ExitStack() as stack:
        half = settings.database_connections // 2
        engine = open_engine(settings.resolved_database_url, connections=half)
        stack.callback(engine.dispose)
        reading_engine = open_engine(settings.resolved_database_url, connections=half, reads_only=True)
        stack.callback(reading_engine.dispose)
        if traces is not None:
            for each in (engine, reading_engine):
                watch_statements(each, traces.statement)
        migrate(engine)
        yield Database(
            engine=engine,
            reading_engine=reading_engine,
            unit_of_work=unit_of_work_factory(engine),
            reads=SqlReads(reading_engine),
        )
