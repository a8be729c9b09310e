from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.analyses.correcting import Correction, corrected, new_correction
from domain.analyses.facts import EducationEntry, ExperienceEntry
from domain.analyses.fields import (
    COMPANIES,
    EDUCATION,
    EXPERIENCE,
    FIELDS,
    NAME,
    SKILLS,
    TITLES,
)
from domain.analyses.models import Analysis
from domain.analyses.review import MOST_ITEMS, ReviewReason, review_of
from domain.analyses.stating import stated as said_of
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import read_degree
from domain.vocabulary.periods import Period
from tests.factories import new_analysis, new_evidence, restated, stated

ON = date(2026, 11, 22)
SURE = new_evidence(EXPERIENCE, "瑞丰", index=0)


def job(start: str | None = "2020", end: str | None = None, **more: Any) -> ExperienceEntry:
    period = Period(
        start=None if start is None else PartialDate.parse(start),
        end=None if end is None else PartialDate.parse(end),
        is_current=end is None,
    )
    given: dict[str, Any] = {"company": "瑞丰", "title": "会计", "evidence": SURE} | more
    return ExperienceEntry(period=period, **given)


def study(degree: str | None, **more: Any) -> EducationEntry:
    given: dict[str, Any] = {
        "school": "浙江大学",
        "period": Period(),
        "evidence": new_evidence(EDUCATION, "浙大", index=0),
    }
    return EducationEntry(degree=None if degree is None else read_degree(degree), **given | more)


def found(analysis: Analysis, *corrections: Correction) -> list[tuple[str, int | None, str]]:
    items = review_of(analysis, corrections, on=ON).items
    return [(item.field, item.index, item.reason.value) for item in items]


def said(name: str, given: Any, reading: Analysis) -> Correction:
    (field,) = (field for field in FIELDS if field.name == name)
    value = said_of(field, given, present=reading.values.get(name, field.nothing))
    return new_correction(field, value, reading, actor_id=1, at=datetime(2026, 11, 22, tzinfo=UTC))


WHOLE = restated(new_analysis(), experience=[job("2022")], education=[study("本科")])


def test_a_sure_and_whole_analysis_deserves_no_look() -> None:
    assert found(WHOLE) == []
    # Both entries are 93 % sure.
    assert review_of(WHOLE, (), on=ON).weight == 0.077


def test_doubtful_values_are_told_the_most_harmful_first() -> None:
    evidence = (
        replace(new_evidence(SKILLS, "Excel", index=1), confidence=0.1),
        replace(new_evidence(NAME, "周敏"), confidence=0.5),
        replace(new_evidence(TITLES, "会计", index=0), confidence=0.7),
    )
    items, weight = review_of(replace(WHOLE, evidence=evidence), (), on=ON)
    assert [(item.field, item.index, item.weight, item.confidence) for item in items] == [
        ("name", None, 0.5, 0.5),
        ("skills", 1, 0.135, 0.1),
    ]
    assert weight == round(0.635 + 0.15 + 0.077, 3)


def test_of_many_small_doubts_the_heaviest_are_told_until_they_have_half_the_weight() -> None:
    skills = tuple(f"技能{number}" for number in range(20))
    evidence = (
        replace(new_evidence(NAME, "周敏"), confidence=0.8),
        *(replace(new_evidence(SKILLS, "技能", index=index), confidence=0.9) for index in range(20)),
    )
    items, weight = review_of(replace(restated(WHOLE, skills=skills), evidence=evidence), (), on=ON)
    assert (items[0].field, items[0].reason, items[0].confidence) == (
        "name",
        ReviewReason.LOW_CONFIDENCE,
        0.8,
    )
    told = sum(item.weight for item in items)
    assert weight / 2 <= told < weight / 2 + 0.05
    assert [item.weight for item in items] == sorted((item.weight for item in items), reverse=True)


def test_what_is_put_before_others_says_why() -> None:
    evidence = tuple(
        replace(new_evidence(field, "", index=0 if field in (SKILLS, TITLES) else None), confidence=0.75)
        for field in (NAME, SKILLS, TITLES)
    )
    for count in range(4):
        items, weight = review_of(replace(WHOLE, evidence=evidence[:count]), (), on=ON)
        assert (items == ()) is (weight <= 0.2)


def test_a_placeholder_is_told_as_such_and_weighs_little() -> None:
    doubtful = replace(SURE, confidence=0.3)
    analysis = replace(
        restated(WHOLE, name="XXX", experience=[job("2022", company="XX公司", evidence=doubtful)]),
        evidence=(replace(new_evidence(NAME, "姓名：XXX"), confidence=0.3),),
    )
    items = review_of(analysis, (), on=ON).items
    assert [(item.field, item.reason.value, item.weight) for item in items] == [
        ("name", "placeholder", 0.02),
        ("experience", "placeholder", 0.012),
    ]


