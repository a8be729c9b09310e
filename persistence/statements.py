"""SELECTs compiled once and run on the pool's own cursor."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, cast

from sqlalchemy import ClauseElement, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.pool import PoolProxiedConnection


class Reader:
    """Runs SELECTs of one engine.

    On SQLite, taking a connection out of the pool and putting it back costs more than a small read. So the
    event loop's thread keeps one, with one cursor; every answer is fetched whole, which ends the
    transaction. Other threads, and other databases, take theirs from the pool.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._may_keep = engine.dialect.name == "sqlite"
        self._owner: int | None = None
        self._kept: PoolProxiedConnection | None = None
        self._cursor: DBAPICursor | None = None
        event.listen(engine, "engine_disposed", self._let_go)

    def rows(self, sql: str, parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement and return all its rows."""
        if self._may_keep and (self._owner == threading.get_ident() or self._claim()):
            return self._rows_of_kept(sql, parameters)
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            try:
                cursor.execute(sql, parameters)
                return cast("list[tuple[Any, ...]]", cursor.fetchall())
            finally:
                cursor.close()
        finally:
            connection.close()

    def _claim(self) -> bool:
        if self._owner is None and _on_event_loop():
            self._owner = threading.get_ident()
        return self._owner == threading.get_ident()

    def _rows_of_kept(self, sql: str, parameters: Any) -> list[tuple[Any, ...]]:
        if self._cursor is None:
            self._kept = self.engine.raw_connection()
            self._cursor = self._kept.cursor()
        try:
            self._cursor.execute(sql, parameters)
            return cast("list[tuple[Any, ...]]", self._cursor.fetchall())
        except Exception:
            # What state it is in is unknown: the next read takes a fresh one.
            self._let_go(self.engine)
            raise

    def _let_go(self, _engine: Engine) -> None:
        kept, self._kept, self._cursor = self._kept, None, None
        if kept is not None:
            kept.invalidate()
            kept.close()


def _on_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class Statement:
    """A SELECT compiled for one engine's driver."""

    def __init__(self, reader: Reader, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=reader.engine.dialect)
        self._reader = reader
        self._sql = str(compiled)
        # What the dialect adds by itself, such as SQLite's OFFSET 0.
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}
        self._order: list[str] | None = getattr(compiled, "positiontup", None)

    def rows(self, **values: object) -> list[tuple[Any, ...]]:
        """Run it with its named parameters and return all rows."""
        named = self._constants | values if self._constants else values
        order = self._order
        return self._reader.rows(self._sql, named if order is None else [named[name] for name in order])
