"""Statistics: figures over all resumes, calculated by the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, timedelta
from enum import Enum, auto
from typing import Annotated, NamedTuple

import strawberry

from domain.errors import InvalidInput
from domain.resumes.models import STATUS_TEXTS, ResumeState
from domain.rows import Column, Row
from graphql_schema.context import Context
from graphql_schema.reading import Loaded, Source, Wanted, relation, value
from graphql_schema.sources import StatisticsSource

MOST_DAYS = 366
MOST_RANKS = 100

Days = Annotated[
    int | None,
    strawberry.argument(
        description="Counts this many days, up to and including today. The default is 30, and "
        f"{MOST_DAYS} is the largest value."
    ),
]
Ranks = Annotated[
    int | None,
    strawberry.argument(
        description=f"Returns at most this many rows. The default is 10, and {MOST_RANKS} is the "
        "largest value."
    ),
]


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


@strawberry.type(description="This says how many resumes are in one state.")
class StateCount:
    """A row of the first aggregate."""

    state: ResumeState = value(
        Figure.STATE, compute=ResumeState, description="The resumes are in this state."
    )
    status: str = value(
        Figure.STATE,
        compute=STATUS_TEXTS.__getitem__,
        description="This is the state in Chinese, as in `Resume.status`.",
    )
    count: int = value(Figure.COUNT, description="This many resumes are in the state. It may be 0.")


@strawberry.type(description="This says how many resumes were uploaded on one day.")
class DayCount:
    """A row of the second aggregate."""

    date: str = value(
        Figure.DATE, description="The resumes were uploaded on this day in UTC, like `2026-05-04`."
    )
    count: int = value(Figure.COUNT, description="This many resumes were uploaded on the day. It may be 0.")


@strawberry.type(description="This says how often a position is among the matches of resumes.")
class PositionCount:
    """A row of the third aggregate."""

    position: str = value(
        Figure.POSITION, description="This is the position's title, as in `Match.position`."
    )
    count: int = value(Figure.COUNT, description="This many resumes have the position among their matches.")
    average_score: float = value(
        Figure.AVERAGE_SCORE, description="This is the average score of those matches, from 0.0 to 1.0."
    )


@strawberry.type(description="This says how many resumes name a skill.")
class SkillCount:
    """A row of the fourth aggregate."""

    skill: str = value(Figure.SKILL, description="This is the skill as the resumes print it.")
    count: int = value(Figure.COUNT, description="This many resumes name the skill.")


@strawberry.type(description="This says how many resumes have their best score in one interval.")
class ScoreBin:
    """A row of the last aggregate."""

    lower: float = value(Figure.LOWER, description="The interval begins at this score, which belongs to it.")
    upper: float = value(
        Figure.UPPER,
        description="The interval ends at this score, which does not belong to it, unless it is 1.0.",
    )
    count: int = value(
        Figure.COUNT, description="This many resumes have their best score in the interval. It may be 0."
    )


@strawberry.type(description="These are figures over the resumes of all users.")
class Statistics:
    """The aggregates."""

    @relation(
        list[StateCount],
        Aggregate(Figure.STATE, Figure.COUNT, read=_states),
        description="This says how many resumes are in each state. Every state has a row, in the "
        "order of the work.",
    )
    def resumes_by_status(self) -> StatisticRequest:
        return StatisticRequest()

    @relation(
        list[DayCount],
        Aggregate(Figure.DATE, Figure.COUNT, read=_days),
        description="This says how many resumes were uploaded on each day. The oldest day comes "
        "first, and days without uploads have a row too.",
    )
    def resumes_per_day(self, days: Days = 30) -> StatisticRequest:
        return StatisticRequest(_bounded("days", days, 30, MOST_DAYS))

    @relation(
        list[PositionCount],
        Aggregate(Figure.POSITION, Figure.COUNT, Figure.AVERAGE_SCORE, read=_positions),
        description="These positions are among the matches of the most resumes, the most frequent one first.",
    )
    def top_positions(self, first: Ranks = 10) -> StatisticRequest:
        return StatisticRequest(_bounded("first", first, 10, MOST_RANKS))

    @relation(
        list[SkillCount],
        Aggregate(Figure.SKILL, Figure.COUNT, read=_skills),
        description="These skills are named in the most resumes, the most frequent one first.",
    )
    def top_skills(self, first: Ranks = 10) -> StatisticRequest:
        return StatisticRequest(_bounded("first", first, 10, MOST_RANKS))

    @relation(
        list[ScoreBin],
        Aggregate(Figure.LOWER, Figure.UPPER, Figure.COUNT, read=_scores),
        description="This says how the best scores of the resumes are spread, in ten intervals of "
        "equal width.",
    )
    def score_histogram(self) -> StatisticRequest:
        return StatisticRequest()


@strawberry.type
class StatisticQueries:
    """Queries for statistics."""

    @relation(
        Statistics | None,
        StatisticsSource(),
        description="Returns figures over the resumes of all users. Only an administrator may ask. "
        "For others it is null, with an error `FORBIDDEN`.",
    )
    def statistics(self) -> None:
        return None


def _bounded(name: str, given: int | None, default: int, most: int) -> int:
    size = default if given is None else given
    if not 0 <= size <= most:
        raise InvalidInput(f"{name} 须在 0 至 {most} 之间")
    return size
