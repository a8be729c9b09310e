from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from domain.analyses.extraction import analyse
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType, detect_media_type
from domain.documents.reader import read_document
from domain.exports.json_resume import json_resume
from domain.exports.profile import Employment, Profile, Span, Study, profile_of
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.languages import Language
from tests.domain.exports.people import PERSON

CHINESE = replace(
    PERSON,
    experience=(
        replace(PERSON.experience[0], tasks=("负责成本核算与月结", "编制财务报表")),
        Employment(
            company="中信会计师事务所",
            title="审计实习生",
            span=Span(start=PartialDate(2019, 7), end=PartialDate(2019, 12)),
        ),
    ),
)
ENGLISH = Profile(
    language=Language.ENGLISH,
    name="Grace Okafor",
    city="Leeds",
    email="grace@example.com",
    phone="+44 7700 900123",
    career_interest="Registered Nurse",
    highest_degree="Bachelor of Science",
    skills=("Wound care", "IV therapy", "Triage"),
    education=(
        Study(
            school="Harbour University",
            degree="Bachelor of Science",
            major="Nursing",
            span=Span(start=PartialDate(2016, 9), end=PartialDate(2020, 6)),
        ),
    ),
    experience=(
        Employment(
            company="Northwind Hospital",
            title="Registered Nurse",
            span=Span(start=PartialDate(2021, 3), is_current=True),
            tasks=("Cared for twenty patients a shift.", "Trained three juniors."),
        ),
    ),
)


def detected(content: bytes) -> MediaType | None:
    return detect_media_type(head=content, tail=content, size_bytes=len(content))


def read(resume: Any) -> str:
    return read_document(json.dumps(resume).encode(), MediaType.JSON_RESUME).text


@pytest.mark.parametrize("person", [CHINESE, ENGLISH])
def test_what_was_taken_out_is_read_again(person: Profile) -> None:
    content = json_resume(person)
    assert detected(content) is MediaType.JSON_RESUME
    again = profile_of(analyse(read_document(content, MediaType.JSON_RESUME)))
    left_out = replace(person, birth_date=None, gender=None, years_of_experience=None, expected_salary=None)
    assert replace(again, gender=None, years_of_experience=None) == left_out


def test_skills_that_nobody_knows_are_skills_where_they_stand_as_such() -> None:
    person = replace(CHINESE, skills=("强化学习", "PPO", "SAC", "TD3", "RL", "前馈", "MPC", "Project"))
    again = profile_of(analyse(read_document(json_resume(person), MediaType.JSON_RESUME)))
    assert again.skills == person.skills


def test_other_versions_and_parts_are_read_too() -> None:
    text = read(
        {
            "basics": {
                "name": "Grace Okafor",
                "website": "https://grace.example",
                "summary": "Cares.\nTeaches.",
                "profiles": [{"url": "https://social.example/grace"}],
            },
            "work": [{"company": "Northwind Hospital", "startDate": "2021-03-01", "highlights": ["One"]}],
            "skills": [{"name": "Care", "keywords": ["Triage", "Wound care"]}],
            "languages": [{"language": "French", "fluency": "fluent"}],
            "projects": [{"name": "Ward app", "description": "Plans shifts."}],
            "certificates": [{"name": "ALS", "issuer": "RCUK"}],
            "awards": [{"title": "Nurse of the year", "summary": "Of all Leeds."}],
            "volunteer": [
                {"organization": "Red Cross", "position": "Driver", "highlights": ["Drove at night"]}
            ],
            "publications": [{"name": "On triage", "publisher": "Care Weekly"}],
            "interests": [{"name": "Music", "keywords": ["choir", "piano"]}],
            "education": [{"institution": "Harbour University", "courses": ["Pharmacology"]}],
        }
    )
    for told in (
        "Northwind Hospital 2021-03 - present",
        "- One",
        "Triage | Wound care",
        "Of all Leeds.",
        "Red Cross Driver",
        "Drove at night",
        "On triage Care Weekly",
        "Music choir piano",
        "- Pharmacology",
        "French fluent",
        "Ward app",
        "ALS RCUK",
        "Nurse of the year",
        "https://social.example/grace",
        "Cares.\nTeaches.",
    ):
        assert told in text


@pytest.mark.parametrize(
    "resume",
    [
        {"basics": {"name": 5}, "work": [3, {"name": None, "position": "Nurse", "highlights": [1]}]},
        {"basics": [], "work": {"name": "x"}, "skills": [{"name": "Nurse", "keywords": "x"}]},
    ],
)
def test_what_is_not_of_the_form_is_passed_over(resume: Any) -> None:
    assert "Nurse" in read(resume)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", FailureCode.DAMAGED),
        (b"[]", FailureCode.DAMAGED),
        (b"[" * 100_000, FailureCode.DAMAGED),
        (b'{"basics": {}, "work": []}', FailureCode.NO_TEXT),
        (b" " * (4 * 2**20 + 1), FailureCode.TOO_COMPLEX),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, code: FailureCode) -> None:
    with pytest.raises(ReadFailure) as failure:
        read_document(content, MediaType.JSON_RESUME)
    assert failure.value.code is code


@pytest.mark.parametrize(
    "content",
    [
        b'{"name": "Grace"}',
        b'[{"basics": {"name": "x"}, "work": []}]',
        b'"basics": {} "work": []',
        b'{"basics": {"name": "x"}}',
    ],
)
def test_other_json_stays_text(content: bytes) -> None:
    assert detected(content) is MediaType.TEXT


def test_a_byte_order_mark_and_a_schema_are_no_hindrance() -> None:
    content = b'\xef\xbb\xbf\n{"$schema": "https://x.example/resume-schema/v1", "basics" : {"name": "Grace"}}'
    assert detected(content) is MediaType.JSON_RESUME
    assert "Grace" in read_document(content, MediaType.JSON_RESUME).text
