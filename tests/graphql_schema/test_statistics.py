from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from domain.resumes.models import ResumeState
from domain.viewers import Role, Viewer
from tests.factories import new_analysis, restated
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio


@pytest.fixture
def filled(engine: Engine) -> tuple[House, Viewer]:
    """A database of either kind with two analysed resumes, one waiting and one failed."""
    house = House(engine)
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    house.resume(anna, days_ago=1, analysis=restated(new_analysis(), skills=("Excel", "SQL")))
    house.resume(anna, matches=1, analysis=restated(new_analysis(), skills=("Excel",)))
    house.resume(anna, state=ResumeState.UPLOADED, days_ago=40)
    house.resume(anna, state=ResumeState.FAILED)
    return house, root


async def statistics(filled: tuple[House, Viewer], selection: str) -> Any:
    house, root = filled
    answer = await house.ask("{ statistics { " + selection + " } }", root)
    assert answer.errors == []
    assert answer.compiled
    return next(iter(answer.data["statistics"].values()))


async def test_resumes_are_counted_in_every_state(filled: tuple[House, Viewer]) -> None:
    assert await statistics(filled, "resumesByStatus { state status count }") == [
        {"state": "UPLOADED", "status": "上传成功", "count": 1},
        {"state": "ANALYSING", "status": "分析中", "count": 0},
        {"state": "ANALYSED", "status": "分析完成", "count": 2},
        {"state": "FAILED", "status": "分析失败", "count": 1},
    ]


async def test_uploads_are_counted_by_day_without_gaps(filled: tuple[House, Viewer]) -> None:
    assert await statistics(filled, "resumesPerDay(days: 3) { date count }") == [
        {"date": "2026-11-20", "count": 0},
        {"date": "2026-11-21", "count": 1},
        {"date": "2026-11-22", "count": 2},
    ]
    assert await statistics(filled, "resumesPerDay(days: 0) { date }") == []


async def test_positions_are_ranked_by_how_often_they_match(filled: tuple[House, Viewer]) -> None:
    found = await statistics(filled, "topPositions(first: 2) { position count averageScore }")
    assert [(row["position"], row["count"]) for row in found] == [("职位0", 2), ("职位1", 1)]
    assert found[0]["averageScore"] == pytest.approx(0.9)


async def test_skills_are_ranked_by_how_often_they_are_named(filled: tuple[House, Viewer]) -> None:
    assert await statistics(filled, "topSkills { skill count }") == [
        {"skill": "Excel", "count": 2},
        {"skill": "SQL", "count": 1},
    ]


async def test_best_scores_fall_into_ten_intervals(filled: tuple[House, Viewer]) -> None:
    found = await statistics(filled, "scoreHistogram { lower upper count }")
    assert [row["count"] for row in found] == [0] * 9 + [2]
    assert (found[9]["lower"], found[9]["upper"]) == (0.9, 1.0)


@pytest.mark.parametrize(
    "selection", ["resumesPerDay(days: 367) { count }", "topSkills(first: -1) { count }"]
)
async def test_a_wrong_number_is_told_where_it_is(house: House, selection: str) -> None:
    answer = await house.ask("{ statistics { " + selection + " } }", house.user("root", Role.ADMIN))
    assert (answer.data, answer.codes) == ({"statistics": None}, ["BAD_USER_INPUT"])
    assert answer.errors[0]["path"][0] == "statistics"
