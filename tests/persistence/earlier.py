"""Databases of earlier versions, with rows of then."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from sqlalchemy import Engine, text

from persistence.database import open_engine, writer
from persistence.migrations import migrate


@contextlib.contextmanager
def upgraded(url: str, rows: Iterable[str], *, of: str) -> Iterator[Engine]:
    """Give a database that got these rows by SQL at the migration `of`, and all later migrations since."""
    engine = open_engine(url)
    try:
        migrate(engine, to=of)
        with writer(engine).begin() as connection:
            for row in rows:
                connection.execute(text(row))
        migrate(engine)
        yield engine
    finally:
        engine.dispose()
