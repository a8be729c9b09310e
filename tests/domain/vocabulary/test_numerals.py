"""Chinese numerals by themselves, in amounts and in other texts."""

from __future__ import annotations

import pytest

from domain.vocabulary.numerals import figures_in_digits, numbers_in_digits, value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一万五", 15_000)],
)
def test_a_numeral_has_a_value(numeral: str, value: int) -> None:
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("text", "written"),
    [("三到十二年", "3到12年"), ("二十年以上", "20年以上"), ("3-5年", "3-5年"), ("两年", "2年")],
)
def test_numbers_below_a_hundred_are_written_in_digits(text: str, written: str) -> None:
    assert numbers_in_digits(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("八千到一万五", "8000到15000"),
        ("两千五", "2500"),
        ("一百二", "120"),
        ("十二万", "120000"),
        ("三万半", "35000"),
    ],
)
def test_figures_that_are_spelt_out_are_written_in_digits(text: str, written: str) -> None:
    assert figures_in_digits(text) == written


@pytest.mark.parametrize("text", ["8千 一万", "面议", "一"])
def test_a_text_with_digits_or_without_figures_stays(text: str) -> None:
    assert figures_in_digits(text) == text
