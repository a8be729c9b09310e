"""What the number of a workbook's cell stands for: a date, an amount of a currency, or itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from lxml import etree

from domain.vocabulary.pay_words import currency_of

_BUILT_IN_DATES: Final = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!\$)[^\]]*\]')
_CURRENCY: Final = re.compile(
    r"\[\$(?P<sign>[^\-\]]+)(?:-[^\]]*)?\]|(?P<plain>[$€£¥￥₹₩])|\"(?P<quoted>[^\"]{1,4})\""
)
_DATE_LETTERS: Final = re.compile("[yd]|(?<![hs:])m(?![:s])", re.IGNORECASE)
_LAST_DAY: Final = 2_958_465
_EPOCHS: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - sheets know no zones


class NumberStyles:
    """The formats of a workbook's numbers, by the numbers of its styles.

    Args:
        styles: The part of the workbook that holds them; None where there is none.
        from_1904: Whether its days are counted from 1904.
    """

    def __init__(self, styles: etree._Element | None = None, *, from_1904: bool = False) -> None:
        self._epoch = _EPOCHS[from_1904]
        self._formats: Sequence[tuple[bool, str]] = ()
        if styles is not None:
            codes = {
                one.get("numFmtId", ""): one.get("formatCode", "")
                for one in styles.iterfind("{*}numFmts/{*}numFmt")
            }
            self._formats = [
                _format(style.get("numFmtId", "0"), codes) for style in styles.iterfind("{*}cellXfs/{*}xf")
            ]

    def text(self, value: str, style: str | None) -> str:
        """Write a number as the sheet shows it: `15000.0` as `15000`, a day as `2026-03-05`."""
        try:
            number = float(value)
        except ValueError:
            return value
        is_date, currency = self._of(style)
        if is_date and 1 <= number <= _LAST_DAY:
            moment = self._epoch + timedelta(days=number)
            return f"{moment:%Y-%m-%d}" if number.is_integer() else f"{moment:%Y-%m-%d %H:%M:%S}"
        plain = str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
        return f"{currency} {plain}" if currency else plain

    def _of(self, style: str | None) -> tuple[bool, str]:
        if style is None or not style.isdigit() or int(style) >= len(self._formats):
            return False, ""
        return self._formats[int(style)]


def _format(number: str, codes: dict[str, str]) -> tuple[bool, str]:
    """Return whether a format shows a date, and the currency that it shows."""
    code = codes.get(number, "")
    if not code:
        return number.isdigit() and int(number) in _BUILT_IN_DATES, ""
    first = code.split(";")[0]
    is_date = _DATE_LETTERS.search(_LITERAL.sub("", first)) is not None and "#" not in first
    found = None if is_date else _CURRENCY.search(first)
    sign = "" if found is None else next(filter(None, found.groups()), "")
    return is_date, currency_of(sign.strip().casefold()) or "" if sign else ""
