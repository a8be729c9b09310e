"""Periods in shorthand, where one end explains the other: `01/22 – 12/23`, `2013.06-09`, `201909-202003`.

Each form is a pattern with the names of its parts, and how the parts make the two ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from domain.vocabulary.dates import (
    MONTH,
    MONTH_NUMBER,
    NOW,
    REPUBLIC,
    UNTIL,
    YEAR,
    PartialDate,
    date_of,
    full_year,
    parts_of,
    unnamed,
)

Ends = tuple[PartialDate | None, PartialDate | None, bool]
"""A beginning, an end, and whether it lasts."""

_TO: Final = rf"\s?(?:[-–—~～→]|{UNTIL}){{1,3}}\s?"
_NOW: Final = f"(?P<now>{NOW})"
_SHORT: Final = r"(?:\d{1,2}\s?[./]\s?['’]?\d\d|\d\d[./]\d)(?!\d)"
_MONTH: Final = rf"{MONTH_NUMBER}(?![\d.])"
# No further part of a date, and no other end.
_END: Final = r"(?![\d./年月~～至到-]|\s?[-–—~至到]\s?\d)"


class _Form(NamedTuple):
    source: str
    ends: Callable[[re.Match[str]], Ends | None]


def _alike(date: str, *, before: str = "") -> _Form:
    """Return the form of two dates that are set alike.

    Args:
        date: The pattern of either, its parts named as those of `dates` are.
        before: What stands before the first, and may before the second.
    """
    pattern = re.compile(date, re.IGNORECASE)
    plain = unnamed(date)

    def ends(match: re.Match[str]) -> Ends:
        found = (pattern.match(match[name]) if match[name] else None for name in ("a", "b"))
        start, end = (date_of(parts_of(each)) if each else None for each in found)
        return start, end, match["now"] is not None

    again = f"(?:{before})?" if before else ""
    return _Form(rf"{before}(?P<a>{plain}){_TO}{again}(?:(?P<b>{plain})|{_NOW})", ends)


def _of_one_year(match: re.Match[str]) -> Ends:
    year = int(match["y"])
    return PartialDate.told(year, int(match["a"])), PartialDate.told(year, int(match["b"])), False


def _of_one_century(match: re.Match[str]) -> Ends | None:
    start, end = int(match["y"]), int(match["a"])
    if end <= start % 100:
        return None
    return PartialDate(start), PartialDate(start - start % 100 + end), False


def _short(match: re.Match[str]) -> Ends | None:
    """Read two digits and two digits: as months and years or the other way, whichever both ends allow."""
    pairs = [tuple(re.findall(r"\d+", match[name])) for name in ("a", "b") if match[name]]
    marked = "'" in match.group() or "’" in match.group()
    readings: list[list[PartialDate]] = []
    for year, month in ((1, 0),) if marked else ((1, 0), (0, 1)):
        if all(1 <= int(pair[month]) <= 12 and len(pair[year]) == 2 for pair in pairs):
            readings.append([PartialDate(full_year(pair[year]), int(pair[month])) for pair in pairs])
    forward = [reading for reading in readings if reading == sorted(reading)] or readings
    if not forward:
        return None
    # 19.07 is a year and its month, 07/19 a month and its year.
    chosen = forward[0] if "/" in match.group() else forward[-1]
    return chosen[0], chosen[1] if len(chosen) > 1 else None, match["now"] is not None


_FORMS: Final = (
    _Form(
        rf"(?P<y>{YEAR})\s?[.年/]\s?(?P<a>{_MONTH})月?{_TO}(?P<b>{_MONTH})月?{_END}",
        _of_one_year,
    ),
    _Form(rf"(?P<y>{YEAR})[–—](?P<a>1[3-9]|[2-9]\d)(?![\w%./年月])", _of_one_century),
    _alike(rf"(?P<y>{YEAR})(?P<m>0[1-9]|1[0-2])(?!\d)"),
    _alike(r"['’](?P<y>\d\d)(?!\d)"),
    _alike(r"(?<!\d)(?P<y>\d\d)年(?P<m>0?[1-9]|1[0-2])月"),
    _alike(rf"(?P<n>{MONTH})\s?[-'’]\s?(?P<y>\d\d)(?!\d)"),
    _alike(r"(?P<r>\d{2,3})年(?:(?P<m>\d{1,2})月)?", before=rf"{REPUBLIC}\s?"),
    _Form(rf"(?<!\.)(?P<a>{_SHORT}){_TO}(?:(?P<b>{_SHORT})|{_NOW})(?![\w%])", _short),
)

SHORTHAND: Final = "|".join(unnamed(form.source) for form in _FORMS)
"""Any of them, without the names of its parts."""

_COMPILED: Final = tuple((re.compile(form.source, re.IGNORECASE), form.ends) for form in _FORMS)


def read_shorthand(text: str) -> Ends | None:
    """Return the ends of a period that is nothing but one of these forms."""
    for pattern, ends in _COMPILED:
        if (match := pattern.fullmatch(text)) and (found := ends(match)):
            return found
    return None
