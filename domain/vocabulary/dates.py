"""Dates as resumes print them, as precise as they are printed.

Two readers share the words and the parts: a date in running text is told by its form (`DATE`), as periods are
made of it; a text that is known to hold a date, like what follows `出生日期:`, may write it in more ways
(`read_date`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Final

from domain.vocabulary.lexicons import lexicon


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


_WORDS: Final = lexicon("dates")
_MONTHS: Final = {
    word: int(group.removeprefix("month_"))
    for word, group in _WORDS.by_word().items()
    if group.startswith("month_")
}
MONTH: Final = (
    rf"(?:(?<![a-z]){_WORDS.pattern(*(f'month_{number:02}' for number in range(1, 13)))}(?![a-z])\.?)"
)
NOW: Final = rf"(?:{_WORDS.pattern('now')}(?![a-z]))"
UNTIL: Final = _WORDS.pattern("until")
YEAR: Final = r"(?:(?:19|20)\d\d)"
_DAY_NUMBER: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_ORDINAL: Final = f"{_WORDS.pattern('ordinal')}?"
# Some print their years masked.
_ANY_YEAR: Final = r"(?:(?:19|20)(?:\d\d|[xX]{2}))"
_SEASON: Final = _WORDS.pattern("season")

NAMED_DATE: Final = "|".join(
    (
        rf"(?P<d1>{_DAY_NUMBER})[./](?P<m1>{_MONTH_NUMBER})[./](?P<y1>{_ANY_YEAR})",
        rf"(?P<y2>{_ANY_YEAR})\s?年\s?(?P<m2>\d{{1,2}})\s?月?(?:\s?(?P<d2>\d{{1,2}})\s?日)?",
        rf"(?P<y3>{_ANY_YEAR})[–—](?P<m3>0[1-9]|1[0-2])(?!\d)",
        rf"(?P<y4>{_ANY_YEAR})\s?[./-]\s?(?P<m4>\d{{1,2}})(?!\d)(?:[./-](?P<d4>\d{{1,2}})(?!\d))?月?",
        rf"(?:(?P<n5>{MONTH})|{_SEASON}),?\s?(?:(?P<d5>\d{{1,2}}),\s?)?'?(?P<y5>{_ANY_YEAR})",
        rf"(?P<n6>{MONTH})\s?'(?P<y6>\d\d)",
        rf"(?P<m7>{_MONTH_NUMBER})\s?[/.]\s?(?P<y7>{_ANY_YEAR})",
        rf"(?P<y8>{_ANY_YEAR})\s?年?",
    )
)
"""A date in running text; a group's letter tells day, month (`n`: its name) or year, its number the form."""

DATE: Final = f"(?:{re.sub('[?]P<[a-z0-9]+>', '?:', NAMED_DATE)})"
"""The same without names, to be repeated in a pattern."""

SHORT_DATE: Final = r"(?:\d\d[./]\d\d?(?!\d))"
"""`19.07`: told where another stands beside it."""


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_SLASHED: Final = r"(?<!\d)(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-]" + f"(?P<y>{YEAR})" + r"(?!\d)"
# The likeliest to be a whole date first.
_FORMS: Final = _compiled(
    _WORDS.pattern("republic")
    + r"\s?(?P<r>\d{2,3})\s?年\s?(?:(?P<m>\d{1,2})\s?月)?\s?(?:(?P<d>\d{1,2})\s?日)?",
    rf"(?<!\d)(?P<y>{YEAR}|[5-9]\d(?=\s?年)|0\d(?=\s?年))\s?[-./年·]\s?(?P<m>\d{{1,2}})(?!\d)"
    r"(?:\s?[-./月·]\s?(?P<d>\d{1,2})(?!\d))?",
    rf"(?<!\d)(?P<d>\d{{1,2}}){_ORDINAL}[ -](?P<n>{MONTH}),?[ -]+(?P<y>{YEAR})\b",
    rf"\b(?P<n>{MONTH}),?\s+(?:(?P<d>\d{{1,2}}){_ORDINAL},?\s+)?(?P<y>{YEAR})\b",
    _SLASHED,
    rf"(?<![\d/])(?P<m>\d{{1,2}})[/.](?P<y>{YEAR})(?!\d)",
    rf"(?<!\d)(?P<y>{YEAR})(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
    r"^(?P<y>[4-9]\d)[./-](?P<m>\d{1,2})(?:[./-](?P<d>\d{1,2}))?(?!\d)",
    rf"(?<!\d)(?P<y>{YEAR})(?!\d)",
    rf"(?<!\d)(?P<y>[5-9]\d|0\d)\s?(?:年|{_WORDS.pattern('decade')})",
)
_REPUBLIC: Final = 1911
_LAST_CENTURY: Final = 50


def read_date(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Return the date that a text states, or None.

    Args:
        text: It is known to hold a date, and may hold more.
        month_first: How to read 04/05/1990, which either order fits.
    """
    for form in _FORMS:
        if match := form.search(text):
            return _date(match, month_first=month_first)
    return None


def _date(match: re.Match[str], *, month_first: bool) -> PartialDate:
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        fits = first <= 12 and (second > 12 or (month_first and match.group().count("/") == 2))
        month, day = (first, second) if fits else (second, first)
        return PartialDate.told(int(parts["y"]), month, day)
    year = int(parts["r"]) + _REPUBLIC if "r" in parts else full_year(parts["y"])
    month_number = month_of(parts["n"]) if "n" in parts else int(parts.get("m", 0))
    return PartialDate.told(year, month_number, int(parts.get("d", 0)))


def full_year(year: str) -> int:
    """Return a year of four digits, or of two: those below 50 are of this century."""
    if len(year) == 4:
        return int(year)
    return (2000 if int(year) < _LAST_CENTURY else 1900) + int(year)


def month_of(name: str) -> int:
    """Return the number of a month's name, as `MONTH` matches it."""
    return _MONTHS[name.casefold().removesuffix(".")]
