"""Periods of time as resumes print them: found, cut out of a line, and read.

`2015年9月-2018年6月`, `09/2018 – Present`, `Jan – Mar 2020`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from domain.vocabulary.dates import (
    BEGINNING,
    DATE,
    FROM,
    MONTH,
    NAMED_DATE,
    NOW,
    REPUBLIC,
    SINCE,
    UNTIL,
    YEAR,
    PartialDate,
    date_of,
    month_of,
    parts_of,
)
from domain.vocabulary.languages import Language
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.remembering import remembered
from domain.vocabulary.shorthand import SHORTHAND, read_shorthand

LASTING: Final = {Language.CHINESE: "至今", Language.ENGLISH: "present"}
"""How the end of what still lasts is printed."""

_OPENED, _CLOSED = r"[(（\[]?\s?", r"\s?[)）\]]?"
_TO: Final = rf"(?:\s?(?:[-–—~～/→&]|{UNTIL}){{1,3}}\s?(?:至\s?)?|\s(?:至\s?)?)"
_FORMS: Final = "|".join(
    (
        rf"(?:{FROM}\s?)?{DATE}{_TO}(?:{DATE}|{NOW}|{MONTH})",
        rf"{DATE}\s?(?:[-–—~～]{{1,2}}\s?)?{NOW}",
        rf"{SINCE}\s?{DATE}",
        rf"{MONTH}\s?[-–—~]\s?{MONTH}\s?{YEAR}",
        SHORTHAND,
    )
)
# Most signs begin none of them: one look tells.
_BEGINNINGS: Final = OneLook(BEGINNING, FROM, SINCE, REPUBLIC, "['’]").pattern
_MAY_BEGIN: Final = rf"(?:(?<![A-Za-z0-9_])|(?=[(（\[\s]))(?={_OPENED}(?:{_BEGINNINGS}))"
_PERIOD = re.compile(rf"{_MAY_BEGIN}{_OPENED}(?<![A-Za-z0-9_.$])(?:{_FORMS}){_CLOSED}", re.IGNORECASE)
_POINT = re.compile(rf"{_MAY_BEGIN}{_OPENED}(?<![\w$#-]){DATE}(?![\w%]){_CLOSED}", re.IGNORECASE)
# No date is without a year, or two numbers.
_MAY_HOLD = re.compile(r"(?:19|20)[\dxX]{2}|\d\s?年|\d\s?[./]\s?['’]?\d|[-'’]\s?\d\d")
_OPEN = re.compile(rf"(?<![\w]){DATE}\s?(?:[-–—~至到]{{1,2}})\s?$", re.IGNORECASE)
_OPENS: Final = frozenset("-–—~至到")
_OPEN_END = re.compile(r"^\s?[)）\]]?\s?[-–—~至到]")
_PARTS = re.compile(
    rf"{NAMED_DATE}|(?P<n>{MONTH})|(?P<now>{NOW}|{SINCE}(?=\s?{DATE}$))",
    re.IGNORECASE,
)
_BRACKETS = " \t()（）[]"
_LONGEST = 300
_EDGES = " \t,|;:·-–—"


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


@remembered
def _periods(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_PERIOD.finditer(text)) if _MAY_HOLD.search(text) else ()


def has_period(text: str) -> bool:
    """Return whether a text prints a period anywhere."""
    return bool(_periods(text))


@remembered
def cut_period(text: str) -> tuple[str, bool]:
    """Return the text with its periods replaced by a gap, and whether there was one.

    A single date counts where it stands at the text's beginning or end.
    """
    if not _MAY_HOLD.search(text):
        return text, False
    if periods := _periods(text):
        ends = (0, *(match.end() for match in periods))
        starts = (*(match.start() for match in periods), len(text))
        between = (text[end:start] for end, start in zip(ends, starts, strict=True))
        return "\t".join(between).strip(_EDGES), True
    if text.rstrip()[-1:] in _OPENS and (match := _OPEN.search(text)):
        return text[: match.start()].strip(_EDGES), True
    for match in _POINT.finditer(text):
        at_end = not text[match.end() :].strip(" \t,.|;:)") or not text[: match.start()].strip(" \t,.|;:(•·")
        if at_end:
            return f"{text[: match.start()]}\t{text[match.end() :]}".strip(_EDGES), True
    return text, False


def is_period(text: str) -> bool:
    """Return whether a text is a date or a period and nothing else."""
    rest, found = cut_period(text)
    return found and not any(sign.isalnum() for sign in rest)


@remembered
def read_period(text: str) -> Period | None:
    """Return the first period a line prints, else the date at one of its ends, else None.

    Days are left out: no entry of a resume needs them.
    """
    text = text[:_LONGEST]
    if not cut_period(text)[1]:
        return None
    if periods := _periods(text):
        return _period(periods[0].group())
    # A lone date, which may be open: "2019.07 -".
    points = [(dates, match) for match in _POINT.finditer(text) if (dates := _dates(match.group())[0])]
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
    """Read a text that is nothing but a period."""
    if ends := read_shorthand(text.strip(_BRACKETS)):
        start, end, lasts = ends
        if end is None and not lasts:
            return None
        return Period(start=start, end=end, is_current=lasts, printed=text)
    dates, lasts = _dates(text)
    if not dates:
        return Period(is_current=True, printed=text) if lasts else None
    if lasts:
        return Period(start=dates[0], is_current=True, printed=text)
    if len(dates) == 1:
        return Period(single=dates[0], printed=text)
    start, end = dates[:2]
    # Some print the later year first.
    if end.year < start.year:
        start, end = end, start
    return Period(start=start, end=end, printed=text)


def _dates(text: str) -> tuple[list[PartialDate], bool]:
    """Return the dates of a period, and whether it lasts; a month without a year has the next date's."""
    found: list[PartialDate] = []
    month_alone: int | None = None
    lasts = False
    for match in _PARTS.finditer(text):
        if match["now"]:
            lasts = True
            continue
        parts = parts_of(match)
        date = date_of(parts)
        if date is None:
            month_alone = month_of(parts) or month_alone
            continue
        second = int(parts.get("m", 0))
        if second > 12 and second > date.year % 100 and len(parts["y"]) == 4 and "年" not in match.group():
            # "2019-21" is two years.
            found += [PartialDate(date.year), PartialDate(date.year - date.year % 100 + second)]
            continue
        if month_alone is not None and not found:
            found.append(PartialDate.told(date.year, month_alone))
        found.append(PartialDate(date.year, date.month))
    return found, lasts
