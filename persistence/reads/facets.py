"""How many of the resumes that are meant have each value."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, Final, cast

import anyio
import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    func,
    literal_column,
    select,
)
from sqlalchemy import cast as as_type

from domain.resumes.columns import ResumeConditions
from domain.resumes.facets import BANDS, FacetCount, FacetKind
from domain.rows import Row
from persistence.reads.columns import ANALYSED, ANALYSES, MATCHES, RESUMES
from persistence.reads.conditions import SqlConditions
from persistence.statements import KEPT_SHAPES, RowReader, Statement

_LISTS_AT_ONCE: Final = 1_000
_A = ANALYSES.c
_ANALYSED = (ANALYSES.c.resume_id == RESUMES.c.id) & ANALYSED


class SqlFacetReads:
    """The domain's `FacetReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._conditions = SqlConditions(reader)
        self._statement = lru_cache(KEPT_SHAPES)(self._compile)
        self._lists = lru_cache(KEPT_SHAPES)(self._lists_of_skills)

    async def counts(
        self, kind: FacetKind, conditions: ResumeConditions, *, first: int, today: date
    ) -> list[FacetCount]:
        values = await self._conditions.values(conditions)
        if kind is FacetKind.SKILL:
            listed = await self._lists(tuple(values)).read(values, heavy=True)
            return await anyio.to_thread.run_sync(_most_named, listed, first)
        own: dict[str, object] = {"first": first}
        if kind is FacetKind.AGE:
            own |= {"this_year": today.year, "this_day": f"{today:%m-%d}"}
        rows = await self._statement(kind, tuple(values)).read(values | own, heavy=True)
        return [FacetCount(cast("str", key), cast("int", count)) for key, count in rows]

    def _compile(self, kind: FacetKind, names: tuple[str, ...]) -> Statement:
        has_analyses = False
        if kind is FacetKind.POSITION:
            found = _counted(MATCHES.c.position).join(
                MATCHES, (MATCHES.c.resume_id == RESUMES.c.id) & ANALYSED
            )
        elif kind in (FacetKind.STATE, FacetKind.MONTH):
            found = _counted(RESUMES.c.state if kind is FacetKind.STATE else _month())
        else:
            key, has_analyses = _of_analysis(kind), True
            found = _counted(key).join(ANALYSES, _ANALYSED).where(key.is_not(None))
        meant = self._conditions.in_force(names, with_analyses=has_analyses)
        return Statement(self._reader, _most(found.where(*meant)))

    def _lists_of_skills(self, names: tuple[str, ...]) -> Statement:
        listed = select(_A.skills).select_from(RESUMES).join(ANALYSES, _ANALYSED)
        return Statement(self._reader, listed.where(*self._conditions.in_force(names, with_analyses=True)))


def _most_named(lists: Sequence[Row], first: int) -> list[FacetCount]:
    """Return the names that most of the lists hold, those of the same count by their code points.

    Databases sort a million names to count them, which takes them several times as long.
    """
    named: Counter[str] = Counter()
    for start in range(0, len(lists), _LISTS_AT_ONCE):
        # One list of them all: to parse each would take longer than to count.
        some = ",".join([cast("str", listed) for (listed,) in lists[start : start + _LISTS_AT_ONCE]])
        named.update(chain.from_iterable(orjson.loads(f"[{some}]")))
    most = heapq.nsmallest(first, named.items(), key=lambda item: (-item[1], item[0]))
    return [FacetCount(name, count) for name, count in most]


def _counted(key: ColumnElement[Any]) -> Select[str, int]:
    return select(as_type(key, Text).label("key"), func.count().label("count")).select_from(RESUMES)


def _most(found: Select[str, int]) -> Select[str, int]:
    """Return the most frequent keys, those of the same count by their code points."""
    grouped = found.group_by(literal_column("1")).subquery()
    key = func.coalesce(grouped.c.key, literal_column("''"))
    first = bindparam("first", type_=Integer)
    return (
        select(grouped.c.key, as_type(grouped.c.count, BigInteger))
        .order_by(grouped.c.count.desc(), key)
        .limit(first)
    )


def _month() -> ColumnElement[str]:
    return func.substr(RESUMES.c.upload_time, literal_column("1"), literal_column("7"), type_=Text)


def _of_analysis(kind: FacetKind) -> ColumnElement[Any]:
    if kind is FacetKind.DEGREE:
        return _A.highest_degree_level
    if kind is FacetKind.CITY:
        return _A.city
    if kind is FacetKind.YEARS:
        return _band(kind, _A.years_of_experience)
    return _band(kind, _A.expected_salary_min if kind is FacetKind.PAY else _age())


def _band(kind: FacetKind, number: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the lower end of the band that a number is in."""
    lower = sorted(BANDS[kind], reverse=True)
    return case(*((number >= literal_column(str(end)), literal_column(str(end))) for end in lower))


def _age() -> ColumnElement[Any]:
    """Return the age as `stored_age` tells it, in SQL."""
    year = as_type(func.substr(_A.birth_date, literal_column("1"), literal_column("4")), Integer)
    day = func.substr(_A.birth_date, literal_column("6"), type_=Text)
    this_year = bindparam("this_year", type_=Integer)
    passed = day <= bindparam("this_day", type_=Text)
    not_yet = case((passed, literal_column("0", Integer)), else_=literal_column("1", Integer))
    return func.coalesce(_A.age_stated, this_year - year - not_yet)
