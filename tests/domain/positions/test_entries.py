"""A position becomes an entry of texts and numbers, and comes back the same."""

from __future__ import annotations

import pytest

from domain.positions.catalogue import load_catalogue
from domain.positions.entries import (
    CITY,
    COLUMNS,
    DEGREE,
    GROUP,
    ISCO,
    LEVEL,
    PAY_MAX,
    TECHNOLOGY,
    YEARS,
    entry_of,
    group_number,
    isco_number,
    position_of,
)
from domain.positions.models import Position
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from domain.vocabulary.places import place_key

POSTING = Position(
    code="7",
    title_zh="会计",
    title_en="Accountant",
    aliases=("财务会计", "会计"),
    skills=("用友/Yonyou", "Excel"),
    degree=DegreeLevel.BACHELOR,
    years_min=3,
    salary_min=8_000,
    salary_max=12_000,
    occupation_code="2-06-03-00",
    isco="2411",
    level=Level.SENIOR,
    source="own",
    company="瑞丰",
    city="北京市",
    salary_text="8-12K",
)


def test_every_bundled_position_comes_back_as_it_was() -> None:
    for position in (*load_catalogue(), POSTING):
        entry = entry_of(position)
        assert position_of(entry.key, entry.payload) == position


def test_titles_are_names_proper_and_stand_before_aliases() -> None:
    entry = entry_of(POSTING)
    assert (entry.names, entry.proper) == (("会计", "Accountant", "财务会计"), 2)
    one = entry_of(Position(code="1", title_zh="", title_en="Nurse"))
    assert (one.names, one.proper) == (("Nurse",), 1)


def test_skills_come_in_both_their_forms() -> None:
    assert entry_of(POSTING).skills == (("用友", "Yonyou"), ("Excel", "Excel"))


def test_what_is_compared_stands_in_its_column() -> None:
    numbers = dict(zip(COLUMNS, entry_of(POSTING).numbers, strict=True))
    assert numbers == {
        DEGREE: DegreeLevel.BACHELOR,
        YEARS: 3,
        PAY_MAX: 12_000,
        GROUP: 20603,
        CITY: place_key("北京"),
        ISCO: 2411,
        LEVEL: Level.SENIOR,
        TECHNOLOGY: 0,
    }


def test_what_is_not_stated_is_nought() -> None:
    assert entry_of(Position(code="1", title_zh="会计", title_en="")).numbers == (0,) * len(COLUMNS)


@pytest.mark.parametrize(
    ("code", "group"), [("2-06-03-00", 20603), ("4-01-02-03", 40102), (None, 0), ("", 0), ("x-1", 0)]
)
def test_the_group_of_an_occupation_is_the_first_part_of_its_code(code: str | None, group: int) -> None:
    assert group_number(code) == group


@pytest.mark.parametrize(("isco", "number"), [("2411", 2411), ("0110", 110), (None, 0), ("", 0), ("24x1", 0)])
def test_a_unit_group_is_a_number_too(isco: str | None, number: int) -> None:
    assert isco_number(isco) == number


@pytest.mark.parametrize(
    ("title", "skills", "place"),
    [("Java开发工程师", ("Spring", "Java"), 2), ("会计", ("Java",), 0), ("销售经理", ("客户开发",), 0)],
)
def test_a_technology_that_a_title_names_stands_in_its_column(
    title: str, skills: tuple[str, ...], place: int
) -> None:
    entry = entry_of(Position(code="1", title_zh=title, title_en="", skills=skills))
    assert dict(zip(COLUMNS, entry.numbers, strict=True))[TECHNOLOGY] == place
    assert len(entry.skills) == len(skills)


def test_a_technology_that_a_title_names_is_asked_for() -> None:
    entry = entry_of(Position(code="1", title_zh="", title_en="Python Developer", skills=("SQL",)))
    assert entry.skills == (("python",), ("SQL", "SQL"))
