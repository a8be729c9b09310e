"""Pay as postings of many countries print it: amounts, currency, period and months of each."""

from __future__ import annotations

import pytest

from domain.vocabulary.pay import PayPeriod, read_pay


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period", "months"),
    [
        ("6000-9000元，每天8小时，月休4天", 6_000, 9_000, "CNY", "MONTH", None),
        ("6000-9000 8小时/天", 6_000, 9_000, "CNY", "MONTH", None),
        ("7k-9k 年假15天", 7_000, 9_000, "CNY", "MONTH", None),
        ("9-14K，每年两次调薪", 9_000, 14_000, "CNY", "MONTH", None),
        ("9-14K 每年调薪", 9_000, 14_000, "CNY", "MONTH", None),
        ("9-14K+季度奖+年终奖", 9_000, 14_000, "CNY", "MONTH", None),
        ("5000-7000元/月（五险一金，年底双薪）", 5_000, 7_000, "CNY", "MONTH", None),
        ("5500+提成，每月一次团建", 5_500, None, "CNY", "MONTH", None),
        ("$24.50/hr, 32 hours weekly", 24.5, 24.5, "USD", "HOUR", None),
        ("£31k, 33 days annual leave", 31_000, 31_000, "GBP", "YEAR", None),
        ("£31,000 annual leave 25 days", 31_000, 31_000, "GBP", "YEAR", None),
        ("$75,000 + annual bonus", 75_000, None, "USD", "YEAR", None),
        ("$2,400 monthly bonus", 2_400, 2_400, "USD", "MONTH", None),
        ("$26/hr paid biweekly", 26, 26, "USD", "HOUR", None),
        ("$62,000, paid semi-monthly", 62_000, 62_000, "USD", "YEAR", None),
        ("3 days a week, $300/day", 300, 300, "USD", "DAY", None),
        ("Full-time 38h/week, €3,200/month", 3_200, 3_200, "EUR", "MONTH", None),
        ("€19,80/Std.", 19.8, 19.8, "EUR", "HOUR", None),
        ("ab 15 €/Stunde", 15, None, "EUR", "HOUR", None),
        ("bis zu 62.000 €", None, 62_000, "EUR", "YEAR", None),
        ("48.000 € - 57.000 € brutto/Jahr", 48_000, 57_000, "EUR", "YEAR", None),
        ("3.250,00 EUR brutto monatlich", 3_250, 3_250, "EUR", "MONTH", None),
        ("48.000 - 57.000", 48_000, 57_000, "CNY", "MONTH", None),
        ("2.500,00", 2_500, 2_500, "CNY", "MONTH", None),
        ("60.000 EUR p. a.", 60_000, 60_000, "EUR", "YEAR", None),
        ("2 400 € brut/mois", 2_400, 2_400, "EUR", "MONTH", None),
        ("35-40 K€", 35_000, 40_000, "EUR", "YEAR", None),
        ("38 K€ brut annuel", 38_000, 38_000, "EUR", "YEAR", None),
        ("24.000 € brutos/año", 24_000, 24_000, "EUR", "YEAR", None),
        ("1.800 € al mes", 1_800, 1_800, "EUR", "MONTH", None),
        ("CHF 7'500.-/Monat", 7_500, 7_500, "CHF", "MONTH", None),
        ("CHF 95’000.– bis 110’000.–", 95_000, 110_000, "CHF", "YEAR", None),
        ("Fr. 5'200.- pro Monat", 5_200, 5_200, "CHF", "MONTH", None),
        ("CHF 80-100k", 80_000, 100_000, "CHF", "YEAR", None),
        ("₹3,50,000 - ₹5,00,000 P.A.", 350_000, 500_000, "INR", "YEAR", None),
        ("3-5 Lacs P.A.", 300_000, 500_000, "INR", "YEAR", None),
        ("6 LPA - 9 LPA", 600_000, 900_000, "INR", "YEAR", None),
        ("CTC 6-9 LPA", 600_000, 900_000, "INR", "YEAR", None),
        ("INR 4.5 Lakhs per annum", 450_000, 450_000, "INR", "YEAR", None),
        ("₹25,000 - ₹35,000 a month", 25_000, 35_000, "INR", "MONTH", None),
        ("Rs. 18,000/- per month", 18_000, 18_000, "INR", "MONTH", None),
        ("Rs 18,000-22,000/- p.m.", 18_000, 22_000, "INR", "MONTH", None),
        ("12,00,000", 1_200_000, 1_200_000, "INR", "YEAR", None),
        ("1.2 Cr", 12_000_000, 12_000_000, "INR", "YEAR", None),
        ("₹40 lakh", 4_000_000, 4_000_000, "INR", "YEAR", None),
        ("月給23万円～27万円", 230_000, 270_000, "JPY", "MONTH", None),
        ("年収450万円～700万円", 4_500_000, 7_000_000, "JPY", "YEAR", None),
        ("時給1,250円", 1_250, 1_250, "JPY", "HOUR", None),
        ("時給1,250円～1,400円", 1_250, 1_400, "JPY", "HOUR", None),
        ("日給9,500円", 9_500, 9_500, "JPY", "DAY", None),
        ("年俸500万円以上", 5_000_000, None, "JPY", "YEAR", None),
        ("¥300,000 JPY per month", 300_000, 300_000, "JPY", "MONTH", None),
        ("RM3,500 - RM4,800", 3_500, 4_800, "MYR", "MONTH", None),
        ("RM 2,200.00 - RM 2,800.00 per month", 2_200, 2_800, "MYR", "MONTH", None),
        ("MYR 4k - 6k", 4_000, 6_000, "MYR", "MONTH", None),
        ("RM60,000 per year", 60_000, 60_000, "MYR", "YEAR", None),
        ("NT$45,000以上", 45_000, None, "TWD", "MONTH", None),
        ("NT$ 700,000 - 900,000 /年", 700_000, 900_000, "TWD", "YEAR", None),
        ("NT$1,000,000", 1_000_000, 1_000_000, "TWD", "YEAR", None),
        ("NT$190/小時", 190, 190, "TWD", "HOUR", None),
        ("TWD 52,000", 52_000, 52_000, "TWD", "MONTH", None),
        ("HK$18,000", 18_000, 18_000, "HKD", "MONTH", None),
        ("HK$65/hr", 65, 65, "HKD", "HOUR", None),
        ("HKD 300,000 per annum", 300_000, 300_000, "HKD", "YEAR", None),
        ("港币18000-22000", 18_000, 22_000, "HKD", "MONTH", None),
        ("18K-22K HKD", 18_000, 22_000, "HKD", "MONTH", None),
        ("15-25K x 13", 15_000, 25_000, "CNY", "MONTH", 13),
        ("20k*15", 20_000, 20_000, "CNY", "MONTH", 15),
        ("18-30K·15薪", 18_000, 30_000, "CNY", "MONTH", 15),
        ("18K-30K/月，14-16薪", 18_000, 30_000, "CNY", "MONTH", 14),
        ("$70k + 401k", 70_000, None, "USD", "YEAR", None),
        ("up to 75k", None, 75_000, "CNY", "YEAR", None),
        ("62-70k depending on experience", 62_000, 70_000, "CNY", "YEAR", None),
        ("Base: $110,000 - $130,000, OTE $180,000", 110_000, 130_000, "USD", "YEAR", None),
        ("$110K–$140K + equity", 110_000, 140_000, "USD", "YEAR", None),
        ("USD 5k/mo", 5_000, 5_000, "USD", "MONTH", None),
        ("$15 - $17 / hour", 15, 17, "USD", "HOUR", None),
        ("$45/hr - $60/hr DOE", 45, 60, "USD", "HOUR", None),
        ("Employer est.: $80K - $100K", 80_000, 100_000, "USD", "YEAR", None),
        ("$37-$66K(Glassdoor est.)", 37_000, 66_000, "USD", "YEAR", None),
        ("$17-$24 Per Hour(Glassdoor est.)", 17, 24, "USD", "HOUR", None),
        ("150-200元/天", 150, 200, "CNY", "DAY", None),
        ("120元/天，5天/周", 120, 120, "CNY", "DAY", None),
        ("200-250/天", 200, 250, "CNY", "DAY", None),
        ("3千以下", None, 3_000, "CNY", "MONTH", None),
        ("1.5-2万/月", 15_000, 20_000, "CNY", "MONTH", None),
        ("6千-1万·13薪", 6_000, 10_000, "CNY", "MONTH", 13),
        ("0.6-1.2万/月", 6_000, 12_000, "CNY", "MONTH", None),
        ("30-50万/年", 300_000, 500_000, "CNY", "YEAR", None),
        ("年薪 25W-40W", 250_000, 400_000, "CNY", "YEAR", None),
        ("税前8000-10000", 8_000, 10_000, "CNY", "MONTH", None),
        ("8000至10000元每月", 8_000, 10_000, "CNY", "MONTH", None),
        ("8000——10000元", 8_000, 10_000, "CNY", "MONTH", None),
        ("8,000.00", 8_000, 8_000, "CNY", "MONTH", None),
        ("8000 - 12000 CNY/month", 8_000, 12_000, "CNY", "MONTH", None),
        ("5K-8K（含餐补300元/月）", 5_000, 8_000, "CNY", "MONTH", None),
        ("20元/小时，每天工作4小时", 20, 20, "CNY", "HOUR", None),
        ("周薪1500元", 1_500, 1_500, "CNY", "WEEK", None),
        ("计件，月入6000-9000", 6_000, 9_000, "CNY", "MONTH", None),
        ("底薪4000+提成", 4_000, None, "CNY", "MONTH", None),
        ("面议，不低于10000元", 10_000, None, "CNY", "MONTH", None),
        ("A$95,000 - A$105,000 plus super", 95_000, 105_000, "AUD", "YEAR", None),
        ("$48.50 per hour + super", 48.5, None, "USD", "HOUR", None),
        ("C$30/hr", 30, 30, "CAD", "HOUR", None),
        ("S$3,000 - S$4,200", 3_000, 4_200, "SGD", "MONTH", None),
        ("SGD 5,000 - 7,000", 5_000, 7_000, "SGD", "MONTH", None),
        ("Rp 8.000.000 - Rp 12.000.000", 8_000_000, 12_000_000, "IDR", "MONTH", None),
        ("฿25,000 - ฿35,000", 25_000, 35_000, "THB", "MONTH", None),
        ("₱25,000 - ₱30,000 monthly", 25_000, 30_000, "PHP", "MONTH", None),
        ("AED 8,000 - 10,000 per month", 8_000, 10_000, "AED", "MONTH", None),
        ("AED 12,000", 12_000, 12_000, "AED", "MONTH", None),
        ("12 000 - 15 000 zł brutto / mies.", 12_000, 15_000, "PLN", "MONTH", None),
        ("R$ 5.500,00", 5_500, 5_500, "BRL", "MONTH", None),
        ("SEK 45 000 per month", 45_000, 45_000, "SEK", "MONTH", None),
        ("年薪15-20万（月薪1-1.5万+年终）", 150_000, 200_000, "CNY", "YEAR", None),
        ("试用期5000，转正7000", 7_000, 7_000, "CNY", "MONTH", None),
        ("每小时19元", 19, 19, "CNY", "HOUR", None),
        ("一天160", 160, 160, "CNY", "DAY", None),
        ("$3,200 SGD", 3_200, 3_200, "SGD", "MONTH", None),
        ("MXN $14,000", 14_000, 14_000, "MXN", "MONTH", None),
        ("27 000 Kč", 27_000, 27_000, "CZK", "MONTH", None),
        ("entre 31K€ et 36K€", 31_000, 36_000, "EUR", "YEAR", None),
        ("年俸480万円～", 4_800_000, None, "JPY", "YEAR", None),
        ("保底5500，上不封顶", 5_500, None, "CNY", "MONTH", None),
        ("Php 21,000", 21_000, 21_000, "PHP", "MONTH", None),
    ],
)
def test_pay_is_read_as_it_is_meant(
    text: str, low: float | None, high: float | None, currency: str, period: str, months: float | None
) -> None:
    pay = read_pay(text)
    assert (pay.low, pay.high, pay.currency, pay.months) == (low, high, currency, months)
    assert pay.period is PayPeriod(period)


