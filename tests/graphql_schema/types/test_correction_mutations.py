"""Corrections as a client makes and reads them, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.analyses.ports import Reading
from domain.auditing import AuditAction
from domain.viewers import Role
from tests.factories import detailed, new_analysis, stated
from tests.graphql_schema.house import House, resume_gid, upload, user_gid
from tests.graphql_schema.stand_ins import FakeReader

pytestmark = pytest.mark.anyio

CORRECT = """mutation ($input: CorrectAnalysisInput!) { correctAnalysis(input: $input) { __typename
  ... on CorrectAnalysisSuccess { resume { databaseId analysis { basicInfo { name gender } skills
    experience { company title isCurrent evidence { text confidence } } } } }
  ... on InvalidInputError { message } } }"""
TAKE_BACK = """mutation ($input: TakeBackCorrectionsInput!) { takeBackCorrections(input: $input) { __typename
  ... on CorrectAnalysisSuccess { resume { analysis { basicInfo { name } corrections { field } } } }
  ... on InvalidInputError { message } } }"""
SHOWN = """query ($id: ID!) { resume(id: $id) { analysis { corrections { field correctedAt correctedBy
  corrected { ...All } read { ...All } offered { ...All } } } } }
fragment All on FieldValue { text items education { school } experience { title evidence { text } } }"""


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


async def correct(house: House, viewer: Any, resume_id: int, **fields: Any) -> Any:
    answer = await house.change(CORRECT, viewer, input={"resume": resume_gid(resume_id), "fields": fields})
    assert answer.errors == []
    return answer.data["correctAnalysis"]


def value(**given: Any) -> dict[str, Any]:
    return {"text": None, "items": [], "education": [], "experience": [], **given}


async def test_fields_and_entries_are_corrected_together(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    entries = [{"entry": 0, "title": "总账会计"}, {"company": "宁波大学", "title": "讲师"}]
    found = await correct(
        house, anna, resume_id, name="陈晨", gender="MALE", skills=["SAP"], experience=entries
    )
    assert found["resume"]["analysis"] == {
        "basicInfo": {"name": "陈晨", "gender": "MALE"},
        "skills": ["SAP"],
        "experience": [
            {
                "company": "瑞丰贸易有限公司",
                "title": "总账会计",
                "isCurrent": True,
                "evidence": {"text": "瑞丰贸易有限公司 会计", "confidence": 0.93},
            },
            {
                "company": "宁波大学",
                "title": "讲师",
                "isCurrent": False,
                "evidence": {"text": "", "confidence": 1.0},
            },
        ],
    }


async def test_corrections_are_shown_beside_what_was_read(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    resume_id = house.resume(anna)
    await correct(house, root, resume_id, name="陈晨", skills=None, experience=[{"entry": 1}])
    told = {"correctedAt": "2026-11-22T09:30:00.123456+00:00", "correctedBy": user_gid(root), "offered": None}
    answer = await house.ask(SHOWN, anna, id=resume_gid(resume_id))
    assert answer.compiled
    jobs = [
        {"title": "会计", "evidence": {"text": "瑞丰贸易有限公司 会计"}},
        {"title": "实习生", "evidence": {"text": "瑞丰贸易有限公司 会计"}},
    ]
    assert answer.data["resume"]["analysis"]["corrections"] == [
        {"field": "NAME", **told, "corrected": value(text="陈晨"), "read": value(text="周敏")},
        {"field": "SKILLS", **told, "corrected": value(), "read": value(items=["Excel", "成本核算"])},
        {
            "field": "EXPERIENCE",
            **told,
            "corrected": value(experience=jobs[1:]),
            "read": value(experience=jobs),
        },
    ]


async def test_a_newer_reading_is_offered_and_can_be_taken_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = house.user("anna")
    resume_id = (await house.resumes.upload_resume(anna, upload(b"some text of a resume"))).id
    await house.analyser.analyse(resume_id)
    await correct(house, anna, resume_id, name="陈晨")

    async def read_another(*_: object, **__: object) -> Reading:
        return Reading(2, detailed(new_analysis("周明")))

    monkeypatch.setattr(FakeReader, "read", read_another)
    await house.resumes.reanalyze_resume(anna, resume_id)
    await house.analyser.analyse(resume_id)
    answer = await house.ask(SHOWN, anna, id=resume_gid(resume_id))
    (correction,) = answer.data["resume"]["analysis"]["corrections"]
    assert correction["corrected"] == value(text="陈晨")
    assert (correction["read"], correction["offered"]) == (value(text="周敏"), value(text="周明"))
    taken = {"resume": str(resume_id), "fields": ["NAME"]}
    answer = await house.change(TAKE_BACK, anna, input=taken)
    analysis = answer.data["takeBackCorrections"]["resume"]["analysis"]
    assert analysis == {"basicInfo": {"name": "周明"}, "corrections": []}


async def test_a_value_that_is_none_is_refused_with_its_reason(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    assert await correct(house, anna, resume_id, age=200) == {
        "__typename": "InvalidInputError",
        "message": "basicInfo.age的值无效",
    }
    assert (await correct(house, anna, resume_id))["message"] == "没有要更正的字段"
    answer = await house.change(TAKE_BACK, anna, input={"resume": str(resume_id), "fields": []})
    assert answer.data["takeBackCorrections"]["message"] == "没有要撤回的字段"


async def test_the_audit_log_tells_of_corrections(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    resume_id = house.resume(anna)
    await correct(house, root, resume_id, name="陈晨", age=31)
    await house.change(TAKE_BACK, anna, input={"resume": str(resume_id), "fields": ["AGE"]})
    await house.audit.flush()
    asked = "{ auditLog { edges { node { action actorId subjectId resumeId detail } } } }"
    edges = (await house.ask(asked, root)).data["auditLog"]["edges"]
    told = {"subjectId": user_gid(anna), "resumeId": resume_gid(resume_id)}
    made = {"action": AuditAction.ANALYSIS_CORRECTED.name, "actorId": user_gid(root)}
    back = {"action": AuditAction.CORRECTION_TAKEN_BACK.name, "actorId": user_gid(anna)}
    actions = (made["action"], back["action"])
    assert [edge["node"] for edge in edges if edge["node"]["action"] in actions] == [
        {**back, **told, "detail": "basicInfo.age"},
        {**made, **told, "detail": "basicInfo.name, basicInfo.age"},
    ]


REVIEW = "query ($id: ID!) { resume(id: $id) { reviewWeight analysis { review { field reason } } } }"


async def test_a_correction_takes_a_value_off_the_list_of_what_deserves_a_look(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    before = (await house.ask(REVIEW, anna, id=resume_gid(resume_id))).data["resume"]
    assert before["analysis"]["review"] == [
        {"field": "EMAIL", "reason": "LOW_CONFIDENCE"},
        {"field": "EXPERIENCE", "reason": "MISSING"},
    ]
    await correct(house, anna, resume_id, email="zhou@example.com")
    answer = await house.ask(REVIEW, anna, id=resume_gid(resume_id))
    assert answer.compiled
    after = answer.data["resume"]
    assert after["analysis"] == {"review": [{"field": "EXPERIENCE", "reason": "MISSING"}]}
    # The harm of a wrong address, seven times of ten.
    assert before["reviewWeight"] - after["reviewWeight"] == pytest.approx(0.56)


async def test_resumes_are_ordered_by_how_much_they_deserve_a_look(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    sure = house.resume(root, analysis=replace(detailed(new_analysis()), evidence=()))
    doubtful = house.resume(root)
    nameless = house.resume(root, analysis=stated(titles=("会计",)))
    asked = """query ($order: ResumeOrder, $after: String) {
      resumes(first: 2, orderBy: $order, after: $after) {
        pageInfo { endCursor } edges { node { databaseId } } } }"""

    async def page(order: str, after: str | None = None) -> tuple[list[int], str]:
        found = (await house.ask(asked, root, order=order, after=after)).data["resumes"]
        return [edge["node"]["databaseId"] for edge in found["edges"]], found["pageInfo"]["endCursor"]

    first, cursor = await page("REVIEW_DESC")
    assert [*first, *(await page("REVIEW_DESC", cursor))[0]] == [doubtful, nameless, sure]
    first, cursor = await page("REVIEW_ASC")
    assert [*first, *(await page("REVIEW_ASC", cursor))[0]] == [sure, nameless, doubtful]
