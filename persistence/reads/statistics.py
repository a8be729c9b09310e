"""Figures over all resumes, as triggers keep them (`persistence/migrations/versions/0015_statistics.py`).

A few rows are read, whatever the number of resumes: the counters, and what is still to be added to them. That
runs off the event loop all the same, for skills may have any number of names.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    union_all,
)
from sqlmodel import SQLModel

from domain.resumes.columns import DayCount, PositionCount, ScoreCount, SkillCount, StateCount
from persistence.statements import RowReader, Statement

_COUNTERS = SQLModel.metadata.tables["statistics"]
_CHANGES = SQLModel.metadata.tables["statistic_changes"]
_FIRST = bindparam("first", type_=Integer)
_SCALE = literal_column("1e9", Float)


class SqlResumeStatistics:
    """The domain's `ResumeStatistics` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._states = Statement(reader, _all("state"))
        self._days = Statement(reader, _all("day", since=True))
        self._positions = Statement(reader, _most("position"))
        self._skills = Statement(reader, _most("skill"))
        self._scores = Statement(reader, _all("score"))

    async def states(self) -> list[StateCount]:
        return list(map(StateCount._make, await self._states.read({}, heavy=True)))

    async def days(self, *, since: str) -> list[DayCount]:
        return list(map(DayCount._make, await self._days.read({"since": since[:10]}, heavy=True)))

    async def positions(self, *, first: int) -> list[PositionCount]:
        return list(map(PositionCount._make, await self._positions.read({"first": first}, heavy=True)))

    async def skills(self, *, first: int) -> list[SkillCount]:
        found = await self._skills.read({"first": first}, heavy=True)
        return [SkillCount(*row[:2]) for row in found]  # type: ignore[arg-type]

    async def scores(self) -> list[ScoreCount]:
        found = await self._scores.read({}, heavy=True)
        return [ScoreCount(int(tenth or 0), count) for tenth, count in found]  # type: ignore[arg-type]


def _kind(kind: str) -> ColumnElement[str]:
    # A constant of the statement: its parameters are those of the caller alone.
    return literal_column(f"'{kind}'", Text)


@cache
def _all(kind: str, *, since: bool = False) -> Select[Any]:
    """Return the keys of a kind with their counts."""
    rows = union_all(
        *(
            select(table.c.key, table.c.count).where(table.c.kind == _kind(kind))
            for table in (_COUNTERS, _CHANGES)
        )
    ).subquery()
    count = _whole(func.sum(rows.c.count))
    statement = select(rows.c.key, count).group_by(rows.c.key).having(func.sum(rows.c.count) > _ZERO)
    return statement.where(rows.c.key >= bindparam("since", type_=Text)) if since else statement


@cache
def _most(kind: str) -> Select[Any]:
    """Return the most frequent keys of a kind with counts and averages."""
    changed = (
        select(
            _CHANGES.c.key,
            _whole(func.sum(_CHANGES.c.count)).label("count"),
            _whole(func.sum(_CHANGES.c.total)).label("total"),
        )
        .where(_CHANGES.c.kind == _kind(kind))
        .group_by(_CHANGES.c.key)
        .cte("changed")
    )
    unchanged: FromClause = (
        select(_COUNTERS.c.key, _COUNTERS.c.count, _COUNTERS.c.total)
        .where(_COUNTERS.c.kind == _kind(kind), _COUNTERS.c.key.not_in(select(changed.c.key)))
        .order_by(_COUNTERS.c.count.desc(), _COUNTERS.c.key)
        .limit(_FIRST)
        .subquery()
    )
    same = (_COUNTERS.c.kind == _kind(kind)) & (_COUNTERS.c.key == changed.c.key)
    added = select(
        changed.c.key,
        (changed.c.count + func.coalesce(_COUNTERS.c.count, _ZERO)).label("count"),
        (changed.c.total + func.coalesce(_COUNTERS.c.total, _ZERO)).label("total"),
    ).select_from(changed.outerjoin(_COUNTERS, same))
    rows = union_all(select(unchanged.c.key, unchanged.c.count, unchanged.c.total), added).subquery()
    average = cast(rows.c.total, Float) / _SCALE / rows.c.count
    return (
        select(rows.c.key, rows.c.count, average)
        .where(rows.c.count > _ZERO)
        .order_by(rows.c.count.desc(), rows.c.key)
        .limit(_FIRST)
    )


_ZERO = literal_column("0", Integer)


def _whole(total: ColumnElement[Any]) -> ColumnElement[int]:
    # PostgreSQL's sums of whole numbers are decimals.
    return cast(total, BigInteger)
