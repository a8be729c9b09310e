"""The words of printed pay as patterns, for text in NFKC, case-folded and in simplified characters.

They are made of the lexicons `currencies` (a group is an ISO 4217 code) and `pay`, whose groups are:

| group | holds |
|---|---|
| `hundred` … `crore` | what scales a figure |
| `between` | what stands between a range's ends |
| `hour_unit` … `piece_unit` | a unit of time after `/`, `per` or `a` |
| `each` | what stands before such a unit |
| `hour_mark` … | one that is told after a slash alone |
| `hour_alone` … | what states the period by itself, like `月薪` |
| `months` | what follows the number of monthly salaries a year |
| `negotiable`, `unsaid` | that pay is negotiated; `negotiable` by itself is printed in place of pay |
| `least_before`, `least_after`, `most_before`, `most_after` | that one end of the range is open |
| `about` | what may stand around pay and does not change it |
| `counted` | what a figure counts that is not money |
| `no_pay` | names that hold figures, and what else is paid or counted beside pay |
| `other_period` | a period that is none of the usual ones |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from domain.vocabulary.later import compiled_later
from domain.vocabulary.lexicons import lexicon

_CURRENCIES: Final = lexicon("currencies")
_WORDS: Final = lexicon("pay")
_PERIODS: Final = ("hour", "day", "week", "piece", "year", "month")
_DASHES: Final = _WORDS.pattern("between")
EACH: Final = _WORDS.pattern("each")


def _alone(*groups: str) -> str:
    """Return a pattern of words of which those in Latin letters stand apart from other letters."""
    return rf"(?:(?<![a-z])(?=[a-z]){_WORDS.pattern(*groups)}(?![a-z])|(?![a-z]){_WORDS.pattern(*groups)})"


_SCALE_GROUPS: Final = {
    "hundred": 1e2,
    "thousand": 1e3,
    "ten_thousand": 1e4,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
}
SCALES: Final = {word: _SCALE_GROUPS[group] for word, group in _WORDS.by_word(*_SCALE_GROUPS).items()}
# `百` scales what follows `万` alone: `1万5百`.
SCALE: Final = "(?:{})(?![a-z\u00c0-\u024f])".format(
    "|".join(sorted((re.escape(word) for word in SCALES if word != "百"), key=len, reverse=True))
)

INDIAN_SCALE: Final = compiled_later(_alone("lakh", "crore"))

CURRENCY: Final = rf"(?:(?<![a-z])(?=[a-z]){_CURRENCIES.pattern()}(?![a-z])|(?![a-z]){_CURRENCIES.pattern()})"
"""A currency's sign or name."""

_CURRENCY: Final = compiled_later(CURRENCY)
_CODES: Final = {word: code.upper() for word, code in _CURRENCIES.by_word().items()}
HOME_CURRENCY: Final = "CNY"
_DOLLAR: Final = "$"


def _period(name: str) -> str:
    groups = set(_WORDS.groups())
    unit = _alone(f"{name}_unit")
    marks = [f"{name}_{kind}" for kind in ("unit", "mark") if f"{name}_{kind}" in groups]
    ways = [
        rf"/\s?(?:1|一|个|per\s)?\s?{_alone(*marks)}",
        # `每天8小时` tells how long a day is, `每天150元` what it pays.
        rf"(?:{EACH}|一)\s?个?\s?{unit}(?!\s?\d{{1,2}}(?:\.\d)?\s?{_alone('counted')})",
        rf"\b(?:per|an?|pro|par)\s{unit}",
        rf"(?<=[万元千块]){unit}",
    ]
    if f"{name}_alone" in groups:
        ways.append(_alone(f"{name}_alone") + r"\.?")
    return "|".join(ways)


class OtherPeriod(Enum):
    """A period of pay that is none of those that are told, like a fortnight."""

    OTHER = "OTHER"


OTHER_PERIOD: Final = OtherPeriod.OTHER

PERIOD: Final = compiled_later(
    "|".join(
        (
            f"(?P<{OTHER_PERIOD.value}>{_alone('other_period')})",
            *(f"(?P<{name.upper()}>{_period(name)})" for name in _PERIODS),
        )
    )
)
"""A period; the name of the group that matches is that of the `PayPeriod`, or of `OtherPeriod`."""

_ANY_PERIOD: Final = "(?:" + "|".join(map(_period, _PERIODS)) + ")"

MONTHS: Final = compiled_later(
    r"[·・*x×,/+\s]{0,3}(?<!\d)(?P<months>(?:1[2-9]|2[0-4])(?:\.5)?)(?:\s?[-~至]\s?\d\d(?:\.5)?)?\s?"
    rf"{_alone('months')}"
)
"""How many monthly salaries a year brings; of `13-16薪` the less."""

TIMES: Final = compiled_later(r"(?<=[\dk元万])\s?[*x×]\s?(?P<months>1[2-9])(?![\d.%]|\s?[^\W\d_])")
"""The same where nothing but a sign says so: `15-25k x 14`."""

NEGOTIABLE: Final = compiled_later(_alone("negotiable", "unsaid"))
IN_PLACE_OF_PAY: Final = compiled_later(_alone("negotiable"))
LEAST_ONLY: Final = compiled_later(
    rf"\s?{CURRENCY}?\s?(?:{_ANY_PERIOD}|[月年天日])?\s?{_alone('least_after')}"
    rf"|{_alone('least_before')}\s?:?\s?\S{{0,3}}\s?$"
)
MOST_ONLY: Final = compiled_later(
    rf"\s?{CURRENCY}?\s?(?:{_ANY_PERIOD}|[月年天日])?\s?{_alone('most_after')}"
    rf"|{_alone('most_before')}\s?:?\s?\S{{0,3}}\s?$"
)
BETWEEN: Final = compiled_later(
    rf"\s?{CURRENCY}?\s?{_ANY_PERIOD}?\s?(?:{_DASHES}\s?){{1,3}}{CURRENCY}?\s?"
    rf"|\s?{_alone('least_after')}?[,;]?\s?{_alone('most_before')}\s?{CURRENCY}?\s?"
)
"""What joins two amounts to a range; `起,最高` and `, up to` do so too."""

COUNTED: Final = compiled_later(rf"\s?{_alone('counted')}")
"""What follows a figure that is not money: `5天`, `8小时`, `5险1金`, `15%`."""

NO_PAY: Final = compiled_later(_WORDS.pattern("no_pay"))
CLAUSE: Final = re.compile("[,;、。|]")
KNOWN: Final = compiled_later(
    "|".join(
        (
            PERIOD.pattern.replace("?P<", "?P<known_"),
            CURRENCY,
            NEGOTIABLE.pattern,
            _alone("least_after", "least_before", "most_after", "most_before", "between", "about"),
        )
    )
)
"""Any word of printed pay."""


def _names_dollars(named: Sequence[str]) -> bool:
    return any(_CODES[name] not in (_CODES[_DOLLAR], HOME_CURRENCY) for name in named)


def currency_of(plain: str) -> str | None:
    """Return the ISO 4217 code of the currency that a text names, a foreign one before CNY; or None."""
    named = [found.group() for found in _CURRENCY.finditer(plain)]
    # `$3,500 SGD`: many countries have dollars.
    codes = [_CODES[name] for name in named if name != _DOLLAR or not _names_dollars(named)]
    return next((code for code in codes if code != HOME_CURRENCY), HOME_CURRENCY if codes else None)
