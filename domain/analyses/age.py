"""Stated age and birth date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, SectionKind, Sections
from domain.analyses.text import Text
from domain.vocabulary.lexicons import lexicon

_WORDS: Final = lexicon("personal")
_UNIT = _WORDS.pattern("age_unit")
_BOUND = _WORDS.pattern("age_bound")
_AGE = re.compile(
    rf"(?<![\d.\-~至到—])([1-7]\d)\s*{_UNIT}(?!{_BOUND}|{_WORDS.pattern('age_about')})"
    rf"|{_WORDS.pattern('age_label')}\s*:?\s*([1-7]\d)(?!\d|\s?[-~至到—]\s?\d|\s?{_UNIT}?{_BOUND})",
    re.IGNORECASE,
)
# What a job asks for: 25-40岁, 35岁以下.
_RANGE = re.compile(rf"\d{{2}}\s?{_UNIT}?\s?[-~至到—]\s?\d{{2}}\s?{_UNIT}|{_UNIT}{_BOUND}")
_FIRST_PERSON = re.compile(_WORDS.pattern("first_person"), re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.])([1-7]\d)(?![\d.]\d|\d)")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_YMD = re.compile(
    r"(?<!\d)((?:19|20)\d\d|[5-9]\d(?=\s?年)|0\d(?=\s?年))\s?[-./年·]\s?(\d{1,2})(?!\d)(?:\s?[-./月·]\s?(\d{1,2})(?!\d))?"
)
_MINGUO = re.compile(r"民国\s?(\d{2,3})\s?年\s?(?:(\d{1,2})\s?月)?\s?(?:(\d{1,2})\s?日)?")
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?,?\s+(?:(\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)\b", re.I)
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}\.?,?[ -]+((?:19|20)\d\d)\b", re.I)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_MONTH_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")
_SOLID = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(r"^([4-9]\d)[./-](\d{1,2})(?:[./-](\d{1,2}))?(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)([5-9]\d|0\d)\s?(?:年|后)")
_BORN = re.compile(_WORDS.pattern("born"), re.IGNORECASE)
_BORN_ON = re.compile(
    rf"(?:19|20)\d\d\s?[-./年]\s?\d{{1,2}}\s?[-./月]?(?:\s?\d{{1,2}}\s?日?)?\s?{_WORDS.pattern('born_behind')}"
    rf"|{_WORDS.pattern('born_before')}\s?(?:19|20)\d\d[\d\s./年月日-]{{0,12}}"
)
_AMERICAN_NUMBER = re.compile(r"(?:\+1[ .-]?|(?<![\d+]))(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)")
_BESIDE_AGE = re.compile(rf"{_UNIT}\s?\(((?:19|20)\d\d[^()]{{1,8}})\)")
_MONTH_ALONE = re.compile(r"^(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?月?$")
_GENDERS: Final = frozenset(_WORDS.words("female", "male"))
_YOUNGEST, _OLDEST = 2015, 1930


def ages(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[int]]:
    """Yield ages as stated."""
    for pair in pairs.of("age"):
        if _RANGE.search(pair.value[:30]):
            continue
        if match := _NUMBER.search(pair.value[:30]):
            yield Candidate(int(match[1]), 0.97, pair.source)
    for line in text.lines:
        if len(line.text) > 200 or sections.kind_at(line) not in PERSONAL | {SectionKind.SUMMARY}:
            continue
        for match in _AGE.finditer(line.text):
            personal = sections.kind_at(line) in PERSONAL
            if len(line.text) > 60 and not _FIRST_PERSON.search(line.text):
                continue
            alone = any(match.group() in piece and len(piece) <= 12 for piece in line.pieces)
            yield Candidate(int(match[1] or match[2]), 0.9 if personal and alone else 0.7, line)


def births(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield birth dates in ISO 8601, as precise as printed."""
    # Resumes from the United States seldom state a birth date: days come first elsewhere.
    american = any(_AMERICAN_NUMBER.search(line.text) for line in text.lines[:40])
    for pair in pairs.of("birth"):
        if (found := parse_birth(pair.value[:60], month_first=american)) and _plausible(found, labelled=True):
            yield Candidate(found, 0.97, pair.source)
    for pair in pairs.of("age"):
        if (found := parse_birth(pair.value[:60])) and "-" in found and _plausible(found):
            yield Candidate(found, 0.9, pair.source)
    for line in text.lines:
        if len(line.text) > 200 or sections.kind_at(line) not in PERSONAL:
            continue
        if pairs.key_of_line(line) in {"updated", "period", "graduation", "idcard", "arrival"}:
            continue
        if (beside := _BESIDE_AGE.search(line.text)) and (found := parse_birth(beside[1])):
            yield Candidate(found, 0.9 if _plausible(found) else 0.0, line)
        if match := _BORN_ON.search(line.text):
            found = parse_birth(match.group())
            if found and _plausible(found):
                yield Candidate(found, 0.85, line)
        for piece in line.facts:
            if len(piece) > 40 or not (found := parse_birth(piece)) or not _plausible(found):
                continue
            if _BORN.search(piece):
                yield Candidate(found, 0.92, line)
            elif _is_only_a_date(piece) and found.count("-") == 2:
                yield Candidate(found, 0.75, line)
            elif found.count("-") == 1 and _MONTH_ALONE.match(piece) and not _GENDERS.isdisjoint(line.facts):
                yield Candidate(found, 0.7, line)


def _is_only_a_date(piece: str) -> bool:
    return re.fullmatch(r"\D{0,2}(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?", piece) is not None


def _plausible(found: str, *, labelled: bool = False) -> bool:
    return _OLDEST <= int(found[:4]) <= (_YOUNGEST + 5 if labelled else _YOUNGEST)


def parse_birth(text: str, *, month_first: bool = False) -> str | None:
    """Return the date a text states, in ISO 8601, or None.

    Args:
        text: It may hold more than the date.
        month_first: How to read 04/05/1990, which either order fits.
    """
    if match := _MINGUO.search(text):
        return _iso(str(int(match[1]) + 1911), match[2], match[3])
    if match := _YMD.search(text):
        return _iso(match[1], match[2], match[3])
    if match := _DAY_FIRST.search(text):
        return _iso(match[3], str(_MONTHS[match[2].casefold()]), match[1])
    if match := _MONTH_FIRST.search(text):
        return _iso(match[3], str(_MONTHS[match[1].casefold()]), match[2])
    if match := _SLASHED.search(text):
        first, second = int(match[1]), int(match[2])
        fits = first <= 12 and (second > 12 or (month_first and match.group().count("/") == 2))
        month, day = (first, second) if fits else (second, first)
        return _iso(match[3], str(month), str(day))
    if match := _MONTH_SLASHED.search(text):
        return _iso(match[2], match[1], None)
    if match := _SOLID.search(text):
        return _iso(match[1], match[2], match[3])
    if match := _SHORT.match(text):
        return _iso(match[1], match[2], match[3])
    if match := _YEAR.search(text):
        return match[1]
    if match := _SHORT_YEAR.search(text):
        return _iso(match[1], None, None)
    return None


def _iso(year: str, month: str | None, day: str | None) -> str:
    if len(year) == 2:
        year = ("19" if int(year) >= 50 else "20") + year
    if month is None or not 1 <= int(month) <= 12:
        return year
    if day is None or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"