def test_a_doubtful_employer_is_told_once() -> None:
    doubtful = replace(SURE, confidence=0.4)
    analysis = replace(
        restated(WHOLE, experience=[job("2022", evidence=doubtful)], companies=["瑞丰", "别的公司"]),
        evidence=tuple(
            replace(new_evidence(COMPANIES, "瑞丰", index=index), confidence=0.4) for index in (0, 1)
        ),
    )
    assert found(analysis) == [("experience", 0, "low_confidence"), ("companies", 1, "low_confidence")]


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"name": None}, {"name"}),
        ({"email": None}, set()),
        ({"email": None, "phone": None}, {"email", "phone"}),
        ({"titles": None}, set()),
        ({"titles": None, "career_interest": None}, {"titles"}),
        ({"experience": None}, set()),
        ({"experience": None, "education": None}, {"experience", "education"}),
        ({"highest_degree": None, "education": [study(None)]}, {"highest_degree"}),
    ],
)
def test_what_most_resumes_state_is_missed(values: dict[str, Any], missing: set[str]) -> None:
    kept = {name: value for name, value in WHOLE.values.items() if name not in values}
    rest = {name: tuple(value) for name, value in values.items() if value is not None}
    items = review_of(replace(WHOLE, values=kept | rest), (), on=ON).items
    assert {item.field for item in items} == missing
    assert {item.reason for item in items} <= {ReviewReason.MISSING}


def test_an_employment_without_its_employer_or_title_is_missing_it() -> None:
    jobs = [job("2022"), job("2021", "2022", company=None), job("2020", "2021", title=None)]
    assert found(restated(WHOLE, experience=jobs)) == [
        ("experience", 1, "missing"),
        ("experience", 2, "missing"),
    ]


@pytest.mark.parametrize(
    ("values", "conflicts"),
    [
        ({"age": 30, "birth_date": "1998"}, [("age", "birth_date")]),
        ({"age": 27, "birth_date": "1998"}, []),
        ({"years_of_experience": 12}, [("years_of_experience", "experience")]),
        ({"birth_date": "2010"}, [("experience", "birth_date"), ("years_of_experience", "age")]),
        ({"highest_degree": "大专"}, [("highest_degree", "education")]),
        ({"highest_degree": "博士"}, [("highest_degree", "education")]),
        ({"highest_degree": "博士", "education": [study("本科"), study(None)]}, []),
        (
            {"experience": [job("2027")]},
            [("experience", "experience"), ("years_of_experience", "experience")],
        ),
        ({"experience": [job("2022", "2021")]}, [("experience", "experience")]),
    ],
)
def test_values_that_contradict_each_other_are_told(
    values: dict[str, Any], conflicts: list[tuple[str, str]]
) -> None:
    base = restated(WHOLE, **values)
    if "birth_date" in values and values["birth_date"] == "2010":
        base = restated(base, experience=[job("2023")], years_of_experience=3.0)
    items = review_of(base, (), on=ON).items
    assert sorted((item.field, item.conflicts_with) for item in items) == sorted(conflicts)
    assert {item.reason for item in items} <= {ReviewReason.CONFLICT}


def test_what_somebody_said_is_not_doubted() -> None:
    reading = replace(
        stated(name="周敏", titles=["会计"], age=30, birth_date="1998"),
        evidence=(replace(new_evidence(NAME, "周敏"), confidence=0.1),),
    )
    corrections = [
        said("name", None, reading),
        said("phone", None, reading),
        said("experience", [], reading),
        said("age", 40, reading),
    ]
    told = found(corrected(reading, corrections), *corrections)
    assert told == [("age", None, "conflict")]
    corrections.append(said("birth_date", "1998", reading))
    assert found(corrected(reading, corrections), *corrections) == []


def test_what_somebody_said_to_be_as_it_was_read_is_not_doubted() -> None:
    evidence = (
        replace(new_evidence(NAME, "周敏"), confidence=0.1),
        replace(new_evidence(SKILLS, "Excel", index=0), confidence=0.1),
    )
    reading = replace(WHOLE, evidence=evidence)
    assert len(found(reading)) == 2
    corrections = [said("name", "周敏", reading), said("skills", list(reading[SKILLS]), reading)]
    after = review_of(corrected(reading, corrections), corrections, on=ON)
    assert after == review_of(WHOLE, (), on=ON)
    assert after.items == ()


def test_a_newer_reading_that_says_otherwise_is_told() -> None:
    name = said("name", "陈晨", WHOLE).renewed(restated(WHOLE, name="程晨"))
    assert found(corrected(restated(WHOLE, name="程晨"), [name]), name) == [("name", None, "offered")]


def test_the_list_is_bounded() -> None:
    skills = [str(number) for number in range(100)]
    evidence = tuple(
        replace(new_evidence(SKILLS, skill, index=index), confidence=0.5)
        for index, skill in enumerate(skills)
    )
    analysis = replace(restated(WHOLE, skills=skills), evidence=evidence)
    assert len(review_of(analysis, (), on=ON).items) == MOST_ITEMS
