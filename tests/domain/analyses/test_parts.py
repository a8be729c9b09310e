from __future__ import annotations

import pytest

from domain.analyses.parts import is_detail, is_prose, split_parts, without_place
from domain.analyses.text import read_text
from tests.domain.analyses.documents import document


@pytest.mark.parametrize(
    "text", ["GPA 3.8", "主修课程:船舶原理", "获奖学金", "Relevant coursework", "专业排名前十"]
)
def test_grades_courses_and_honours_are_details(text: str) -> None:
    assert is_detail(text)


def test_a_school_is_no_detail() -> None:
    assert not is_detail("集美大学")
    assert not is_detail("Harrow University")


@pytest.mark.parametrize(
    "text",
    [
        "Baked bread for the whole town every day",
        "• 维护主机。",
        "baked bread",
        "Sold cakes.",
        "维护主机;保障航行",
        "x" * 121,
    ],
)
def test_what_was_done_is_prose(text: str) -> None:
    assert is_prose(read_text(document(text)).lines[0])


@pytest.mark.parametrize(
    "text", ["Marrow Mills Ltd.", "Head of Department at Oak and Ash", "蓝海渔业有限公司", "Head Baker"]
)
def test_a_name_is_no_prose(text: str) -> None:
    assert not is_prose(read_text(document(text)).lines[0])


def test_a_line_is_divided_into_its_parts() -> None:
    assert split_parts("Packer | Marrow Mills Ltd – Leeds") == ["Packer", "Marrow Mills Ltd", "Leeds"]
    assert split_parts("蓝海渔业 工程师", by_space=True) == ["蓝海渔业", "工程师"]
    assert split_parts("Java 工程师", by_space=True) == ["Java 工程师"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marrow Mills, Leeds, UK", "Marrow Mills"),
        ("Marrow Mills Ltd, Leeds, UK", "Marrow Mills Ltd"),
        ("Harrow University, UK", "Harrow University"),
        ("Marrow Mills", "Marrow Mills"),
    ],
)
def test_the_place_behind_a_name_is_cut_off(text: str, name: str) -> None:
    assert without_place(text) == name
