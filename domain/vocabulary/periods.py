"""Printed periods as ISO 8601 months: `2015年9月-2018年6月`, `09/2018 – Present`, `Jan – Mar 2020`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import total_ordering
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


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as it is printed; `str` gives ISO 8601: `1998`, `1998-05` or `1998-05-17`.

    Dates are ordered by their beginning: a year comes before its months.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        whole = self.day is None or self.month is not None
        if not (whole and 1 <= self.year <= 9999 and (self.month or 1) in range(1, 13)):
            raise ValueError(f"{self.year}-{self.month}-{self.day} is no date")
        if (self.day or 1) not in range(1, 32) or 0 in (self.month, self.day):
            raise ValueError(f"{self.year}-{self.month}-{self.day} is no date")

    @classmethod
    def told(cls, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        """Return the date as far as its parts can be: a thirteenth month tells of the year alone."""
        if month is None or not 1 <= month <= 12:
            return cls(year)
        return cls(year, month) if day is None or not 1 <= day <= 31 else cls(year, month, day)

    @classmethod
    def parse(cls, iso: str) -> PartialDate:
        """Read what `str` has written. Raises `ValueError` for another text."""
        parts = iso.split("-")
        if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError(f"{iso!r} is no date")
        return cls(*map(int, parts))

    def __str__(self) -> str:
        return "-".join(
            f"{part:0{width}}"
            for part, width in ((self.year, 4), (self.month, 2), (self.day, 2))
            if part is not None
        )

    def __lt__(self, other: PartialDate) -> bool:
        return self._begin < other._begin

    @property
    def _begin(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    def years_until(self, day: date) -> int:
        """Return the whole years that have passed on `day`.

        A date without a day counts from the month's first; one without a month, by years alone.
        """
        passed = (self.month or 1, self.day or 1) <= (day.month, day.day)
        return day.year - self.year - (0 if passed else 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A time that begins and ends in a year or a month. Periods compare by their dates.

    Attributes:
        end: None where it lasts or is not printed.
        is_current: Whether it is printed as lasting (`至今`, `present`).
        single: A date printed alone: whether it is a beginning or an end is for the reader of the entry
            to say, by `starting` or `ending`.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    is_current: bool = False
    single: PartialDate | None = None
    printed: str = field(default="", compare=False)

    def starting(self) -> Period:
        """Return the period with its single date as its beginning."""
        return self if self.single is None else replace(self, start=self.single, single=None)

    def ending(self) -> Period:
        """Return the period with its single date as its end."""
        return self if self.single is None else replace(self, end=self.single, single=None)


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
        return Period(dates[0], dates[1], printed=match.group())
    if _OPEN_END.match(text[match.end() :]):
        return Period(start=dates[0], printed=match.group())
    begins = not text[: match.start()].strip(" \t,.|;:(•·")
    dates, match = points[0 if begins else -1]
    return Period(single=dates[0], printed=match.group())


def _period(text: str) -> Period | None:
    dates = _dates(text)
    now = any(match.lastgroup == "now" for match in _DATE.finditer(text))
    if not dates:
        return Period(is_current=True, printed=text) if now else None
    if now:
        return Period(start=dates[0], is_current=True, printed=text)
    if len(dates) == 1:
        return Period(single=dates[0], printed=text)
    start, end = dates[:2]
    # Some print the later year first.
    if end.year < start.year:
        start, end = end, start
    return Period(start=start, end=end, printed=text)


def _dates(text: str) -> list[PartialDate]:
    """Return the dates of a period; a month without a year has that of the date after it."""
    found: list[PartialDate] = []
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
        if month > 12 and month > year % 100 and match.lastgroup == "m2":
            # "2019-21" is two years.
            found += [PartialDate(year), PartialDate(year - year % 100 + month)]
            continue
        if month_alone is not None and not found:
            found.append(PartialDate.told(year, month_alone))
        found.append(PartialDate.told(year, month))
    return found


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return (1900 if int(year) >= 60 else 2000) + int(year)
