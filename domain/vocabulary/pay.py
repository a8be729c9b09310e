"""Printed pay, as a range with its currency and period.

The forms of Chinese and English postings: `1-1.5万/月`, `15-30万/年`, `200元/天`, `8k-12k·14薪`, `面议`,
`$120K-$150K`, `10万以上/年`, `£45,000 per annum`, `60k€`. Every text has an answer; one that tells no
figure has no range. Time is linear in the text, of which at most `MOST_CHARACTERS` are read.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from domain.vocabulary.amounts import FIGURE, grouping_of, range_of, with_points
from domain.vocabulary.dates import is_printed_by_sheets
from domain.vocabulary.later import compiled_later
from domain.vocabulary.numerals import figures_in_digits
from domain.vocabulary.pay_beside import months_named, with_currency, with_scale
from domain.vocabulary.pay_usual import Usual, usual
from domain.vocabulary.pay_words import (
    CLAUSE,
    CURRENCY,
    EACH,
    HOME_CURRENCY,
    IN_PLACE_OF_PAY,
    KNOWN,
    LEAST_ONLY,
    MONTHS,
    MOST_ONLY,
    NEGOTIABLE,
    NO_PAY,
    OTHER_PERIOD,
    PERIOD,
    SCALES,
    TIMES,
    OtherPeriod,
    currency_of,
)
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import has_chinese, simplified

MOST_CHARACTERS = 200
LARGEST_AMOUNT = 1e10
LEAST_MONTHLY_CNY, MOST_MONTHLY_CNY = 500, 1_000_000
"""What a month's pay in CNY may be: less or more is a slip, or pay for something else."""

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


Amount = TypeVar("Amount", int, float)


