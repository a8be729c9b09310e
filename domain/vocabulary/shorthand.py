"""Periods in shorthand, where one end explains the other: `01/22 – 12/23`, `2013.06-09`, `201909-202003`.

Each form is a pattern with the names of its parts, and how the parts make the two ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from domain.vocabulary.dates import (
    MONTH,
    NOW,
    REPUBLIC,
    REPUBLIC_YEAR,
    TO,
    YEAR,
    PartialDate,
    full_year,
    month_of,
)

Ends = tuple[PartialDate | None, PartialDate | None, bool]
"""A beginning, an end, and whether it lasts."""

_NOW: Final = f"(?P<now>{NOW})"
_SHORT: Final = r"(?:\d{1,2}\s?[./]\s?['’]?\d\d|\d\d[./]\d)(?!\d)"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])(?![\d.])"
# No further part of a date, and no other end.
_END: Final = r"(?![\d./年月~～至到-]|\s?[-–—~至到]\s?\d)"
_COMPACT: Final = rf"{YEAR}(?:0[1-9]|1[0-2])(?!\d)"
_APOSTROPHE: Final = r"['’]\d\d(?!\d)"
_NAMED: Final = rf"{MONTH}\s?[-'’]\s?\d\d(?!\d)"
_MINGUO: Final = r"\d{2,3}年(?:\d{1,2}月)?"


class _Form(NamedTuple):
    source: str
    ends: Callable[[re.Match[str]], Ends | None]


def _of_one_year(match: re.Match[str]) -> Ends:
    year = int(match["y"])
    return PartialDate.told(year, int(match["a"])), PartialDate.told(year, int(match["b"])), False


def _compact(match: re.Match[str]) -> Ends:
    start, end = (_digits(match[name]) for name in ("a", "b"))
    return start, end, match["now"] is not None


def _digits(printed: str | None) -> PartialDate | None:
    return None if printed is None else PartialDate.told(int(printed[:4]), int(printed[4:]))


def _years(match: re.Match[str]) -> Ends:
    start, end = (PartialDate(full_year(match[name][1:])) if match[name] else None for name in ("a", "b"))
    return start, end, match["now"] is not None


def _named(match: re.Match[str]) -> Ends:
    start, end = (_month_and_year(match[name]) for name in ("a", "b"))
    return start, end, match["now"] is not None


def _month_and_year(printed: str | None) -> PartialDate | None:
    if printed is None:
        return None
    name = re.match(MONTH, printed, re.IGNORECASE)
    assert name is not None
    return PartialDate.told(full_year(printed[-2:]), month_of(name.group()))


def _republic(match: re.Match[str]) -> Ends:
    start, end = (_republican(match[name]) for name in ("a", "b"))
    return start, end, match["now"] is not None


def _republican(printed: str | None) -> PartialDate | None:
    if printed is None:
        return None
    year, *month = map(int, re.findall(r"\d+", printed))
    return PartialDate.told(year + REPUBLIC_YEAR, month[0] if month else None)


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
        rf"(?P<y>{YEAR})\s?[.年/]\s?(?P<a>{_MONTH_NUMBER})月?{TO}(?P<b>{_MONTH_NUMBER})月?{_END}",
        _of_one_year,
    ),
    _Form(rf"(?P<a>{_COMPACT}){TO}(?:(?P<b>{_COMPACT})|{_NOW})", _compact),
    _Form(rf"(?P<a>{_APOSTROPHE}){TO}(?:(?P<b>{_APOSTROPHE})|{_NOW})", _years),
    _Form(rf"(?P<a>{_NAMED}){TO}(?:(?P<b>{_NAMED})|{_NOW})", _named),
    _Form(rf"{REPUBLIC}\s?(?P<a>{_MINGUO}){TO}(?:{REPUBLIC})?(?:(?P<b>{_MINGUO})|{_NOW})", _republic),
    _Form(rf"(?<!\.)(?P<a>{_SHORT}){TO}(?:(?P<b>{_SHORT})|{_NOW})(?![\w%])", _short),
)

SHORTHAND: Final = "|".join(re.sub(r"[?]P<[a-z]+>", "?:", form.source) for form in _FORMS)
"""Any of them, without the names of its parts."""

_COMPILED: Final = tuple((re.compile(form.source, re.IGNORECASE), form.ends) for form in _FORMS)


def read_shorthand(text: str) -> Ends | None:
    """Return the ends of a period that is nothing but one of these forms."""
    for pattern, ends in _COMPILED:
        if (match := pattern.fullmatch(text)) and (found := ends(match)):
            return found
    return None
