"""SELECTs compiled once and run on the pool's own cursor."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, cast

import anyio
import orjson
from sqlalchemy import ARRAY, ClauseElement, ColumnElement, Engine, Text, bindparam, event, func, select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.sql import operators

from domain.errors import Unavailable
from domain.rows import Row
from persistence.database import place_of
from persistence.faults import fault
from persistence.keeper import database_file
from persistence.unchanged import LogHeader, UnchangedRows

Parameters = list[object] | dict[str, object]

_USED = "gateway_used"
KEPT_SHAPES = 1024
"""So many statements of a kind are kept: clients choose the columns, so that there may be any number."""


_CACHE_KIB = 32 * 1024


class RowReader:
    """Runs SELECTs of one engine.

    On SQLite, taking a connection out of the pool and putting it back costs more than a small read. So the
    event loop's thread keeps one, with one cursor; every answer is fetched whole, which ends the
    transaction. Answers of one row are remembered until something is committed, by whichever process: whose
    a token is, or what a page shows, is asked again and again. Other threads, and other databases, take their
    connections from the pool, and always ask.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.embedded = engine.dialect.name == "sqlite"
        self._place = place_of(engine)
        self._owner: int | None = None
        self._kept: PoolProxiedConnection | None = None
        self._cursor: DBAPICursor | None = None
        self._remembered: UnchangedRows | None = None
        event.listen(engine, "engine_disposed", self._let_go)

    def rows(self, sql: str, parameters: Parameters) -> list[Row]:
        """Run a statement and return all its rows. Raises `Unavailable`."""
        if self._place is not None:
            self._place.check_now_and_then()
        if self.embedded and (self._owner == threading.get_ident() or self._claim()):
            if self._remembered is None:
                return self._rows_of_kept(sql, parameters)
            return self._rows_remembered(self._remembered, sql, parameters)
        while True:
            connection = self._connection()
            try:
                return self._rows_of_pooled(connection, sql, parameters)
            except Exception as error:  # noqa: BLE001 - raised on
                # The server has restarted since it was used last: there is another, or a new one.
                if not self._was_stale(connection, error):
                    raise fault(error) or error from None
            finally:
                connection.close()

    def mark(self) -> bytes | None:
        """Return what is another after each commit of anybody; None where only reading tells."""
        if self._remembered is None or self._owner != threading.get_ident():
            return None
        if self._place is not None:
            self._place.check_now_and_then()
        return self._remembered.mark()

    def _connection(self) -> PoolProxiedConnection:
        try:
            return self.engine.raw_connection()
        except PoolTimeout as error:
            raise Unavailable from error
        except Exception as error:  # noqa: BLE001 - raised on
            raise fault(error) or error from None

    def _rows_of_pooled(
        self, connection: PoolProxiedConnection, sql: str, parameters: Parameters
    ) -> list[Row]:
        cursor = connection.cursor()
        try:
            cursor.execute(sql, parameters)
            found = cast("list[Row]", cursor.fetchall())
        finally:
            cursor.close()
        connection.info[_USED] = True
        return found

    def _was_stale(self, connection: PoolProxiedConnection, error: Exception) -> bool:
        """Whether a connection that once answered was lost since; a lost one does not go back to the pool."""
        dialect = self.engine.dialect
        if not isinstance(error, dialect.loaded_dbapi.Error):
            return False
        if not dialect.is_disconnect(error, connection, None):
            return False
        used = _USED in connection.info
        connection.invalidate(error)
        return used

    def array(self, items: Sequence[object]) -> object:
        """Return items as one parameter, see `among`."""
        return orjson.dumps(items).decode() if self.embedded else list(items)

    def among(self, wanted: ColumnElement[object], name: str, *, one: bool = False) -> ColumnElement[bool]:
        """Return whether a column is among the array of that name; with `one`, equal to the value."""
        if one:
            return wanted == bindparam(name, type_=wanted.type)
        if self.embedded:
            items = func.json_each(bindparam(name, type_=Text)).table_valued("value")
            return wanted.in_(select(items.c.value))
        # Not by ==, which Python may turn round, and PostgreSQL takes the array on the right alone.
        return wanted.operate(operators.eq, func.any(bindparam(name, type_=ARRAY(wanted.type))))

    def _claim(self) -> bool:
        if self._owner is None and _on_event_loop():
            self._owner = threading.get_ident()
        return self._owner == threading.get_ident()

    def _rows_remembered(self, remembered: UnchangedRows, sql: str, parameters: Parameters) -> list[Row]:
        asked = sql, *(parameters.items() if isinstance(parameters, dict) else parameters)
        row = remembered.get(asked)
        if row is not None:
            return [row]
        found = self._rows_of_kept(sql, parameters)
        if len(found) == 1:
            remembered.put(asked, found[0])
        return found

    def _rows_of_kept(self, sql: str, parameters: Parameters) -> list[Row]:
        if self._cursor is None:
            self._kept = self.engine.raw_connection()
            self._cursor = self._kept.cursor()
            # It reads all that is asked for most; SQLite's own 2 MiB are one in ten of a dashboard's pages.
            self._cursor.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            self._remembered = _remembered(self.engine)
        try:
            self._cursor.execute(sql, parameters)
            return cast("list[Row]", self._cursor.fetchall())
        except Exception as error:  # noqa: BLE001 - raised on
            # What state it is in is unknown: the next read takes a fresh one.
            self._let_go(self.engine)
            raise fault(error) or error from None

    def _let_go(self, _engine: Engine) -> None:
        self._remembered = None
        kept, self._kept, self._cursor = self._kept, None, None
        if kept is not None:
            kept.invalidate()
            kept.close()


def _remembered(engine: Engine) -> UnchangedRows | None:
    """Return what remembers rows of an open database, None where nothing tells how long they are true."""
    file = database_file(engine)
    if file is None:
        return None
    try:
        return UnchangedRows(LogHeader(file))
    except OSError:
        return None


def _on_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class _Compiled(NamedTuple):
    """A SELECT as a driver takes it.

    Attributes:
        constants: What the dialect adds by itself, such as SQLite's OFFSET 0.
        order: Of the parameters, where they have no names.
    """

    sql: str
    constants: dict[str, object]
    order: list[str] | None


class Statement:
    """A SELECT compiled for one engine's driver, when it is first run."""

    def __init__(self, reader: RowReader, statement: ClauseElement) -> None:
        self._reader = reader
        self._statement = statement

    @cached_property
    def _compiled(self) -> _Compiled:
        compiled = self._statement.compile(dialect=self._reader.engine.dialect)
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        return _Compiled(str(compiled), constants, getattr(compiled, "positiontup", None))

    async def read(self, values: dict[str, object], *, heavy: bool = False) -> list[Row]:
        """Run it with its named parameters where that is best for the event loop, and return all rows.

        On the embedded database a bounded read takes tens of microseconds, less than the hop to a thread,
        so it runs where it is called unless it is `heavy`; a database over a network gets the thread.
        """
        if self._reader.embedded and not heavy:
            return self._rows(values)
        return await anyio.to_thread.run_sync(self._rows, values)

    def rows(self, **values: object) -> list[Row]:
        """Run it on this thread."""
        return self._rows(values)

    def _rows(self, values: dict[str, object]) -> list[Row]:
        sql, constants, order = self._compiled
        named = constants | values if constants else values
        return self._reader.rows(sql, named if order is None else [named[name] for name in order])
