"""Circles of positions that one person could be sent to."""

from __future__ import annotations

import numpy as np

from domain.matches.circles import Circles, load_circles, read_circles
from domain.matches.trades import Trades
from domain.positions.catalogue import load_catalogue
from domain.positions.models import Position
from domain.retrieval.segments import key_number

ISCO = {"cook": "5120", "baker": "7512", "waiter": "5131", "pilot": "3153"}
POSITIONS = [Position(code=code, title_zh="", title_en=code, isco=isco) for code, isco in ISCO.items()]
TRADES = Trades([(0.5, [5120, 7512, 5131]), (0.9, [3153])])


def near(one: str, other: str) -> float:
    rows = [("kitchen", 0.8, ["cook", "baker"]), ("inn", 0.6, ["@kitchen", "waiter"])]
    circles = Circles(POSITIONS, rows, TRADES)
    first, second = circles.places(np.array([key_number(one), key_number(other)], np.uint64))
    return round(float(circles.near[first, second]), 6)


def test_the_highest_circle_that_holds_both_counts_and_a_circle_may_hold_another() -> None:
    assert near("cook", "baker") == near("baker", "cook") == 0.8
    assert near("cook", "waiter") == 0.6
    assert near("cook", "cook") == 1.0


def test_outside_every_circle_trades_count_a_part() -> None:
    assert 0 < near("pilot", "pilot") == 1.0
    assert near("pilot", "cook") == 0.0


def test_what_is_no_bundled_position_has_no_place() -> None:
    assert list(load_circles().places(np.array([7], np.uint64))) == [-1]


def test_every_member_of_a_circle_is_a_bundled_position_or_an_earlier_circle() -> None:
    known = {position.code for position in load_catalogue()}
    names: set[str] = set()
    for name, common, codes in read_circles():
        assert name not in names
        assert 0 < common <= 1
        assert {code for code in codes if not code.startswith("@")} <= known, name
        assert {code[1:] for code in codes if code.startswith("@")} <= names, name
        names.add(name)
