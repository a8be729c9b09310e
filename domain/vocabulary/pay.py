"""Printed pay, as a range with its currency and period.

The forms of Chinese and English postings: `1-1.5万/月`, `15-30万/年`, `200元/天`, `8k-12k·14薪`, `面议`,
`$120K-$150K`, `10万以上/年`, `£45,000 per annum`, `60k€`. Every text has an answer; one that tells no
figure has no range. Time is linear in the text, of which at most `MOST_CHARACTERS` are read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from domain.vocabulary.pay_words import (
    CURRENCY,
    LEAST_ONLY,
    MONTHS,
    MOST_ONLY,
    NEGOTIABLE,
    PERIOD,
    SCALES,
    chinese_figures,
    currency_of,
)

MOST_CHARACTERS = 200
LARGEST_AMOUNT = 1e10

WORKING_DAYS_A_MONTH = 21.75
"""By the Chinese rule for converting monthly into daily pay (月计薪天数)."""
_HOURS_A_DAY = 8
_WEEKS_A_YEAR = 52


class PayPeriod(StrEnum):
    """What a printed amount is paid for."""

    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    PIECE = "PIECE"


_PER_MONTH = {
    PayPeriod.HOUR: WORKING_DAYS_A_MONTH * _HOURS_A_DAY,
    PayPeriod.DAY: WORKING_DAYS_A_MONTH,
    PayPeriod.WEEK: _WEEKS_A_YEAR / 12,
    PayPeriod.MONTH: 1.0,
    PayPeriod.YEAR: 1 / 12,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Pay as a posting prints it.

    Attributes:
        printed: As printed.
        low, high: The range's ends in `currency` for `period`; None where that end is open, both equal
            where one figure is printed.
        currency: ISO 4217; CNY where none is printed. None without a figure.
        period: None without a figure.
        period_stated: Whether the text names the period, which is otherwise told from the amount.
        months: How many monthly salaries a year brings, like 14 for `14薪`; None where unstated.
        negotiable: Whether the text says that the pay is negotiated.
    """

    printed: str = field(compare=False)
    low: float | None = None
    high: float | None = None
    currency: str | None = None
    period: PayPeriod | None = None
    period_stated: bool = field(default=False, compare=False)
    months: float | None = None
    negotiable: bool = False

    @property
    def monthly(self) -> tuple[float | None, float | None]:
        """The range a month in its own currency; open where no month's pay can be told.

        A year's pay is divided by twelve, a day's counts 21.75 times, an hour's eight times a day's.
        """
        factor = None if self.period is None else _PER_MONTH.get(self.period)
        if factor is None:
            return None, None
        return (
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    @property
    def monthly_cny(self) -> tuple[int | None, int | None]:
        """The range a month in whole CNY; open where it is paid in another currency."""
        if self.currency != "CNY":
            return None, None
        low, high = self.monthly
        return None if low is None else round(low), None if high is None else round(high)


@dataclass(frozen=True, slots=True)
class _Amount:
    figure: float
    scale: float | None
    start: int
    end: int

    @property
    def value(self) -> float:
        return self.figure * (self.scale or 1)


_FIGURE = re.compile(
    r"(?P<figure>\d{1,12}(?:[, ']\d{3}(?!\d)){1,3}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?|\.\d{1,4})"
    r"\s?(?P<scale>百万|万|千|w(?![a-z])|k(?![a-z])|m(?![a-z])|mil(?:lion)?\b|lpa\b|lakhs?\b|thousand\b)?"
    r"(?:(?<=万)(?P<rest>\d(?:\.\d)?)(?P<rest_scale>千|百)?(?![\d.]))?"
)
_BETWEEN = re.compile(
    rf"\s*(?:{CURRENCY}|元|块)?\s?(?:/[a-z月年天日]{{1,5}})?\s*(?:-|–|—|−|~|∼|〜|～|至|到|\bto\b|\band\b){{1,3}}\s*"
    rf"(?:{CURRENCY})?\s*"
)
# `5天`, `8小时`, `2024年`, `5险1金`, `15%`: figures of something else than money.
_NOT_MONEY = re.compile(
    r"\s?(?:[日年月时周](?!薪)|[天人岁险金点号个%险班休倍期位名级后岗]|小时|hours?\b|days?\b|years?\b|weeks?\b|h/|percent)"
)
_GROUPING = str.maketrans("", "", ", '")
_EUROPEAN = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){1,3}(?![\d.,])")
_CNY_YEARLY = 100_000
_FOREIGN_YEARLY = 15_000
_FOREIGN_HOURLY = 200


