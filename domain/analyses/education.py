"""Schools attended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.entries import header_records
from domain.analyses.headings import UNTIED
from domain.analyses.labels import label_of
from domain.analyses.marks import Mark, Marks
from domain.analyses.pairs import Pairs
from domain.analyses.parts import EDGES, split_parts, without_place
from domain.analyses.places import is_place
from domain.analyses.school_names import (
    graduated_from,
    has_chinese_school,
    is_department,
    may_be_part,
    opens_with_school,
    stands_for_school,
    tells_deed,
    tidy_school,
)
from domain.analyses.sections import Section, SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.periods import cut_period, has_period, is_period
from domain.vocabulary.script import has_chinese

IN_COLUMN: Final = 0.95
"""How sure a school is that stands in the column of schools: its row has no other."""
_WORDS: Final = lexicon("schools")
_PROGRAMME = re.compile(_WORDS.pattern("programme", whole=True), re.IGNORECASE)
_NOT_STUDIED = re.compile(rf"[。;；]|{_WORDS.pattern('not_studied')}")
_is_no_name: Final = OneLook(r"\d", _WORDS.pattern("no_name"))
_SMALL: Final = frozenset(_WORDS.words("small"))
_IN = re.compile(rf"\s{_WORDS.pattern('in', whole=True)}\s", re.IGNORECASE)
_ANY_STAY = re.compile(lexicon("heading_words").pattern("any_stay"))
_NEAR: Final = 5
_TELL_LIFE: Final = UNTIED | {SectionKind.EXPERIENCE}
_LONGEST_SAID: Final = 60
_SLASH = re.compile(r"\s+/\s+")
_ABBREVIATION = re.compile(r"[A-Z]{3}")
_MAY_HOLD_SCHOOLS: Final = UNTIED | {SectionKind.CAMPUS}


def schools(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the schools attended, in the order printed."""
    found = False
    for section in sections.of(SectionKind.EDUCATION):
        records, taken = header_records(section, "school")
        for record in records:
            school = record.cells.get("school")
            if school and not _is_label(school.text):
                found = True
                yield Candidate(tidy_school(school.text), IN_COLUMN, school.line)
        for candidate in _in_section(section, taken, sections.marks):
            found = True
            yield candidate
    for pair in pairs.of("school"):
        value = pair.value.split("  ")[0].strip()
        at_work = sections.kind_at(pair.source) in {SectionKind.EXPERIENCE, SectionKind.PROJECTS}
        if 2 <= len(value) <= 60 and not at_work and _may_be_name(value):
            found = True
            yield Candidate(tidy_school(value), 0.9, pair.source)
    yield from _said(text, sections) if found else _anywhere(text, sections)


def _in_section(section: Section, taken: frozenset[int], marks: Marks) -> Iterator[Candidate[str]]:
    found = [marks.of(line) for line in section.lines if line.index not in taken]
    # A degree is told whose school is still to come.
    open_degree = False
    for number, mark in enumerate(found):
        line, rest = mark.line, mark.rest
        if len(line.text) > 220 or mark.is_detail:
            open_degree = False
            continue
        if mark.school and _is_department(number, found):
            continue
        if mark.school:
            yield Candidate(mark.school, 0.9, line)
            open_degree = False
            continue
        if has_chinese(line.text) or line.bullet:
            continue
        if _is_no_name(line.text) and mark.degree is None and not mark.is_dated:
            open_degree = False
            continue
        has_degree = find_degree(rest) is not None or _PROGRAMME.search(rest) is not None
        if has_degree and (beside := _unknown_beside_degree(mark)):
            yield Candidate(beside, 0.7, line)
            open_degree = False
            continue
        first = rest.split("\t")[0]
        name = without_place(first)
        if is_place(first) or label_of(name):
            continue
        if has_degree:
            open_degree = True
            continue
        below = found[number + 1 : number + 3]
        heads = mark.is_dated and (_is_lone_degree(below[:1]) or _is_programme(below))
        if not _is_proper(name) or not (open_degree or heads):
            continue
        if open_degree and _names_school(below):
            continue
        yield Candidate(name, 0.7, line)
        open_degree = False


def _is_department(number: int, marks: list[Mark]) -> bool:
    """Return whether a line names a part of the school above it: `College of Engineering`."""
    mark = marks[number]
    if mark.is_dated or not mark.school:
        return False
    above = marks[number - 1] if number else None
    if has_chinese(mark.school):
        return (
            above is not None
            and above.school is not None
            and above.degree is None
            and is_department(mark.school)
            and not is_department(above.school)
        )
    if mark.degree or not may_be_part(mark.school):
        return False
    if above and above.school and not (above.is_dated or above.degree):
        return True
    below = marks[number + 1] if number + 1 < len(marks) else None
    told = below is not None and (below.is_dated or below.degree is not None)
    return not told and any(each.school for each in marks[max(number - _NEAR, 0) : number])


