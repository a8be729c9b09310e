"""The amounts of money in a text: figures with their scales, and the two that make a range.

Texts are in NFKC, case-folded, in simplified characters, with single spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.vocabulary.later import compiled_later
from domain.vocabulary.pay_words import BETWEEN, COUNTED, CURRENCY, INDIAN_SCALE, SCALE, SCALES


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure at its place; `scale` is None where none is printed."""

    figure: float
    scale: float | None
    start: int
    end: int

    @property
    def value(self) -> float:
        return self.figure * (self.scale or 1)


FIGURE = compiled_later(
    r"(?P<figure>\d{1,2}(?:,\d\d){1,3},\d{3}(?!\d)|\d{1,12}(?:[, ']\d{3}(?!\d)){1,3}(?:\.\d{1,4})?"
    r"|\d{1,12}(?:\.\d{1,4})?|\.\d{1,4})"
    rf"\s?(?P<scale>{SCALE})?"
    r"(?:(?<=万)(?P<rest>\d(?:\.\d)?)(?P<rest_scale>千|百)?(?![\d.]))?"
)
_GROUPING = str.maketrans("", "", ", '")
_BARE_YEAR = compiled_later(r"(?:19|20)\d\d")
_DECIMAL_COMMA = frozenset(
    {"EUR", "BRL", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK", "RUB", "TRY", "IDR", "VND"}
)
_GROUPED_BY_DOTS = compiled_later(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){1,3}(?![\d.])")
# `2.500,00` can only be one thing; `48.000` has three decimals nowhere.
_GROUPED_SURELY = compiled_later(r"(?<![\d.,])(\d{1,3}(?:\.\d{3}){1,3}),(\d\d)(?!\d)")
_GROUPED_LIKELY = compiled_later(rf"(?<![\d.,])\d{{1,3}}(?:\.\d{{3}}){{1,3}}(?![\d.]|\s?{SCALE})")
_INDIAN_GROUPING = compiled_later(r"(?<![\d,])\d{1,2}(?:,\d\d){1,3},\d{3}(?!\d)")
_SWISS_GROUPING = compiled_later(r"(?<![\d'])\d{1,3}(?:'\d{3})+(?!\d)")
_DECIMALS_AFTER_COMMA = compiled_later(r"(?<=\d),(?=\d{1,2}(?!\d))")
_CURRENCY_BEFORE = compiled_later(rf"{CURRENCY}\s?$")
_CURRENCY_AFTER = compiled_later(CURRENCY)
_MARKED = compiled_later(rf"\s?(?:{CURRENCY}|/)")


def grouping_of(plain: str) -> str | None:
    """Return the currency of the country that alone writes figures like these, or counts so; or None."""
    if _INDIAN_GROUPING.search(plain) or INDIAN_SCALE.search(plain):
        return "INR"
    return "CHF" if _SWISS_GROUPING.search(plain) else None


def with_points(plain: str, currency: str | None) -> str:
    """Write figures with a decimal comma or grouped by dots, like `2.500,00`, as others are."""
    plain = _GROUPED_SURELY.sub(lambda found: found[1].replace(".", "") + "." + found[2], plain)
    if currency is None:
        return _GROUPED_LIKELY.sub(lambda found: found[0].replace(".", ""), plain)
    if currency not in _DECIMAL_COMMA:
        return plain
    plain = _GROUPED_BY_DOTS.sub(lambda found: found[0].replace(".", ""), plain)
    return _DECIMALS_AFTER_COMMA.sub(".", plain)


def range_of(plain: str) -> list[Amount]:
    """Return the first amount, with the one that ends its range."""
    amounts = [_amount(found) for found in FIGURE.finditer(plain)]
    number = 0
    while number < len(amounts):
        first = amounts[number]
        second = amounts[number + 1] if number + 1 < len(amounts) else None
        if second is not None and BETWEEN.fullmatch(plain, first.end, second.start):
            if not _is_counted(plain, second):
                return _shared(first, second)
            number += 2
        elif _is_counted(plain, first) or (second is not None and _is_year(plain, first, second)):
            number += 1
        else:
            return [first]
    return []


def _is_counted(plain: str, amount: Amount) -> bool:
    """Return whether a figure without a scale counts something else than money."""
    return amount.scale is None and COUNTED.match(plain, amount.end) is not None


def _is_year(plain: str, amount: Amount, following: Amount) -> bool:
    """Return whether a figure is a year before the amount that is told: `2024: 10k`."""
    own = plain[amount.start : amount.end]
    return (
        _BARE_YEAR.fullmatch(own.strip()) is not None
        and (following.scale is not None or _CURRENCY_AFTER.search(plain, amount.end) is not None)
        and not _CURRENCY_BEFORE.search(plain[: amount.start])
        and not _MARKED.match(plain, amount.end, following.start)
    )


def _amount(found: re.Match[str]) -> Amount:
    figure = float(found["figure"].translate(_GROUPING))
    scale = SCALES.get(found["scale"] or "")
    if found["rest"] and scale is not None:
        # `1万5` and `1万5千` are both 15,000.
        figure = (figure * scale + float(found["rest"]) * SCALES.get(found["rest_scale"] or "千", 1)) / scale
    return Amount(figure, scale, found.start(), found.end())


def _shared(first: Amount, second: Amount) -> list[Amount]:
    """Give a range's one scale to both ends: `1-1.5万` and `10k-15`, but not `8000-1.2万`."""
    if first.scale is None and second.scale is not None and first.figure <= second.figure:
        first = Amount(first.figure, second.scale, first.start, first.end)
    elif second.scale is None and first.scale is not None and first.figure <= second.figure < first.value:
        second = Amount(second.figure, first.scale, second.start, second.end)
    return [first, second]
