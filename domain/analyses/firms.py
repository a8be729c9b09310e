"""What reads like an employer, and what is no part of an employment at all."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.labels import label_of
from domain.analyses.places import is_place, is_region, starts_with_city
from domain.analyses.titles import is_field, is_plural_title, modifies
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("employers")
_CHINESE_ENDINGS: Final = tuple(sorted(_WORDS.words("ending"), key=len, reverse=True))
# 摩根大通 J.P. Morgan
_IN_LATIN = re.compile(rf"(?<=[{CHINESE})])\s+[A-Za-z][A-Za-z.&' -]*$")
_OF_BANK = re.compile(f"^{_WORDS.pattern('of_bank')}$")
_UNITS: Final = frozenset(_WORDS.words("unit"))
_KNOWN: Final = frozenset(_WORDS.words("known", "platform"))
_LONGEST_KNOWN = max(map(len, _KNOWN))
_OF_KNOWN: Final = _WORDS.words("of_known")
_SHORT: Final = 10
_CHINESE_FIRM = re.compile(
    f"{_WORDS.pattern('firm_end', 'public_body')}(?:\\([^()]*\\))?"
    f"(?:[{CHINESE}]{{0,8}}{_WORDS.pattern('branch_end')})?$"
)
_has_english_firm: Final = OneLook(_WORDS.pattern("firm_word", whole=True))
# Words that end an employer's name: "Birch Nursery, Lagos" is no place.
_ends_as_employer: Final = OneLook(rf"{_WORDS.pattern('firm_end', whole=True)}\.?$")
_KINDS = _WORDS.pattern("working")
_NOISE = re.compile(
    rf"^\W*{_KINDS}(?:\W{{1,3}}{_KINDS}){{0,3}}\W*$"
    rf"|^\(?(?:\d{{1,3}} {_WORDS.pattern('time_unit')}|{_WORDS.pattern('noise_start')})\b.*$"
    rf"|^\W*{_WORDS.pattern('duration')}\W*$",
    re.IGNORECASE,
)
_MASKED_DATE = re.compile(r"^[12]?\d?[\dxX]{2}(?:[./-][\dxX]{1,2})?$")
_PLACEHOLDER = re.compile(rf"^(?:{_WORDS.pattern('placeholder')}[,、/]?)+$")
_MADE = re.compile(rf"{_WORDS.pattern('made')}(?:\s?[A-Za-z]+)?$")
_OF_STUDENTS = re.compile(_WORDS.pattern("of_students"))
_DEPARTMENT = re.compile(
    f"^(?!.+{_WORDS.pattern('body')})[{CHINESE}A-Za-z]{{1,10}}{_WORDS.pattern('department_end')}$"
)
_ENGLISH_DEPARTMENT = re.compile(
    rf"^{_WORDS.pattern('team_word', whole=True)} of\b|{_WORDS.pattern('team_word', whole=True)}$",
    re.IGNORECASE,
)
_may_be_department: Final = OneLook(_WORDS.pattern("team_word", whole=True))
_STREET = re.compile(
    rf"^\d{{1,5}}[A-Z]? .*\b{lexicon('places').pattern('street_word', whole=True)}", re.IGNORECASE
)
_CLIENT = re.compile(rf"^{_WORDS.pattern('client')}$", re.IGNORECASE)
# "Marrow Mills-Leeds, UK"; "Stoke-on-Trent, UK" and "Winston-Salem, NC" are places.
_GLUED = re.compile(r"[a-z.)] ?- ?[A-Z][a-z]")
_COUNTRY = re.compile(rf"{lexicon('places').pattern('country')}[ ,·-]*")
_NAMED_DEPARTMENT: Final = 3
_OF_TOWNS: Final = frozenset(_WORDS.words("of_towns"))
_OTHER_LABEL = re.compile(rf"^{_WORDS.pattern('other_label')}$", re.IGNORECASE)
FIELDS: Final = frozenset(_WORDS.words("field"))
"""Words of names that are fields of work too: a "Software Engineering Intern" is no intern of a firm."""
SURE_FIRM: Final = 0.8
"""The score from which a text is taken for an employer."""


def known_firm(text: str) -> str | None:
    """Return the name of an employer whom everybody knows that a text begins with, perhaps behind a city."""
    for start in (0, len(starts_with_city(text) or "")):
        for length in range(min(_LONGEST_KNOWN, len(text) - start), 1, -1):
            if text[start : start + length] in _KNOWN:
                return text[: start + length]
    return None


@remembered
def firm_score(text: str) -> float:
    """Return how surely a text names an employer."""
    core = re.sub(r"\s*\([^()]*\)$", "", text) if text.endswith(")") else text
    if ")" in core or not core.isascii():
        core = _IN_LATIN.sub("", core)
    if _OF_BANK.match(core) or core in _UNITS:
        return 0.3
    known = known_firm(core)
    if known == core:
        return 0.95
    if has_chinese(text):
        if _CHINESE_FIRM.search(core):
            return 0.95
        branch = known and len(core) <= _SHORT and not (is_made(core) or core.endswith(_OF_KNOWN))
        return 0.6 if branch or core.endswith(_CHINESE_ENDINGS) else 0.3
    if _has_english_firm(text):
        return 0.8
    if is_plural_title(text) or (_ends_as_employer(text) and text.casefold() not in FIELDS):
        return 0.7
    return 0.4


def has_firm_word(text: str) -> bool:
    """Return whether a word of the text is one of firms' names, wherever it stands."""
    return _CHINESE_FIRM.search(text) is not None if has_chinese(text) else _has_english_firm(text)


