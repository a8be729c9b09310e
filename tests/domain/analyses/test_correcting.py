from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domain.analyses.correcting import Correction, corrected, new_correction, same
from domain.analyses.declaring import Field
from domain.analyses.facts import ExperienceEntry
from domain.analyses.fields import (
    AGE,
    BIRTH_DATE,
    COMPANIES,
    EDUCATION,
    EXPERIENCE,
    HIGHEST_DEGREE,
    NAME,
    SCHOOLS,
    SKILLS,
    TITLES,
)
from domain.analyses.models import Analysis
from domain.analyses.stating import stated
from domain.vocabulary.degrees import DegreeLevel
from tests.factories import detailed, new_analysis, new_evidence, restated

AT = datetime(2026, 11, 23, tzinfo=UTC)
READING = detailed(new_analysis())


def said(field: Field[Any], given: Any, reading: Analysis = READING) -> Correction:
    value = stated(field, given, present=reading.values.get(field.name, field.nothing))
    return new_correction(field, value, reading, actor_id=7, at=AT)


def test_nothing_changes_without_corrections() -> None:
    assert corrected(READING, ()) is READING


def test_a_correction_takes_the_place_of_what_was_read() -> None:
    analysis = corrected(READING, [said(NAME, "陈晨"), said(SKILLS, ["SAP"])])
    assert str(analysis[NAME]) == "陈晨"
    assert analysis[SKILLS] == ("SAP",)
    assert analysis[TITLES] == READING[TITLES]


def test_what_is_not_stated_is_left_out() -> None:
    analysis = corrected(READING, [said(NAME, None), said(SKILLS, [])])
    assert NAME.name not in analysis.values
    assert SKILLS.name not in analysis.values


def test_only_what_still_is_as_it_was_read_has_evidence() -> None:
    assert [(item.field, item.index) for item in READING.evidence] == [
        ("name", None),
        ("email", None),
        ("skills", 1),
    ]
    analysis = corrected(READING, [said(NAME, "陈晨"), said(SKILLS, ["SAP", "R", "成本核算"])])
    assert [(item.field, item.index) for item in analysis.evidence] == [("email", None), ("skills", 2)]


def test_a_stated_age_gives_way_to_a_corrected_date_of_birth() -> None:
    reading = restated(READING, age=40)
    assert corrected(reading, [said(BIRTH_DATE, "1990", reading)])[AGE] is None
    both = [said(BIRTH_DATE, "1990", reading), said(AGE, 36, reading)]
    assert corrected(reading, both)[AGE] == 36
    assert corrected(reading, [said(BIRTH_DATE, None, reading)])[AGE] == 40


def test_the_evidence_of_an_age_goes_with_the_date_that_it_was_worked_out_from() -> None:
    reading = Analysis(
        language=READING.language, values=READING.values, evidence=(new_evidence(AGE, "1998年5月"),)
    )
    assert corrected(reading, [said(NAME, "陈晨", reading)]).evidence == reading.evidence
    assert corrected(reading, [said(BIRTH_DATE, "1990", reading)]).evidence == ()


def test_names_follow_the_entries_that_they_stand_in() -> None:
    entries = [{"entry": 0, "company": "瑞丰集团"}, {"title": "出纳", "start": "2019"}]
    analysis = corrected(READING, [said(EXPERIENCE, entries)])
    assert analysis[COMPANIES] == ("瑞丰集团",)
    assert analysis[TITLES] == ("会计", "出纳")


def test_names_that_stand_elsewhere_are_kept() -> None:
    reading = restated(READING, titles=("会计", "兼职讲师"))
    analysis = corrected(reading, [said(EXPERIENCE, [{"entry": 0, "title": "总账会计"}], reading)])
    assert analysis[TITLES] == ("总账会计", "兼职讲师")


def test_a_corrected_list_follows_nothing() -> None:
    both = [said(EXPERIENCE, [{"title": "出纳"}]), said(TITLES, ["厨师"])]
    assert corrected(READING, both)[TITLES] == ("厨师",)


def test_the_highest_degree_follows_the_education() -> None:
    entries = [{"entry": 0, "degree": "硕士"}, {"school": "宁波大学", "degree": "大专"}]
    analysis = corrected(READING, [said(EDUCATION, entries)])
    degree = analysis[HIGHEST_DEGREE]
    assert degree is not None
    assert degree.level is DegreeLevel.MASTER
    assert analysis[SCHOOLS] == ("浙江大学", "宁波大学")


def test_a_degree_that_stood_elsewhere_is_kept() -> None:
    reading = restated(READING, highest_degree="博士")
    degree = corrected(reading, [said(EDUCATION, [{"school": "宁波大学"}], reading)])[HIGHEST_DEGREE]
    assert degree is not None
    assert degree.level is DegreeLevel.DOCTOR


def test_an_entry_keeps_its_evidence_when_its_parts_are_corrected() -> None:
    entries = [{"title": "讲师"}, {"entry": 0, "company": "瑞丰集团"}]
    new, kept = corrected(READING, [said(EXPERIENCE, entries)])[EXPERIENCE]
    assert isinstance(new, ExperienceEntry)
    assert (new.evidence.text, new.evidence.box, new.evidence.confidence) == ("", None, 1.0)
    assert (kept.evidence.text, kept.evidence.index) == ("瑞丰贸易有限公司 会计", 1)


def test_a_newer_reading_is_told_apart_from_the_one_that_was_corrected() -> None:
    name = said(NAME, "陈晨")
    assert not name.is_contested
    assert not name.renewed(READING).is_contested
    assert not name.renewed(restated(READING, name="陈 晨")).is_contested
    assert name.renewed(restated(READING, name="程晨")).is_contested


def test_entries_say_the_same_wherever_they_were_read() -> None:
    kept = stated(EXPERIENCE, [{"entry": 1}, {"entry": 0}], present=READING[EXPERIENCE])
    assert not same(EXPERIENCE, kept, READING[EXPERIENCE])
    assert same(EXPERIENCE, kept[::-1], READING[EXPERIENCE])
