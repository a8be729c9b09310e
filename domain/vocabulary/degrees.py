"""The degree a resume prints, as a level that compares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from domain.vocabulary.later import compiled_later, later
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import simplified


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


class FoundDegree(NamedTuple):
    """A degree in a text, with its place."""

    degree: Degree
    start: int
    end: int


_WORDS: Final = lexicon("degrees")
_TRADITIONAL_WORDS: Final = lexicon("traditional_words").by_word()
_GROUPS: Final = frozenset(_WORDS.groups())


def _patterns(*kinds: str) -> tuple[tuple[DegreeLevel, re.Pattern[str]], ...]:
    """Return the patterns of each level from the highest, of the groups that are named by level and kind."""
    made = []
    for level in reversed(DegreeLevel):
        groups = [group for kind in kinds if (group := level.name.lower() + kind) in _GROUPS]
        if groups:
            made.append((level, compiled_later(_WORDS.pattern(*groups), re.IGNORECASE)))
    return tuple(made)


_TOLD: Final = (
    (DegreeLevel.SECONDARY, compiled_later(_WORDS.pattern("secondary_first"), re.IGNORECASE)),
    *_patterns(""),
)
_ALONE: Final = (
    (DegreeLevel.SECONDARY, compiled_later(_WORDS.pattern("secondary_alone_first"), re.IGNORECASE)),
    *_patterns("", "_alone"),
)
_ASKED: Final = _patterns("", "_asked")[::-1]
_VAGUE: Final = _patterns("_vague")[::-1]
LOOKS_LIKE_DEGREE: Final = compiled_later(
    _WORDS.pattern(*(group for group in _WORDS.groups() if not group.endswith("_asked"))), re.IGNORECASE
)
"""What the value of a label must hold to be a degree."""

_LONGEST: Final = 200


@later
def _names_any() -> OneLook:
    return OneLook(*(pattern.pattern for _, pattern in _TOLD))


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


@remembered
def find_degree(text: str) -> FoundDegree | None:
    """Return the highest degree that a text names, as far as its words tell it among others."""
    plain = _simplified(text)
    # Most lines name none: one look tells.
    if not _names_any()(plain):
        return None
    for level, pattern in _TOLD:
        if found := pattern.search(plain):
            return FoundDegree(Degree(level, text[found.start() : found.end()]), found.start(), found.end())
    return None


def read_degree(text: str) -> Degree | None:
    """Read a text that is known to be a degree (`本科`, `MBA`, `BSc (Hons) Nursing`); None if unknown.

    The highest that it names counts: `硕士研究生(本科…)`, `PhD, MSc`.
    """
    plain = _simplified(unicodedata.normalize("NFKC", text[:_LONGEST]))
    level = next((level for level, pattern in _ALONE if pattern.search(plain)), None)
    return None if level is None else Degree(level, text.strip())


def least_degree(text: str) -> DegreeLevel | None:
    """Return the lowest degree that a posting's requirement names: `硕士/博士`; None if none."""
    plain = _simplified(unicodedata.normalize("NFKC", text[:_LONGEST]))
    return next((level for level, pattern in (*_ASKED, *_VAGUE) if pattern.search(plain)), None)


def _simplified(text: str) -> str:
    for word, meant in _TRADITIONAL_WORDS.items():
        text = text.replace(word, meant)
    return simplified(text)


def degree_name(level: DegreeLevel, *, chinese: bool) -> str:
    """Return a level's name as it stands in a sentence."""
    return _NAMES_ZH[level] if chinese else _NAMES_EN[level]
