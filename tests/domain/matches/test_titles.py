"""Titles and objectives find their positions, whatever stands around them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from domain.matches.titles import read_titles
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED


@cache
def index() -> PositionIndex:
    index = PositionIndex()
    index.add(load_catalogue(), source=BUNDLED)
    return index


def nearest(text: str) -> tuple[str, float]:
    """Return the position nearest by words and meaning, and how near."""
    read = read_titles([text], index())
    found = index().compared(read.texts)
    near = read.nearness(found.words, found.meaning)
    best = int(np.argmax(near[0]))
    return index().position(found, best)[0].code, float(near[0, best])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("高级会计师", "accountant"),
        ("寻求一份会计相关的工作", "accountant"),
        ("会计/出纳", "accountant"),
        ("财务主管", "finance-manager"),
        ("小学英语老师", "primary-school-english-teacher"),
        ("Senior Registered Nurse", "registered-nurse"),
        ("Nursing", "registered-nurse"),
        ("Looking for a position as a welder in a growing company", "welder"),
        ("Sales Director", "sales-director"),
        ("Head of Human Resources", "hr-manager"),
        ("Carpenter / Joiner", "carpenter"),
    ],
)
def test_a_title_is_recognised_in_its_dress(text: str, code: str) -> None:
    found, nearness = nearest(text)
    assert found == code
    assert nearness > 0.6


def test_the_very_title_is_as_near_as_can_be() -> None:
    code, nearness = nearest("平面设计师")
    assert code == "graphic-designer"
    assert nearness == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "，。", "of the", "求职意向"])
def test_what_names_no_trade_is_near_to_nothing(text: str) -> None:
    assert nearest(text)[1] == 0.0


def test_an_invented_word_is_hardly_near_to_anything() -> None:
    assert nearest("Zyxgleblor")[1] < 0.2


def test_a_title_is_recognised_by_its_meaning_where_no_word_is_shared() -> None:
    code, nearness = nearest("attorney-at-law")
    assert code == "lawyer"
    assert nearness > 0.5


def test_a_common_word_alone_tells_less_than_a_trade() -> None:
    assert nearest("经理")[1] < nearest("出纳")[1]
    assert nearest("Manager")[1] < nearest("Plumber")[1]


def test_candidates_are_looked_up_once_by_what_is_wished_for_and_was_done() -> None:
    once, twice = (read_titles(titles, index()) for titles in (["会计/出纳"], ["会计/出纳", "会计/出纳"]))
    pieces = [[read.texts.pieces[number].mass for number in read.whole] for read in (once, twice)]
    assert len(pieces[0]) == len(pieces[1]) == 3
    assert sorted(pieces[0]) == sorted(pieces[1])
