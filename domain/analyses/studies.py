"""Stays at schools as entries: degree, subject and time, from what is printed around each school found.

Nothing is looked for anew: every school of the entries is one the list has, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Final

from domain.analyses.candidates import THRESHOLD, Candidate
from domain.analyses.degrees import StatedDegree, certificate_on
from domain.analyses.entries import header_records
from domain.analyses.evidence import evidence_of
from domain.analyses.facts import EducationEntry
from domain.analyses.fields import EDUCATION
from domain.analyses.pairs import Pairs
from domain.analyses.parts import is_detail, split_parts
from domain.analyses.sections import SectionKind, Sections
from domain.analyses.stays import Stay, Stays
from domain.analyses.subjects import (
    chinese_subject,
    english_subject,
    subject_beside,
    tells_subject,
    tidy_subject,
    without_subject,
)
from domain.analyses.text import Text, TextLine, key_of
from domain.vocabulary.degrees import Degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import Period, read_period
from domain.vocabulary.script import has_chinese

MOST_ENTRIES = 60
_MOST_PRINTED = 240
_OTHER_DATES = ("birth", "age", "updated", "arrival", "idcard")

_WORDS: Final = lexicon("studies")
# Several are the courses, not the subject.
_LISTED = re.compile("[、,;]")
_GRADUATION = re.compile(_WORDS.pattern("graduation"), re.IGNORECASE)
_ENTRY = re.compile(_WORDS.pattern("entry"), re.IGNORECASE)
_OTHER_LABEL = re.compile(_WORDS.pattern("other_label"), re.IGNORECASE)
# What stands around a single date: 2018年毕业, Class of 2018, Expected May 2018.
_AROUND_DATE = re.compile(
    rf"^(?:{_WORDS.pattern('before_date')})[\s:,]*|\s*(?:{_WORDS.pattern('behind_date')})$", re.IGNORECASE
)
# A sentence tells it: 2006年毕业于, 2006年6月毕业.
_SAID = re.compile(rf"((?:19|20)\d\d(?:[年./-]\d{{1,2}}月?|年)?)\s*{_WORDS.pattern('behind_said')}")
_BEFORE_WORDS = re.compile(r"[^–—-]{4,20}\s[–—-]\s(?=[A-Z])")
_WRAPPED = re.compile(r"\d\s*[–—~-]$|\d\s*至$")


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
            (school.source.index, key_of(school.value)): (school, school.source)
            for school in schools
            if school.source is not None and school.confidence >= THRESHOLD and key_of(school.value)
        }.items()
    )[:_MOST_PRINTED]
    stays = Stays(text, sections, _by_line(degrees), {index for (index, _), _ in found})
    reader = _Reader(text, pairs, sections, stays)
    made: list[EducationEntry] = []
    for school, line in (item for _, item in found):
        for stay in stays.at(school, line):
            if entry := reader.entry(stay, index=len(made), alone=len(found) == 1):
                _add(made, entry)
    return tuple(made)


def _by_line(degrees: Iterable[Candidate[StatedDegree]]) -> dict[int, StatedDegree]:
    """Return the first sure degree of each line."""
    found: dict[int, StatedDegree] = {}
    for degree in degrees:
        if degree.source is not None and degree.confidence >= THRESHOLD:
            found.setdefault(degree.source.index, degree.value)
    return found


def _add(made: list[EducationEntry], entry: EducationEntry) -> None:
    """Add an entry, or what it tells to the entry of the same stay."""
    twin = next((number for number, other in enumerate(made) if _same(other, entry)), None)
    if twin is not None:
        made[twin] = _fuller(made[twin], entry)
    elif len(made) < MOST_ENTRIES:
        made.append(entry)


def _same(one: EducationEntry, other: EducationEntry) -> bool:
    """Return whether two entries are one stay, printed twice: nothing in them differs."""
    a, b = one.period, other.period
    lasts = (a.is_current and b.end is not None) or (b.is_current and a.end is not None)
    if key_of(one.school) != key_of(other.school) or lasts:
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

    def __init__(self, text: Text, pairs: Pairs, sections: Sections, stays: Stays) -> None:
        self._text = text
        self._pairs = pairs
        self._sections = sections
        self._degrees = stays.degrees
        self._lines = stays.lines
        # A course's certificate stands where others have their degree; it is none.
        self._certificates = {
            line.index: stated
            for lines in self._lines.values()
            for line in lines
            if line.index not in self._degrees and (stated := certificate_on(sections.mark(line)))
        }
        self._records = {
            school.line.index: record
            for section in sections.of(SectionKind.EDUCATION)
            for record in header_records(section, "school")[0]
            if (school := record.cells.get("school"))
        }

    def entry(self, stay: Stay, *, index: int, alone: bool) -> EducationEntry | None:
        """Return the stay as an entry; `alone` in the document it may take what a form says apart."""
        evidence = evidence_of(EDUCATION, stay.school, index=index)
        if evidence is None:
            return None
        degree, major = self._degree(stay, alone=alone), self._major(stay, alone=alone)
        return EducationEntry(
            school=stay.school.value,
            degree=without_subject(degree, major) if degree and major else degree,
            major=major,
            period=self._period(stay, alone=alone).ending(),
            evidence=evidence,
        )

    def _period(self, stay: Stay, *, alone: bool) -> Period:
        record = self._records.get(stay.line.index)
        if record and record.period and record.period.is_told:
            return record.period.period
        own = {line.index for line in stay.around}
        if found := self._between_labels(own, alone=alone):
            return found
        for pair in self._pairs.of("period", "graduation"):
            apart = alone and _GRADUATION.search(pair.label.text)
            if (pair.source.index in own or apart) and (found := read_period(pair.value)):
                return found
        outside = stay.line.index not in self._lines
        other = {pair.source.index for pair in self._pairs.of(*_OTHER_DATES)}
        ranked: list[tuple[int, Period]] = []
        for line in stay.around:
            text = "\t".join(line.pieces)
            if (
                line.index in other
                or len(text) > 160
                or (line is not stay.line and outside and len(text) > 40)
            ):
                continue
            found = self._told(line, text)
            # Beside a school in a form or a sentence a lone date is another fact's.
            if found and (found.single is None or line is stay.line or not outside):
                ranked.append((self._rank(stay, line, found), found))
        return min(ranked, key=lambda each: each[0], default=(0, Period()))[1]

    def _between_labels(self, own: set[int], *, alone: bool) -> Period | None:
        """Return the time between two labelled dates: 入学时间, 毕业时间."""
        told = [
            pair
            for pair in self._pairs.of("period", "graduation")
            if (alone or pair.source.index in own)
            and (_ENTRY.search(pair.label.text) or _GRADUATION.search(pair.label.text))
        ]
        if (
            len(told) < 2
            or not _ENTRY.search(told[0].label.text)
            or not _GRADUATION.search(told[1].label.text)
        ):
            return None
        return read_period(f"{told[0].value} - {told[1].value}")

    def _told(self, line: TextLine, text: str) -> Period | None:
        """Return the time that a line tells: at its end or beginning, in one of its parts, or wrapped."""
        if _WRAPPED.search(text) and (below := self._text.next_to(line)) is not None:
            text = f"{text} {below.text}"
        if found := read_period(text):
            # "May 2014 – Associate of Science" is no time that lasts.
            ended = found.start and found.end is None and not found.is_current and _BEFORE_WORDS.match(text)
            return Period(end=found.start, printed=found.printed) if ended else found
        if (said := _SAID.search(text)) and (found := read_period(said[1])):
            return found
        parts = [part for piece in line.pieces for each in split_parts(piece) for part in each.split(",")]
        return next(
            (
                found
                for part in (*line.pieces, *parts)
                if (found := read_period(_AROUND_DATE.sub("", part.strip())))
            ),
            None,
        )

    def _rank(self, stay: Stay, line: TextLine, found: Period) -> int:
        """Return how far a time is from being the stay's; the first of the lowest is taken."""
        is_range = found.start is not None or found.is_current
        mark = self._sections.mark(line)
        graduated = _GRADUATION.search(line.text) is not None
        if is_detail(line.text) and not graduated:
            return 4
        if is_range:
            return 0 if line is stay.line or line.index in self._degrees or mark.is_period else 2
        # "Passed the exam, May 2010" may stand beside the school.
        return 1 if graduated or line.index in self._degrees else 3

    def _degree(self, stay: Stay, *, alone: bool) -> Degree | None:
        for line in stay.around:
            if line.index in self._degrees:
                return self._degrees[line.index].degree
        if alone:
            for pair in self._pairs.of("degree"):
                if pair.source.index in self._degrees:
                    return self._degrees[pair.source.index].degree
        return next(
            (
                self._certificates[line.index].degree
                for line in stay.around
                if line.index in self._certificates
            ),
            None,
        )

    def _major(self, stay: Stay, *, alone: bool) -> str | None:
        record = self._records.get(stay.line.index)
        if record and (printed := record.cells.get("major")):
            return tidy_subject(printed.text)
        own = {line.index for line in stay.around}
        for pair in self._pairs.of("major"):
            if _OTHER_LABEL.search(pair.label.text.split(":")[0][:12]):
                continue
            mine = pair.source.index in own or (alone and pair.source.index not in self._lines)
            if mine and pair.value[:1].isalpha() and len(_LISTED.findall(pair.value)) < 2:
                return tidy_subject(pair.value)
        outside = stay.line.index not in self._lines
        lines = tuple(
            line
            for line in stay.around
            if not outside
            or line is stay.line
            or (abs(line.index - stay.line.index) == 1 and line.index in self._degrees)
        )
        # The subject stands beside the degree rather than beside the school.
        for line in sorted(lines, key=partial(self._distance, stay)):
            stated = self._degrees.get(line.index) or self._certificates.get(line.index)
            told = line is stay.line or stated is not None
            if told and len(line.text) <= 160 and not is_detail(line.text):
                major = subject_beside(line, stay.school.value, stated)
                if major:
                    return major
        return self._major_alone(stay, lines)

    def _distance(self, stay: Stay, line: TextLine) -> int:
        """Return how far a line is from where the subject stands: named beside the school, or by a degree."""
        if line is stay.line and tells_subject(line.text):
            return 0
        return 1 if line.index in self._degrees else 2

    def _major_alone(self, stay: Stay, lines: tuple[TextLine, ...]) -> str | None:
        """Return the subject on a line of its own, next to a degree that tells none."""
        near = {index + step for index in (*self._degrees, *self._certificates) for step in (-1, 1)}
        for line in lines:
            mark = self._sections.mark(line)
            if line.index not in near or line is stay.line or line.index in self._degrees:
                continue
            if line.bullet or mark.is_dated or mark.is_detail or mark.is_prose or mark.label or mark.is_noise:
                continue
            if (
                major := chinese_subject(line.text, "")
                if has_chinese(line.text)
                else english_subject(line.text)
            ):
                return major
        return None
