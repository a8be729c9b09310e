"""Figures over all resumes: what the database counts, filled up with what it did not find."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, timedelta
from enum import Enum, auto
from typing import Any, NamedTuple

from domain import policies
from domain.resumes.models import ResumeState
from domain.rows import Column, Row
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class StatisticsSource(Source[None, Any]):
    """The aggregates together: nothing but the permission to read them."""

    shape = "object"
    rule = policies.SEE_STATISTICS

    async def load(self, context: Context, _wanted: Wanted[None, Any]) -> Loaded:
        policies.SEE_STATISTICS.require(context.viewer)
        return Loaded([()])


class StatisticRequest(NamedTuple):
    """How many rows of an aggregate."""

    size: int = 0


class Figure(Column, Enum):
    """What the rows of the aggregates are made of."""

    STATE = auto()
    DATE = auto()
    POSITION = auto()
    SKILL = auto()
    LOWER = auto()
    UPPER = auto()
    COUNT = auto()
    AVERAGE_SCORE = auto()


class Aggregate(Source[StatisticRequest, Figure]):
    """The rows of one aggregate; all its figures are read whatever is asked for."""

    shape = "list"
    rule = None

    def __init__(self, *figures: Figure, read: Callable[[Context, int], Awaitable[Sequence[Row]]]) -> None:
        self._figures = figures
        self._read = read

    async def load(self, context: Context, wanted: Wanted[StatisticRequest, Figure]) -> Loaded:
        rows = await self._read(context, wanted.request.size)
        indexes = [self._figures.index(figure) for figure in wanted.columns]
        return Loaded([(None, *(row[index] for index in indexes)) for row in rows])


async def _states(context: Context, _size: int) -> Sequence[Row]:
    found = dict(await context.graph.statistics.states())
    return [(state.value, found.get(state.value, 0)) for state in ResumeState]


async def _days(context: Context, size: int) -> Sequence[Row]:
    today = context.clock().astimezone(UTC).date()
    days = [(today - timedelta(days=back)).isoformat() for back in reversed(range(size))]
    found = dict(await context.graph.statistics.days(since=days[0])) if days else {}
    return [(day, found.get(day, 0)) for day in days]


async def _positions(context: Context, size: int) -> Sequence[Row]:
    return await context.graph.statistics.positions(first=size)


async def _skills(context: Context, size: int) -> Sequence[Row]:
    return await context.graph.statistics.skills(first=size)


async def _scores(context: Context, _size: int) -> Sequence[Row]:
    found = dict(await context.graph.statistics.scores())
    return [(tenth / 10, (tenth + 1) / 10, found.get(tenth, 0)) for tenth in range(10)]


STATES = Aggregate(Figure.STATE, Figure.COUNT, read=_states)
DAYS = Aggregate(Figure.DATE, Figure.COUNT, read=_days)
POSITIONS = Aggregate(Figure.POSITION, Figure.COUNT, Figure.AVERAGE_SCORE, read=_positions)
SKILLS = Aggregate(Figure.SKILL, Figure.COUNT, read=_skills)
SCORES = Aggregate(Figure.LOWER, Figure.UPPER, Figure.COUNT, read=_scores)
