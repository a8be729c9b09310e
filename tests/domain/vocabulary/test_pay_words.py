"""The words of printed pay: currencies."""

from __future__ import annotations

import pytest

from domain.vocabulary.pay_words import currency_of


@pytest.mark.parametrize(
    ("text", "code"), [("100 usd", "USD"), ("8千元", "CNY"), ("元 $", "USD"), ("8k", None)]
)
def test_a_foreign_currency_is_told_before_the_own(text: str, code: str | None) -> None:
    assert currency_of(text) == code
