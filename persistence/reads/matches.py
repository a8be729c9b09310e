"""The best matches of resumes, with the columns that a query asks for or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy import cast as sql_cast

from domain.matches.columns import MatchColumn, MatchesJson
from domain.rows import JsonField, Row
from persistence.reads.columns import MATCH_COLUMNS, MATCHES, REASON_COLUMNS, REASONS
from persistence.statements import KEPT_SHAPES, RowReader, Statement

_LIGHT = 2_000
"""So many matches are read where they are asked for."""


class SqlMatchColumnReads:
    """The domain's `MatchColumnReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._columns = MATCH_COLUMNS | {MatchColumn.SCORE_TEXT: _score_text(embedded=reader.embedded)}
        self._best = lru_cache(KEPT_SHAPES)(self._compile_best)
        self._best_as_json = lru_cache(KEPT_SHAPES)(self._compile_best_as_json)

    async def best(
        self, columns: tuple[MatchColumn, ...], *, resume_ids: Sequence[int], first: int
    ) -> list[Row]:
        return await self._read(self._best(columns, len(resume_ids) == 1), resume_ids, first)

    async def best_as_json(
        self, fields: tuple[JsonField[MatchColumn], ...], *, resume_ids: Sequence[int], first: int
    ) -> list[MatchesJson]:
        statement = self._best_as_json(fields, len(resume_ids) == 1)
        return cast("list[MatchesJson]", await self._read(statement, resume_ids, first))

    async def _read(self, statement: Statement, resume_ids: Sequence[int], first: int) -> list[Row]:
        ids = resume_ids[0] if len(resume_ids) == 1 else self._reader.array(resume_ids)
        return await statement.read({"ids": ids, "first": first}, heavy=len(resume_ids) * first > _LIGHT)

    def _compile_best(self, columns: tuple[MatchColumn, ...], one: bool) -> Statement:
        rows: FromClause = MATCHES
        if not REASON_COLUMNS.keys().isdisjoint(columns):
            same = (REASONS.c.resume_id == MATCHES.c.resume_id) & (REASONS.c.rank == MATCHES.c.rank)
            rows = rows.outerjoin(REASONS, same)
        return Statement(
            self._reader,
            select(MATCHES.c.resume_id, *(self._columns[column] for column in columns))
            .select_from(rows)
            .where(*self._wanted(one))
            .order_by(MATCHES.c.resume_id, MATCHES.c.rank),
        )

    def _compile_best_as_json(self, fields: tuple[JsonField[MatchColumn], ...], one: bool) -> Statement:
        # On SQLite a third cheaper than rows of texts, of which Python would make the same JSON.
        keyed = [(key, self._columns[column]) for key, column in fields]
        if self._reader.embedded:
            pairs = [item for key, column in keyed for item in (literal(key, Text), column)]
            listed: Any = sql_cast(func.json_group_array(func.json_object(*pairs)), LargeBinary)
        else:
            listed = _listed_on_postgresql(keyed)
        # SQLite groups along the table's own order, which is by resume and rank.
        return Statement(
            self._reader,
            select(MATCHES.c.resume_id, listed)
            .where(*self._wanted(one))
            .group_by(MATCHES.c.resume_id)
            .order_by(MATCHES.c.resume_id),
        )

    def _wanted(self, one: bool) -> tuple[ColumnElement[bool], ...]:
        return (
            self._reader.among(MATCHES.c.resume_id, "ids", one=one),
            MATCHES.c.rank <= bindparam("first", type_=Integer),
        )


def _listed_on_postgresql(keyed: list[tuple[str, ColumnElement[Any]]]) -> ColumnElement[Any]:
    """Return the JSON as SQLite writes it: PostgreSQL's own objects and arrays come with spaces."""
    # Loaded where it is used: most servers have SQLite.
    from sqlalchemy.dialects.postgresql import aggregate_order_by

    parts: list[ColumnElement[Any]] = []
    for number, (key, column) in enumerate(keyed):
        before = "," if number else "{"
        # Names of fields hold nothing that JSON would escape.
        parts += [
            literal(f'{before}"{key}":', Text),
            func.coalesce(_json_on_postgresql(column), literal_column("'null'")),
        ]
    item = func.concat(*parts, literal_column("'}'"))
    in_order: Any = aggregate_order_by(literal_column("','"), MATCHES.c.rank)
    listed = func.concat(
        literal_column("'['"), func.string_agg(item, in_order), literal_column("']'"), type_=Text
    )
    return func.convert_to(listed, literal_column("'UTF8'"))


def _json_on_postgresql(column: ColumnElement[Any]) -> ColumnElement[Any]:
    printed = sql_cast(func.to_json(column), Text)
    if isinstance(column.type, Float):
        return case((column == func.trunc(column), printed.concat(literal_column("'.0'"))), else_=printed)
    return printed


def _score_text(*, embedded: bool) -> ColumnElement[str]:
    percent = MATCHES.c.score * literal_column("100.0")
    whole: ColumnElement[Any] = sql_cast(percent, Integer)
    if embedded:
        # SQLite's cast cuts and its round goes up at a half; Python and PostgreSQL round to even.
        half = percent - whole == literal_column("0.5")
        rounded = sql_cast(func.round(percent), Integer)
        whole = case((half, whole + whole % literal_column("2")), else_=rounded)
    return sql_cast(whole, Text).concat(literal("%", Text))
