"""What pay is usual in a currency: what an amount is paid for where no period is printed."""

from __future__ import annotations

from typing import Final, NamedTuple

from domain.vocabulary.pay_words import HOME_CURRENCY


class Usual(NamedTuple):
    """Bounds of amounts that are printed without a period.

    Attributes:
        least: Less is no pay.
        hourly: Less is an hour's.
        yearly: That much is a year's; what lies between is a month's.
    """

    least: float
    hourly: float
    yearly: float


_ELSEWHERE: Final = Usual(1, 200, 15_000)
_ENGLISH: Final = Usual(500, 500, 40_000)
"""Of an English text that names no currency: more is hardly ever a month's in any."""

_USUAL: Final = {
    HOME_CURRENCY: Usual(500, 500, 100_000),
    "HKD": Usual(10, 200, 120_000),
    "TWD": Usual(100, 1_000, 250_000),
    "SGD": Usual(1, 200, 25_000),
    "MYR": Usual(5, 100, 30_000),
    "JPY": Usual(500, 10_000, 1_500_000),
    "KRW": Usual(5_000, 50_000, 12_000_000),
    "INR": Usual(50, 1_000, 250_000),
    "PKR": Usual(100, 1_500, 800_000),
    "THB": Usual(30, 300, 250_000),
    "PHP": Usual(30, 300, 250_000),
    "VND": Usual(10_000, 200_000, 120_000_000),
    "IDR": Usual(5_000, 100_000, 150_000_000),
    "PLN": Usual(10, 200, 40_000),
    "CZK": Usual(50, 1_000, 300_000),
    "HUF": Usual(500, 10_000, 3_000_000),
    "SEK": Usual(50, 1_000, 150_000),
    "NOK": Usual(50, 1_000, 150_000),
    "DKK": Usual(50, 1_000, 150_000),
    "RUB": Usual(100, 2_000, 600_000),
    "TRY": Usual(50, 1_000, 400_000),
    "BRL": Usual(5, 100, 30_000),
    "MXN": Usual(20, 400, 120_000),
    "ZAR": Usual(20, 400, 120_000),
    "AED": Usual(5, 200, 100_000),
    "SAR": Usual(5, 200, 100_000),
    "ILS": Usual(5, 300, 80_000),
    "NGN": Usual(100, 3_000, 2_000_000),
    "KES": Usual(50, 2_000, 700_000),
}


def usual(currency: str | None, *, english: bool) -> Usual:
    """Return the bounds of a currency; None is one that is not printed, in a text of English words or not."""
    if currency is None and english:
        return _ENGLISH
    return _USUAL.get(currency or HOME_CURRENCY, _ELSEWHERE)
