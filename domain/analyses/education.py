"""Schools attended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.entries import header_records
from domain.analyses.labels import label_of
from domain.analyses.marks import Mark, Marks
from domain.analyses.pairs import Pairs
from domain.analyses.parts import split_parts, without_place
from domain.analyses.places import is_place
from domain.analyses.sections import Section, SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.degrees import DegreeLevel, FoundDegree, find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import cut_period, is_period
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("schools")
_CHINESE_SCHOOL = re.compile(
    f"([{CHINESE}A-Za-z·・×*]{{1,28}}?{_WORDS.pattern('school_end')}"
    rf"(?:\s?\([^()]{{1,20}}\))?(?:[{CHINESE}]{{0,4}}{_WORDS.pattern('campus_end')})?)"
)
# What is done at a school or for one: 担任大学生艺术团团长.
_DONE = re.compile(_WORDS.pattern("done"))
_FILLERS: Final = "Xx×*〇○" + "".join(_WORDS.words("filler"))
_FILLER = re.compile(f"^[{_FILLERS}]+$")
_FILLER_GAP = re.compile(
    f"(?<=[{CHINESE}])\\s+(?=[{_FILLERS}]{{2,}}\\s*{_WORDS.pattern('cut_end')})"
    f"|(?<=[{_FILLERS}])\\s+(?={_WORDS.pattern('cut_end')})"
)
_GRADUATED_FROM = re.compile(
    rf"{_WORDS.pattern('from')}\s*:?\s*([{CHINESE}·{_FILLERS}]{{1,20}}?{_WORDS.pattern('school_end')})"
)
_ENDING_ALONE = re.compile(f"^[{CHINESE}]?{_WORDS.pattern('cut_end')}$")
_DEPARTMENT = re.compile(f"^[{CHINESE}·]{{1,14}}{_WORDS.pattern('department_end')}$")
_UNIVERSITY = re.compile(_WORDS.pattern("university"))
_COLLEGE: Final = _WORDS.words("college")
_LABEL = re.compile(rf"^(?:{_WORDS.pattern('label')}|\d+[.、])\s*:?\s*")
_NOTE = re.compile(rf"\s*\((?:\d{{3}}|{_WORDS.pattern('note')})[^()]*\)\s*$")
_ENGLISH_SCHOOL = re.compile(_WORDS.pattern("school_word", whole=True), re.IGNORECASE)
_PROGRAMME = re.compile(_WORDS.pattern("programme", whole=True), re.IGNORECASE)
_NOT_STUDIED = re.compile(rf"[。;；]|{_WORDS.pattern('not_studied')}")
_NO_NAME = re.compile(rf"\d|{_WORDS.pattern('no_name')}", re.IGNORECASE)
_SMALL: Final = frozenset(_WORDS.words("small"))
_AT = re.compile(rf"(?:\b{_WORDS.pattern('at')}|,)\s+(.{{3,80}})$")
_IN = re.compile(rf"\s{_WORDS.pattern('in', whole=True)}\s", re.IGNORECASE)
_OF = re.compile(rf"\s+{_WORDS.pattern('of', whole=True)}")
_ANY_STAY = re.compile(lexicon("heading_words").pattern("any_stay"))
_TRIM = " \t,;:|·•-–—/、()"


def schools(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the schools attended, in the order printed."""
    found = False
    for section in sections.of(SectionKind.EDUCATION):
        records, taken = header_records(section, "school")
        for record in records:
            school = record.cells.get("school")
            if school and not _is_label(school.text):
                found = True
                yield Candidate(_tidy(school.text), 0.95, school.line)
        for candidate in _in_section(section, taken, sections.marks):
            found = True
            yield candidate
    for pair in pairs.of("school"):
        value = pair.value.split("  ")[0].strip()
        if (
            2 <= len(value) <= 60
            and not _is_label(value)
            and not _FILLER.match(value)
            and not _is_degree(value)
            and not _DONE.match(value)
            and sections.kind_at(pair.source)
            not in {
                SectionKind.EXPERIENCE,
                SectionKind.PROJECTS,
            }
        ):
            yield Candidate(_tidy(value), 0.9, pair.source)
            found = True
    if not found:
        yield from _anywhere(text, sections)


