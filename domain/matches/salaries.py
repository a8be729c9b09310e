"""The pay a person expects, read from simple written forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_FOREIGN = re.compile(r"[$£€]|\b(usd|gbp|eur|hkd|sgd|aud|cad|jpy|inr)\b|美元|美金|英镑|欧元|港币|港元|日元")
_DAILY = re.compile(r"/\s*(天|日|day|小时|时|hour|h\b)|日薪|时薪|每天|每小时|\bper (day|hour)")
_YEARLY = re.compile(r"年薪|/\s*(年|y|annum|annual)|每年|一年|\bp\.?a\b|\bper (year|annum)|\bannual|\byearly")
_MONTHLY = re.compile(r"月薪|/\s*(月|m)|每月|一个月|\bper month|\bmonthly|\bp\.?m\b")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(万|w|千|k)?")
_UNITS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPay:
    """Monthly pay before tax in CNY; both ends are equal where one figure is named."""

    low: float
    high: float


def expected_pay(text: str | None) -> ExpectedPay | None:
    """Read `12-24K`, `39万/年`, `8400元/月` and the like; None where no monthly CNY figure can be told.

    A range's unit stands at its end and holds for both. A bare figure of 100,000 or more, or of ten times
    万 or more, is a year's pay: nobody prints such a monthly wish without saying so.
    """
    if text is None:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"(?<=\d)[,](?=\d{3})", "", plain)
    plain = re.sub(r"[·*x×]?\s*1[2-8]\s*薪", "", plain)
    if _FOREIGN.search(plain) or _DAILY.search(plain):
        return None
    amounts = [(float(figure), unit) for figure, unit in _AMOUNT.findall(plain)][:2]
    if not amounts:
        return None
    last_unit = amounts[-1][1]
    pay = [figure * _UNITS[unit or last_unit] for figure, unit in amounts]
    monthly = bool(_MONTHLY.search(plain))
    if _YEARLY.search(plain) or (not monthly and max(pay) >= 100_000):
        pay = [amount / 12 for amount in pay]
    low, high = min(pay), max(pay)
    if not 500 <= high <= 1_000_000:
        return None
    return ExpectedPay(low=low, high=high)
