"""Printed periods as ISO 8601 months: `2015年9月-2018年6月`, `09/2018 – Present`, `Jan – Mar 2020`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from domain.vocabulary.dates import PERIOD, POINT, cut_period

_NAME = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS: Final = {name: number for number, name in enumerate(_NAME.split("|"), start=1)}
_YEAR = r"(?:19|20)\d\d"
# The longer forms first: each date of a period is one match.
_DATE = re.compile(
    rf"(?P<y1>{_YEAR})\s?年\s?(?P<m1>\d{{1,2}})(?!\d)"
    rf"|(?P<y2>{_YEAR})\s?[./-]\s?(?P<m2>\d{{1,2}})(?!\d)(?:[./-]\d{{1,2}}(?!\d))?"
    rf"|\b(?P<n3>{_NAME})[a-z]{{0,6}}\.?,?\s?(?:\d{{1,2}},\s?)?'?(?P<y3>{_YEAR})"
    rf"|\b(?P<n4>{_NAME})[a-z]{{0,6}}\.?\s?'(?P<y4>\d\d)"
    rf"|(?<!\d)(?P<m5>0?[1-9]|1[0-2])\s?[/.]\s?(?P<y5>{_YEAR})"
    rf"|(?P<y6>{_YEAR})"
    r"|(?<![\d.])(?P<y7>\d\d)[./](?P<m7>\d\d?)(?!\d)"
    rf"|\b(?P<n8>{_NAME})[a-z]{{0,6}}\b\.?"
    r"|(?P<now>至今|现在|目前|今|\b(?:present|current(?:ly)?|now|ongoing|today|date)\b)",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"^\s?[)）\]]?\s?[-–—~至到]")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Period:
    """A time that begins and ends in `YYYY` or `YYYY-MM`.

    A single date is `single`: whether it is a beginning or an end is for the reader of the entry to say.
    """

    start: str | None = None
    end: str | None = None
    is_current: bool = False
    single: str | None = None


def read_period(text: str) -> Period | None:
    """Return the first period a line prints, else the date at one of its ends, else None."""
    text = text[:_LONGEST]
    if not cut_period(text)[1]:
        return None
    if match := PERIOD.search(text):
        return _period(match.group())
    # A lone date, which may be open: "2019.07 -".
    points = [(dates, match) for match in POINT.finditer(text) if (dates := _dates(match.group()))]
    if not points:
        return None
    dates, match = points[0]
    if len(dates) > 1:
        return Period(dates[0], dates[1])
    if _OPEN_END.match(text[match.end() :]):
        return Period(start=dates[0])
    begins = not text[: match.start()].strip(" \t,.|;:(•·")
    return Period(single=dates[0] if begins else points[-1][0][0])


def _period(text: str) -> Period | None:
    dates = _dates(text)
    now = any(match.lastgroup == "now" for match in _DATE.finditer(text))
    if not dates:
        return Period(is_current=True) if now else None
    if now:
        return Period(start=dates[0], is_current=True)
    if len(dates) == 1:
        return Period(single=dates[0])
    start, end = dates[:2]
    # Some print the later year first.
    return Period(start=end, end=start) if end[:4] < start[:4] else Period(start=start, end=end)


def _dates(text: str) -> list[str]:
    """Return the dates of a period; a month without a year has that of the date after it."""
    found: list[str] = []
    month_alone: int | None = None
    for match in _DATE.finditer(text):
        groups = {name[:1]: value for name, value in match.groupdict().items() if value and name != "now"}
        if not groups:
            continue
        month = _MONTHS[groups["n"].casefold()] if "n" in groups else int(groups.get("m", 0))
        if "y" not in groups:
            month_alone = month
            continue
        year = _full_year(groups["y"])
        if month > 12 and month > int(year[2:]) and match.lastgroup == "m2":
            # "2019-21" is two years.
            found += [year, year[:2] + groups["m"]]
            continue
        if month_alone is not None and not found:
            found.append(_iso(year, month_alone))
        found.append(_iso(year, month))
    return found


def _full_year(year: str) -> str:
    if len(year) == 4:
        return year
    return ("19" if int(year) >= 60 else "20") + year


def _iso(year: str, month: int) -> str:
    return f"{year}-{month:02}" if 1 <= month <= 12 else year
