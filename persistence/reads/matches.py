"""The best matches of resumes, with the columns that a query asks for or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
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
        pairs: list[Any] = []
        for key, column in fields:
            pairs += [literal(key, Text), self._columns[column]]
        if self._reader.embedded:
            listed: Any = sql_cast(func.json_group_array(func.json_object(*pairs)), LargeBinary)
        else:
            # A start on SQLite need not load all dialects of PostgreSQL.
            from sqlalchemy.dialects.postgresql import aggregate_order_by

            in_order = aggregate_order_by(func.json_build_object(*pairs), MATCHES.c.rank)
            listed = func.convert_to(sql_cast(func.json_agg(in_order), Text), literal_column("'UTF8'"))
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


def _score_text(*, embedded: bool) -> ColumnElement[str]:
    percent = MATCHES.c.score * literal_column("100.0")
    whole: ColumnElement[Any] = sql_cast(percent, Integer)
    if embedded:
        # SQLite's cast cuts and its round goes up at a half; Python and PostgreSQL round to even.
        half = percent - whole == literal_column("0.5")
        rounded = sql_cast(func.round(percent), Integer)
        whole = case((half, whole + whole % literal_column("2")), else_=rounded)
    return sql_cast(whole, Text).concat(literal("%", Text))