def _is_lone_degree(marks: list[Mark]) -> bool:
    """Return whether a line tells a degree and no school."""
    return any(mark.degree and not mark.school and not mark.is_detail for mark in marks)


def _is_programme(marks: list[Mark]) -> bool:
    """Return whether one of the lines is a course's kind and nothing else: `Certificate`."""
    return any(_PROGRAMME.fullmatch(mark.line.text) for mark in marks)


def _may_be_name(text: str) -> bool:
    """Return whether a text beside the label of a school may name one."""
    return not (_is_label(text) or stands_for_school(text) or _is_degree(text) or tells_deed(text))


def _is_degree(text: str) -> bool:
    found = find_degree(text)
    return found is not None and found.degree.printed == text and not has_chinese_school(text)


def _is_label(text: str) -> bool:
    """Return whether a text is a label, or several (`学历,专业`)."""
    return all(label_of(cut_period(part)[0]) for part in re.split(r"[,、/]", text))


def _names_school(marks: list[Mark]) -> bool:
    """Return whether lines name a school before another degree: what stands above them is the subject."""
    first = next((mark for mark in marks if mark.school or mark.degree), None)
    return first is not None and first.school is not None


def _unknown_beside_degree(mark: Mark) -> str | None:
    """Return the name beside the degree on a dated line, where no word tells that it is a school's."""
    if not mark.is_dated:
        return None
    placed = [
        name
        for whole in split_parts(mark.rest)
        if (name := without_place(whole)) != whole and not find_degree(whole) and _is_proper(name)
    ]
    # A subject stands in no town.
    if len(placed) == 1:
        return placed[0]
    parts = [part for whole in split_parts(mark.rest) for part in _SLASH.split(whole) if not is_place(part)]
    degrees = [part for part in parts if find_degree(part)]
    if len(parts) != 2 or len(degrees) != 1:
        return None
    name = without_place(next(part for part in parts if part not in degrees))
    if not _IN.search(degrees[0]):
        if not _is_degree(degrees[0].strip(EDGES)):
            return None
        # Beside a bare degree a subject may stand, but none is written as an abbreviation.
        return name if _ABBREVIATION.search(name) and len(name.split()) <= 3 and _is_proper(name) else None
    return name if len(name.split()) >= 2 and _is_proper(name) else None


def _is_proper(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and ":" not in name
        and not name.endswith((".", ")"))
        and all(word[:1].isupper() or word in _SMALL for word in words)
        and not is_place(name)
        and not is_period(name)
        and not _is_no_name(name)
    )


def _said(text: Text, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the schools of dated lines that say somebody studied there: 在某中学学习."""
    for line in text.lines:
        if (
            sections.kind_at(line) in _TELL_LIFE
            and len(line.text) <= _LONGEST_SAID
            and has_chinese(line.text)
        ):
            told = graduated_from(line.text)
            if told and has_period(line.text):
                yield Candidate(told, 0.7, line)


def _anywhere(text: Text, sections: Sections) -> Iterator[Candidate[str]]:
    """Look for dated schools outside of sections, where headings and text stand apart."""
    both = {
        line.index
        for section in sections.of(SectionKind.EXPERIENCE)
        if section.heading is not None and _ANY_STAY.search(section.heading.text)
        for line in section.lines
    }
    for line in text.lines:
        if not has_chinese(line.text):
            yield from _beside_lone_degree(line, text, sections)
            continue
        allowed = sections.kind_at(line) in _MAY_HOLD_SCHOOLS or line.index in both
        if not allowed or len(line.text) > 80:
            continue
        if told := graduated_from(line.text):
            yield Candidate(told, 0.7, line)
            continue
        mark = sections.mark(line)
        if (
            len(line.pieces) > 6
            or _NOT_STUDIED.search(line.text)
            or not (mark.is_dated or opens_with_school(line.text))
        ):
            continue
        near = (line, *(text.next_to(line, step) for step in (-2, -1, 1, 2)))
        clue = any(other and (sections.mark(other).is_dated or sections.mark(other).degree) for other in near)
        if clue and mark.school:
            yield Candidate(mark.school, 0.6, line)


def _beside_lone_degree(line: TextLine, text: Text, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the school on a line above or below which nothing but a degree is told."""
    mark = sections.mark(line)
    if sections.kind_at(line) not in _TELL_LIFE or line.bullet or len(line.text) > _LONGEST_SAID:
        return
    if not mark.school or mark.is_prose or mark.is_detail:
        return
    for near in (text.next_to(line, step) for step in (1, -1)):
        other = sections.mark(near) if near else None
        if other and other.degree and other.degree.start == 0 and not (other.school or other.is_prose):
            yield Candidate(mark.school, 0.6, line)
            return