class PayRange(NamedTuple, Generic[Amount]):
    """The ends of a range of pay a month; None where an end is open or not told."""

    low: Amount | None
    high: Amount | None

    @property
    def least(self) -> Amount | None:
        """The low end, or the only one that is told."""
        return self.high if self.low is None else self.low

    @property
    def most(self) -> Amount | None:
        """The high end, or the only one that is told."""
        return self.low if self.high is None else self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Pay as a resume or a posting prints it.

    Two are equal where they state the same amounts in the same currency for the same period, however they are
    printed: `1-1.5万/月` and `10K-15K`, but not `12万/年` and `1万/月`.

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

    def __str__(self) -> str:
        return self.printed

    @property
    def is_told(self) -> bool:
        """Whether the text tells a figure."""
        return self.currency is not None

    @property
    def monthly(self) -> PayRange[float]:
        """The range a month in its own currency; open where no month's pay can be told.

        A year's pay is divided by twelve, a day's counts 21.75 times, an hour's eight times a day's.
        """
        factor = None if self.period is None else _PER_MONTH.get(self.period)
        if factor is None:
            return PayRange(None, None)
        return PayRange(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    @property
    def monthly_cny(self) -> PayRange[int]:
        """The range a month in whole CNY; open in another currency, or where it cannot be a month's."""
        if self.currency != HOME_CURRENCY:
            return PayRange(None, None)
        ends = [None if end is None else round(end) for end in self.monthly]
        if not all(LEAST_MONTHLY_CNY <= end <= MOST_MONTHLY_CNY for end in ends if end is not None):
            return PayRange(None, None)
        return PayRange(*ends)


# A year in front of an amount is no amount, and no period either: `2024年 10k`, `2024年度8-10万`.
_YEAR = compiled_later(r"(?<![\d.])(?:19|20)\d\d\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?度?")
_DASHED_DIGITS = compiled_later(r"(\d{4,5})\s?[-–—~至到]\s?(\d{4,5})")
# `95'000.–`: no cents.
_NO_CENTS = compiled_later(r"(?<=\d)\.\s?[-–—](?!\s?\d)")
_ENGLISH_WORD = compiled_later(r"(?<![a-z])[a-z]{2,}")
# `年薪15万（月薪1万）`: what stands right before the next amount is of that one.
_HEADS_NEXT = compiled_later(rf"\s?:?\s?{CURRENCY}?\s?\d")
_UNIT_BEGIN = compiled_later(f"^(?:/|{EACH})+")
_FARTHEST_AFTER, _FARTHEST_BEFORE = 16, 24
_LONGEST_LOOK = 40
_TELLS_MONEY = frozenset(word for word in SCALES if word not in {"m", "mil", "百"})


def read_pay(
    text: str,
    *,
    currency_beside: str = "",
    period_beside: str = "",
    scale_beside: str = "",
    months_beside: str = "",
) -> Pay:
    """Read printed pay.

    Args:
        text: The amount, perhaps with its currency and period.
        currency_beside: How a table names the currency in a column of its own, or in the column's name; the
            print takes it in.
        period_beside: The same of the period, for a text that states none. Pay by the piece is told by the
            text alone.
        scale_beside: The same of what scales small figures, like `K`.
        months_beside: The same of how many monthly salaries a year brings.
    """
    told = printed = text.strip()
    if is_printed_by_sheets(printed):
        return Pay(printed=told)
    printed = with_currency(with_scale(printed, scale_beside), currency_beside)
    plain = _plain(printed)
    negotiable = NEGOTIABLE.search(plain) is not None
    months, plain = _months(plain)
    named = currency_of(plain) or grouping_of(plain)
    plain = figures_in_digits(with_points(plain, named))
    amounts = range_of(plain)
    values = [amount.value for amount in amounts]
    if not values or not all(0 < value <= LARGEST_AMOUNT for value in values):
        return Pay(printed=told, negotiable=negotiable)
    low: float | None = min(values)
    high: float | None = max(values)
    if len(values) == 1:
        before, after = plain[: amounts[0].start], plain[amounts[0].end :]
        if MOST_ONLY.search(before) or MOST_ONLY.match(after):
            low = None
        elif LEAST_ONLY.search(before) or LEAST_ONLY.match(after):
            high = None
    period = _period(plain, amounts[0].start, amounts[-1].end)
    unit = _UNIT_BEGIN.sub("", period_beside)
    if period is None and unit and (beside := _period_named(unit)) not in (None, PayPeriod.PIECE):
        period, printed = beside, f"{printed}/{unit}"
    bounds = usual(named, english=_ENGLISH_WORD.search(plain) is not None and not has_chinese(plain))
    is_odd = period is OTHER_PERIOD and max(values) < bounds.yearly
    if is_odd or (period is None and max(values) < bounds.least):
        return Pay(printed=told, negotiable=negotiable)
    stated = period if isinstance(period, PayPeriod) else None
    if months is None and (number := months_named(months_beside)):
        months, printed = float(number), f"{printed} ×{number}"
    return Pay(
        printed=printed,
        low=low,
        high=high,
        currency=named or HOME_CURRENCY,
        period=stated or _usual_period(max(values), bounds),
        period_stated=stated is not None,
        months=months,
        negotiable=negotiable,
    )


@remembered
def looks_like_pay(text: str, *, bare_amounts: bool = True) -> bool:
    """Return whether a text is pay and nothing else: `8-10K`, `39万/年`, `£41,000 p.a.`, `面议`.

    Args:
        text: Of a few words.
        bare_amounts: Whether an amount of money will do that is neither scaled, a range, nor for a period.
    """
    text = text.strip(" ,;|.")
    if len(text) > _LONGEST_LOOK:
        return False
    plain = _plain(text)
    if bare := _DASHED_DIGITS.fullmatch(plain):
        low, high = int(bare[1]), int(bare[2])
        return 1_000 <= low < high and not (1_900 <= low <= 2_100 and high <= 2_100)
    _, plain = _months(plain)
    figures = list(FIGURE.finditer(plain))
    rest = KNOWN.sub(" ", FIGURE.sub(" ", plain))
    if any(map(str.isalnum, rest)) or len(figures) > 2:
        return False
    if not figures:
        return IN_PLACE_OF_PAY.search(plain) is not None
    pay = read_pay(text)
    if not pay.is_told:
        return False
    scaled = any(found["scale"] in _TELLS_MONEY for found in figures)
    if scaled or pay.period_stated:
        return True
    return currency_of(plain) is not None and (bare_amounts or len(figures) == 2 or pay.negotiable)


def _plain(printed: str) -> str:
    """Return the text as the grammar reads it, without the years and names that hold figures."""
    text = unicodedata.normalize("NFKC", printed[:MOST_CHARACTERS]).casefold()[:MOST_CHARACTERS]
    text = simplified(" ".join(text.split())).replace("’", "'")
    return NO_PAY.sub(" ", _YEAR.sub(" ", _NO_CENTS.sub("", text)))


def _months(plain: str) -> tuple[float | None, str]:
    found = MONTHS.search(plain) or TIMES.search(plain)
    if found is None:
        return None, plain
    return float(found["months"]), plain[: found.start()] + " " + plain[found.end() :]


def _period(plain: str, start: int, end: int) -> PayPeriod | OtherPeriod | None:
    """Return the period that is stated of an amount: the nearest after it, else before it, in its clause."""
    nearest: tuple[bool, int, str] | None = None
    for found in PERIOD.finditer(plain):
        is_before = found.end() <= start
        if not is_before and _HEADS_NEXT.match(plain, found.end()) and not found.group().isascii():
            continue
        gap = plain[found.end() : start] if is_before else plain[end : found.start()]
        if len(gap) > (_FARTHEST_BEFORE if is_before else _FARTHEST_AFTER) or CLAUSE.search(gap):
            continue
        place = (is_before, len(gap), found.lastgroup or "")
        nearest = place if nearest is None else min(nearest, place)
    return None if nearest is None else _period_of(nearest[2])


def _period_named(unit: str) -> PayPeriod | OtherPeriod | None:
    found = PERIOD.search(_plain(f"/{unit}"))
    return None if found is None else _period_of(found.lastgroup or "")


def _period_of(group: str) -> PayPeriod | OtherPeriod:
    return OTHER_PERIOD if group == OTHER_PERIOD.value else PayPeriod(group)


def _usual_period(amount: float, bounds: Usual) -> PayPeriod:
    """Tell an unstated period: nobody prints such an amount for another one without saying so."""
    if amount < bounds.hourly:
        return PayPeriod.HOUR
    return PayPeriod.YEAR if amount >= bounds.yearly else PayPeriod.MONTH
