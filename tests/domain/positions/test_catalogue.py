"""The bundled catalogue, and what a table of positions may not hold."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from domain.positions.catalogue import (
    COLUMNS,
    Catalogue,
    CatalogueError,
    load_catalogue,
    parse_catalogue,
)
from domain.positions.models import Position
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level, told_level
from domain.vocabulary.skills import skill_forms

HEADER = "\t".join(COLUMNS)
ROW = (
    "baker\t4-03-02-04\t7512\tnormal\t西点师\tBaker\t面包师; 烘焙师\t烘焙/baking; 裱花\t"
    "none\t1\t5000\t9000\testimate"
)
CIVIL_MAJOR_GROUPS = {"1", "2", "3", "4", "5", "6"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_the_bundled_catalogue_holds_more_than_a_thousand_positions(catalogue: Catalogue) -> None:
    assert len(catalogue) >= 1_200


def test_every_position_is_found_by_its_code(catalogue: Catalogue) -> None:
    assert all(catalogue.find(position.code) is position for position in catalogue)
    assert catalogue.find("no-such-position") is None


def test_no_two_positions_share_a_title(catalogue: Catalogue) -> None:
    for titles in ([p.title_zh for p in catalogue], [p.title_en for p in catalogue]):
        assert [title for title, count in Counter(titles).items() if count > 1] == []


def test_no_position_is_named_twice_by_one_name(catalogue: Catalogue) -> None:
    for position in catalogue:
        names = [name.casefold() for name in (position.title_zh, position.title_en, *position.aliases)]
        assert [name for name, count in Counter(names).items() if count > 1] == [], position.code


def test_every_level_is_present(catalogue: Catalogue) -> None:
    assert {position.level for position in catalogue} == set(Level)


def test_every_civil_major_group_is_present(catalogue: Catalogue) -> None:
    groups = {position.occupation_code[0] for position in catalogue if position.occupation_code}
    assert groups == CIVIL_MAJOR_GROUPS


def test_every_position_has_both_codes_and_a_level(catalogue: Catalogue) -> None:
    for position in catalogue:
        assert re.fullmatch(r"\d-\d{2}-\d{2}-\d{2}", position.occupation_code or ""), position.code
        assert re.fullmatch(r"\d{4}", position.isco or ""), position.code
        assert position.level is not None, position.code


def test_no_level_is_two_steps_from_what_the_title_says(catalogue: Catalogue) -> None:
    far = [
        (title, position.level, told)
        for position in catalogue
        for title in (position.title_zh, position.title_en)
        if (told := told_level(title)) is not None and abs(told - (position.level or 0)) > 1
    ]
    assert far == []


def test_every_position_names_skills_in_both_languages(catalogue: Catalogue) -> None:
    for position in catalogue:
        assert 6 <= len(position.skills) <= 12, position.code
        assert len(set(position.skills)) == len(position.skills), position.code
        assert not any(re.search("[\u4e00-\u9fff]", skill_forms(skill)[1]) for skill in position.skills)


def test_pay_is_a_range_with_a_named_basis(catalogue: Catalogue) -> None:
    for position in catalogue:
        if position.salary_min is not None:
            assert position.salary_max is not None
            assert 2_000 <= position.salary_min <= position.salary_max <= 100_000, position.code
            assert position.salary_basis, position.code


def test_the_catalogue_is_read_the_same_each_time(catalogue: Catalogue) -> None:
    assert load_catalogue() == catalogue


def test_a_row_becomes_a_position() -> None:
    (baker,) = parse_catalogue(f"# a comment\n{HEADER}\n{ROW}\n")
    assert baker == Position(
        code="baker",
        title_zh="西点师",
        title_en="Baker",
        aliases=("面包师", "烘焙师"),
        skills=("烘焙/baking", "裱花"),
        degree=DegreeLevel.NONE,
        years_min=1,
        salary_min=5000,
        salary_max=9000,
        salary_basis="estimate",
        occupation_code="4-03-02-04",
        isco="7512",
        level=Level.NORMAL,
    )


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (ROW + "\n" + ROW, "more than once"),
        (ROW.replace("5000", "9500"), "upside down"),
        (ROW.replace("5000", ""), "only one end"),
        (ROW.replace("none", "expert"), "cannot be read"),
        (ROW.replace("normal", "lofty"), "cannot be read"),
        (ROW.replace("烘焙/baking; 裱花", ""), "lacks"),
        (ROW.replace("\t1\t", "\t-1\t"), "less than no experience"),
        ("baker\tBaker", "columns"),
    ],
)
def test_a_position_that_cannot_be_right_is_refused(row: str, complaint: str) -> None:
    with pytest.raises(CatalogueError, match=complaint):
        parse_catalogue(f"{HEADER}\n{row}\n")


def test_a_table_without_its_header_is_refused() -> None:
    with pytest.raises(CatalogueError, match="header"):
        parse_catalogue(ROW)
