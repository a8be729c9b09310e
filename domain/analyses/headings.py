"""Headings in both languages, and the kinds of section they open."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.numerals import UP_TO_TEN
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese


class SectionKind(StrEnum):
    """What a section tells. HEAD is what stands before the first heading."""

    HEAD = "head"
    DOCUMENT = "document"
    BASIC = "basic"
    INTEREST = "interest"
    EXPERIENCE = "experience"
    CAMPUS = "campus"
    EDUCATION = "education"
    PROJECTS = "projects"
    SKILLS = "skills"
    CERTIFICATES = "certificates"
    AWARDS = "awards"
    SUMMARY = "summary"
    INTERESTS = "interests"
    LANGUAGES = "languages"
    REFERENCES = "references"
    PUBLICATIONS = "publications"
    OTHER = "other"


PERSONAL: Final = frozenset({SectionKind.HEAD, SectionKind.DOCUMENT, SectionKind.BASIC, SectionKind.INTEREST})
OF_ENTRIES: Final = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.PROJECTS, SectionKind.CAMPUS}
)
"""Sections of entries with dates."""
OF_OTHERS: Final = frozenset({SectionKind.EXPERIENCE, SectionKind.PROJECTS, SectionKind.REFERENCES})
"""Sections in which a labelled fact may be an employer's, a project's or a referee's."""
UNTIED: Final = PERSONAL | {
    SectionKind.OTHER,
    SectionKind.SUMMARY,
    SectionKind.CERTIFICATES,
    SectionKind.SKILLS,
    SectionKind.AWARDS,
}
"""Sections in which an entry may stand where its own heading was not found."""

_HEADINGS: Final = {words: SectionKind(kind) for words, kind in lexicon("headings").by_word().items()}
_LONGEST = max(map(len, _HEADINGS))
_EDGES = " \t:;,.|/\\-–—_=~·•*#()[]{}<>【】《》「」『』“”\"'▍▎▌█■□◆◇●○★☆※►▶→+&、"
_NUMBERING = re.compile(
    rf"^(?:{UP_TO_TEN}{{1,2}}[、.,:]|\(?(?:{UP_TO_TEN}|\d){{1,2}}\)|\d{{1,2}}[.、)](?!\d)|0\d(?=\s))\s*"
)
_NOTE = re.compile(r"^(?![a-z])([^()]{4,30}?)\s*\([^()]{1,30}\):?$")
_CHINESE_PART = re.compile(f"^[{CHINESE}/、 ]+")
# The first that fits decides.
_STARTS: Final = {word: SectionKind(kind) for word, kind in lexicon("heading_starts").by_word().items()}
_ENDS: Final = lexicon("heading_ends")
_ANY_KIND: Final = "any"
_ENDS_OF_ANY: Final = _ENDS.words(_ANY_KIND)
_ENDS_OF_KINDS: Final = {
    word: SectionKind(kind) for word, kind in _ENDS.by_word().items() if kind != _ANY_KIND
}
_WORDS: Final = lexicon("heading_words")
_WITH_DATES = re.compile(rf"\s{_WORDS.pattern('dates')}:?$", re.IGNORECASE)
# "MSc Primary Education" is a degree.
_DEGREE = re.compile(rf"{_WORDS.pattern('degree')}(?:['’]?s)?\b")
_SMALL: Final = frozenset(_WORDS.words("small"))
_BEFORE_END: Final = frozenset(_WORDS.words("before_end"))
_OF_ENTRIES: Final = _WORDS.words("entries")
_OF_STAYS: Final = _WORDS.words("stays")
_OF_WORK: Final = _WORDS.words("work")
_OF_LIVES: Final = _WORDS.words("lives")
_OF_LINES: Final = _WORDS.words("has")
_BARE: Final = frozenset(_WORDS.words("bare"))
_HINTS: Final = {word: SectionKind(kind) for word, kind in lexicon("heading_hints").by_word().items()}
_CHINESE_HINTS: Final = tuple((word, kind) for word, kind in _HINTS.items() if has_chinese(word))
_ENGLISH_HINTS: Final = {word: kind for word, kind in _HINTS.items() if not has_chinese(word)}
_SKILL: Final = frozenset(_WORDS.words("skill"))
_OF_SKILL: Final = _SKILL | frozenset(_WORDS.words("of_skill"))
_CHINESE_SKILL = re.compile(
    f"{_WORDS.of('zh').pattern('of_skill')}{{0,4}}{_WORDS.of('zh').pattern('skill')}{_WORDS.of('zh').pattern('of_skill')}{{0,3}}"
)
_JOINING: Final = frozenset({"&", "/", *_WORDS.words("and")})
_CHINESE_JOINT = re.compile(f"[/&+、]|{_WORDS.pattern('join')}")
_JOINT = re.compile(rf"\s*(?:&|/|{_WORDS.pattern('and', whole=True)})\s*", re.IGNORECASE)


@remembered
def heading_key(text: str) -> str:
    """Return the text as headings are spelt: lower case, no spaces, no ornaments."""
    return "".join(_NUMBERING.sub("", text.strip(_EDGES)).casefold().split()).strip(_EDGES)


