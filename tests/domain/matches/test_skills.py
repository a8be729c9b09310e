"""A person's skills find the positions that ask for them."""

from __future__ import annotations

import numpy as np
import pytest

from domain.matches.skills import NEUTRAL, named_skills, skill_values, skills_met
from domain.positions.index import PositionIndex
from domain.positions.models import Position
from domain.retrieval.asking import asked_skills

POSITIONS = [
    Position(
        code="accountant",
        title_zh="会计",
        title_en="Accountant",
        skills=("纳税申报/tax filing", "用友/Yonyou", "Excel", "办公软件/Microsoft Office"),
    ),
    Position(
        code="designer",
        title_zh="设计师",
        title_en="Designer",
        skills=("Photoshop", "After Effects", "版式设计/layout", "英语/English"),
    ),
    Position(code="driver", title_zh="司机", title_en="Driver", skills=("安全驾驶/safe driving",)),
]
INDEX = PositionIndex()
INDEX.add(POSITIONS, source="test")


def values_of(*skills: str) -> list[float]:
    (part,) = INDEX.parts
    named = named_skills(skills, INDEX.forms)
    return list(skill_values(named, asked_skills([(part.segment, np.arange(len(POSITIONS)))], named.forms)))


@pytest.mark.parametrize(
    ("skill", "position", "slot"),
    [
        ("TAX FILING", 0, 0),
        ("熟练掌握纳税申报", 0, 0),
        ("用友U8", 0, 1),
        ("MS Excel", 0, 2),
        ("Office", 0, 3),
        ("ＰＳ", 1, 0),
        ("Adobe Photoshop", 1, 0),
        ("AE", 1, 1),
        ("CET-6", 1, 3),
        ("大学英语六级", 1, 3),
        ("Safe Driving", 2, 0),
    ],
)
def test_a_skill_is_known_in_other_words(skill: str, position: int, slot: int) -> None:
    named = named_skills([skill], INDEX.forms)
    asked = POSITIONS[position].skills
    missing = [*asked[:slot], *asked[slot + 1 :]]
    assert skills_met(named, POSITIONS[position], INDEX.forms) == ([skill], missing)
    assert values_of(skill)[position] > NEUTRAL


@pytest.mark.parametrize("skill", ["C", "钢琴", "数据"])
def test_a_skill_that_none_of_these_positions_asks_for_speaks_for_none(skill: str) -> None:
    assert max(values_of(skill)) < NEUTRAL
    named = named_skills([skill], INDEX.forms)
    assert all(skills_met(named, position, INDEX.forms)[0] == [] for position in POSITIONS)


@pytest.mark.parametrize("skill", ["Zyxgleblor", "", "、"])
def test_a_skill_that_no_position_knows_says_nothing(skill: str) -> None:
    assert values_of(skill) == pytest.approx([NEUTRAL] * len(POSITIONS))


def test_skills_of_another_trade_speak_against_a_position() -> None:
    values = values_of("Photoshop", "After Effects")
    assert values[1] > NEUTRAL > values[0]


def test_a_skill_named_twice_counts_once() -> None:
    assert values_of("Excel", "excel", "MS Excel") == values_of("Excel")
