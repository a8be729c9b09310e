from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.vocabulary.pay import PayPeriod, PayRange, looks_like_pay, read_pay

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


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("1万5", (15_000, 15_000)),
        ("1萬5", (15_000, 15_000)),
        ("月薪8萬", (80_000, 80_000)),
        ("期望八千至一萬二", (8_000, 12_000)),
        ("2024年 10k", (10_000, 10_000)),
        ("2024年度 8-10K", (8_000, 10_000)),
        ("2023年6月 9k", (9_000, 9_000)),
        ("2022: 11k-13k", (11_000, 13_000)),
        ("360000", (30_000, 30_000)),
        ("１０Ｋ－１５Ｋ·１４薪", (10_000, 15_000)),
        ("10,000 - 15,000 CNY per month", (10_000, 15_000)),
        ("9元/月", (None, None)),
        ("3000万/月", (None, None)),
        ("面議", (None, None)),
    ],
)
def test_resumes_and_postings_are_read_alike(text: str, monthly: tuple[int | None, int | None]) -> None:
    assert tuple(read_pay(text).monthly_cny) == monthly


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("CHF 88’000–97’000", 88_000, 97_000, "CHF", YEAR),
        ("₹9,50,000 per year", 950_000, 950_000, "INR", YEAR),
        ("38.500,00 EUR", 38_500, 38_500, "EUR", YEAR),
        ("14,20 €/h", 14.2, 14.2, "EUR", HOUR),
        ("R$ 4.200", 4_200, 4_200, "BRL", MONTH),
        ("RM 2,800 to RM 4,100", 2_800, 4_100, "MYR", MONTH),
        ("PLN 9 500 - 11 000 net/month", 9_500, 11_000, "PLN", MONTH),
        ("月給24万円～28万円", 240_000, 280_000, "JPY", MONTH),
        ("NT$38,000~45,000", 38_000, 45_000, "TWD", MONTH),
        ("36,000~42,000元（新台幣）", 36_000, 42_000, "TWD", MONTH),
        ("HK$21,000 - HK$26,000", 21_000, 26_000, "HKD", MONTH),
        ("₩2,900,000", 2_900_000, 2_900_000, "KRW", MONTH),
    ],
)
def test_each_currency_has_its_own_ways(
    text: str, low: float, high: float, currency: str, period: PayPeriod
) -> None:
    pay = read_pay(text)
    assert (pay.low, pay.high, pay.currency, pay.period) == (low, high, currency, period)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("9-13K/年终双薪", MONTH),
        ("7000-9000，每年体检", MONTH),
        ("7000-9000元，每天7小时", MONTH),
        ("36 hours per week, $27/hour", HOUR),
        ("4 days a week, £140/day", DAY),
        ("$88k - $99K, reporting on a daily basis", YEAR),
        ("Annual salary: $31,000", YEAR),
        ("年薪：22-33W", YEAR),
    ],
)
def test_a_period_belongs_to_the_amount_in_its_clause(text: str, period: PayPeriod) -> None:
    assert read_pay(text).period is period


@pytest.mark.parametrize("text", ["Competitive salary + 401k", "401(k), dental", "3-5天", "每周5天"])
def test_figures_of_other_things_are_no_pay(text: str) -> None:
    assert not read_pay(text).is_told


@pytest.mark.parametrize(
    ("text", "low", "high"), [("from $70k, up to $95k", 70_000, 95_000), ("6000起，最高9000", 6_000, 9_000)]
)
def test_two_open_ends_make_a_range(text: str, low: float, high: float) -> None:
    assert (read_pay(text).low, read_pay(text).high) == (low, high)


def test_a_range_with_an_open_end_has_one_that_is_told() -> None:
    assert (PayRange(5, None).least, PayRange(5, None).most) == (5, 5)
    assert (PayRange(None, 9).least, PayRange(None, 9).most) == (9, 9)
    assert (PayRange(5, 9).least, PayRange(5, 9).most) == (5, 9)


@pytest.mark.parametrize(
    "text", ["10-16K", "39万/年", "8400元/月", "£41,000 p.a.", "$95k", "面议", "12000-15000元/月"]
)
def test_pay_is_known_by_its_look(text: str) -> None:
    assert looks_like_pay(text)


@pytest.mark.parametrize("text", ["2019-2021", "13800001234", "25岁", "5年", "100%", "1998.05"])
def test_other_numbers_are_no_pay(text: str) -> None:
    assert not looks_like_pay(text)


@pytest.mark.parametrize(
    "text", ["1萬-1萬5", "面議", "月薪8000以上", "15-20K·14薪", "€45.000 p.a.", "12k(税前)"]
)
def test_pay_is_known_by_its_words_alone(text: str) -> None:
    assert looks_like_pay(text)


@pytest.mark.parametrize("text", ["8k-10k 会计", "周末双休", "不限", "2024年", "100m", "14薪", "Java 8"])
def test_words_around_a_figure_are_no_pay(text: str) -> None:
    assert not looks_like_pay(text)


def test_an_amount_of_money_alone_is_pay_only_where_that_will_do() -> None:
    assert looks_like_pay("￥5000")
    assert not looks_like_pay("￥5000", bare_amounts=False)
    assert looks_like_pay("￥5000-6000", bare_amounts=False)
