from __future__ import annotations

from typing import Any

import pytest

from domain.analyses.declaring import Entries, Field
from domain.analyses.facts import Gender
from domain.analyses.fields import (
    AGE,
    BIRTH_DATE,
    CITY,
    EDUCATION,
    EMAIL,
    EXPECTED_SALARY,
    EXPERIENCE,
    FIELDS,
    GENDER,
    HIGHEST_DEGREE,
    NAME,
    PHONE,
    SKILLS,
    YEARS_OF_EXPERIENCE,
)
from domain.analyses.stating import MOST_LISTED, stated
from domain.errors import InvalidInput
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import PayRange
from tests.factories import detailed, new_analysis

ANALYSIS = detailed(new_analysis())


@pytest.mark.parametrize(
    ("field", "given", "printed"),
    [
        (NAME, " 陈晨 ", "陈晨"),
        (BIRTH_DATE, "1998-05", "1998-05"),
        (AGE, 31, "31"),
        (GENDER, Gender.MALE, "male"),
        (CITY, "杭州", "杭州"),
        (EMAIL, "chen.chen@example.com", "chen.chen@example.com"),
        (PHONE, "139 0000 1111", "139 0000 1111"),
        (YEARS_OF_EXPERIENCE, 3, "3.0"),
    ],
)
def test_a_single_value_is_typed(field: Field[Any], given: Any, printed: str) -> None:
    assert str(stated(field, given, present=None)) == printed


def test_a_degree_and_pay_are_read_as_they_are_written() -> None:
    degree = stated(HIGHEST_DEGREE, "碩士", present=None)
    assert (degree.printed, degree.level) == ("碩士", DegreeLevel.MASTER)
    assert stated(EXPECTED_SALARY, "10k-15k", present=None).monthly_cny == PayRange(10_000, 15_000)
    assert stated(EXPECTED_SALARY, "面议", present=None).negotiable


def test_nothing_may_be_said_of_every_field() -> None:
    for field in FIELDS:
        assert stated(field, None, present=field.nothing) == field.nothing


def test_each_item_of_a_list_is_there_once() -> None:
    assert stated(SKILLS, ["SAP", " SAP", "R"], present=()) == ("SAP", "R")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        (NAME, " "),
        (NAME, "陈\u0000晨"),
        (NAME, "陈" * 201),
        (BIRTH_DATE, "1998-13"),
        (BIRTH_DATE, "May 1998"),
        (AGE, -1),
        (AGE, 151),
        (EMAIL, "nobody"),
        (EMAIL, "no body@example.com"),
        (HIGHEST_DEGREE, "很高"),
        (EXPECTED_SALARY, "很多"),
        (YEARS_OF_EXPERIENCE, float("nan")),
        (YEARS_OF_EXPERIENCE, 81),
        (SKILLS, ["SAP", ""]),
        (SKILLS, [str(number) for number in range(MOST_LISTED + 1)]),
        (EXPERIENCE, [{"summary": "月结"}]),
        (EXPERIENCE, [{"entry": 2}]),
        (EXPERIENCE, [{"entry": -1}]),
        (EXPERIENCE, [{"title": "会计", "start": "2020", "end": "2019"}]),
        (EXPERIENCE, [{"title": "会计", "start": "2020-05", "end": "2020-04"}]),
        (EXPERIENCE, [{"title": "会计", "end": "2020", "is_current": True}]),
        (EXPERIENCE, [{"title": "会计", "start": "now"}]),
        (EDUCATION, [{"degree": "本科"}]),
        (EDUCATION, [{"school": "浙江大学", "degree": "很高"}]),
    ],
)
def test_what_is_no_value_is_refused_with_the_field_s_name(field: Field[Any], given: Any) -> None:
    present = ANALYSIS[field] if isinstance(field, Entries) else None
    with pytest.raises(InvalidInput) as caught:
        stated(field, given, present=present)
    assert caught.value.message.startswith(field.schema_path)


def test_an_entry_keeps_the_parts_that_are_not_stated() -> None:
    (entry,) = stated(EXPERIENCE, [{"entry": 0, "title": "总账会计"}], present=ANALYSIS[EXPERIENCE])
    assert (entry.company, entry.title, entry.summary) == ("瑞丰贸易有限公司", "总账会计", "成本核算\n月结")
    assert (str(entry.period.start), entry.period.is_current) == ("2020-07", True)


def test_a_part_of_an_entry_can_be_cleared() -> None:
    given = {"entry": 0, "summary": None, "is_current": None, "end": "2024"}
    (entry,) = stated(EXPERIENCE, [given], present=ANALYSIS[EXPERIENCE])
    assert (entry.summary, str(entry.period.end), entry.period.is_current) == (None, "2024", False)


def test_an_entry_s_degree_has_its_level() -> None:
    (kept,) = stated(EDUCATION, [{"entry": 0, "major": "金融"}], present=ANALYSIS[EDUCATION])
    assert (kept.degree.level, kept.major) == (DegreeLevel.BACHELOR, "金融")
    (new,) = stated(EDUCATION, [{"school": "宁波大学", "degree": "硕士"}], present=ANALYSIS[EDUCATION])
    assert new.degree.level is DegreeLevel.MASTER


def test_a_year_holds_all_its_months() -> None:
    given = {"title": "会计", "start": "2020-05", "end": "2020"}
    (entry,) = stated(EXPERIENCE, [given], present=())
    assert str(entry.period.end) == "2020"
