"""Dates as resumes print them, as precise as they are printed.

One table holds the forms of dates, and which of them tell a date in running text (`DATE`, of which periods
are made), where a text is known to hold one, like what follows `出生日期:` (`read_date`), or in both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Final, NamedTuple

from domain.vocabulary.later import compiled_later
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
        """Return the date as far as its parts can be: a thirteenth month or a 31 April is not told."""
        if month is None or not 1 <= month <= 12:
            return cls(year)
        return cls(year, month, day) if day and day <= monthrange(year, month)[1] else cls(year, month)

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
_MONTH_NAME: Final = _WORDS.pattern(*(f"month_{number:02}" for number in range(1, 13)))
MONTH: Final = rf"(?:(?<![a-z]){_MONTH_NAME}(?![a-z])\.?)"
NOW: Final = rf"(?:{_WORDS.pattern('now')}(?![a-z]))"
UNTIL: Final = _WORDS.pattern("until")
SINCE: Final = _WORDS.pattern("since", whole=True)
FROM: Final = _WORDS.pattern("from", whole=True)
REPUBLIC: Final = _WORDS.pattern("republic")
_REPUBLIC_YEAR: Final = 1911
YEAR: Final = r"(?:(?:19|20)\d\d)"
# Some print their years masked.
_ANY_YEAR: Final = r"(?:(?:19|20)(?:\d\d|[xX]{2}))"
# In running text two digits before 年 are a count of years.
_SHORT_YEAR: Final = r"(?:[5-9]\d|0\d)"
_ONE_OR_TWO: Final = r"\d{1,2}"
_DAY_NUMBER: Final = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_ORDINAL: Final = f"{_WORDS.pattern('ordinal')}?"
_SEASON: Final = _WORDS.pattern("season")
_QUARTER: Final = _WORDS.pattern("quarter")
BEGINNING: Final = "|".join((r"\d", _MONTH_NAME, _SEASON, _QUARTER))
"""What a date in running text begins with."""


class _Form(NamedTuple):
    """A way to print a date.

    The groups are its year (`w` too), month (`n`: its name) and day; `r` is a year of the republic, `a` and
    `b` are a day and a month in either order.

    Attributes:
        in_text: Whether it tells a date in running text, where it may be beside another, or beside a count.
        by_itself: Whether it is read where a text is known to hold a date.
    """

    source: str
    in_text: bool = True
    by_itself: bool = True


def unnamed(pattern: str) -> str:
    """Return a pattern without the names of its groups, so that it may be repeated in another."""
    return re.sub("[?]P<[a-z0-9]+>", "?:", pattern)


# The likeliest to be a whole date first.
_FORMS: Final = (
    _Form(
        rf"{REPUBLIC}\s?(?P<r>\d{{2,3}})\s?年\s?"
        rf"(?:(?P<m>{_ONE_OR_TWO})\s?月)?\s?(?:(?P<d>{_ONE_OR_TWO})\s?日)?",
        in_text=False,
    ),
    # Where nothing else can follow, the signs may be mixed and set apart.
    _Form(
        rf"(?P<y>{_ANY_YEAR}|{_SHORT_YEAR}(?=\s?年))\s?[-./年·]\s?(?P<m>{_ONE_OR_TWO})(?!\d)"
        rf"(?:\s?[-./月·]\s?(?P<d>{_ONE_OR_TWO})(?!\d))?",
        in_text=False,
    ),
    _Form(
        rf"(?P<y>{_ANY_YEAR})\s?年\s?(?P<m>{_ONE_OR_TWO})\s?月?(?:\s?(?P<d>{_ONE_OR_TWO})\s?日)?",
        by_itself=False,
    ),
    _Form(rf"(?P<y>{_ANY_YEAR})[–—](?P<m>0[1-9]|1[0-2])(?!\d)"),
    _Form(
        rf"(?P<y>{_ANY_YEAR})\s?[./-]\s?(?P<m>{_ONE_OR_TWO})(?!\d)"
        rf"(?:[./-](?P<d>{_ONE_OR_TWO})(?!\d))?月?",
        by_itself=False,
    ),
    _Form(rf"(?P<d>{_ONE_OR_TWO}){_ORDINAL}[ -](?P<n>{MONTH}),?[ -]+(?P<y>{_ANY_YEAR})"),
    _Form(rf"(?P<y>{_ANY_YEAR})[ ,./-]\s?(?P<n>{MONTH})(?:[ -](?P<d>\d\d)(?!\d)|(?![\s,.]*['’]?\d))"),
    _Form(rf"(?:{_QUARTER}[ ,/-]{{0,2}}(?P<y>{_ANY_YEAR})|(?P<w>{_ANY_YEAR})\s?年?[ ,/-]?{_QUARTER})"),
    _Form(
        rf"(?:(?P<n>{MONTH})(?:\s?[/-]\s?(?={_ANY_YEAR}))?|{_SEASON}),?\s*(?:(?P<d>{_ONE_OR_TWO}){_ORDINAL}(?:,\s*|\s+))?'?(?P<y>{_ANY_YEAR})"
    ),
    _Form(rf"(?P<n>{MONTH})\s?'(?P<y>\d\d)"),
    _Form(rf"(?P<a>{_DAY_NUMBER})[./-](?P<b>{_DAY_NUMBER})[./-](?P<y>{_ANY_YEAR})"),
    _Form(rf"(?P<m>{MONTH_NUMBER})\s?[/.]\s?(?P<y>{_ANY_YEAR})"),
    _Form(rf"(?P<y>{YEAR})(?P<m>\d\d)(?P<d>\d\d)", in_text=False),
    _Form(rf"^(?P<y>[4-9]\d)[./-](?P<m>{_ONE_OR_TWO})(?:[./-](?P<d>{_ONE_OR_TWO}))?", in_text=False),
    _Form(rf"(?P<y>{_ANY_YEAR})\s?(?:年\s?{_WORDS.pattern('part_of_year')}?)?"),
    _Form(rf"(?P<y>{_SHORT_YEAR})\s?(?:年|{_WORDS.pattern('decade')})", in_text=False),
)

NAMED_DATE: Final = "|".join(
    re.sub(r"[?]P<([a-z])>", rf"?P<\g<1>{number}>", form.source)
    for number, form in enumerate(_FORMS)
    if form.in_text
)
"""A date in running text, whose parts `parts_of` tells."""

DATE: Final = f"(?:{unnamed(NAMED_DATE)})"
"""The same without names."""

_BY_ITSELF: Final = tuple(
    compiled_later(rf"(?<!\d)(?:{form.source})(?!\d)", re.IGNORECASE) for form in _FORMS if form.by_itself
)
_TWO_DIGITS: Final = re.compile(r"\d\d")
_LAST_CENTURY: Final = 50
_LONGEST_OF_SHEETS: Final = 40


# A sheet makes dates of what is typed like `8-10`; exports print those without years too.
_OF_SHEETS: Final = compiled_later(
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?(?:[T ]\d\d?:.*)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:\d\d|(?:19|20)\d\d)(?: \d\d?:.*)?"
    r"|(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}[日号])?"
    rf"|\d{{1,2}}-{MONTH}(?:-\d{{2,4}})?|{MONTH}-\d{{1,4}}",
    re.IGNORECASE,
)


def is_printed_by_sheets(text: str) -> bool:
    """Return whether a text is a date and nothing else, in a form in which spreadsheets print them."""
    return len(text) <= _LONGEST_OF_SHEETS and _OF_SHEETS.fullmatch(text.strip()) is not None


def read_date(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Return the date that a text states, or None.

    Args:
        text: It is known to hold a date, and may hold more.
        month_first: How to read 04/05/1990, which either order fits.
    """
    if _TWO_DIGITS.search(text) is None:
        return None
    for form in _BY_ITSELF:
        for match in form.finditer(text):
            slashed = match.group().count("/") == 2
            if found := date_of(parts_of(match), month_first=month_first and slashed):
                return found
    return None


