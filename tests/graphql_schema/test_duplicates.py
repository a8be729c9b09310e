"""Who is told of which duplicates, and what is noted of it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.resumes.models import ResumeState
from domain.viewers import Role
from tests.factories import stated
from tests.graphql_schema.house import House, resume_gid, upload

pytestmark = pytest.mark.anyio

DUPLICATES = """query ($id: ID!, $first: Int = 10) { resume(id: $id) {
  duplicates(first: $first) { signs resume { databaseId owner { username } analysis { skills } } } } }"""
UPLOAD = """mutation ($file: Upload!) { uploadResume(file: $file) {
  ... on UploadResumeSuccess { resume { databaseId duplicates { signs resume { databaseId } } } } } }"""


def others(answer: Any) -> list[tuple[str, list[str]]]:
    found = answer.data["resume"]["duplicates"]
    return [(each["resume"]["owner"]["username"], each["signs"]) for each in found]


async def test_a_job_seeker_is_told_of_their_own_resumes_and_an_administrator_of_all(house: House) -> None:
    root, anna, ben = house.user("root", Role.ADMIN), house.user("anna"), house.user("ben")
    asked = house.resume(anna)
    for owner in (anna, ben):
        house.resume(owner)
    signs = ["SAME_FILE", "EMAIL", "PHONE", "NAME_AND_BIRTH_DATE"]
    assert others(await house.ask(DUPLICATES, anna, id=str(asked))) == [("anna", signs)]
    assert others(await house.ask(DUPLICATES, root, id=str(asked))) == [("ben", signs), ("anna", signs)]
    assert others(await house.ask(DUPLICATES, root, id=str(asked), first=1)) == [("ben", signs)]


async def test_a_duplicate_is_a_resume_with_all_that_hangs_on_it(house: House) -> None:
    anna = house.user("anna")
    asked = house.resume(anna)
    other = house.resume(anna, state=ResumeState.UPLOADED)
    answer = await house.ask(
        "query ($id: ID!) { resume(id: $id) { duplicates { signs resume {"
        " databaseId analysis { skills } matches { position }"
        " duplicates { resume { databaseId matches(first: 1) { position } } } } } } }",
        anna,
        id=str(asked),
    )
    assert answer.compiled
    assert answer.data["resume"]["duplicates"] == [
        {
            "signs": ["SAME_FILE"],
            "resume": {
                "databaseId": other,
                "analysis": None,
                "matches": [],
                "duplicates": [{"resume": {"databaseId": asked, "matches": [{"position": "职位0"}]}}],
            },
        }
    ]


async def test_each_resume_of_a_list_has_its_own_duplicates(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    ids = [
        house.resume(anna, analysis=stated(email=email), state=ResumeState.ANALYSED)
        for email in ("a@example.com", "b@example.com", "a@example.com")
    ]
    answer = await house.ask(
        "{ resumes { edges { node { databaseId duplicates { signs resume { databaseId } } } } } }", root
    )
    found = {
        edge["node"]["databaseId"]: [
            each["resume"]["databaseId"] for each in edge["node"]["duplicates"] if "EMAIL" in each["signs"]
        ]
        for edge in answer.data["resumes"]["edges"]
    }
    assert found == {ids[0]: [ids[2]], ids[1]: [], ids[2]: [ids[0]]}


async def test_an_upload_tells_that_the_file_was_there_before(house: House) -> None:
    anna, ben = house.user("anna"), house.user("ben")

    async def told(owner: Any) -> Any:
        answer = await house.change(UPLOAD, owner, file=upload("姓名：周敏".encode()))
        return answer.data["uploadResume"]["resume"]

    first = await told(anna)
    assert first["duplicates"] == []
    assert (await told(anna))["duplicates"] == [
        {"signs": ["SAME_FILE"], "resume": {"databaseId": first["databaseId"]}}
    ]
    assert (await told(ben))["duplicates"] == []


async def test_it_is_noted_whose_resumes_an_administrator_was_told_of(house: House) -> None:
    root, anna, ben = house.user("root", Role.ADMIN), house.user("anna"), house.user("ben")
    mine, theirs = house.resume(root), [house.resume(owner) for owner in (anna, ben)]
    await house.change(DUPLICATES, root, id=str(mine))
    await house.audit.flush()
    answer = await house.ask(
        "{ auditLog(filter: {action: RESUME_READ}) { edges { node { resumeId } } } }", root
    )
    noted = {edge["node"]["resumeId"] for edge in answer.data["auditLog"]["edges"]}
    assert noted == set(map(resume_gid, theirs))


@pytest.mark.parametrize("first", [-1, 101])
async def test_no_more_duplicates_are_told_than_a_hundred(house: House, first: int) -> None:
    anna = house.user("anna")
    answer = await house.ask(DUPLICATES, anna, id=str(house.resume(anna)), first=first)
    assert answer.codes == ["BAD_USER_INPUT"]
