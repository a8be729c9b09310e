"""No score is made of who somebody is, or of which age or gender."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.vocabulary.languages import Language
from tests.domain.resumes.house import MATCHER
from tests.factories import restated, stated

PROJECT = Path(__file__).parents[3]
TELLING = {field.name: field for field in FIELDS if field.tells_who}
PEOPLE: list[dict[str, Any]] = [
    {
        "name": "张伟",
        "age": 24,
        "birth_date": "2002-03",
        "gender": "male",
        "email": "zw@example.com",
        "phone": "13900001111",
    },
    {
        "name": "王淑芬",
        "age": 58,
        "birth_date": "1968-11-30",
        "gender": "female",
        "email": "f@example.org",
        "phone": "13900002222",
    },
    {
        "name": "Mary O'Neil",
        "age": 17,
        "birth_date": "2009",
        "gender": "female",
        "email": "m@example.net",
        "phone": "+44 20 7946 0000",
    },
    {"name": None, "age": None, "birth_date": None, "gender": None, "email": None, "phone": None},
]
RESUMES: list[Analysis] = [
    stated(
        career_interest="会计", titles=["会计", "出纳"], skills=["Excel", "成本核算"], highest_degree="本科"
    ),
    stated(titles=["护士", "护士长"], skills=["静脉输液"], years_of_experience=12.0, city="上海"),
    stated(career_interest="Java开发工程师", skills=["Java", "Spring", "MySQL"], expected_salary="20k-30k"),
    stated(titles=["幼儿园教师"], highest_degree="大专", city="成都"),
    stated(career_interest="货车司机", titles=["司机"], years_of_experience=20.0),
    stated(
        Language.ENGLISH,
        career_interest="Senior Software Engineer",
        titles=["Software Engineer", "Team Lead"],
        skills=["Python", "Kubernetes", "Go"],
        years_of_experience=9.0,
    ),
    stated(Language.ENGLISH, titles=["Receptionist"], skills=["Microsoft Office"]),
    stated(Language.ENGLISH, career_interest="Data Analyst", skills=["SQL", "Tableau"]),
]


def test_these_are_all_the_fields_that_tell_who_somebody_is() -> None:
    assert {*TELLING} == {"name", "age", "birth_date", "gender", "email", "phone"}
    assert all(person.keys() == TELLING.keys() for person in PEOPLE)


@pytest.mark.parametrize("resume", RESUMES)
def test_whoever_has_the_same_resume_has_the_same_matches_with_the_same_scores_and_reasons(
    resume: Analysis,
) -> None:
    found = [MATCHER.match(_said_by(resume, person), limit=10) for person in PEOPLE]
    assert found[0]
    assert all(matches == found[0] for matches in found)


def test_one_thing_at_a_time_changes_nothing_either() -> None:
    resume = RESUMES[0]
    alone = MATCHER.match(resume, limit=10)
    for person in PEOPLE[:-1]:
        for name, value in person.items():
            assert MATCHER.match(restated(resume, **{name: value}), limit=10) == alone, name


def test_what_a_person_can_do_changes_something() -> None:
    """Else the tests above would show nothing."""
    resume = RESUMES[0]
    other = restated(resume, titles=["护士"], career_interest="护士")
    assert MATCHER.match(other, limit=10) != MATCHER.match(resume, limit=10)


def test_nothing_that_scores_reads_a_field_that_tells_who_somebody_is() -> None:
    names = "|".join(name.upper() for name in TELLING)
    telling = re.compile(rf"\bfields\.(?:{names})\b|analyses\.fields import [^\n]*\b(?:{names})\b")
    found = {
        path.name: telling.findall(path.read_text(encoding="utf-8"))
        for room in ("matches", "candidates", "retrieval")
        for path in (PROJECT / "domain" / room).rglob("*.py")
    }
    assert found
    assert {name: words for name, words in found.items() if words} == {}


def _said_by(resume: Analysis, person: dict[str, Any]) -> Analysis:
    return restated(resume, **{name: value for name, value in person.items() if value is not None})
