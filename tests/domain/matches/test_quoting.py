"""What is quoted fits into a sentence, and is the position's own only at about its level."""

from __future__ import annotations

import pytest

from domain.matches.features import NearTitle
from domain.matches.quoting import is_same, short
from domain.positions.models import Position
from domain.vocabulary.levels import Level


def test_a_quotation_stands_in_one_line() -> None:
    assert short("Senior\n  Nurse ") == "Senior Nurse"


def test_a_long_quotation_is_cut() -> None:
    cut = short("word " * 40)
    assert len(cut) <= 60
    assert cut.endswith("word…")


@pytest.mark.parametrize(
    ("title", "nearness", "level", "same"),
    [
        ("Data Analyst", 0.8, Level.SENIOR, True),
        ("Data Analyst", 0.7, Level.SENIOR, False),
        ("Senior Data Analyst", 0.9, Level.SENIOR, True),
        ("Senior Data Analyst", 0.9, Level.LEAD, True),
        ("Junior Data Analyst", 0.9, Level.SENIOR, False),
        ("Junior Data Analyst", 0.9, None, True),
    ],
)
def test_a_title_far_from_the_level_is_not_the_positions_own(
    title: str, nearness: float, level: Level | None, same: bool
) -> None:
    position = Position(code="1", title_zh="", title_en="Data Analyst", level=level)
    assert is_same(NearTitle(text=title, nearness=nearness), position) is same