@remembered
def known_heading(text: str) -> SectionKind | None:
    """Return the section of a heading that is known by heart."""
    return _HEADINGS.get(heading_key(text))


def is_bare(text: str) -> bool:
    """Return whether a heading is a word that is as likely a line of an entry: `实习`."""
    return heading_key(text) in _BARE


def hinted_kind(text: str) -> SectionKind | None:
    """Return what a text that is known to be a heading tells by one of its words."""
    key = heading_key(text)
    if has_chinese(key):
        found = ((key.find(word), -len(word), kind) for word, kind in _CHINESE_HINTS if word in key)
        return min(found, default=(0, 0, None))[2]
    kind: SectionKind | None = None
    for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[&/]", text.casefold()):
        if kind and (word in _BEFORE_END or word in _JOINING):
            break
        kind = _ENGLISH_HINTS.get(word, kind)
    return kind


def tells_entries(text: str) -> bool:
    """Return whether a heading says that entries stand beneath, of whatever kind."""
    return heading_key(text).endswith(_OF_ENTRIES)


def tells_stays(text: str) -> bool:
    """Return whether a heading says that what somebody has been is told beneath: `Volunteer Experience`."""
    return heading_key(text).endswith(_OF_STAYS)


@remembered
def heading_kind(text: str) -> SectionKind | None:
    """Return the section a line opens when it is nothing but a heading."""
    if len(text) > 2 * _LONGEST or text.endswith(("。", ",", ";")):
        return None
    key = heading_key(_WITH_DATES.sub("", text))
    if not key:
        return None
    # "EXPERIENCE." is set with a full stop; "Experience in sales." tells.
    if (kind := _HEADINGS.get(key)) or text.endswith("."):
        return kind
    # 教育经历(从高中填起), "Education (most recent first)"; "Software (Java)" is none.
    if (noted := _NOTE.match(text)) and (kind := _HEADINGS.get(heading_key(noted[1]))) in OF_ENTRIES:
        return kind
    if has_chinese(key):
        return _bilingual(key) or _chinese(key) or _joined(key) or _of_skills_in_chinese(text, key)
    return _english(text.strip(_EDGES))


def _bilingual(key: str) -> SectionKind | None:
    """Read `教育经历/education` and `教育背景educationalbackground`, or the English part first."""
    match = _CHINESE_PART.match(key)
    if match is None:
        chinese = re.search(f"[{CHINESE}]+$", key)
        if chinese and _HEADINGS.get(key[: chinese.start()].strip(_EDGES)):
            return _HEADINGS.get(chinese.group())
        return None
    rest = key[match.end() :].strip(_EDGES)
    chinese_part = match.group().strip(_EDGES)
    kind = _HEADINGS.get(chinese_part)
    if kind and rest and not has_chinese(rest) and not re.search(r"[\d、,;]", rest) and len(rest) <= 30:
        return kind
    return None


def _chinese(key: str) -> SectionKind | None:
    if not 4 <= len(key) <= 9 or not key.endswith(_ENDS_OF_ANY) or re.search(r"[\d,。;:()]", key):
        return None
    if any(word in key for word in _OF_WORK):  # 学习工作经历 is both, its entries tell which
        return SectionKind.EXPERIENCE
    kind = next(
        (kind for word, kind in _STARTS.items() if key.startswith(word) or key[2:].startswith(word)), None
    )
    # 护理经历, 外派经历: what else has been lived through is work.
    lived = key.endswith(_OF_LIVES) and not key.startswith(_OF_LINES)
    return kind or (SectionKind.EXPERIENCE if lived else None)


def _joined(key: str) -> SectionKind | None:
    """Read `校园经历/实践`: a heading that is known by heart, and another word."""
    first, *others = _CHINESE_JOINT.split(key)
    return _HEADINGS.get(first) if len(first) >= 4 and len(others) == 1 and 2 <= len(others[0]) <= 6 else None


def _of_skills_in_chinese(text: str, key: str) -> SectionKind | None:
    """Read `常用软件与工具`, made of nothing but words of such headings; with a colon it is a label."""
    if text.endswith(":") or not 4 <= len(key) <= 10 or _CHINESE_SKILL.fullmatch(key) is None:
        return None
    return SectionKind.SKILLS


def _is_of_skills(text: str) -> bool:
    """Return whether an English text has only words of headings of skills: `Special knowledge and skills`."""
    if not text[:1].isupper():
        return False
    words = text.replace("/", " / ").casefold().split()
    return 2 <= len(words) <= 6 and not _SKILL.isdisjoint(words) and _OF_SKILL.issuperset(words)


def _english(text: str) -> SectionKind | None:
    if _is_of_skills(text):
        return SectionKind.SKILLS
    words = text.replace("/", " ").split()
    if not 2 <= len(words) <= 5 or any(map(str.isdigit, text)) or any(sign in text for sign in "@.,;"):
        return None
    if not (text.isupper() or all(word[:1].isupper() or word in _SMALL for word in words)):
        return None
    if words[-2].casefold() in _BEFORE_END or _DEGREE.match(text):
        return None
    first, _, second = _JOINT.sub("\0", text, count=1).partition("\0")
    if second and (kind := _HEADINGS.get(heading_key(first))):
        return kind
    return _ENDS_OF_KINDS.get(words[-1].casefold())