def is_of_students(text: str) -> bool:
    """Return whether a Chinese text names a club, or an office that students hold."""
    return _OF_STUDENTS.search(text) is not None


def is_made(text: str) -> bool:
    """Return whether a text names what was made or won, rather than who made it."""
    return _MADE.search(text) is not None


def is_department(text: str) -> bool:
    """Return whether a text names a part of an employer."""
    if has_chinese(text):
        return _DEPARTMENT.match(text) is not None
    # "U.S. Navy, Third Fleet Division" is more than the division.
    if not _may_be_department(text) or (found := _ENGLISH_DEPARTMENT.search(text)) is None:
        return False
    if found.start() == 0:
        return True
    words = text.split()
    # "Elmford Police Department" is an employer.
    is_named = len(words) >= _NAMED_DEPARTMENT and not modifies(words[0]) and not is_field(words[0])
    return "," not in text and not (is_named and words[-1].casefold() in _OF_TOWNS)


@remembered
def is_noise(part: str) -> bool:
    """Return whether a part is neither: a place, a working time, a web address."""
    if is_place(part) and not has_chinese(part):
        first = part.split(",")[0]
        if _has_english_firm(part) or _ends_as_employer(first) or is_plural_title(first):
            return False
    town, comma, _ = part.partition(", ")
    if comma and " " in town and _GLUED.search(town):
        return False
    if part.count(",") >= 2 and not is_region(part.split(",")[0]) and not _STREET.match(part):
        return False
    return (
        bool(_NOISE.match(part) or _MASKED_DATE.match(part) or _PLACEHOLDER.match(part))
        or is_place(part)
        or is_region(part)
        or _is_in_country(part)
        or not any(map(str.isalpha, part))
        or "://" in part
        or bool(_STREET.match(part))
        or _is_places(part)
    )


def _is_in_country(part: str) -> bool:
    """Return whether a text is a country in Chinese, perhaps with a place there: `中国 广东`."""
    country = _COUNTRY.match(part)
    return country is not None and (country.end() == len(part) or is_place(part[country.end() :]))


def _is_places(part: str) -> bool:
    """Return whether every side of a slash is a place: `London / Hong Kong`."""
    sides = [side.strip() for side in part.strip("()").split("/")]
    return len(sides) > 1 and all(side and (is_place(side) or is_region(side)) for side in sides)


def said_by_label(part: str) -> tuple[str | None, str]:
    """Return the family that a label before a part tells, and the part without the label."""
    label, colon, value = part.partition(":")
    if not colon or len(label) > 24 or not value.strip() or value.startswith("//"):
        return None, part
    key = label_of(label)
    if key is None and _CLIENT.search(label.strip()):
        key = "client"
    if key is None and _OTHER_LABEL.search(label.strip()):
        key = "other"
    return key, value.strip()
