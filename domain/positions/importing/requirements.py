"""The least experience that a posting asks for."""

from __future__ import annotations

import re
import unicodedata

from domain.vocabulary.lexicons import lexicon

MOST_YEARS = 40
_LONGEST = 200

_WORDS = lexicon("requirements")
_LESS = re.compile(_WORDS.pattern("less"))
_YEARS = re.compile(
    rf"(\d{{1,3}}(?:\.\d)?)\s*{_WORDS.pattern('more')}?\s*(?:[-~–—]|{_WORDS.pattern('until')})?\s*\d*\s*"
    rf"(?:(?P<year>{_WORDS.pattern('year')})|(?P<month>{_WORDS.pattern('month')}))?"
)
_NUMERALS = str.maketrans("一二两三四五六七八九", "1223456789")


def least_years(text: str) -> int:
    """Return the least whole years of experience asked for: 3 of `3-5年`, 0 of `1年以下` and `应届`."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    plain = plain.replace("十", "10").translate(_NUMERALS)
    found = _YEARS.search(plain)
    if found is None or _LESS.search(plain):
        return 0
    if found["month"]:
        return int(float(found[1]) / 12)
    return min(int(float(found[1])), MOST_YEARS)
