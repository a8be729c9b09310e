"""A match leads to its posting: the same compiled or not, by one statement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy import text as sql

from domain.matches.models import Match
from domain.positions.importing.models import Posting
from domain.viewers import Viewer
from domain.vocabulary.pay import read_pay
from graphql_schema.ids import NodeKind, global_id
from tests.factories import NOW, new_analysis, new_resume
from tests.graphql_schema.house import Answer, House

pytestmark = pytest.mark.anyio

MATCH = Match(
    position_code="pastry-cook", position="西点师", salary_range="6k-9k/月", score=0.62, analysis="烘焙相符"
)
POSTING = """
{ me { resumes(first: 50) { edges { node { matches(first: 3) { position posting {
    id title titleZh titleEn company city url description salaryText
    pay { low high currency period monthsPerYear } } } } } } } }
"""
NURSE = Posting(
    line=2,
    given_id="7",
    title_en="Nurse",
    company="Mercy",
    city="Leeds",
    url="https://jobs.example.com/7",
    description="Nights.",
    salary=read_pay("£31,000 - £36,000 per annum"),
)
OF_NURSE = replace(MATCH, source="own", position_code="7", position="Nurse")


def matched(house: House, *matches: Match) -> Viewer:
    """Add a user whose resume, of id 1, has these matches."""
    anna = house.user("anna")
    with house.unit_of_work() as work:
        added = work.resumes.add(new_resume(anna.id))
        work.resumes.begin_analysis(added.id)
        work.resumes.finish_analysis(added.id, page_count=1, analysis=new_analysis(), matches=matches, at=NOW)
        work.commit()
    return anna


def postings(answer: Answer) -> list[Any]:
    assert (answer.errors, answer.compiled) == ([], True)
    edges = answer.data["me"]["resumes"]["edges"]
    return [match["posting"] for edge in edges for match in edge["node"]["matches"]]


async def test_a_match_leads_to_its_posting_as_data(house: House) -> None:
    house.bring("own", NURSE)
    anna = matched(house, OF_NURSE, replace(MATCH, position_code="position-1"))
    nurse, bundled = postings(await house.ask(POSTING, anna))
    assert nurse == {
        "id": global_id(NodeKind.POSITION, "own:7"),
        "title": "Nurse",
        "titleZh": "",
        "titleEn": "Nurse",
        "company": "Mercy",
        "city": "Leeds",
        "url": "https://jobs.example.com/7",
        "description": "Nights.",
        "salaryText": "£31,000 - £36,000 per annum",
        "pay": {"low": 31000, "high": 36000, "currency": "GBP", "period": "YEAR", "monthsPerYear": None},
    }
    assert (bundled["titleZh"], bundled["url"], bundled["description"]) == ("职位1", None, None)
    assert bundled["pay"] == {
        "low": 8000,
        "high": 12000,
        "currency": "CNY",
        "period": "MONTH",
        "monthsPerYear": None,
    }


async def test_the_posting_of_a_match_is_null_once_it_is_gone(house: House) -> None:
    house.bring("own", NURSE)
    anna = matched(house, OF_NURSE, replace(OF_NURSE, position_code="no such"), MATCH)
    house.positions.remove_source("own")
    assert postings(await house.ask(POSTING, anna)) == [None, None, None]


async def test_a_match_of_before_has_no_posting(house: House) -> None:
    house.bring("own", NURSE)
    anna = matched(house, OF_NURSE)
    with house.engine.begin() as connection:
        connection.execute(sql("UPDATE matches SET position_source = NULL"))
    assert postings(await house.ask(POSTING, anna)) == [None]


async def test_postgresql_leads_to_the_same_postings(postgres_engine: Engine, sqlite_engine: Engine) -> None:
    found = []
    for house in (House(sqlite_engine), House(postgres_engine)):
        house.bring("own", NURSE)
        found.append(postings(await house.ask(POSTING, matched(house, OF_NURSE, MATCH))))
    assert found[0] == found[1]


@pytest.mark.parametrize("path", ["compiling", "interpreting"])
async def test_the_postings_of_all_matches_take_one_statement(house: House, path: str) -> None:
    house.bring("own", NURSE)
    anna = matched(house, OF_NURSE, MATCH)
    executor = getattr(house, path)
    with house.statements() as few:
        await house.run(executor, POSTING, anna, {})
    for _ in range(20):
        house.resume(anna, matches=3)
    with house.statements() as many:
        await house.run(executor, POSTING, anna, {})
    assert len(many) == len(few)
    assert sum(" positions " in statement.replace("\n", " ") for statement in many) == 1


async def test_bundled_postings_take_no_statement(house: House) -> None:
    anna = matched(house, replace(MATCH, position_code="position-2"))
    with house.statements() as run:
        await house.run(house.compiling, POSTING, anna, {})
    assert not any(" positions " in statement.replace("\n", " ") for statement in run)


@pytest.mark.parametrize(("field", "read"), [("url", False), ("description", True)])
async def test_descriptions_are_read_only_where_they_are_asked_for(
    house: House, field: str, read: bool
) -> None:
    house.bring("own", NURSE)
    anna = matched(house, OF_NURSE)
    with house.statements() as run:
        await house.run(
            house.compiling, f"{{ resume(id: 1) {{ matches {{ posting {{ {field} }} }} }} }}", anna, {}
        )
    assert ("positions.description" in run[-1]) is read


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.com", "example.com/7"])
async def test_what_is_no_web_address_is_no_link(house: House, url: str) -> None:
    house.bring("own", replace(NURSE, url=url))
    (posting,) = postings(await house.ask(POSTING, matched(house, OF_NURSE)))
    assert posting["url"] is None