def read_pay(text: str) -> Pay:
    """Read printed pay."""
    printed = text.strip()
    plain = unicodedata.normalize("NFKC", printed[:MOST_CHARACTERS]).casefold()[:MOST_CHARACTERS]
    negotiable = NEGOTIABLE.search(plain) is not None
    months, plain = _months(plain)
    currency = currency_of(plain)
    if currency == "EUR":
        plain = _EUROPEAN.sub(lambda found: found[0].replace(".", ""), plain)
    plain = chinese_figures(plain)
    amounts = _range(plain)
    values = [amount.value for amount in amounts]
    if not values or not all(0 < value <= LARGEST_AMOUNT for value in values):
        return Pay(printed=printed, negotiable=negotiable)
    lakh = "lpa" in plain or "lakh" in plain
    currency = currency or ("INR" if lakh else "CNY")
    period = _period(plain)
    low, high = min(values), max(values)
    before, after = plain[: amounts[0].start], plain[amounts[-1].end :]
    if len(values) == 1:
        if MOST_ONLY.search(before) or MOST_ONLY.match(after):
            return _pay(printed, None, high, currency, period, months, negotiable)
        if LEAST_ONLY.search(before) or LEAST_ONLY.match(after):
            return _pay(printed, low, None, currency, period, months, negotiable)
    return _pay(printed, low, high, currency, period, months, negotiable)


def _pay(
    printed: str,
    low: float | None,
    high: float | None,
    currency: str,
    period: PayPeriod | None,
    months: float | None,
    negotiable: bool,
) -> Pay:
    return Pay(
        printed=printed,
        low=low,
        high=high,
        currency=currency,
        period=period or _usual_period(high if high is not None else low, currency),
        period_stated=period is not None,
        months=months,
        negotiable=negotiable,
    )


def _months(plain: str) -> tuple[float | None, str]:
    found = MONTHS.search(plain)
    if found is None:
        return None, plain
    return float(found["months"]), plain[: found.start()] + " " + plain[found.end() :]


def _range(plain: str) -> list[_Amount]:
    """Return the first amount, with the one that ends its range."""
    first = None
    for found in _FIGURE.finditer(plain):
        amount = _amount(found)
        if first is None:
            # A figure with neither scale nor currency that counts something else is no pay.
            if amount.scale is None and _NOT_MONEY.match(plain, amount.end) and not _joins(plain, amount.end):
                continue
            first = amount
        elif _BETWEEN.fullmatch(plain, first.end, amount.start):
            return _shared(first, amount)
        else:
            break
    return [] if first is None else [first]


def _joins(plain: str, at: int) -> bool:
    return _BETWEEN.match(plain, at) is not None


def _amount(found: re.Match[str]) -> _Amount:
    figure = float(found["figure"].translate(_GROUPING))
    scale = SCALES.get(found["scale"] or "")
    if found["rest"] and scale is not None:
        # `1万5` and `1万5千` are both 15,000.
        figure = (figure * scale + float(found["rest"]) * SCALES.get(found["rest_scale"] or "千", 1)) / scale
    return _Amount(figure, scale, found.start(), found.end())


def _shared(first: _Amount, second: _Amount) -> list[_Amount]:
    """Give a range's one scale to both ends: `1-1.5万` and `10k-15`, but not `8000-1.2万`."""
    if first.scale is None and second.scale is not None and first.figure <= second.figure:
        first = _Amount(first.figure, second.scale, first.start, first.end)
    elif second.scale is None and first.scale is not None and first.figure <= second.figure < first.value:
        second = _Amount(second.figure, first.scale, second.start, second.end)
    return [first, second]


def _period(plain: str) -> PayPeriod | None:
    found = PERIOD.search(plain)
    return None if found is None or found.lastgroup is None else PayPeriod(found.lastgroup)


def _usual_period(amount: float | None, currency: str) -> PayPeriod:
    """Tell an unstated period: nobody prints such an amount for another one without saying so."""
    amount = amount or 0
    if currency == "CNY":
        return PayPeriod.YEAR if amount >= _CNY_YEARLY else PayPeriod.MONTH
    if currency in ("JPY", "KRW", "INR"):
        return PayPeriod.YEAR if amount >= _FOREIGN_YEARLY * 100 else PayPeriod.MONTH
    if amount < _FOREIGN_HOURLY:
        return PayPeriod.HOUR
    return PayPeriod.YEAR if amount >= _FOREIGN_YEARLY else PayPeriod.MONTH