@pytest.mark.parametrize(
    "text",
    [
        "401(k) match",
        "401K",
        "Medical, 401k, PTO",
        "403b, pension",
        "2026-03-05",
        "2026/3/5",
        "3月5日",
        "10月8日",
        "8-Oct",
        "Oct-08",
        "2026-10-08 00:00:00",
        "05/03/2026",
        "0",
        "0-0",
        "-",
        "1",
        "20 triệu VND",
        "DOE",
        "按公司规定",
        "$1,500 bi-weekly",
    ],
)
def test_what_is_no_pay_tells_no_amount(text: str) -> None:
    assert not read_pay(text).is_told


@pytest.mark.parametrize(
    ("text", "scale", "printed", "high"),
    [
        ("12-18", "K", "12-18K", 18_000),
        ("12 - 18 ·14薪", "K", "12 - 18K ·14薪", 18_000),
        ("1.2~1.8", "万", "1.2~1.8万", 18_000),
        ("12000-18000", "K", "12000-18000", 18_000),
        ("12k-18k", "K", "12k-18k", 18_000),
        ("3.5", " lakhs", "3.5 lakhs", 350_000),
        ("面议", "K", "面议", None),
    ],
)
def test_the_scale_of_a_table_is_for_small_figures_without_one(
    text: str, scale: str, printed: str, high: float | None
) -> None:
    pay = read_pay(text, scale_beside=scale)
    assert (pay.printed, pay.high) == (printed, high)


@pytest.mark.parametrize(
    ("beside", "months"), [("14", 14), ("14.0", 14), ("15薪", 15), ("3", None), ("", None)]
)
def test_months_of_a_table_count_where_the_text_tells_none(beside: str, months: float | None) -> None:
    pay = read_pay("9-13K", months_beside=beside)
    assert pay.months == months
    assert read_pay(pay.printed) == pay


def test_what_a_table_adds_is_read_again_from_the_print() -> None:
    pay = read_pay("25-30", currency_beside="元", period_beside="小时")
    assert (pay.printed, pay.period) == ("25-30 元/小时", PayPeriod.HOUR)
    assert read_pay(pay.printed) == pay
