"""Two resumes side by side, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from domain.resumes.models import ResumeState
from domain.viewers import Role
from tests.factories import detailed, new_analysis, restated
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

COMPARE = """query ($older: ID!, $newer: ID!) { compareResumes(older: $older, newer: $newer) {
  signs differences { field older newer }
  older { databaseId analysis { skills } } newer { databaseId owner { username } } } }"""


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


async def test_versions_of_one_person_are_compared(house: House) -> None:
    anna = house.user("anna")
    before = detailed(new_analysis())
    older = house.resume(anna, analysis=before)
    newer = house.resume(
        anna, analysis=restated(before, phone="13900009999", city="上海", skills=("Excel", "SAP"))
    )
    answer = await house.ask(COMPARE, anna, older=str(older), newer=str(newer))
    assert answer.compiled
    assert answer.data["compareResumes"] == {
        "signs": ["SAME_FILE", "EMAIL", "NAME_AND_BIRTH_DATE"],
        "differences": [
            {"field": "CITY", "older": ["杭州"], "newer": ["上海"]},
            {"field": "PHONE", "older": ["13900001111"], "newer": ["13900009999"]},
            {"field": "SKILLS", "older": ["成本核算"], "newer": ["SAP"]},
        ],
        "older": {"databaseId": older, "analysis": {"skills": ["Excel", "成本核算"]}},
        "newer": {"databaseId": newer, "owner": {"username": "anna"}},
    }


async def test_only_who_may_see_both_compares_them_and_it_is_noted(house: House) -> None:
    root, anna, ben = house.user("root", Role.ADMIN), house.user("anna"), house.user("ben")
    mine, theirs = house.resume(anna), house.resume(ben)
    for older, newer in ((mine, theirs), (theirs, mine)):
        answer = await house.ask(COMPARE, anna, older=str(older), newer=str(newer))
        assert (answer.data, answer.codes) == ({"compareResumes": None}, ["FORBIDDEN"])
    answer = await house.ask(COMPARE, root, older=str(mine), newer=str(theirs))
    assert answer.errors == []
    await house.audit.flush()
    log = await house.ask("{ auditLog(filter: {action: RESUME_READ}) { totalCount } }", root)
    assert log.data["auditLog"]["totalCount"] == 2


async def test_what_is_not_there_or_not_read_is_not_compared(house: House) -> None:
    anna = house.user("anna")
    read, waiting = house.resume(anna), house.resume(anna, state=ResumeState.UPLOADED)
    for other, code in ((waiting, "ANALYSIS_NOT_FOUND"), (999, "NOT_FOUND")):
        answer = await house.ask(COMPARE, anna, older=str(read), newer=str(other))
        assert (answer.data, answer.codes) == ({"compareResumes": None}, [code])
