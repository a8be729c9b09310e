"""Statistics: figures over all resumes."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.errors import InvalidInput
from domain.resumes.models import STATUS_TEXTS, ResumeState
from graphql_schema.reading import relation, value
from graphql_schema.sources.statistics import (
    DAYS,
    POSITIONS,
    SCORES,
    SKILLS,
    STATES,
    Figure,
    StatisticRequest,
    StatisticsSource,
)

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


@strawberry.type(description="This says how many resumes are in one state.")
class StateCount:
    """A row of `resumesByStatus`: one state, and how many resumes are in it."""

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
    """A row of `resumesPerDay`: one day, and how many resumes were uploaded on it."""

    date: str = value(
        Figure.DATE, description="The resumes were uploaded on this day in UTC, like `2026-05-04`."
    )
    count: int = value(Figure.COUNT, description="This many resumes were uploaded on the day. It may be 0.")


@strawberry.type(description="This says how often a position is among the matches of resumes.")
class PositionCount:
    """A row of `topPositions`: one position, how many resumes it matches and how well on average."""

    position: str = value(
        Figure.POSITION, description="This is the position's title, as in `Match.position`."
    )
    count: int = value(Figure.COUNT, description="This many resumes have the position among their matches.")
    average_score: float = value(
        Figure.AVERAGE_SCORE, description="This is the average score of those matches, from 0.0 to 1.0."
    )


@strawberry.type(description="This says how many resumes name a skill.")
class SkillCount:
    """A row of `topSkills`: one skill, and how many resumes name it."""

    skill: str = value(Figure.SKILL, description="This is the skill as the resumes print it.")
    count: int = value(Figure.COUNT, description="This many resumes name the skill.")


@strawberry.type(description="This says how many resumes have their best score in one interval.")
class ScoreBin:
    """A row of `scoreHistogram`: a tenth of the scale, and how many resumes have their best score in it."""

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
    """What an administrator's dashboard draws, out of counters that are kept as resumes change."""

    @relation(
        list[StateCount],
        STATES,
        description="This says how many resumes are in each state. Every state has a row, in the "
        "order of the work.",
    )
    def resumes_by_status(self) -> StatisticRequest:
        return StatisticRequest()

    @relation(
        list[DayCount],
        DAYS,
        description="This says how many resumes were uploaded on each day. The oldest day comes "
        "first, and days without uploads have a row too.",
    )
    def resumes_per_day(self, days: Days = 30) -> StatisticRequest:
        return StatisticRequest(_bounded("days", days, 30, MOST_DAYS))

    @relation(
        list[PositionCount],
        POSITIONS,
        description="These positions are among the matches of the most resumes, the most frequent one first.",
    )
    def top_positions(self, first: Ranks = 10) -> StatisticRequest:
        return StatisticRequest(_bounded("first", first, 10, MOST_RANKS))

    @relation(
        list[SkillCount],
        SKILLS,
        description="These skills are named in the most resumes, the most frequent one first.",
    )
    def top_skills(self, first: Ranks = 10) -> StatisticRequest:
        return StatisticRequest(_bounded("first", first, 10, MOST_RANKS))

    @relation(
        list[ScoreBin],
        SCORES,
        description="This says how the best scores of the resumes are spread, in ten intervals of "
        "equal width.",
    )
    def score_histogram(self) -> StatisticRequest:
        return StatisticRequest()


@strawberry.type
class StatisticQueries:
    """The root field `statistics`, which only administrators may ask for."""

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
