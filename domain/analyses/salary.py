"""Expected salary, and how salaries look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.analyses.candidates import Candidate
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, Sections
from domain.analyses.text import Text
from domain.vocabulary.pay import read_pay

_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d{1,2})?"
_UNIT = r"(?:\s?(?:[kKwW]\b|千|万|元|rmb|RMB|CNY|USD|usd))?"
_CURRENCY = r"(?:[$€£¥]|RMB|USD|CNY|GBP|EUR)\s?"
_PER = r"月|年|天|日|小时|时|month|year|annum|hour|hr|yr|mo|a\.?|m\.?"
_PERIOD = rf"(?:\s?元?\s?(?:/|每|per |a |p\.)\s?(?:{_PER})|\s?pa\b)"
_RANGE = rf"(?:{_AMOUNT}){_UNIT}(?:\s?[-–—~至到]\s?(?:{_CURRENCY})?(?:{_AMOUNT}){_UNIT})?"
_SALARY = re.compile(
    rf"^(?:税前|税后|月薪|年薪|薪资|底薪)?\s?(?:(?P<currency>{_CURRENCY})?(?P<range>{_RANGE})(?P<period>{_PERIOD})?"
    r"(?:\s?[·*x×]\s?\d\d薪)?(?:以上|左右|起|\+)?|(?P<word>面议|薪资面议|待遇面议|negotiable))(?:\s?\((?:税前|税后|面议)\))?$",
    re.IGNORECASE,
)
_LEAST, _MOST = 500, 1_000_000
"""What a month's pay in CNY may be."""
_BARE_RANGE = re.compile(r"^(\d{4,5})\s?[-–—~至到]\s?(\d{4,5})$")
# A bare amount of money among the personal data is no pay.
_MONTHLY = re.compile(rf"\d\s?[kKwW千万]|\d\s?元?[-–—~至到]|面议|negotiable|{_PERIOD}", re.IGNORECASE)
_MONEY = re.compile(r"[kKwW$€£¥千万元]|RMB|USD", re.IGNORECASE)


def looks_like_salary(text: str) -> bool:
    """Return whether a text is an amount of pay: 8-10K, 39万/年, £41,000 p.a., 面议."""
    text = text.strip(" ,;|.")
    if bare := _BARE_RANGE.match(text):
        low, high = int(bare[1]), int(bare[2])
        return 1_000 <= low < high and not (1_900 <= low <= 2_100 and high <= 2_100)
    match = _SALARY.match(text) if len(text) <= 40 else None
    if match is None:
        return False
    return bool(match["word"] or match["currency"] or match["period"] or _MONEY.search(match["range"] or ""))


def salaries(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the pay the candidate asks for."""
    for pair in pairs.of("salary"):
        value = re.split(r"\s*[|;]\s*|\s{2,}", pair.value)[0].strip()
        if 1 < len(value) <= 40:
            yield Candidate(value, 0.96, pair.source)
    for pair in pairs.of("interest"):
        for part in (*re.split(r"\s*[/|,;、]\s+|\s+[/|]\s*|\s{2,}", pair.value), *pair.rest):
            if looks_like_salary(part):
                yield Candidate(part.strip(), 0.9, pair.source)
    current = {pair.source.index for pair in pairs.of("current")}
    for line in text.lines:
        if sections.kind_at(line) not in PERSONAL or line.index in current or len(line.text) > 160:
            continue
        for piece in line.pieces:
            for part in (piece, *re.split(r"\s+/\s+", piece)):
                if looks_like_salary(part) and _MONTHLY.search(part):
                    yield Candidate(part.strip(), 0.75, line)


@dataclass(frozen=True, slots=True)
class ExpectedPay:
    """Pay a month in CNY, either end of which may be open; `currency` is the printed figure's (ISO 4217)."""

    low: int | None = None
    high: int | None = None
    currency: str | None = None


def expected_pay(text: str | None) -> ExpectedPay:
    """Return what a printed expectation comes to a month: nothing where it is negotiated."""
    if text is None:
        return ExpectedPay()
    pay = read_pay(text)
    low, high = pay.monthly_cny
    if not all(_LEAST <= end <= _MOST for end in (low, high) if end is not None):
        low = high = None
    return ExpectedPay(low, high, pay.currency)
