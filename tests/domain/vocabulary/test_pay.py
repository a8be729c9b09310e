from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.vocabulary.pay import PayPeriod, read_pay

MONTH, YEAR, DAY, HOUR = PayPeriod.MONTH, PayPeriod.YEAR, PayPeriod.DAY, PayPeriod.HOUR


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("1-1.5万/月", 10_000, 15_000, "CNY", MONTH),
        ("0.8-1万/月", 8_000, 10_000, "CNY", MONTH),
        ("15-30万/年", 150_000, 300_000, "CNY", YEAR),
        ("6-8千/月", 6_000, 8_000, "CNY", MONTH),
        ("3千-4.5千/月", 3_000, 4_500, "CNY", MONTH),
        ("8000-1.2万", 8_000, 12_000, "CNY", MONTH),
        ("8千到1.2万每月", 8_000, 12_000, "CNY", MONTH),
        ("10k-15", 10_000, 15_000, "CNY", MONTH),
        ("3000元/月-4000元/月", 3_000, 4_000, "CNY", MONTH),
        ("¥8000~¥10000", 8_000, 10_000, "CNY", MONTH),
        ("年薪30-50万", 300_000, 500_000, "CNY", YEAR),
        ("30万", 300_000, 300_000, "CNY", YEAR),
        ("200元/天", 200, 200, "CNY", DAY),
        ("100-200元/天 5天/周", 100, 200, "CNY", DAY),
        ("日结200", 200, 200, "CNY", DAY),
        ("25元/小时", 25, 25, "CNY", HOUR),
        ("150元/课时", 150, 150, "CNY", PayPeriod.PIECE),
        ("1万5", 15_000, 15_000, "CNY", MONTH),
        ("八千到一万五", 8_000, 15_000, "CNY", MONTH),
        ("二十万年薪", 200_000, 200_000, "CNY", YEAR),
        ("１万－１．５万／月", 10_000, 15_000, "CNY", MONTH),
        ("RMB 10,000-15,000/month", 10_000, 15_000, "CNY", MONTH),
        ("$120K-$150K", 120_000, 150_000, "USD", YEAR),
        ("$18.50 - $22 per hour", 18.5, 22, "USD", HOUR),
        ("$25", 25, 25, "USD", HOUR),
        ("£45,000 per annum", 45_000, 45_000, "GBP", YEAR),
        ("60k€", 60_000, 60_000, "EUR", YEAR),
        ("45.000 - 60.000 € p.a.", 45_000, 60_000, "EUR", YEAR),
        ("HK$25,000 - 30,000 / month", 25_000, 30_000, "HKD", MONTH),
        ("12 LPA", 1_200_000, 1_200_000, "INR", YEAR),
        ("800万円", 8_000_000, 8_000_000, "JPY", YEAR),
        ("CHF 90'000", 90_000, 90_000, "CHF", YEAR),
        ("2024年 10k", 10_000, 10_000, "CNY", MONTH),
    ],
)
def test_a_printed_range_is_read(
    text: str, low: float, high: float, currency: str, period: PayPeriod
) -> None:
    salary = read_pay(text)
    assert (salary.low, salary.high, salary.currency, salary.period) == (low, high, currency, period)
    assert salary.printed == text


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10万以上/年", 100_000, None),
        ("5000元以上", 5_000, None),
        ("from $3,000/month", 3_000, None),
        ("1.5k+", 1_500, None),
        ("2万以下/年", None, 20_000),
        ("1.5千以下/月", None, 1_500),
        ("up to £50k", None, 50_000),
        ("最高1万", None, 10_000),
    ],
)
def test_an_end_that_is_left_open_stays_open(text: str, low: float | None, high: float | None) -> None:
    assert (read_pay(text).low, read_pay(text).high) == (low, high)


@pytest.mark.parametrize(
    ("text", "months"), [("8k-12k·14薪", 14), ("1.5-2万·13.5薪", 13.5), ("20-40K*16薪", 16), ("10k/月", None)]
)
def test_the_months_are_told_beside_the_range(text: str, months: float | None) -> None:
    assert read_pay(text).months == months


@pytest.mark.parametrize(
    "text", ["", "面议", "五险一金", "薪资优厚", "0-0", "9" * 300, "competitive", "5天8小时", "15%"]
)
def test_a_text_without_a_figure_tells_no_range(text: str) -> None:
    salary = read_pay(text)
    assert (salary.low, salary.high, salary.currency, salary.period) == (None, None, None, None)
    assert salary.monthly_cny == (None, None)


def test_pay_that_is_negotiated_says_so_beside_any_figure() -> None:
    assert read_pay("面议").negotiable
    both = read_pay("8k-10k（可谈）")
    assert (both.low, both.high, both.negotiable) == (8_000, 10_000, True)
    assert not read_pay("8k-10k").negotiable


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("1-1.5万/月", (10_000, 15_000)),
        ("12-24万/年", (10_000, 20_000)),
        ("200元/天", (4_350, 4_350)),
        ("20元/小时", (3_480, 3_480)),
        ("10万以上/年", (8_333, None)),
        ("150元/课时", (None, None)),
        ("$5,000/month", (None, None)),
    ],
)
def test_pay_in_cny_is_told_a_month(text: str, monthly: tuple[int | None, int | None]) -> None:
    assert read_pay(text).monthly_cny == monthly


def test_other_currencies_keep_their_own_monthly_amount() -> None:
    assert read_pay("$120K-$150K").monthly == (10_000, 12_500)


def test_a_period_that_is_only_told_from_the_amount_is_marked() -> None:
    assert not read_pay("15k-30k").period_stated
    assert read_pay("15k-30k/月").period_stated


@given(st.text(max_size=300) | st.text(alphabet="0123456789.,-~kw万千元/月年天薪$£€ ·+以上至", max_size=300))
def test_any_text_has_an_answer_whose_range_is_in_order(text: str) -> None:
    salary = read_pay(text)
    assert salary.printed == text.strip()
    if salary.low is not None and salary.high is not None:
        assert 0 < salary.low <= salary.high
    assert (
        (salary.low is None and salary.high is None) == (salary.currency is None) == (salary.period is None)
    )


@given(
    st.integers(1, 90),
    st.integers(0, 60),
    st.sampled_from(["k", "K", "千", "w", "万"]),
    st.sampled_from("-~至到—"),
)
def test_the_scale_at_the_end_of_a_range_holds_for_both_ends(
    low: int, more: int, scale: str, dash: str
) -> None:
    factor = {"k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000}[scale.lower()]
    salary = read_pay(f"{low}{dash}{low + more}{scale}/月")
    assert (salary.low, salary.high) == (low * factor, (low + more) * factor)


@pytest.mark.parametrize("part", ["1-", "1, ", "月薪", "每", "1万", "- ", "usd ", "(", "1.", "12薪"])
def test_long_texts_take_no_longer_than_their_length(part: str) -> None:
    started = time.perf_counter()
    read_pay(part * 200_000)
    assert time.perf_counter() - started < 0.5


def test_pay_of_one_meaning_is_equal_however_it_is_printed() -> None:
    assert read_pay("1-1.5万/月") == read_pay("RMB 10,000-15,000 per month") == read_pay("10K-15K")
    assert read_pay("12万/年") != read_pay("1万/月")
    assert read_pay("$5,000/month") != read_pay("5000/月")
