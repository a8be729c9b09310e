"""Expected pay as written becomes a monthly range."""

from __future__ import annotations

import pytest

from domain.matches.salaries import expected_pay


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12-24K", 12_000, 24_000),
        ("15k-25k/月", 15_000, 25_000),
        ("8400元/月", 8_400, 8_400),
        ("36万/年", 30_000, 30_000),
        ("年薪24-36万", 20_000, 30_000),
        ("1.2-1.5万", 12_000, 15_000),
        ("10,000 - 15,000 CNY per month", 10_000, 15_000),
        ("１０Ｋ－１５Ｋ·１４薪", 10_000, 15_000),
        ("360000", 30_000, 30_000),
        ("8000以上", 8_000, 8_000),
    ],
)
def test_simple_forms_are_read_as_monthly_pay(text: str, low: float, high: float) -> None:
    pay = expected_pay(text)
    assert pay is not None
    assert pay.low == pytest.approx(low)
    assert pay.high == pytest.approx(high)


@pytest.mark.parametrize("text", [None, "", "面议", "$95k", "£41,000 p.a.", "300元/天", "时薪50元", "10"])
def test_what_tells_no_monthly_pay_in_yuan_is_left_open(text: str | None) -> None:
    assert expected_pay(text) is None
