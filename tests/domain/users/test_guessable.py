from __future__ import annotations

import pytest

from domain.errors import InvalidInput
from domain.input_rules import InputRule
from domain.users.guessable import _common, check_guessable


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "PASSWORD",
        "Password2026!",
        "p@ssw0rd",
        "P4$$w0rd!",
        "123456",
        "1990-01-01"[:4] + "0101",
        "qwertyuiop",
        "poiuytrewq",
        "abcdefgh",
        "aaaaaaaa",
        "xyxyxyxy",
        "iloveyou1",
        "5201314",
        "woaini1314",
        "a123456",
        "Qwerty123",
        "admin123",
        "!!letmein!!",
        "1q2w3e4r",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match="常见") as refused:
        check_guessable(password, username="zhou")
    assert refused.value.rule is InputRule.PASSWORD_COMMON


@pytest.mark.parametrize(
    "password",
    ["zhoumin", "ZhouMin1", "nimuohz", "zhoumin123", "1zhoumin!", "min.zhou", "min.zhou99"],
)
def test_what_is_told_by_the_name_is_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match="相似") as refused:
        check_guessable(password, username="ZhouMin", email="min.zhou@example.com")
    assert refused.value.rule is InputRule.PASSWORD_LIKE_NAME


@pytest.mark.parametrize(
    "password",
    [
        "correct-horse",
        "battery-staple",
        "correct horse battery",
        "我家的猫今年三岁",
        "kR7!vq2pLm",
        "13900001111" + "7",
        "sunshine over the river",
        "zhoumin likes tea",
        "monkeywrench-tulip",
    ],
)
def test_what_is_not_easily_guessed_is_taken(password: str) -> None:
    check_guessable(password, username="zhoumin", email="zhou@example.com")


def test_a_short_name_is_no_part_of_most_passwords() -> None:
    check_guessable("wildlife", username="li")


def test_the_list_is_in_the_form_in_which_it_is_looked_through() -> None:
    assert len(_common()) > 1_000
    assert [word for word in _common() if word != word.casefold()] == []