def _in_section(section: Section, taken: frozenset[int], marks: Marks) -> Iterator[Candidate[str]]:
    lines = [line for line in section.lines if line.index not in taken]
    open_degree: TextLine | None = None
    for number, line in enumerate(lines):
        mark = marks.of(line)
        if len(line.text) > 220 or mark.is_detail:
            open_degree = None
            continue
        school = school_in(mark)
        if school:
            yield Candidate(school, 0.9, line)
            open_degree = None
            continue
        if has_chinese(line.text) or line.bullet:
            continue
        if _NO_NAME.search(line.text) and mark.degree is None and not mark.is_dated:
            open_degree = None
            continue
        rest, dated = mark.rest, mark.is_dated
        has_degree = find_degree(rest) is not None or _PROGRAMME.search(rest) is not None
        if has_degree and (beside := _unknown_beside_degree(mark)):
            yield Candidate(beside, 0.7, line)
            open_degree = None
            continue
        after = lines[number + 1] if number + 1 < len(lines) else None
        after_degree = (
            after is not None
            and school_in(marks.of(after)) is None
            and marks.of(after).degree is not None
            and not marks.of(after).is_detail
        )
        name = without_place(rest.split("\t")[0])
        if is_place(rest.split("\t")[0]) or label_of(name):
            continue
        if not has_degree and _is_proper(name) and (open_degree is not None or (dated and after_degree)):
            if open_degree is not None and _names_school_below(lines[number + 1 : number + 3], marks):
                continue
            yield Candidate(name, 0.7, line)
            open_degree = None
        elif has_degree:
            open_degree = line


def _is_degree(text: str) -> bool:
    found = find_degree(text)
    return found is not None and found.degree.printed == text and not _CHINESE_SCHOOL.search(text)


def _is_label(text: str) -> bool:
    """Return whether a text is a label, or several (`学历,专业`)."""
    return all(label_of(part) for part in re.split(r"[,、/]", text))


def _names_school_below(lines: list[TextLine], marks: Marks) -> bool:
    """Return whether a school follows before another degree: what stands between is the subject."""
    for line in lines:
        mark = marks.of(line)
        if school_in(mark):
            return True
        if mark.degree is not None:
            return False
    return False


def _unknown_beside_degree(mark: Mark) -> str | None:
    """Return the name beside the degree on a dated line, where no word tells that it is a school's."""
    if not mark.is_dated:
        return None
    parts = [part for part in split_parts(mark.rest) if not is_place(part)]
    others = [without_place(part) for part in parts if find_degree(part) is None]
    if len(parts) != 2 or len(others) != 1:
        return None
    degree = next(part for part in parts if part != others[0] and find_degree(part) is not None)
    names_subject = _IN.search(degree) is not None
    return others[0] if names_subject and len(others[0].split()) >= 2 and _is_proper(others[0]) else None


def _is_proper(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and ":" not in name
        and not name.endswith((".", ")"))
        and all(word[:1].isupper() or word in _SMALL for word in words)
        and not is_place(name)
        and not is_period(name)
        and not _NO_NAME.search(name)
    )


def school_in(mark: Mark) -> str | None:
    """Return the school named on a line of the education section."""
    rest = mark.rest
    if has_chinese(rest):
        return _chinese_school(rest) or _english_school(re.sub(f"[{CHINESE}]+", "\t", rest))
    return _english_school(rest)


def _chinese_school(rest: str) -> str | None:
    rest = _FILLER_GAP.sub("", rest)
    words = [
        word for part in split_parts(rest, by_space=True) for word in re.split(r"\s*[,/;]\s*", part) if word
    ]
    words = [word for word in _with_endings(words) if label_of(word) is None]
    first_department: str | None = None
    for word in words:
        word = _LABEL.sub("", word)
        match = _CHINESE_SCHOOL.search(word)
        if match is None or match.start() > 2 or len(word) > 40 or _DONE.match(word):
            continue
        name = match[1]
        # 复合: 某大学某学院 is the university's; a lone 商学院 behind it too.
        university = _UNIVERSITY.search(name) is not None
        if university or not _DEPARTMENT.match(name) or first_department is None:
            if university or not name.endswith(_COLLEGE):
                return _tidy(name)
            first_department = first_department or name
    return _tidy(first_department) if first_department else None


