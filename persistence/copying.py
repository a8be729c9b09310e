"""Copying a database into another one, of the same kind or the other: rows, and from which number ids go on.

Everything is read as it was at one moment. Rows are compared batch by batch along their keys, and only what
differs is written, so that a copy that was broken off goes on where it was. Until both are found to be the
same, the target is marked as unfinished, by a revision that no program starts on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, func, select, text, tuple_
from sqlmodel import SQLModel

from persistence.database import writer
from persistence.migrations import (
    UNFINISHED_COPY,
    DatabaseUnusable,
    current_revision,
    migrate,
    newest_revision,
)
from persistence.postgresql import INSTEAD_OF_NUL, NUL
from persistence.tables import KEPT_BY_TRIGGERS

_BATCH = 1_000
# Kept by triggers too.
_DERIVED_COLUMNS = frozenset({("users", "content_version")})

Values = tuple[Any, ...]


class TargetInUse(Exception):
    """The target holds something else than the source; the message is for the operator."""


@dataclass(slots=True, kw_only=True)
class CopiedTable:
    """How a table was found in the end.

    Attributes:
        written: How many rows this run has written, changed or removed.
        replaced: How many texts hold a character that PostgreSQL does not keep, which is replaced there.
    """

    name: str
    rows: int = 0
    written: int = 0
    replaced: int = 0
    checksum: str = ""


def copy_database(
    source: Engine, target: Engine, *, told: Callable[[CopiedTable], None] = lambda _: None
) -> list[CopiedTable]:
    """Make the target hold what the source holds, and compare both.

    Raises:
        DatabaseUnusable: One of them cannot be used, or the source is not of this version.
        TargetInUse: The target holds other data, and no copy into it has begun.
    """
    if current_revision(source) != newest_revision():
        raise DatabaseUnusable(
            f"what is copied must be at {newest_revision()}: run `resume-gateway migrate` on it"
        )
    goes_on = current_revision(target) == UNFINISHED_COPY
    if not goes_on:
        migrate(target)
    with _one_moment(source) as reading:
        may_write = goes_on or _is_empty(target)
        if may_write:
            _set_revision(target, UNFINISHED_COPY)
        copied = []
        for table in _tables():
            found = _copy(reading, target, _Columns(table), may_write=may_write)
            copied.append(found)
            told(found)
        if may_write:
            _continue_ids(reading, target)
            _set_revision(target, newest_revision())
    return copied


def _tables() -> list[Table]:
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in KEPT_BY_TRIGGERS]


class _Columns:
    """The columns of a table that are copied, its key first."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.key = list(table.primary_key.columns)
        others = [
            column
            for column in table.columns
            if not column.primary_key and (table.name, column.name) not in _DERIVED_COLUMNS
        ]
        self.all = [*self.key, *others]
        self.others = [column.name for column in others]

    def key_of(self, row: Values) -> Values:
        return row[: len(self.key)]

    def between(self, after: Values | None, until: Values | None) -> ColumnElement[bool]:
        """Return whether a row's key lies beyond the one and not beyond the other."""
        place = tuple_(*self.key)
        bounds: list[ColumnElement[bool]] = []
        if after is not None:
            bounds.append(place > tuple_(*after))
        if until is not None:
            bounds.append(place <= tuple_(*until))
        return and_(True, *bounds)

    def rows(
        self,
        connection: Connection,
        *,
        after: Values | None,
        until: Values | None = None,
        most: int | None = None,
    ) -> list[Values]:
        statement = select(*self.all).where(self.between(after, until)).order_by(*self.key).limit(most)
        return [tuple(row) for row in connection.execute(statement)]


class _Batch(NamedTuple):
    """Rows that follow each other, and the key of the last of them; None at the end of the table."""

    rows: list[Values]
    until: Values | None


def _batches(connection: Connection, columns: _Columns) -> Iterator[_Batch]:
    after: Values | None = None
    while rows := columns.rows(connection, after=after, most=_BATCH):
        after = columns.key_of(rows[-1])
        yield _Batch(rows, after)
    yield _Batch([], None)


def _copy(reading: Connection, target: Engine, columns: _Columns, *, may_write: bool) -> CopiedTable:
    found = CopiedTable(name=columns.table.name)
    kept = hashlib.sha256()
    into_postgresql = target.dialect.name == "postgresql"
    after: Values | None = None
    for rows, until in _batches(reading, columns):
        if into_postgresql:
            rows = [_without_nul(row, found) for row in rows]
        found.rows += len(rows)
        kept.update(_digested(rows))
        if may_write:
            with writer(target).begin() as writing:
                found.written += _make_same(writing, columns, rows, after=after, until=until)
        after = until
    found.checksum = kept.hexdigest()
    with target.connect() as connection:
        count, checksum = _summed_up(connection, columns)
    if (count, checksum) != (found.rows, found.checksum):
        if not may_write:
            raise TargetInUse(f"the target holds other data already (first seen in {columns.table.name})")
        raise DatabaseUnusable(
            f"{columns.table.name} is not the same in the target ({count} rows of {found.rows}): "
            "does another program write there? Run the copy again"
        )
    return found


