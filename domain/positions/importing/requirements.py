"""The least degree and experience that a posting asks for."""

from __future__ import annotations

import re
import unicodedata

from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.lexicons import lexicon

MOST_YEARS = 40
_LONGEST = 200

# The lowest that is named counts: `硕士/博士`, `本科及以上`, `Bachelor's or Master's`.
_DEGREES = (
    (DegreeLevel.NONE, r"不限|无要求|初中|小学|no degree|none\b|any\b|not required"),
    (
        DegreeLevel.SECONDARY,
        r"高中|中专|中技|技校|职高|中职|高職|\bhigh[- ]?school|\bsecondary|\bged\b|\bvocational",
    ),
    (
        DegreeLevel.ASSOCIATE,
        r"大专|大專|专科|專科|高职|高专|\bassociate|\bdiploma\b|\bjunior college|\bcollege\b",
    ),
    (
        DegreeLevel.BACHELOR,
        r"本科|学士|大学|大學|學士|\bbachelor|\bundergraduate|\bb\.?sc?\b|\bb\.?a\b|\bb\.?eng\b|\bb\.?tech\b|"
        r"\buniversity|\bdegree\b",
    ),
    (
        DegreeLevel.MASTER,
        r"硕士|碩士|研究生|研究所|\bmaster|\bpostgraduate|\bm\.?sc?\b|\bm\.?a\b|\be?mba\b|\bm\.?eng\b",
    ),
    (DegreeLevel.DOCTOR, r"博士|\bph\.?\s?d\b|\bdoctor"),
)
_DEGREE_PATTERNS = tuple((level, re.compile(pattern)) for level, pattern in _DEGREES)
_WORDS = lexicon("requirements")
_LESS = re.compile(_WORDS.pattern("less"))
_YEARS = re.compile(
    rf"(\d{{1,3}}(?:\.\d)?)\s*{_WORDS.pattern('more')}?\s*(?:[-~–—]|{_WORDS.pattern('until')})?\s*\d*\s*"
    rf"(?:(?P<year>{_WORDS.pattern('year')})|(?P<month>{_WORDS.pattern('month')}))?"
)
_NUMERALS = str.maketrans("一二两三四五六七八九", "1223456789")


def least_degree(text: str) -> DegreeLevel | None:
    """Return the lowest degree that a text names; None where it names none."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    return next((level for level, pattern in _DEGREE_PATTERNS if pattern.search(plain)), None)


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
