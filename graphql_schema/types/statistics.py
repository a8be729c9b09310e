"""Statistics: figures over all resumes, calculated by the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, timedelta
from typing import Annotated, Any, NamedTuple

import strawberry

from domain.errors import InvalidInput
from domain.resumes.models import STATUS_TEXTS, ResumeState
from graphql_schema.context import Context
from graphql_schema.reading import Loaded, Source, Wanted, relation, value
from graphql_schema.sources import StatisticsSource

MOST_DAYS = 366
MOST_RANKS = 100

Days = Annotated[
    int | None, strawberry.argument(description=f"How many days up to today, at most {MOST_DAYS}.")
]
Ranks = Annotated[int | None, strawberry.argument(description=f"How many at most, up to {MOST_RANKS}.")]


class StatisticRequest(NamedTuple):
    """How many rows of an aggregate."""

    size: int = 0


class Aggregate(Source):
    """The rows of one aggregate; all its columns are read whatever is asked for."""

    shape = "list"

    def __init__(
        self,
        kind: str,
        columns: tuple[str, ...],
        read: Callable[[Context, int], Any],
    ) -> None:
        self.kind = kind
        self._columns = columns
        self._read = read

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        rows = await self._read(context, wanted.request.size)
        indexes = [self._columns.index(column) for column in wanted.columns]
        return Loaded([(None, *(row[index] for index in indexes)) for row in rows])


async def _states(context: Context, _size: int) -> Sequence[tuple[Any, ...]]:
    found: dict[Any, Any] = dict(await context.graph.statistic("states"))
    return [(state.value, found.get(state.value, 0)) for state in ResumeState]


async def _days(context: Context, size: int) -> Sequence[tuple[Any, ...]]:
    today = context.clock().astimezone(UTC).date()
    days = [(today - timedelta(days=back)).isoformat() for back in reversed(range(size))]
    found: dict[Any, Any] = dict(await context.graph.statistic("days", since=days[0])) if days else {}
    return [(day, found.get(day, 0)) for day in days]


async def _positions(context: Context, size: int) -> Sequence[tuple[Any, ...]]:
    return await context.graph.statistic("positions", first=size)


async def _skills(context: Context, size: int) -> Sequence[tuple[Any, ...]]:
    return await context.graph.statistic("skills", first=size)


async def _scores(context: Context, _size: int) -> Sequence[tuple[Any, ...]]:
    found: dict[Any, Any] = dict(await context.graph.statistic("scores"))
    return [(tenth / 10, (tenth + 1) / 10, found.get(tenth, 0)) for tenth in range(10)]


@strawberry.type(description="How many resumes are in one state.")
class StateCount:
    """A row of the first aggregate."""

    state: ResumeState = value("state", compute=ResumeState, description="The state.")
    status: str = value(
        "state", compute=STATUS_TEXTS.__getitem__, description="The state in words, as in `Resume.status`."
    )
    count: int = value("count", description="How many resumes.")


@strawberry.type(description="How many resumes were uploaded on one day.")
class DayCount:
    """A row of the second aggregate."""

    date: str = value("date", description="The day in UTC, like `2026-05-04`.")
    count: int = value("count", description="How many resumes.")


@strawberry.type(description="How often a position is among the matches of a resume.")
class PositionCount:
    """A row of the third aggregate."""

    position: str = value("position", description="The position's title.")
    count: int = value("count", description="With how many resumes it is matched.")
    average_score: float = value("average_score", description="The average of those scores, from 0.0 to 1.0.")


@strawberry.type(description="How many resumes name a skill.")
class SkillCount:
    """A row of the fourth aggregate."""

    skill: str = value("skill", description="The skill as printed.")
    count: int = value("count", description="How many resumes.")


@strawberry.type(description="How many resumes have their best score in one interval.")
class ScoreBin:
    """A row of the last aggregate."""

    lower: float = value("lower", description="Lower end, included.")
    upper: float = value("upper", description="Upper end, excluded but for 1.0.")
    count: int = value("count", description="How many resumes.")


@strawberry.type(description="Figures over all resumes.")
class Statistics:
    """The aggregates."""

    @relation(
        list[StateCount],
        Aggregate("StateCount", ("state", "count"), _states),
        description="How many resumes are in each state, all states in their order.",
    )
    def resumes_by_status(self) -> StatisticRequest:
        return StatisticRequest()

    @relation(
        list[DayCount],
        Aggregate("DayCount", ("date", "count"), _days),
        description="How many resumes were uploaded each day, oldest day first, days without any as well.",
    )
    def resumes_per_day(self, days: Days = 30) -> StatisticRequest:
        return StatisticRequest(_bounded("days", days, 30, MOST_DAYS))

    @relation(
        list[PositionCount],
        Aggregate("PositionCount", ("position", "count", "average_score"), _positions),
        description="The positions matched most often.",
    )
    def top_positions(self, first: Ranks = 10) -> StatisticRequest:
        return StatisticRequest(_bounded("first", first, 10, MOST_RANKS))

    @relation(
        list[SkillCount],
        Aggregate("SkillCount", ("skill", "count"), _skills),
        description="The skills named most often.",
    )
    def top_skills(self, first: Ranks = 10) -> StatisticRequest:
        return StatisticRequest(_bounded("first", first, 10, MOST_RANKS))

    @relation(
        list[ScoreBin],
        Aggregate("ScoreBin", ("lower", "upper", "count"), _scores),
        description="How the resumes' best scores are spread, in ten equal intervals.",
    )
    def score_histogram(self) -> StatisticRequest:
        return StatisticRequest()


@strawberry.type
class StatisticQueries:
    """Queries for statistics."""

    @relation(
        Statistics | None,
        StatisticsSource(),
        description="Figures over all resumes; only for administrators.",
    )
    def statistics(self) -> None:
        return None


def _bounded(name: str, given: int | None, default: int, most: int) -> int:
    size = default if given is None else given
    if not 0 <= size <= most:
        raise InvalidInput(f"{name} 须在 0 至 {most} 之间")
    return size
