"""Whether the database takes writes, and has the form that this program needs."""

from __future__ import annotations

import anyio
from sqlalchemy import Engine, text

from domain.errors import Unavailable
from persistence.database import BUSY_TIMEOUT_SECONDS, check_place, wait_for_locks, writer
from persistence.faults import fault
from persistence.migrations import (
    UNFINISHED_COPY,
    DatabaseUnusable,
    current_revision,
    known_revisions,
    newest_revision,
)

_PATIENCE_SECONDS = 2


class DatabaseCheck:
    """Tells whether a write to the database would succeed now."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._check = _check_sqlite if engine.dialect.name == "sqlite" else _check_server
        # It does not wait behind those whose threads wait for the database.
        self._thread = anyio.CapacityLimiter(1)

    async def check(self) -> None:
        """Raise `Unavailable` where it would not."""
        await anyio.to_thread.run_sync(
            self._check, self._engine, abandon_on_cancel=True, limiter=self._thread
        )


class MigrationCheck:
    """Tells whether every migration that this program knows is there.

    A newer program may have added others meanwhile: they break nothing for the one that serves.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._missing = known_revisions() - {newest_revision()}
        self._thread = anyio.CapacityLimiter(1)

    async def check(self) -> bool:
        """Return whether it is; a database that does not answer is told by another check."""
        return await anyio.to_thread.run_sync(self._look, abandon_on_cancel=True, limiter=self._thread)

    def _look(self) -> bool:
        try:
            present = current_revision(self._engine)
        except (DatabaseUnusable, Unavailable):
            return True
        return present is not None and present not in self._missing and present != UNFINISHED_COPY


def _check_sqlite(engine: Engine) -> None:
    """Write the database's own version number over itself: the smallest write that reaches the disk."""
    check_place(engine)
    connection = engine.raw_connection()
    try:
        wait_for_locks(connection, _PATIENCE_SECONDS)
        cursor = connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
            (version,) = cursor.execute("PRAGMA user_version").fetchone()
            cursor.execute(f"PRAGMA user_version={int(version)}")
            cursor.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - raised on
            connection.rollback()
            raise fault(error) or error from None
        finally:
            wait_for_locks(connection, BUSY_TIMEOUT_SECONDS)
    finally:
        connection.close()


def _check_server(engine: Engine) -> None:
    with writer(engine).connect() as connection:
        if connection.scalar(text("SHOW transaction_read_only")) == "on":
            raise Unavailable