def _make_same(
    writing: Connection,
    columns: _Columns,
    rows: Sequence[Values],
    *,
    after: Values | None,
    until: Values | None,
) -> int:
    """Have the target's rows with keys between the two be those; return how many were not."""
    there = {columns.key_of(row): row for row in columns.rows(writing, after=after, until=until)}
    wanted = {columns.key_of(row) for row in rows}
    surplus = [key for key in there if key not in wanted]
    for start in range(0, len(surplus), _BATCH):
        keys = surplus[start : start + _BATCH]
        writing.execute(delete(columns.table).where(tuple_(*columns.key).in_(keys)))
    changed = [row for row in rows if there.get(columns.key_of(row)) != row]
    if changed:
        _put(writing, columns, changed)
    return len(surplus) + len(changed)


def _put(writing: Connection, columns: _Columns, rows: Sequence[Values]) -> None:
    names = [column.name for column in columns.all]
    key = ", ".join(column.name for column in columns.key)
    setting = ", ".join(f"{name} = excluded.{name}" for name in columns.others)
    into = f"INSERT INTO {columns.table.name} ({', '.join(names)})"
    conflict = f"ON CONFLICT ({key}) DO UPDATE SET {setting}"
    given: dict[str, list[Any]] | list[dict[str, Any]]
    if writing.dialect.name == "postgresql":
        # One statement for all rows: triggers run once for each.
        kinds = [column.type.compile(dialect=writing.dialect) for column in columns.all]
        arrays = [f"CAST(:{name} AS {kind}[])" for name, kind in zip(names, kinds, strict=True)]
        values = f"SELECT * FROM unnest({', '.join(arrays)})"  # noqa: S608 - our own names
        given = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    else:
        values = f"VALUES ({', '.join(f':{name}' for name in names)})"
        given = [dict(zip(names, row, strict=True)) for row in rows]
    writing.execute(text(f"{into} {values} {conflict}"), given)


def _summed_up(connection: Connection, columns: _Columns) -> tuple[int, str]:
    count, summed = 0, hashlib.sha256()
    for rows, _ in _batches(connection, columns):
        count += len(rows)
        summed.update(_digested(rows))
    return count, summed.hexdigest()


def _digested(rows: Sequence[Values]) -> bytes:
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)


def _without_nul(row: Values, found: CopiedTable) -> Values:
    if not any(isinstance(value, str) and NUL in value for value in row):
        return row
    found.replaced += sum(isinstance(value, str) and NUL in value for value in row)
    return tuple(value.replace(NUL, INSTEAD_OF_NUL) if isinstance(value, str) else value for value in row)


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                connection.execute(text(f"SET LOCAL {limit} = 0"))
        yield connection


def _is_empty(engine: Engine) -> bool:
    with engine.connect() as connection:
        # A start counts the bundled positions.
        asked = [table for table in _tables() if table.name != "catalogue"]
        return all(
            connection.execute(select(1).select_from(table).limit(1)).first() is None for table in asked
        )


def _set_revision(engine: Engine, revision: str) -> None:
    with writer(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def _continue_ids(reading: Connection, target: Engine) -> None:
    """Have the target give the next row the id that the source would: that of nobody who was deleted."""
    with writer(target).begin() as writing:
        for table in _tables():
            if "id" not in table.c or table.c.id.autoincrement is False:
                continue
            last = max(_last_id(reading, table), _last_id(writing, table))
            if not last:
                continue
            if writing.dialect.name == "postgresql":
                sequence = func.pg_get_serial_sequence(table.name, "id")
                writing.execute(select(func.setval(sequence, last)))
            else:
                named = {"name": table.name, "last": last}
                writing.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), named)
                writing.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), named)


def _last_id(connection: Connection, table: Table) -> int:
    """Return the highest id that was ever given."""
    present: int = connection.scalar(select(func.max(table.c.id))) or 0
    if connection.dialect.name == "postgresql":
        given = connection.scalar(
            text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))"),
            {"name": table.name},
        )
    else:
        given = connection.scalar(
            text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
        )
    return max(present, given or 0)
