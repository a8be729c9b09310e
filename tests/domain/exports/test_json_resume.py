from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from domain.exports.json_resume import json_resume
from domain.exports.profile import Profile
from tests.domain.exports.people import NOBODY, PERSON

_SCHEMA = (
    Path(__file__).parents[3]
    / "dashboard" / "node_modules" / "@jsonresume" / "schema" / "schema.json"
)  # fmt: skip


def made(profile: Profile) -> Any:
    return json.loads(json_resume(profile))


def test_a_person_becomes_a_document_of_json_resume() -> None:
    document = made(PERSON)
    assert document["basics"] == {
        "name": "周敏",
        "label": "会计",
        "email": "zhoumin@example.com",
        "phone": "13900001111",
        "location": {"city": "杭州"},
    }
    assert document["work"] == [
        {
            "name": "瑞丰贸易有限公司",
            "position": "会计",
            "startDate": "2020-07",
            "highlights": ["成本核算", "月结 <b>& more</b>"],
        },
        {"position": "实习生"},
    ]
    assert document["education"] == [
        {
            "institution": "浙江大学",
            "area": "会计学",
            "studyType": "本科",
            "startDate": "2016-09",
            "endDate": "2020-06",
        }
    ]
    assert document["skills"] == [{"name": "Excel"}, {"name": "成本核算"}]


def test_nothing_is_made_up_for_what_is_not_stated() -> None:
    assert made(NOBODY) == {
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {},
        "work": [],
        "education": [],
        "skills": [],
        "meta": {"version": "v1.0.0"},
    }


@pytest.mark.parametrize("profile", [PERSON, NOBODY])
def test_the_published_schema_takes_it(profile: Profile) -> None:
    if not _SCHEMA.is_file():
        pytest.skip("the published schema is not installed: `make dashboard`")
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    Draft7Validator(schema, format_checker=FormatChecker()).validate(made(profile))
