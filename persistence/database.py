"""The database engine: SQLite tuned for one writer and many readers; PostgreSQL stands in a file of its own.

SQLite measured: a deferred transaction that reads and then writes fails under concurrency whatever
the busy timeout is, so writers begin with BEGIN IMMEDIATE; readers must not, it costs them 7x.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.pool import PoolProxiedConnection

from domain.errors import StorageFull
from persistence.faults import fault, is_failed_write, is_locked
from persistence.place import Place
from persistence.postgresql import create_postgresql_engine

BUSY_TIMEOUT_SECONDS = 5.0
POOL_TIMEOUT_SECONDS = 5.0
CONNECTIONS = 10
_WAL_REST_SECONDS = 0.01
_WRITES = "gateway_writes"
_PLACE = "gateway_place"
_PATIENCE = "gateway_patience"


def open_engine(url: str, *, connections: int = CONNECTIONS, reads_only: bool = False) -> Engine:
    """Open the database at an SQLAlchemy URL, making SQLite's folder where it is missing.

    Args:
        connections: How many may be open to a server at once.
        reads_only: Whether single SELECTs are all that it is used for.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_postgresql_engine(
            parsed,
            connections=connections,
            pool_timeout_seconds=POOL_TIMEOUT_SECONDS,
            lock_timeout_seconds=BUSY_TIMEOUT_SECONDS,
            reads_only=reads_only,
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
        pool_timeout=POOL_TIMEOUT_SECONDS,
        # Parameters are people's data: no error repeats them.
        hide_parameters=True,
        execution_options={_PLACE: place, _PATIENCE: Patience()},
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
    place = place_of(engine)
    if place is not None:
        place.check()


def place_of(engine: Engine) -> Place | None:
    """Return where the database's file is; None for a server, or a database in memory."""
    place: Place | None = engine.get_execution_options().get(_PLACE)
    return place


class Patience:
    """How long a writer waits for what another program has locked.

    Once one has waited in vain, those behind wait for a moment only, until somebody gets through: each of
    them holds a thread, and whoever comes next waits for that.
    """

    def __init__(self) -> None:
        self._in_vain = False

    @property
    def seconds(self) -> float:
        """How long the next writer waits."""
        return BUSY_TIMEOUT_SECONDS / 25 if self._in_vain else BUSY_TIMEOUT_SECONDS

    def was_in_vain(self) -> None:
        """Note that a writer gave up."""
        self._in_vain = True

    def was_rewarded(self) -> None:
        """Note that a writer got through."""
        self._in_vain = False


def writer(engine: Engine) -> Engine:
    """Return a view of the engine whose transactions take the write lock at their start."""
    return engine.execution_options(**{_WRITES: True})


def wait_for_locks(connection: PoolProxiedConnection, seconds: float) -> None:
    """Have a connection to SQLite wait for so long from now on."""
    if connection.info.get(_PATIENCE, BUSY_TIMEOUT_SECONDS) != seconds:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(1000 * seconds)}")
        cursor.close()
        connection.info[_PATIENCE] = seconds


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, deferred ones; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    _enter_wal(cursor)
    # FULL: an acknowledged commit survives a power cut.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _enter_wal(cursor: Any) -> None:
    """Have the file written through its log, which is said once in its life.

    Of several that say so at once SQLite refuses some without waiting, whatever the busy timeout is.
    """
    end = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if not is_locked(error) or time.monotonic() >= end:
                raise
        time.sleep(_WAL_REST_SECONDS)


def _told(context: ExceptionContext) -> BaseException | None:
    if context.is_pre_ping and context.is_disconnect:
        # The pool takes another connection.
        return None
    error = context.original_exception
    found = fault(error)
    options = context.engine.get_execution_options() if context.engine is not None else {}
    patience: Patience | None = options.get(_PATIENCE)
    if patience is not None and is_locked(error):
        patience.was_in_vain()
    place: Place | None = options.get(_PLACE)
    # SQLite tells of a full disk as such, but not of a full quota.
    if place is not None and is_failed_write(error) and not place.has_room():
        return StorageFull()
    return found


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(_WRITES, False):
        connection.exec_driver_sql("BEGIN")
        return
    patience: Patience = options[_PATIENCE]
    wait_for_locks(connection.connection, patience.seconds)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    patience.was_rewarded()
