"""The database engine: SQLite tuned for one writer and many readers, PostgreSQL as it comes.

SQLite measured: a deferred transaction that reads and then writes fails under concurrency whatever
the busy timeout is, so writers begin with BEGIN IMMEDIATE; readers must not, it costs them 7x.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url

from persistence.faults import fault
from persistence.place import Place

BUSY_TIMEOUT_SECONDS = 15
_WRITES = "gateway_writes"
_PLACE = "gateway_place"


def open_engine(url: str) -> Engine:
    """Open the database at an SQLAlchemy URL, making SQLite's folder where it is missing."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # Parameters are people's data: no error repeats them.
        engine = create_engine(
            parsed, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True
        )
        event.listen(engine, "handle_error", _told, retval=True)
        return engine
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    place = Place(Path(parsed.database)) if parsed.database else None
    engine = create_engine(
        parsed,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_SECONDS},
        pool_size=10,
        max_overflow=10,
        hide_parameters=True,
        execution_options={_PLACE: place},
    )
    if place is not None:
        # A connection to a file that is gone would make an empty one.
        event.listen(engine, "do_connect", lambda *_: place.check())
    event.listen(engine, "connect", _prepare_sqlite)
    if place is not None:
        event.listen(engine, "connect", lambda *_: place.note())
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _told, retval=True)
    return engine


def check_place(engine: Engine) -> None:
    """Raise `Unavailable` where the database that was opened is not the one at its path any more."""
    place: Place | None = engine.get_execution_options().get(_PLACE)
    if place is not None:
        place.check()


def writer(engine: Engine) -> Engine:
    """Return a view of the engine whose transactions take the write lock at their start."""
    return engine.execution_options(**{_WRITES: True})


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, deferred ones; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: an acknowledged commit survives a power cut.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _told(context: ExceptionContext) -> BaseException | None:
    return fault(context.original_exception)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