def parts_of(match: re.Match[str]) -> dict[str, str]:
    """Return the parts of a date that a form has matched, by the letters of its groups."""
    return {name[0]: value for name, value in match.groupdict().items() if value is not None}


def date_of(parts: Mapping[str, str], *, month_first: bool = False) -> PartialDate | None:
    """Return the date that is made of these parts; None without a year, or of a masked one.

    Args:
        parts: What `parts_of` returns.
        month_first: How to read a day and a month where either order fits.
    """
    if "r" in parts:
        year = int(parts["r"]) + _REPUBLIC_YEAR
    elif (printed := parts.get("y") or parts.get("w", "")).isdigit():
        year = full_year(printed)
    else:
        return None
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        month, day = (first, second) if first <= 12 and (second > 12 or month_first) else (second, first)
        return PartialDate.told(year, month, day)
    return PartialDate.told(year, month_of(parts), int(parts.get("d", 0)))


def full_year(year: str) -> int:
    """Return a year of four digits, or of two: those below 50 are of this century."""
    if len(year) == 4:
        return int(year)
    return (2000 if int(year) < _LAST_CENTURY else 1900) + int(year)


def month_of(parts: Mapping[str, str]) -> int:
    """Return the month among the parts of a date, or 0."""
    return _MONTHS[parts["n"].casefold().removesuffix(".")] if "n" in parts else int(parts.get("m", 0))
