"""Why a match is one, as data: the same compiled or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy import text as sql

from domain.matches.matcher import Matcher
from domain.matches.models import Feature, FeatureName, Match
from domain.positions.index import PositionIndex
from domain.positions.models import Position
from domain.resumes.ports import StaleResult
from domain.viewers import Viewer
from tests.factories import NOW, new_analysis, new_resume, stated
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

QUERY = """
{ resume(id: "1") { matches {
    position score analysis breakdown { feature value weight isStated } matchedSkills missingSkills } } }
"""
MATCH = Match(
    position_code="pastry-cook",
    position="西点师",
    salary_range="6k-9k/月",
    score=0.62,
    analysis="裱花与烘焙相符",
    breakdown=(
        Feature("title", 0.8, 0.4),
        Feature("career_interest", 1.0, 0.0),
        Feature("city", 0.5, 0.6, stated=False),
    ),
    matched_skills=("烘焙", "“裱花”"),
    missing_skills=("巧克力调温",),
)


def matched(house: House, *matches: Match) -> Viewer:
    """Add a user whose resume, of id 1, has these matches."""
    anna = house.user("anna")
    with house.unit_of_work() as work:
        added = work.resumes.add(new_resume(anna.id))
        work.resumes.begin_analysis(added.id)
        work.resumes.finish_analysis(added.id, page_count=1, analysis=new_analysis(), matches=matches, at=NOW)
        work.commit()
    return anna


async def shown(house: House, viewer: Viewer) -> list[dict[str, Any]]:
    answer = await house.ask(QUERY, viewer)
    assert (answer.errors, answer.compiled) == ([], True)
    found: list[dict[str, Any]] = answer.data["resume"]["matches"]
    return found


async def test_a_match_shows_what_its_score_is_made_from(house: House) -> None:
    (match,) = await shown(house, matched(house, MATCH))
    assert match["breakdown"] == [
        {"feature": "TITLE", "value": 0.8, "weight": 0.4, "isStated": True},
        {"feature": "CAREER_INTEREST", "value": 1.0, "weight": 0.0, "isStated": True},
        {"feature": "CITY", "value": 0.5, "weight": 0.6, "isStated": False},
    ]
    assert sum(part["value"] * part["weight"] for part in match["breakdown"]) == pytest.approx(match["score"])
    assert match["matchedSkills"] == ["烘焙", "“裱花”"]
    assert match["missingSkills"] == ["巧克力调温"]


async def test_postgresql_shows_the_same(postgres_engine: Engine, sqlite_engine: Engine) -> None:
    ours, theirs = House(sqlite_engine), House(postgres_engine)
    assert await shown(ours, matched(ours, MATCH)) == await shown(theirs, matched(theirs, MATCH))


async def test_every_feature_that_the_matcher_names_can_be_shown(house: House) -> None:
    index = PositionIndex()
    index.add([Position(code="1", title_zh="会计", title_en="Accountant", skills=("Excel",))], source="own")
    matches = Matcher(index).match(new_analysis(), limit=1)
    (match,) = await shown(house, matched(house, *matches))
    assert {part["feature"] for part in match["breakdown"]} == {name.name for name in FeatureName}


async def test_a_match_of_before_has_no_reasons(house: House) -> None:
    anna = matched(house, MATCH)
    with house.engine.begin() as connection:
        connection.execute(sql("DELETE FROM match_reasons"))
    (match,) = await shown(house, anna)
    assert (match["breakdown"], match["matchedSkills"], match["missingSkills"]) == ([], [], [])


async def test_a_refreshed_match_shows_its_new_reasons(house: House) -> None:
    anna = matched(house, MATCH, replace(MATCH, position_code="cook"))
    new = replace(MATCH, breakdown=(Feature("skills", 0.9, 1.0),), matched_skills=("烘焙",))
    with house.unit_of_work() as work:
        stale = StaleResult(1, NOW.astimezone(UTC).isoformat(timespec="microseconds"), new_analysis())
        assert work.resumes.refresh_matches(stale, matches=[new], catalogue_version=1)
        work.commit()
    (match,) = await shown(house, anna)
    assert [part["feature"] for part in match["breakdown"]] == ["SKILLS"]
    assert match["matchedSkills"] == ["烘焙"]


async def test_reasons_take_no_further_statement(house: House) -> None:
    anna = matched(house, MATCH)
    with house.statements() as run:
        await house.run(house.compiling, QUERY, anna, {})
    assert len(run) == 2


@pytest.mark.parametrize(
    ("stated_values", "reason"),
    [
        ({}, "NOTHING_STATED"),
        ({"titles": ("Job title 1",), "career_interest": "职位名称"}, "NOTHING_STATED"),
        ({"titles": ("Zyxgleblor",)}, "NOTHING_FITS"),
        ({"skills": ("Zyxgl",)}, "NOTHING_FITS"),
    ],
)
async def test_a_resume_without_matches_says_why(
    house: House, stated_values: dict[str, Any], reason: str
) -> None:
    anna = house.user("anna")
    with house.unit_of_work() as work:
        added = work.resumes.add(new_resume(anna.id))
        work.resumes.begin_analysis(added.id)
        analysis = stated(**stated_values)
        work.resumes.finish_analysis(added.id, page_count=1, analysis=analysis, matches=(), at=NOW)
        work.commit()
    answer = await house.ask('{ resume(id: "1") { noMatches matches { score } } }', anna)
    assert (answer.errors, answer.compiled) == ([], True)
    assert answer.data["resume"] == {"noMatches": reason, "matches": []}


async def test_a_resume_with_matches_or_without_an_analysis_names_no_reason(house: House) -> None:
    anna = matched(house, MATCH)
    with house.unit_of_work() as work:
        work.resumes.add(new_resume(anna.id))
        work.commit()
    answer = await house.ask('{ a: resume(id: "1") { noMatches } b: resume(id: "2") { noMatches } }', anna)
    assert answer.data == {"a": {"noMatches": None}, "b": {"noMatches": None}}
