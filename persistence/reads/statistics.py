"""Aggregates over all resumes; each looks at any number of rows, so none runs on the event loop."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Text, bindparam, case, cast, column, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import JSONB

from domain.resumes.columns import DayCount, PositionCount, ScoreCount, SkillCount, StateCount
from persistence.reads.columns import ANALYSED, ANALYSES, MATCHES, RESUMES
from persistence.statements import RowReader, Statement

_COUNT = func.count().label("count")
_FIRST = bindparam("first", type_=Integer)
_BEST = MATCHES.join(RESUMES, RESUMES.c.id == MATCHES.c.resume_id)


class SqlResumeStatistics:
    """The domain's `ResumeStatistics` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._states = Statement(reader, select(RESUMES.c.state, _COUNT).group_by(RESUMES.c.state))
        self._days = _days(reader)
        self._positions = _positions(reader)
        self._skills = _skills(reader)
        self._scores = _scores(reader)

    async def states(self) -> list[StateCount]:
        return list(map(StateCount._make, await self._states.read({}, heavy=True)))

    async def days(self, *, since: str) -> list[DayCount]:
        return list(map(DayCount._make, await self._days.read({"since": since}, heavy=True)))

    async def positions(self, *, first: int) -> list[PositionCount]:
        return list(map(PositionCount._make, await self._positions.read({"first": first}, heavy=True)))

    async def skills(self, *, first: int) -> list[SkillCount]:
        return list(map(SkillCount._make, await self._skills.read({"first": first}, heavy=True)))

    async def scores(self) -> list[ScoreCount]:
        return list(map(ScoreCount._make, await self._scores.read({}, heavy=True)))


def _days(reader: RowReader) -> Statement:
    day = func.substr(RESUMES.c.upload_time, literal_column("1"), literal_column("10"))
    since = bindparam("since", type_=Text)
    statement = select(day.label("day"), _COUNT).where(RESUMES.c.upload_time >= since)
    return Statement(reader, statement.group_by(day))


def _positions(reader: RowReader) -> Statement:
    statement = select(MATCHES.c.position, _COUNT, func.avg(MATCHES.c.score)).select_from(_BEST)
    statement = statement.where(ANALYSED).group_by(MATCHES.c.position)
    return Statement(reader, statement.order_by(_COUNT.desc(), MATCHES.c.position).limit(_FIRST))


def _skills(reader: RowReader) -> Statement:
    if reader.embedded:
        skills = func.json_each(ANALYSES.c.skills).table_valued("value", joins_implicitly=True)
    else:
        skills = func.jsonb_array_elements_text(cast(ANALYSES.c.skills, JSONB)).table_valued(
            column("value", Text), joins_implicitly=True
        )
    skill = skills.c.value
    analysed = ANALYSES.join(RESUMES, RESUMES.c.id == ANALYSES.c.resume_id)
    statement = select(skill, _COUNT).select_from(analysed.join(skills, true())).where(ANALYSED)
    return Statement(reader, statement.group_by(skill).order_by(_COUNT.desc(), skill).limit(_FIRST))


def _scores(reader: RowReader) -> Statement:
    tenth: Any = case(
        *(
            (MATCHES.c.score < literal_column(f"0.{number + 1}"), literal_column(f"{number}"))
            for number in range(9)
        ),
        else_=literal_column("9"),
    )
    statement = select(tenth.label("tenth"), _COUNT).select_from(_BEST)
    statement = statement.where(ANALYSED, MATCHES.c.rank == literal_column("1"))
    return Statement(reader, statement.group_by(literal_column("tenth")))
