"""Changes of resumes, whichever process makes them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable

from api.parts.database import Database
from persistence.events import LocalEvents
from persistence.listening import PostgresListener
from persistence.watching import SqliteWatch


@contextlib.asynccontextmanager
async def shared_events(
    database: Database, *, alone: Callable[[], bool], catalogue_changed: Callable[[], None]
) -> AsyncIterator[LocalEvents]:
    """Give what wakes the waiting tasks of this process, for the time of the context.

    Args:
        alone: Whether no other process has the database open, as far as it can be told.
        catalogue_changed: Called where the database tells that positions have changed.
    """
    events = LocalEvents()
    others = (
        SqliteWatch(database.engine, events, alone=alone)
        if database.engine.dialect.name == "sqlite"
        else PostgresListener(database.engine, events, catalogue_changed=catalogue_changed)
    )
    others.start()
    try:
        yield events
    finally:
        await others.stop()
