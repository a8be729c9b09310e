"""What a job title says of its level, and where it says nothing."""

from __future__ import annotations

import pytest

from domain.vocabulary.levels import Level, told_level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Java开发实习生", Level.INTERN),
        ("Marketing Intern", Level.INTERN),
        ("Software Engineering Student", Level.INTERN),
        ("Student Nurse", Level.INTERN),
        ("行政助理", Level.JUNIOR),
        ("销售总监助理", Level.JUNIOR),
        ("助理工程师", Level.JUNIOR),
        ("Junior Developer", Level.JUNIOR),
        ("Graduate Engineer", Level.JUNIOR),
        ("高级会计", Level.SENIOR),
        ("副主任医师", Level.SENIOR),
        ("Sr. Software Engineer", Level.SENIOR),
        ("Staff Software Engineer", Level.SENIOR),
        ("人事主管", Level.LEAD),
        ("护士长", Level.LEAD),
        ("副店长", Level.LEAD),
        ("Head Chef", Level.LEAD),
        ("Assistant Store Manager", Level.LEAD),
        ("Senior Team Lead", Level.LEAD),
        ("高级销售经理", Level.MANAGER),
        ("办公室主任", Level.MANAGER),
        ("Engineering Manager", Level.MANAGER),
        ("技术总监", Level.DIRECTOR),
        ("副总经理", Level.DIRECTOR),
        ("VP of Sales", Level.DIRECTOR),
        ("Chief Financial Officer", Level.DIRECTOR),
        ("Head of Data", Level.DIRECTOR),
    ],
)
def test_a_level_is_told_by_its_word(title: str, level: Level) -> None:
    assert told_level(title) is level


@pytest.mark.parametrize(
    "title",
    [
        "",
        "会计",
        "Nurse",
        "大客户经理",
        "项目经理",
        "班主任",
        "助理研究员",
        "Account Manager",
        "Senior Care Worker",
        "International Trade Clerk",
        "Headhunter",
        "Art Director",
        "Associate Professor",
        "Student Affairs Officer",
    ],
)
def test_a_word_that_names_the_trade_is_no_level(title: str) -> None:
    assert told_level(title) is None


def test_a_level_is_above_the_one_below_it() -> None:
    assert list(Level) == sorted(Level)
