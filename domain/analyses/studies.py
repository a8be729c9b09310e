"""Stays at schools as entries with dates: the schools that were found, with what is printed around them.

Nothing is looked for anew: every school of the entries is one the list has, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.analyses.candidates import THRESHOLD, Candidate
from domain.analyses.degrees import StatedDegree
from domain.analyses.entries import header_records
from domain.analyses.evidence import evidence_of
from domain.analyses.facts import EducationEntry
from domain.analyses.fields import EDUCATION
from domain.analyses.labels import label_of
from domain.analyses.pairs import Pairs
from domain.analyses.parts import is_detail, split_parts
from domain.analyses.places import is_place
from domain.analyses.sections import SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.degrees import Degree, find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import Period, cut_period, read_period
from domain.vocabulary.script import CHINESE, has_chinese

MOST_ENTRIES = 60
_MOST_PRINTED = 240
_AROUND = 2
_HEAD_LINES = 3
_OTHER_DATES = ("birth", "age", "updated", "arrival", "idcard")

_WORDS: Final = lexicon("studies")
_SCHOOL_WORD = re.compile(lexicon("schools").pattern("word", whole=True), re.IGNORECASE)
_CHINESE_MAJOR = re.compile(f"^[{CHINESE}A-Za-z()·、&]{{2,24}}$")
_NO_MAJOR = re.compile(f"^{_WORDS.pattern('no_major_start')}|{_WORDS.pattern('no_major_end')}$")
_MAJOR_LABEL = re.compile(
    rf"^{_WORDS.pattern('major_label')}\s*:?\s*|^{_WORDS.pattern('subject_label')}\s*:?\s+", re.IGNORECASE
)
_MAJOR_END = re.compile(f"{_WORDS.pattern('major_end')}$")
_GRADUATION = re.compile(_WORDS.pattern("graduation"), re.IGNORECASE)
_OTHER_LABEL = re.compile(_WORDS.pattern("other_label"), re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,30}[)\]）]")
_SUBJECT = re.compile(rf"\b{_WORDS.pattern('subject')}\s+(.{{2,70}})$", re.IGNORECASE)
_KIND_OF_DEGREE = re.compile(
    rf"^(?:['’]s)?\s*{_WORDS.pattern('degree')}?\s*"
    rf"(?:{_WORDS.pattern('applied')}{_WORDS.pattern('degree_kind')}s?\b)?"
    rf"\s*{_WORDS.pattern('degree')}?\s*(?:\([^()]{{1,20}}\))?\s*[,:–-]?\s*",
    re.IGNORECASE,
)
_OF = re.compile(f"^{_WORDS.pattern('before_subject')} ")
_ENGLISH_MAJOR = re.compile(r"^[A-Z][A-Za-z&/',. -]{1,58}[A-Za-z.)]$")


@dataclass(frozen=True, slots=True)
class _Stay:
    """A school with the lines that tell of it, its own first."""

    school: Candidate[str]
    line: TextLine
    around: tuple[TextLine, ...]


def education_entries(
    text: Text,
    pairs: Pairs,
    sections: Sections,
    schools: Iterable[Candidate[str]],
    degrees: Iterable[Candidate[StatedDegree]],
) -> tuple[EducationEntry, ...]:
    """Return the stays in the order printed.

    Args:
        text, pairs, sections: The document.
        schools: All that were found, each as often as it is printed.
        degrees: All that were found.
    """
    found = sorted(
        {
            (school.source.index, _key(school.value)): (school, school.source)
            for school in schools
            if school.source is not None and school.confidence >= THRESHOLD and _key(school.value)
        }.items()
    )[:_MOST_PRINTED]
    reader = _Reader(text, pairs, sections, list(degrees))
    made: list[EducationEntry] = []
    for school, line in (item for _, item in found):
        stay = _Stay(school, line, reader.around(line, {index for (index, _), _ in found}))
        if (entry := reader.entry(stay, index=len(made), alone=len(found) == 1)) is None:
            continue
        twin = next((number for number, other in enumerate(made) if _same(other, entry)), None)
        if twin is None:
            if len(made) < MOST_ENTRIES:
                made.append(entry)
        else:
            made[twin] = _fuller(made[twin], entry)
    return tuple(made)


def _same(one: EducationEntry, other: EducationEntry) -> bool:
    """Return whether two entries are one stay, printed twice: nothing in them differs."""
    a, b = one.period, other.period
    lasts = (a.is_current and b.end is not None) or (b.is_current and a.end is not None)
    if _key(one.school) != _key(other.school) or lasts:
        return False
    facts = (
        (one.degree and one.degree.printed, other.degree and other.degree.printed),
        (one.major, other.major),
        (a.start, b.start),
        (a.end, b.end),
    )
    return all(told is None or again is None or told == again for told, again in facts)


def _fuller(one: EducationEntry, other: EducationEntry) -> EducationEntry:
    return EducationEntry(
        school=one.school,
        degree=one.degree or other.degree,
        major=one.major or other.major,
        period=Period(
            start=one.period.start or other.period.start,
            end=one.period.end or other.period.end,
            is_current=one.period.is_current or other.period.is_current,
            printed=one.period.printed or other.period.printed,
        ),
        evidence=one.evidence,
    )


class _Reader:
    """Reads what stands around a school."""

    def __init__(
        self, text: Text, pairs: Pairs, sections: Sections, degrees: list[Candidate[StatedDegree]]
    ) -> None:
        self._text = text
        self._pairs = pairs
        self._degrees: dict[int, StatedDegree] = {}
        for degree in degrees:
            if degree.source is not None and degree.confidence >= THRESHOLD:
                self._degrees.setdefault(degree.source.index, degree.value)
        self._sections = sections
        self._lines = {
            line.index: section.lines
            for section in sections.of(SectionKind.EDUCATION)
            for line in section.lines
        }
        self._records = {
            school.line.index: record
            for section in sections.of(SectionKind.EDUCATION)
            for record in header_records(section, "school")[0]
            if (school := record.cells.get("school"))
        }

    def around(self, line: TextLine, schools: set[int]) -> tuple[TextLine, ...]:
        """Return the lines of a stay: its table row, its part of the section, or its neighbours."""
        section = self._lines.get(line.index)
        if section is None:
            near = [self._text.next_to(line, step) for step in (1, -1, 2, -2)]
            return (line, *(other for other in near if other and other.index not in schools))
        if line.cell is not None:
            row = [other for other in section if other.cell and other.cell[:2] == line.cell[:2]]
            if sum(other.index in schools for other in row) == 1 and len(row) > 1:
                return (line, *(other for other in row if other is not line))
        places = [number for number, other in enumerate(section) if other.index in schools]
        here = next(number for number, other in enumerate(section) if other is line)
        # Every stay has as many lines above its school as the first one has.
        above = places[0] if places[0] <= _HEAD_LINES else 0
        end = next((place - above for place in places if place > here), len(section))
        start = max([here - above, *(place + 1 for place in places if place < here)])
        return (line, *section[start:here], *section[here + 1 : max(end, here + 1)])

    def entry(self, stay: _Stay, *, index: int, alone: bool) -> EducationEntry | None:
        """Return the stay as an entry; `alone` in the document it may take what a form says apart."""
        evidence = evidence_of(EDUCATION, stay.school, index=index)
        if evidence is None:
            return None
        return EducationEntry(
            school=stay.school.value,
            degree=self._degree(stay, alone=alone),
            major=self._major(stay, alone=alone),
            period=self._period(stay, alone=alone).ending(),
            evidence=evidence,
        )

    def _period(self, stay: _Stay, *, alone: bool) -> Period:
        record = self._records.get(stay.line.index)
        if record and record.period and record.period.is_told:
            return record.period.period
        own = {line.index for line in stay.around}
        for pair in self._pairs.of("period", "graduation"):
            apart = alone and _GRADUATION.search(pair.label.text)
            if (pair.source.index in own or apart) and (found := read_period(pair.value)):
                return found
        outside = stay.line.index not in self._lines
        other = {pair.source.index for pair in self._pairs.of(*_OTHER_DATES)}
        single: Period | None = None
        for line in stay.around:
            if line.index in other:
                continue
            text = "\t".join(line.pieces)
            if len(text) > 160 or (
                line is not stay.line and (is_detail(text) or (outside and len(text) > 40))
            ):
                continue
            if found := read_period(text):
                if found.start or found.is_current:
                    return found
                single = single or found
        return single or Period()

    def _degree(self, stay: _Stay, *, alone: bool) -> Degree | None:
        for line in stay.around:
            if line.index in self._degrees:
                return self._degrees[line.index].degree
        if alone:
            for pair in self._pairs.of("degree"):
                if pair.source.index in self._degrees:
                    return self._degrees[pair.source.index].degree
        return None

    def _major(self, stay: _Stay, *, alone: bool) -> str | None:
        record = self._records.get(stay.line.index)
        if record and (printed := record.cells.get("major")):
            return _clean(printed.text)
        own = {line.index for line in stay.around}
        for pair in self._pairs.of("major"):
            if _OTHER_LABEL.search(pair.label.text.split(":")[0][:12]):
                continue
            if pair.source.index in own or (alone and pair.source.index not in self._lines):
                return _clean(pair.value)
        outside = stay.line.index not in self._lines
        for line in stay.around[: 1 if outside else None]:
            told = line is stay.line or line.index in self._degrees
            if told and len(line.text) <= 160 and not is_detail(line.text):
                major = _major_in(line, stay.school.value, self._degrees.get(line.index))
                if major:
                    return major
        return None


def _major_in(line: TextLine, school: str, degree: StatedDegree | None) -> str | None:
    rest = cut_period("\t".join(line.pieces))[0]
    if has_chinese(rest):
        return _chinese_major(rest, school)
    return _english_major(degree.subject) if degree else None


def _chinese_major(rest: str, school: str) -> str | None:
    parts = [
        piece
        for part in split_parts(rest.replace(school, "\t"), by_space=True)
        for piece in re.split(r"\s*[,/;:]\s*", part)
    ]
    for part in parts:
        major = _clean(_BRACKETS.sub("", part))
        if major is None or not _CHINESE_MAJOR.match(major) or not has_chinese(major) or label_of(major):
            continue
        degree = find_degree(major)
        if degree and degree.end == len(major):
            major = major[: degree.start]
        if len(major) >= 2 and not (_NO_MAJOR.search(major) or _SCHOOL_WORD.search(major) or is_place(major)):
            return major
    return None


def _english_major(printed: str) -> str | None:
    """Read the subject that is printed behind a degree's name."""
    subject = _SUBJECT.search(printed)
    rest = subject[1] if subject else _KIND_OF_DEGREE.sub("", printed, count=1)
    major = _OF.sub("", rest.strip(" ,.:;()-–"))
    other = find_degree(major)
    usable = (
        _ENGLISH_MAJOR.match(major)
        and not _SCHOOL_WORD.search(major)
        and not is_place(major)
        and not (other and other.degree.printed == major)
    )
    return major if usable and len(major.split()) <= 8 else None


def _clean(text: str) -> str | None:
    major = _MAJOR_END.sub("", _MAJOR_LABEL.sub("", text.strip(" \t,;:|·•-–—/、()")).strip()).strip()
    return major[:60] or None


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
