"""What many tests find in their database: put in by the first of a process, and copied for the others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Engine, QueuePool

T = TypeVar("T")


class Filled(Generic[T]):
    """The content of a database on SQLite, and what tests know of it. Any other is filled each time."""

    def __init__(self) -> None:
        self._kept: tuple[bytes, T] | None = None

    def put(self, engine: Engine) -> T | None:
        """Put the content into a database that nobody has opened, and return what is known; None at first."""
        if self._kept is None or engine.dialect.name != "sqlite":
            return None
        assert isinstance(engine.pool, QueuePool)
        assert engine.pool.checkedin() == engine.pool.checkedout() == 0, "the database is in use"
        content, known = self._kept
        _file(engine).write_bytes(content)
        return known

    def keep(self, engine: Engine, known: T) -> T:
        """Keep what was filled in, with what is known of it, and return that."""
        if engine.dialect.name == "sqlite":
            with closing(sqlite3.connect(_file(engine))) as connection:
                self._kept = connection.serialize(), known
        return known


def _file(engine: Engine) -> Path:
    assert engine.url.database
    return Path(engine.url.database)
