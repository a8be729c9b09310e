"""The aggregates are filled up with what the database did not count, and have the figures asked for."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import cast

import pytest

from domain.errors import Forbidden, Unauthenticated
from domain.resumes.columns import DayCount, PositionCount, ScoreCount, SkillCount, StateCount
from domain.resumes.models import ResumeState
from domain.rows import Row
from domain.viewers import Role, Viewer
from graphql_schema.context import Context
from graphql_schema.loading import Wanted
from graphql_schema.sources.statistics import (
    DAYS,
    POSITIONS,
    SCORES,
    SKILLS,
    STATES,
    Aggregate,
    Figure,
    StatisticRequest,
    StatisticsSource,
)

pytestmark = pytest.mark.anyio


class Counted:
    """A database that has counted little; keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    async def states(self) -> list[StateCount]:
        return [StateCount("failed", 2)]

    async def days(self, *, since: str) -> list[DayCount]:
        self.asked.append(since)
        return [DayCount("2026-11-21", 4)]

    async def positions(self, *, first: int) -> list[PositionCount]:
        self.asked.append(first)
        return [PositionCount("会计", 3, 0.5)]

    async def skills(self, *, first: int) -> list[SkillCount]:
        self.asked.append(first)
        return [SkillCount("Excel", 5)]

    async def scores(self) -> list[ScoreCount]:
        return [ScoreCount(9, 1), ScoreCount(0, 2)]


@pytest.fixture
def counted() -> Counted:
    return Counted()


async def rows(counted: Counted, of: Aggregate, *figures: Figure, size: int = 0) -> list[Row]:
    """Return the rows of an aggregate in the night before the 23rd in China, without their parent's key."""
    clock = datetime.fromisoformat("2026-11-23T02:00:00+08:00")
    context = SimpleNamespace(graph=SimpleNamespace(statistics=counted), clock=lambda: clock)
    wanted = Wanted(StatisticRequest(size), figures, (), False)
    loaded = await of.load(cast("Context", context), wanted)
    assert {row[0] for row in loaded.rows} <= {None}
    return [row[1:] for row in loaded.rows]


async def test_every_state_has_a_row_in_the_order_of_the_work(counted: Counted) -> None:
    assert await rows(counted, STATES, Figure.STATE, Figure.COUNT) == [
        (state.value, 2 if state is ResumeState.FAILED else 0) for state in ResumeState
    ]


async def test_days_without_uploads_have_a_row_and_the_last_is_today_in_utc(counted: Counted) -> None:
    assert await rows(counted, DAYS, Figure.DATE, Figure.COUNT, size=3) == [
        ("2026-11-20", 0),
        ("2026-11-21", 4),
        ("2026-11-22", 0),
    ]
    assert counted.asked == ["2026-11-20"]


async def test_of_no_days_nothing_is_counted(counted: Counted) -> None:
    assert await rows(counted, DAYS, Figure.DATE, size=0) == []
    assert counted.asked == []


async def test_every_tenth_of_the_scores_has_a_row(counted: Counted) -> None:
    found = await rows(counted, SCORES, Figure.LOWER, Figure.UPPER, Figure.COUNT)
    assert len(found) == 10
    assert (found[0], found[1], found[9]) == ((0.0, 0.1, 2), (0.1, 0.2, 0), (0.9, 1.0, 1))


@pytest.mark.parametrize("of", [POSITIONS, SKILLS])
async def test_a_ranking_is_as_long_as_asked_for(counted: Counted, of: Aggregate) -> None:
    assert len(await rows(counted, of, Figure.COUNT, size=7)) == 1
    assert counted.asked == [7]


async def test_figures_come_in_the_order_asked_for(counted: Counted) -> None:
    wanted = (Figure.AVERAGE_SCORE, Figure.POSITION)
    assert await rows(counted, POSITIONS, *wanted, size=1) == [(0.5, "会计")]
    assert await rows(counted, SKILLS, Figure.COUNT, Figure.SKILL, size=1) == [(5, "Excel")]


async def test_only_an_administrator_sees_the_statistics() -> None:
    async def seen_by(viewer: Viewer | None) -> list[Row]:
        context = cast("Context", SimpleNamespace(viewer=viewer))
        return list((await StatisticsSource().load(context, Wanted(None, (), (), False))).rows)

    assert await seen_by(Viewer(1, "root", Role.ADMIN)) == [()]
    with pytest.raises(Forbidden):
        await seen_by(Viewer(2, "anna", Role.JOB_SEEKER))
    with pytest.raises(Unauthenticated):
        await seen_by(None)
