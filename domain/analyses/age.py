"""Stated age and birth date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.contact import is_anothers
from domain.analyses.gender import GENDERS
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, SectionKind, Sections
from domain.analyses.text import Text
from domain.vocabulary.dates import PartialDate, read_date
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.numerals import COUNT, count_of

_WORDS: Final = lexicon("personal")
_UNIT = _WORDS.pattern("age_unit")
_BOUND = _WORDS.pattern("age_bound")
_AGE = re.compile(
    rf"(?<![\d.\-~至到—])([1-7]\d)\s*{_UNIT}(?!{_BOUND}|{_WORDS.pattern('age_about')})"
    rf"|(?:^|[,;|/(]\s?){_WORDS.pattern('age_label')}\s*:?\s*([1-7]\d)"
    rf"(?!\d|\s?[-~至到—]\s?\d|\s?{_UNIT}?{_BOUND}|\+)",
    re.IGNORECASE,
)
# What a job asks for: 25-40岁, 35岁以下.
_RANGE = re.compile(rf"\d{{2}}\s?{_UNIT}?\s?[-~至到—]\s?\d{{2}}\s?{_UNIT}|{_UNIT}{_BOUND}|\d\+")
_SPELT = re.compile(rf"^{COUNT}(?={_UNIT}|$)|{COUNT}(?={_UNIT})", re.IGNORECASE)
_YOUNGEST_AGE = 14
# Where a side column may have left the personal data.
_ASIDE: Final = frozenset({SectionKind.LANGUAGES})
_WHERE: Final = PERSONAL | {SectionKind.SUMMARY} | _ASIDE
_FIRST_PERSON = re.compile(_WORDS.pattern("first_person"), re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.])([1-7]\d)(?![\d.]\d|\d)")
_BORN = re.compile(_WORDS.pattern("born"), re.IGNORECASE)
_BORN_ON = re.compile(
    rf"(?:19|20)\d\d\s?[-./年]\s?\d{{1,2}}\s?[-./月]?(?:\s?\d{{1,2}}\s?日?)?\s?{_WORDS.pattern('born_behind')}"
    rf"|{_WORDS.pattern('born_before')}\s?(?:19|20)\d\d[\d\s./年月日-]{{0,12}}"
)
_AMERICAN_NUMBER = re.compile(r"(?:\+1[ .-]?|(?<![\d+]))(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)")
_BESIDE_AGE = re.compile(rf"{_UNIT}\s?\(((?:19|20)\d\d[^()]{{1,8}})\)")
_MONTH_ALONE = re.compile(r"^(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?月?$")
_YEAR_ALONE = re.compile(r"^(?:19[5-9]|20[01])\d年?$")
_YOUNGEST, _OLDEST = 2015, 1930


def ages(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[int]]:
    """Yield ages as stated."""
    for pair in pairs.of("age"):
        value = _in_digits(pair.value[:30])
        if _RANGE.search(value) or is_anothers(pair.source.text, pair.value):
            continue
        if (match := _NUMBER.search(value)) and int(match[1]) >= _YOUNGEST_AGE:
            yield Candidate(int(match[1]), 0.97, pair.source)
    for line in text.lines:
        kind = sections.kind_at(line)
        if len(line.text) > 200 or kind not in _WHERE:
            continue
        if is_anothers(line.text):
            continue
        for match in _AGE.finditer(_in_digits(line.text)):
            if kind in _ASIDE and match.group() not in re.split(", ?", _in_digits(line.text)):
                continue
            personal = kind in PERSONAL
            if len(line.text) > 60 and not _FIRST_PERSON.search(line.text):
                continue
            age = int(match[1] or match[2])
            alone = any(
                len(piece) <= 12 and match.group().strip("|,;/( ") in _in_digits(piece)
                for piece in line.pieces
            )
            if age >= _YOUNGEST_AGE:
                yield Candidate(age, 0.9 if personal and alone else 0.7, line)


def _in_digits(text: str) -> str:
    """Write an age that is spelt out in digits."""
    return _SPELT.sub(lambda found: str(count_of(found.group())), text)


def births(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[PartialDate]]:
    """Yield birth dates, as precise as printed."""
    # Resumes from the United States seldom state a birth date: days come first elsewhere.
    american = any(_AMERICAN_NUMBER.search(line.text) for line in text.lines[:40])
    for pair in pairs.of("birth"):
        if is_anothers(pair.source.text, pair.value):
            continue
        if (found := read_date(pair.value[:60], month_first=american)) and _plausible(found, labelled=True):
            yield Candidate(_possible(found), 0.97, pair.source)
    for pair in pairs.of("age"):
        if (found := read_date(pair.value[:60])) and found.month and _plausible(found):
            yield Candidate(found, 0.9, pair.source)
    for line in text.lines:
        if len(line.text) > 200 or sections.kind_at(line) not in PERSONAL:
            continue
        if pairs.key_of_line(line) in {"updated", "period", "graduation", "idcard", "arrival"}:
            continue
        if (beside := _BESIDE_AGE.search(line.text)) and (found := read_date(beside[1])):
            yield Candidate(found, 0.9 if _plausible(found) else 0.0, line)
        if match := _BORN_ON.search(line.text):
            found = read_date(match.group())
            if found and _plausible(found):
                yield Candidate(found, 0.85, line)
        for piece in line.facts:
            if len(piece) > 40 or not (found := read_date(piece)) or not _plausible(found):
                continue
            if _BORN.search(piece):
                yield Candidate(found, 0.92, line)
            elif _is_only_a_date(piece) and found.day:
                yield Candidate(found, 0.75, line)
            elif (
                found.month
                and not found.day
                and _MONTH_ALONE.match(piece)
                and not GENDERS.isdisjoint(line.facts)
            ):
                yield Candidate(found, 0.7, line)
            elif _YEAR_ALONE.match(piece) and not GENDERS.isdisjoint(line.facts):
                yield Candidate(found, 0.6, line)


def _is_only_a_date(piece: str) -> bool:
    return re.fullmatch(r"\D{0,2}(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?", piece) is not None


def _possible(found: PartialDate) -> PartialDate:
    """Return a date without a day that its month does not have."""
    if found.month and found.day and found.day > monthrange(found.year, found.month)[1]:
        return PartialDate(found.year, found.month)
    return found


def _plausible(found: PartialDate, *, labelled: bool = False) -> bool:
    return _OLDEST <= found.year <= (_YOUNGEST + 5 if labelled else _YOUNGEST)
