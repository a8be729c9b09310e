"""Subjects lead to trades."""

from __future__ import annotations

import pytest

from domain.matches.studies import units_of


@pytest.mark.parametrize(
    ("subject", "unit"),
    [
        ("Computer Science", 2512),
        ("計算機科學與技術", 2512),
        ("Physical Education", 3423),
        ("Physics", 2111),
        ("机械设计制造及其自动化", 2144),
        ("Civil Engineering (Structures)", 2142),
        ("烹饪工艺与营养", 5120),
        ("法学", 2611),
        ("电子商务", 2431),
        ("电子信息工程", 2152),
        ("生物医学工程", 2149),
        ("临床医学", 2212),
        ("网络工程", 2523),
        ("数学与应用数学（师范）", 2330),
        ("Mathematics Education", 2330),
        ("Mathematics", 2120),
        ("Software Engineering and Cloud Architecture", 2512),
        ("Architecture", 2161),
    ],
)
def test_a_subject_leads_to_its_own_trade_first(subject: str, unit: int) -> None:
    assert units_of(subject)[0] == unit


@pytest.mark.parametrize("subject", ["", "Your Discipline", "Metaphysical poetry", "某某"])
def test_an_unknown_subject_leads_nowhere(subject: str) -> None:
    assert units_of(subject) == ()
