"""How many of the resumes that are meant have each value."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
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
from persistence.reads.columns import ANALYSED, ANALYSES, MATCHES, RESUMES
from persistence.reads.conditions import SqlConditions
from persistence.statements import KEPT_SHAPES, RowReader, Statement

_A = ANALYSES.c
_ANALYSED = (ANALYSES.c.resume_id == RESUMES.c.id) & ANALYSED


class SqlFacetReads:
    """The domain's `FacetReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._conditions = SqlConditions(reader)
        self._statement = lru_cache(KEPT_SHAPES)(self._compile)

    async def counts(
        self, kind: FacetKind, conditions: ResumeConditions, *, first: int, today: date
    ) -> list[FacetCount]:
        values = await self._conditions.values(conditions)
        own: dict[str, object] = {"first": first}
        if kind is FacetKind.AGE:
            own |= {"this_year": today.year, "this_day": f"{today:%m-%d}"}
        rows = await self._statement(kind, tuple(values)).read(values | own, heavy=True)
        return [FacetCount(cast("str", key), cast("int", count)) for key, count in rows]

    def _compile(self, kind: FacetKind, names: tuple[str, ...]) -> Statement:
        meant = self._conditions.in_force(names)
        if kind is FacetKind.SKILL:
            found = self._skills()
        elif kind is FacetKind.POSITION:
            found = _counted(MATCHES.c.position).join(
                MATCHES, (MATCHES.c.resume_id == RESUMES.c.id) & ANALYSED
            )
        elif kind in (FacetKind.STATE, FacetKind.MONTH):
            found = _counted(RESUMES.c.state if kind is FacetKind.STATE else _month())
        else:
            key = _of_analysis(kind)
            found = _counted(key).join(ANALYSES, _ANALYSED).where(key.is_not(None))
        return Statement(self._reader, _most(found.where(*meant)))

    def _skills(self) -> Select[str, int]:
        if self._reader.embedded:
            items = func.json_each(_A.skills).table_valued("value", name="items")
        else:
            items = func.json_array_elements_text(as_type(_A.skills, JSON)).table_valued(
                "value", name="items"
            )
        found = _counted(items.c.value).join(ANALYSES, _ANALYSED)
        return found.join(items, literal_column("true"))


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
