"""The least experience that a posting asks for."""

from __future__ import annotations

import re
import unicodedata

from domain.positions.importing.headings import plain_name
from domain.vocabulary.dates import is_printed_by_sheets
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.numerals import COUNT, count_of, numbers_in_digits

MOST_YEARS = 40
_LONGEST = 200

_WORDS = lexicon("requirements")
_LESS = re.compile(_WORDS.pattern("less"))
_YEARS = re.compile(
    rf"(?<![\d.])(\d{{1,3}}(?:\.\d)?)(?!\d)\s*{_WORDS.pattern('more')}?\s*(?:[-~–—]|{_WORDS.pattern('until')})?\s*\d*\s*"
    rf"(?:(?P<year>{_WORDS.pattern('year')})|(?P<month>{_WORDS.pattern('month')}))?"
)
_COUNTED = re.compile(rf"{COUNT}(?=\s{_WORDS.pattern('year', 'month')}\b)")
_AGE = re.compile(_WORDS.pattern("age"))
_MONTHS = re.compile(_WORDS.pattern("month"))


def least_years(text: str, *, column: str = "") -> int:
    """Return the least whole years of experience asked for: 3 of `3-5年`, 0 of `1年以下` and `应届`.

    Args:
        text: What a posting says.
        column: The name of its column, which may say that bare numbers count months.
    """
    if is_printed_by_sheets(text):
        return 0
    plain = numbers_in_digits(unicodedata.normalize("NFKC", text[:_LONGEST]).casefold())
    plain = _COUNTED.sub(lambda found: str(count_of(found[0])), _AGE.sub(" ", plain))
    found = _YEARS.search(plain)
    if found is None or _LESS.search(plain):
        return 0
    if found["month"] or (not found["year"] and _MONTHS.search(plain_name(column))):
        return int(float(found[1]) / 12)
    return min(int(float(found[1])), MOST_YEARS)
