"""How values are printed: what finds one in its line, however it is spaced, parted or written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from domain.analyses.fields import AGE, BIRTH_DATE, GENDER, YEARS_OF_EXPERIENCE
from domain.vocabulary.script import simplified

_LONGEST_VALUE: Final = 200
_KEPT_PATTERNS: Final = 1_024
_NEVER = re.compile(r"(?!)")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GENDERS: Final = {"male": r"男性?|\bmale\b", "female": r"女性?|\bfemale\b"}
_YEARS = re.compile(r"[\d.]+\s*\+?\s*(?:多?年|years?|yrs?)|[一二两三四五六七八九十]+多?年", re.IGNORECASE)


@lru_cache(_KEPT_PATTERNS)
def pattern_of(field: str, value: str) -> re.Pattern[str]:
    """Return what finds a value of a field in a line in simplified characters."""
    if field == GENDER.name:
        return re.compile(_GENDERS.get(value, "(?!)"), re.IGNORECASE)
    if field == BIRTH_DATE.name and (date := _DATE.fullmatch(value)):
        return _date(date)
    if field == YEARS_OF_EXPERIENCE.name:
        return _YEARS
    if field == AGE.name:
        return re.compile(rf"(?<!\d){re.escape(value)}(?!\d)")
    return _spaced(value)


def letters_of(text: str) -> str:
    """Return the letters and figures of a text alone, by which texts are compared however they are spaced."""
    return re.sub(r"[\W_]", "", text).casefold()


def _date(date: re.Match[str]) -> re.Pattern[str]:
    year, month, day = date.groups()
    if month is None:
        return re.compile(rf"{year}\s*年?")
    name = rf"{_MONTHS[int(month) - 1]}[a-z]*\.?" if 1 <= int(month) <= len(_MONTHS) else "(?!)"
    rest = rf"(?:\D{{1,3}}0?{int(day)}(?!\d)\s*[日号]?)?" if day else ""
    figures = rf"{year}\D{{0,3}}0?{int(month)}(?!\d)\s*月?{rest}"
    return re.compile(rf"{figures}|{name}\D{{0,3}}(?:\d{{1,2}}\D{{1,4}})?{year}", re.IGNORECASE)


def _spaced(value: str) -> re.Pattern[str]:
    """Return what finds a value however it is spaced and parted, and not within a longer word or number."""
    letters = re.sub(r"[\W_]", "", simplified(value[:_LONGEST_VALUE]))
    if not letters:
        return _NEVER
    loose = r"[\W_]{0,3}".join(map(re.escape, letters))
    signs = re.escape(value[len(value.rstrip("+#")) :])
    return re.compile(rf"(?<![0-9A-Za-z]){loose}{signs}(?![0-9A-Za-z+#])", re.IGNORECASE)
