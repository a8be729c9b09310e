"""Statements watched at the driver, whichever way they get there; without it they cost nothing more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Engine, event

Watch = Callable[[str, str], AbstractContextManager[object]]
"""Watches a statement for the time of the context, given its text and the database's kind."""


def watch_statements(engine: Engine, watch: Watch) -> None:
    """Have the statements of connections that are opened from now on watched."""
    if engine.dialect.name == "sqlite":
        factory = {"factory": _sqlite_connection(watch)}
    else:
        factory = {"cursor_factory": _psycopg_cursor(watch)}
    event.listen(engine, "do_connect", lambda _dialect, _record, _args, given: given.update(factory))


def _sqlite_connection(watch: Watch) -> type[sqlite3.Connection]:
    class WatchedCursor(sqlite3.Cursor):
        def execute(self, sql: str, *parameters: Any) -> WatchedCursor:
            with watch(sql, "sqlite"):
                super().execute(sql, *parameters)
            return self

        def executemany(self, sql: str, *parameters: Any) -> WatchedCursor:
            with watch(sql, "sqlite"):
                super().executemany(sql, *parameters)
            return self

    class WatchedConnection(sqlite3.Connection):
        def cursor(self, factory: Any = WatchedCursor) -> Any:
            return super().cursor(factory)

    return WatchedConnection


def _psycopg_cursor(watch: Watch) -> type[Any]:
    import psycopg

    class WatchedCursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, *given: Any, **options: Any) -> WatchedCursor:
            with watch(_text(query), "postgresql"):
                super().execute(query, *given, **options)
            return self

        def executemany(self, query: Any, *given: Any, **options: Any) -> None:
            with watch(_text(query), "postgresql"):
                super().executemany(query, *given, **options)

    return WatchedCursor


def _text(query: object) -> str:
    return query if isinstance(query, str) else "…"
