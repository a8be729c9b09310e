"""Titles that say no trade, and what of an objective is the wish."""

from __future__ import annotations

import pytest

from domain.matches.usable import phrases_of, says_a_trade, wished_of


@pytest.mark.parametrize(
    "title",
    [
        "Your title",
        "Job Title 2",
        "Position X",
        "Member",
        "Volunteer",
        "Senior Manager",
        "Intern",
        "XXX",
        "—",
        "",
        "主席",
        "社团部长",
        "学徒",
        "组员",
        "某某职位",
        "实习生",
    ],
)
def test_forms_ranks_and_offices_in_clubs_say_no_trade(title: str) -> None:
    assert not says_a_trade(title)


@pytest.mark.parametrize(
    "title", ["Crew Member", "President & CEO", "Marketing Intern", "团委书记", "市场部部长", "XX开发", "QA"]
)
def test_whatever_else_is_said_says_one(title: str) -> None:
    assert says_a_trade(title)


@pytest.mark.parametrize(
    ("objective", "wish"),
    [
        ("Nurse", "Nurse"),
        (
            "Seeking a position as a botanist where I can use my reporting and writing skills",
            "Seeking a position as a botanist",
        ),
        (
            "To obtain a job as a brewer that will allow me to grow. Willing to travel.",
            "To obtain a job as a brewer",
        ),
        (
            "An internship where I can learn more about the law",
            "An internship where I can learn more about the law",
        ),
        ("希望从事会计工作，where possible", "希望从事会计工作，where possible"),
    ],
)
def test_what_the_person_would_do_there_is_no_wish_unless_nothing_else_is_said(
    objective: str, wish: str
) -> None:
    assert wished_of(objective) == wish


@pytest.mark.parametrize(
    ("objective", "named"),
    [
        (
            "To obtain a position in botany or garden design in the greater Leeds area",
            ["botany", "garden design", "leeds"],
        ),
        ("A brewing position", []),
        ("A craft brewing position", ["craft brewing"]),
        ("Seeking a teaching position in mathematics", ["teaching mathematics"]),
        ("Head of Garden Design and Botany", []),
        ("希望从事会计工作", []),
    ],
)
def test_a_sentence_that_asks_for_work_names_what_is_wished_for(objective: str, named: list[str]) -> None:
    assert phrases_of(objective) == named
