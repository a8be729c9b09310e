"""Headings in both languages, and the sections they open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from domain.analyses.labels import SHAPES, fits, label_of
from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.numerals import UP_TO_TEN
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


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's lines; a line that shares its row with the heading has lost the heading."""

    kind: SectionKind
    heading: TextLine | None
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """A document's sections in reading order, and the kind each line stands in."""

    all: tuple[Section, ...]
    kinds: dict[int, SectionKind]
    headings: frozenset[int]

    def of(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """Return the sections of these kinds."""
        return tuple(section for section in self.all if section.kind in kinds)

    def kind_at(self, line: TextLine) -> SectionKind:
        """Return the kind of section the line stands in."""
        return self.kinds.get(line.index, SectionKind.HEAD)


_HEADINGS: Final = {words: SectionKind(kind) for words, kind in lexicon("headings").by_word().items()}
_LONGEST = max(map(len, _HEADINGS))
_EDGES = " \t:;,.|/\\-–—_=~·•*#()[]{}<>【】《》「」『』“”\"'▍▎▌█■□◆◇●○★☆※►▶→+&、"
_NUMBERING = re.compile(
    rf"^(?:{UP_TO_TEN}{{1,2}}[、.,:]|\(?(?:{UP_TO_TEN}|\d){{1,2}}\)|\d{{1,2}}[.、)](?!\d))\s*"
)
_CHINESE_PART = re.compile(f"^[{CHINESE}/、 ]+")
# The first that fits decides.
_STARTS: Final = {word: SectionKind(kind) for word, kind in lexicon("heading_starts").by_word().items()}
_ENDS: Final = lexicon("heading_ends")
_ANY_KIND: Final = "any"
_ENDS_OF_ANY: Final = _ENDS.words(_ANY_KIND)
_ENDS_OF_KINDS: Final = {
    word: SectionKind(kind) for word, kind in _ENDS.by_word().items() if kind != _ANY_KIND
}
_ENTRIES = frozenset({SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.PROJECTS})
_WORDS: Final = lexicon("heading_words")
_BESIDE_DATES: Final = frozenset(_WORDS.words("beside_dates"))
_WITH_DATES = re.compile(rf"\s{_WORDS.pattern('dates')}:?$", re.IGNORECASE)
# "MSc Primary Education" is a degree.
_DEGREE = re.compile(rf"{_WORDS.pattern('degree')}(?:['’]?s)?\b")
_SMALL: Final = frozenset(_WORDS.words("small"))
_BEFORE_END: Final = frozenset(_WORDS.words("before_end"))
_OF_WORK: Final = _WORDS.words("work")
_JOINT = re.compile(rf"\s*(?:&|/|{_WORDS.pattern('and', whole=True)})\s*", re.IGNORECASE)


def heading_key(text: str) -> str:
    """Return the text as headings are spelt: lower case, no spaces, no ornaments."""
    return "".join(_NUMBERING.sub("", text.strip(_EDGES)).casefold().split()).strip(_EDGES)


def heading_kind(text: str) -> SectionKind | None:
    """Return the section a line opens when it is nothing but a heading."""
    if len(text) > 2 * _LONGEST or text.endswith((".", "。", ",", ";")):
        return None
    key = heading_key(_WITH_DATES.sub("", text))
    if not key:
        return None
    if kind := _HEADINGS.get(key):
        return kind
    if has_chinese(key):
        return _bilingual(key) or _chinese(key)
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
    if kind and rest and not has_chinese(rest) and not any(map(str.isdigit, rest)) and len(rest) <= 30:
        return kind
    return None


def _chinese(key: str) -> SectionKind | None:
    if not 4 <= len(key) <= 9 or not key.endswith(_ENDS_OF_ANY) or re.search(r"[\d,。;:()]", key):
        return None
    if any(word in key for word in _OF_WORK):  # 学习工作经历 is both, its entries tell which
        return SectionKind.EXPERIENCE
    return next(
        (kind for word, kind in _STARTS.items() if key.startswith(word) or key[2:].startswith(word)), None
    )


def _english(text: str) -> SectionKind | None:
    words = text.split()
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


def _heading_sizes(text: Text) -> tuple[int, ...]:
    """Return the font sizes of the document's well-known headings, the commonest first."""
    kinds = ((line.size, _HEADINGS.get(heading_key(line.text))) for line in text.lines)
    found = Counter(round(size) for size, kind in kinds if size and kind not in {None, SectionKind.DOCUMENT})
    return tuple(size for size, _ in found.most_common())


def _split_heading(line: TextLine, sizes: tuple[int, ...]) -> tuple[SectionKind, TextLine | None] | None:
    """Return the section a line opens, and what else the line holds."""
    if kind := heading_kind(line.text):
        # "Key Achievements:" inside an entry is smaller than the headings known by heart.
        known = heading_key(line.text) in _HEADINGS and not line.text.endswith(":")
        if known or line.size is None or not sizes or round(line.size) >= sizes[0]:
            return kind, None
        return None
    if line.bullet or line.cell is not None:
        return None
    if len(line.pieces) > 1 and (line.pieces[1].startswith(":") or _is_labelled(*line.pieces[:2])):
        return None
    if len(line.pieces) > 1 and (kind := heading_kind(line.pieces[0])):
        if all(heading_kind(piece) for piece in line.pieces[1:]):
            return kind, None
        rest = line.pieces[1:]
        return kind, replace(line, text=" ".join(rest), pieces=rest)
    first, _, rest_text = line.text.partition(" ")
    # A heading set beside its first entry: the date tells it from a label and its value.
    if rest_text and re.search(r"(?:19|20)\d\d", rest_text):
        found = (
            _HEADINGS.get(heading_key(first))
            if has_chinese(first) or first.casefold() in _BESIDE_DATES
            else None
        )
        if found in {SectionKind.EDUCATION, SectionKind.EXPERIENCE, SectionKind.PROJECTS, SectionKind.CAMPUS}:
            pieces = line.pieces
            if pieces[0] == first:
                pieces = pieces[1:]
            elif pieces[0].startswith(first + " "):
                pieces = (pieces[0][len(first) + 1 :], *pieces[1:])
            return found, replace(line, text=rest_text, pieces=pieces)
    return None


def _is_labelled(first: str, second: str) -> bool:
    """Return whether two pieces are a Chinese label and its short value (`学历  本科`)."""
    key = label_of(first) if has_chinese(first) else None
    return key in SHAPES and len(second) <= 12 and fits(key, second)


def split_sections(
    text: Text, *, labels: Iterable[TextLine] = (), personal: frozenset[int] = frozenset()
) -> Sections:
    """Divide the lines at their headings.

    Args:
        text: The document.
        labels: Lines that are labels of a neighbouring value, and so no headings.
        personal: Blocks of personal data, wherever they stand.
    """
    no_headings = {line.index for line in labels}
    sizes = _heading_sizes(text)
    sections: list[Section] = []
    kinds: dict[int, SectionKind] = {}
    headings: set[int] = set()
    kind, heading, lines = SectionKind.HEAD, None, list[TextLine]()
    previous: TextLine | None = None
    for line in text.lines:
        found = None if line.index in no_headings else _split_heading(line, sizes)
        if not found and line.block in personal and (previous is None or previous.block != line.block):
            found = SectionKind.BASIC, line
        largest = line.size is not None and bool(sizes) and line.size > 1.15 * max(sizes)
        aside = previous is not None and kind not in _ENTRIES and _is_new_column(previous, line)
        if found or largest or aside:
            sections.append(Section(kind, heading, tuple(lines)))
            kind, rest = found or (SectionKind.HEAD, line)
            is_heading = found is not None and rest is not line
            heading, lines = (line if is_heading else None), [rest] if rest else []
            if is_heading:
                headings.add(line.index)
        else:
            lines.append(line)
        kinds[line.index] = kind
        previous = line
    sections.append(Section(kind, heading, tuple(lines)))
    return Sections(tuple(sections), kinds, frozenset(headings))


def _is_new_column(previous: TextLine, line: TextLine) -> bool:
    """Return whether the reading moved up the page, to the top of another column."""
    before, after = previous.source.box, line.source.box
    if before is None or after is None or previous.page != line.page or previous.block == line.block:
        return False
    height = max(after.bottom - after.top, 1.0)
    beside = after.left >= before.right or after.right <= before.left
    return beside and after.top < before.top - 3 * height and line.cell is None
