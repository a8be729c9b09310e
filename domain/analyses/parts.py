"""The parts of a line, and whether it heads an entry at all."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.firms import has_firm_word
from domain.analyses.places import is_place, is_region
from domain.analyses.text import TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_DETAIL = re.compile(rf"^{lexicon('studies').pattern('detail')}", re.IGNORECASE)
_EMPLOYERS: Final = lexicon("employers")
_SMALL: Final = frozenset(_EMPLOYERS.words("small"))
_ABBREVIATION = re.compile(rf"{_EMPLOYERS.pattern('abbreviation', whole=True)}\.$", re.IGNORECASE)
_INSTITUTION = re.compile(
    f"{_EMPLOYERS.pattern('legal_form', whole=True)}|{lexicon('schools').pattern('word', whole=True)}",
    re.IGNORECASE,
)
_CHINESE_PROSE = re.compile(r"[。;；]|,.{6,},")
_PART_GAP = re.compile(rf"\t+|\s{{2,}}|\s*[|｜¦•]\s*|\s+[·∙⋅・–—-]\s+|\s*——?\s*(?=[A-Z{CHINESE}])")
_SPACES = re.compile(r"\s+")
_OUTSIDE_BRACKETS = re.compile(r"\s+(?![^()]*\))")
EDGES: Final = " \t,;:|·•-–—/、"
"""Signs that stand around a part and are none of it."""


def divided(line: TextLine) -> str:
    """Return a line's text, its pieces divided by tabs."""
    return "\t".join(line.pieces) if len(line.pieces) > 1 else line.text


def is_detail(text: str) -> bool:
    """Return whether a line is a detail of an entry: grades, courses, honours."""
    return _DETAIL.match(text) is not None


def is_prose(line: TextLine) -> bool:
    """Return whether a line tells what was done, rather than where, when and as what."""
    text = line.text
    if line.bullet and not line.text[:1].isupper() and not has_chinese(text):
        return True
    if len(text) > 120 or (text.endswith((".", ";", "。", "；", ":")) and not _ABBREVIATION.search(text)):
        return True
    if has_chinese(text):
        return _CHINESE_PROSE.search(text) is not None or (line.bullet and len(text) > 24)
    if text[:1].islower():
        return True
    words = [word for word in text.split() if word[:1].isalpha()]
    capitals = sum(word[:1].isupper() for word in words)
    small = sum(word in _SMALL for word in words)
    return len(words) > 4 and capitals + small < 0.6 * len(words)


def split_parts(text: str, *, by_space: bool = False) -> list[str]:
    """Split a line into its parts; Chinese ones also at single spaces."""
    parts = [part for raw in _PART_GAP.split(text) if (part := raw.strip(EDGES))]
    if by_space:
        parts = [word for part in parts for word in _split_chinese(part)]
    return parts


def _split_chinese(part: str) -> list[str]:
    if not has_chinese(part) or " " not in part:
        return [part]
    words: list[str] = []
    raw = _OUTSIDE_BRACKETS.split(part) if ")" in part else _SPACES.split(part)
    for before, word in zip(["", *raw], raw, strict=False):
        # Keep "Java 开发工程师" and "某 AI 公司" together, split "公司 职位".
        if (
            words
            and not has_firm_word(words[-1])
            and (
                not has_chinese(word) or (not has_chinese(before) and len(before) <= 8) or len(words[-1]) == 1
            )
        ):
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
    return [stripped for word in words if (stripped := word.strip(EDGES))]


def without_place(text: str) -> str:
    """Return an employer or school without the `, City, Region` after it."""
    parts = [part.strip() for part in text.split(",")]
    while len(parts) > 1 and (is_region(parts[-1]) or is_place(parts[-1])):
        parts.pop()
        if len(parts) > 1 and _is_city_like(parts[-1]):
            parts.pop()
    return ", ".join(parts).strip(EDGES)


def _is_city_like(part: str) -> bool:
    words = part.split()
    return (
        1 <= len(words) <= 3 and all(word[:1].isupper() for word in words) and not _INSTITUTION.search(part)
    )
