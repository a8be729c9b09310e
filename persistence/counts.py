"""Where counts are kept: with PostgreSQL in it; beside an SQLite database in a file of their own.

A count is worth no wait for the disk, and who fails to log in is to keep no writer of the database waiting.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, event

from persistence.database import open_engine

BESIDE = ".counts"


@contextlib.contextmanager
def open_counts(engine: Engine | None) -> Iterator[Engine]:
    """Give the engine that has the counts of a database; without one, of this process's memory."""
    if engine is not None and engine.dialect.name != "sqlite":
        yield engine
        return
    database = None if engine is None else engine.url.database
    if engine is None or not database:
        opened = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        opened = open_engine(str(engine.url.set(database=database + BESIDE)))
        event.listen(opened, "connect", _make_light)
    try:
        yield opened
    finally:
        opened.dispose()


def _make_light(connection: Any, _record: object) -> None:
    # What a power cut takes are the last counts.
    connection.execute("PRAGMA synchronous=NORMAL").close()
