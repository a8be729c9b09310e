"""The words of printed pay: currencies, and figures that are spelt out."""

from __future__ import annotations

import pytest

from domain.vocabulary.pay_words import chinese_figures, currency_of


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
    assert chinese_figures(text) == written


@pytest.mark.parametrize("text", ["8千 一万", "面议", "一"])
def test_a_text_with_digits_or_without_figures_stays(text: str) -> None:
    assert chinese_figures(text) == text


@pytest.mark.parametrize(
    ("text", "code"), [("100 usd", "USD"), ("8千元", "CNY"), ("元 $", "USD"), ("8k", None)]
)
def test_a_foreign_currency_is_told_before_the_own(text: str, code: str | None) -> None:
    assert currency_of(text) == code
