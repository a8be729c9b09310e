"""The degree a resume prints, as a level that compares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum


class DegreeLevel(IntEnum):
    """Degrees in their order; a position's `degree` is what is usually asked for."""

    NONE = 0
    SECONDARY = 1
    ASSOCIATE = 2
    BACHELOR = 3
    MASTER = 4
    DOCTOR = 5


@dataclass(frozen=True, slots=True, order=True)
class Degree:
    """A degree as printed. Degrees compare by their level: `本科` equals `BSc Nursing`, and `MBA` is higher.

    Where subjects matter too, as in telling two stays at a school apart, compare what is printed.
    """

    level: DegreeLevel
    printed: str = field(compare=False)

    def __str__(self) -> str:
        return self.printed


# Highest first: "硕士研究生（本科…）" and "PhD, MSc" hold the higher one.
_PATTERNS = (
    (
        DegreeLevel.DOCTOR,
        r"博士|\bph\.?\s?d\b|\bd\.?phil\b|\bdoctor|\bdoctorate|\bm\.?d\.?\b|\bj\.?d\.?\b|\bed\.?d\.?\b|\bdba\b",
    ),
    (
        DegreeLevel.MASTER,
        r"硕士|研究生|\be?mba\b|\bmaster|\bpost-?graduate|"
        r"\bm\.?\s?(sc?|a|eng|phil|ed|res|tech|com|fin|p\.?h|p\.?a|s\.?n|s\.?w|arch|fa|acc|math|phys)\b|\bll\.?m\b",
    ),
    (
        DegreeLevel.BACHELOR,
        r"本科|学士|\bbachelor|\bundergraduate|\bll\.?b\b|\bmb\.?bs\b|\blicence\b|"
        r"\bb\.?\s?(sc?|a|eng?|tech|com|ed|ba|b\.?a|f\.?a|arch|s\.?n|s\.?w|pharm|mus|math)\b",
    ),
    (
        DegreeLevel.ASSOCIATE,
        r"大专|专科|高职|高专|专升本|\bassociate|\ba\.?\s?a?\.?\s?s\.?(?=\s|$|,)|\ba\.a\.?|\bdiploma\b|\bhn[cd]\b|"
        r"\bfoundation degree|\bjunior college",
    ),
    (
        DegreeLevel.SECONDARY,
        r"高中|中专|职高|技校|中技|中职|职业高中|\bhigh[- ]school|\bsecondary|\bged\b|\ba[- ]levels?\b|"
        r"\bgcse|\bvocational|\bnvq\b|\bcertificate\b|\bapprentice",
    ),
    (DegreeLevel.NONE, r"初中|小学|\bmiddle school|\bprimary school|\bno degree"),
)

_COMPILED = tuple((level, re.compile(pattern)) for level, pattern in _PATTERNS)
_SECONDARY_DIPLOMA = re.compile(r"high[- ]school|secondary|vocational")

_NAMES_ZH = {
    DegreeLevel.NONE: "初中及以下",
    DegreeLevel.SECONDARY: "高中或中专",
    DegreeLevel.ASSOCIATE: "大专",
    DegreeLevel.BACHELOR: "本科",
    DegreeLevel.MASTER: "硕士",
    DegreeLevel.DOCTOR: "博士",
}

_NAMES_EN = {
    DegreeLevel.NONE: "compulsory schooling",
    DegreeLevel.SECONDARY: "secondary education",
    DegreeLevel.ASSOCIATE: "an associate degree or diploma",
    DegreeLevel.BACHELOR: "a bachelor's degree",
    DegreeLevel.MASTER: "a master's degree",
    DegreeLevel.DOCTOR: "a doctorate",
}


def degree_level(text: str | None) -> DegreeLevel | None:
    """Return the level of a degree as printed (`本科`, `MBA`, `BSc (Hons) Nursing`), or None if unknown."""
    if text is None:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    if "diploma" in plain and _SECONDARY_DIPLOMA.search(plain):
        return DegreeLevel.SECONDARY
    return next((level for level, pattern in _COMPILED if pattern.search(plain)), None)


def read_degree(text: str) -> Degree | None:
    """Read a printed degree; None where its level is not known."""
    level = degree_level(text)
    return None if level is None else Degree(level, text.strip())


def degree_name(level: DegreeLevel, *, chinese: bool) -> str:
    """Return a level's name as it stands in a sentence."""
    return _NAMES_ZH[level] if chinese else _NAMES_EN[level]
