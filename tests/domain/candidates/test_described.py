"""Pasted job descriptions become positions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.candidates.described import described_position
from domain.errors import InvalidInput
from domain.positions.models import Position
from domain.positions.occupations import Told
from domain.vocabulary.degrees import DegreeLevel


def described(text: str) -> Position:
    def tell(titles: Sequence[str]) -> list[Told]:
        return [Told() for _ in titles]

    return described_position(text, tell=tell)


def test_a_chinese_description_is_read() -> None:
    position = described(
        "高级Java开发工程师 | 上海 | 25-40K·15薪\n"
        "岗位职责：\n1、负责核心系统的设计与开发\n"
        "任职要求：\n1、本科及以上学历，5年以上Java开发经验；\n2、熟悉Spring、MySQL和Redis"
    )
    assert position.title_zh == "高级Java开发工程师"
    assert position.city == "上海"
    assert (position.degree, position.years_min) == (DegreeLevel.BACHELOR, 5)
    assert (position.salary_min, position.salary_max) == (25_000, 40_000)
    assert {"Spring", "MySQL", "Redis"} <= set(position.skills)


def test_an_english_description_is_read() -> None:
    position = described(
        "Registered Nurse\nLocation: Boston\nSalary: $70,000 - $85,000 a year\n"
        "Requirements: Bachelor's degree in nursing, at least 2 years of experience, patient care"
    )
    assert (position.title_en, position.title_zh) == ("Registered Nurse", "")
    assert position.city == "Boston"
    assert (position.degree, position.years_min) == (DegreeLevel.BACHELOR, 2)
    assert position.posted_pay is not None
    assert position.posted_pay.low == 70_000


def test_a_description_in_one_paragraph_is_read_behind_its_title() -> None:
    position = described(
        "Software engineer (Berlin), bachelor's degree, 3+ years with Java, Python, Docker and SQL"
    )
    assert (position.title_en, position.city) == ("Software engineer", "Berlin")
    assert (position.degree, position.years_min) == (DegreeLevel.BACHELOR, 3)
    assert {"Java", "Python", "Docker", "SQL"} <= set(position.skills)


def test_labels_count_before_the_first_line() -> None:
    position = described(
        "招聘启事\n职位名称：护士\n工作地点：成都\n学历要求：大专\n工作经验：不限\n薪资：面议"
    )
    assert (position.title_zh, position.city, position.degree) == ("护士", "成都", DegreeLevel.ASSOCIATE)
    assert (position.years_min, position.salary_max) == (0, None)


@pytest.mark.parametrize("text", ["", " \n ", "——", "会" * 10_001])
def test_what_describes_nothing_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        described(text)