def _with_endings(words: list[str]) -> list[str]:
    """Join what a stray space has cut from a school's name (`北岸工商 学院`)."""
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        named = has_chinese(before[-1:]) or _FILLER.match(before)
        if _ENDING_ALONE.match(word) and named and not _CHINESE_SCHOOL.search(before):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _english_school(rest: str) -> str | None:
    for part in split_parts(rest):
        word = _ENGLISH_SCHOOL.search(part)
        # "a college coding club" names no school.
        if word is None or (word[0].islower() and not part.islower()):
            continue
        found = find_degree(part)
        pieces = [piece.strip() for piece in part.split(",")]
        school_alone = found is not None and (
            found.degree.level is DegreeLevel.SECONDARY and "diploma" not in found.degree.printed.casefold()
        )
        if found and not school_alone:
            name = _beside_degree(part, found)
        else:
            kept = [piece for piece in pieces if _ENGLISH_SCHOOL.search(piece)]
            name = ", ".join(kept)
            if (
                pieces.index(kept[0]) > 0
                and not is_place(part)
                and len(kept) == 1
                and len(kept[0].split()) == 1
            ):
                name = f"{pieces[pieces.index(kept[0]) - 1]}, {kept[0]}"
        name = name.strip(_TRIM)
        if 2 < len(name) <= 120 and not name[:1].islower():
            return name + (")" if name.count("(") > name.count(")") else "")
    return None


def _beside_degree(part: str, degree: FoundDegree) -> str:
    """Cut the school from a part that also holds the degree, by comma or by their order."""
    segments = [segment.strip() for segment in part.split(",")]
    with_school = [
        segment for segment in segments if _ENGLISH_SCHOOL.search(segment) and not find_degree(segment)
    ]
    if with_school:
        return ", ".join(with_school)
    before = part[: degree.start].strip(_TRIM)
    if before and _ENGLISH_SCHOOL.search(before):
        return before
    after = part[degree.end :]
    match = _AT.search(after)
    if match and _ENGLISH_SCHOOL.search(match[1]):
        return match[1]
    school = _ENGLISH_SCHOOL.search(after)
    if school is None:
        return ""
    if _OF.match(after[school.end() :]):
        return after[school.start() :]
    words = after[: school.start()].split()
    return " ".join([*words[-2:], after[school.start() :].strip()]) if words else after.strip()


def _tidy(name: str) -> str:
    name = _NOTE.sub("", name.strip(_TRIM + " "))
    return name + (")" if name.count("(") > name.count(")") else "")


def _anywhere(text: Text, sections: Sections) -> Iterator[Candidate[str]]:
    """Look for dated schools outside of sections, where headings and text stand apart."""
    allowed = {
        SectionKind.HEAD,
        SectionKind.BASIC,
        SectionKind.OTHER,
        SectionKind.SUMMARY,
        SectionKind.DOCUMENT,
        SectionKind.AWARDS,
        SectionKind.CERTIFICATES,
        SectionKind.SKILLS,
        SectionKind.INTEREST,
        SectionKind.CAMPUS,
    }
    both = {
        line.index
        for section in sections.of(SectionKind.EXPERIENCE)
        if section.heading is not None and _ANY_STAY.search(section.heading.text)
        for line in section.lines
    }
    for line in text.lines:
        if (
            (sections.kind_at(line) not in allowed and line.index not in both)
            or len(line.text) > 80
            or not has_chinese(line.text)
        ):
            continue
        near = [
            line,
            text.next_to(line, -1),
            text.next_to(line, -2),
            text.next_to(line, 1),
            text.next_to(line, 2),
        ]
        if told := _GRADUATED_FROM.search(line.text):
            yield Candidate(_tidy(told[1]), 0.7, line)
            continue
        clue = any(other and (cut_period(other.text)[1] or sections.mark(other).degree) for other in near)
        words = _FILLER_GAP.sub("", line.text).split()
        match = _CHINESE_SCHOOL.match(words[0] if not cut_period(words[0])[1] else words[-1])
        if not clue or len(line.pieces) > 6 or _NOT_STUDIED.search(line.text):
            continue
        if (match or cut_period(line.text)[1]) and (name := school_in(sections.mark(line))):
            yield Candidate(name, 0.6, line)
