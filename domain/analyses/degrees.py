"""The degrees that a resume states, and the highest of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.headings import OF_OTHERS
from domain.analyses.marks import Mark
from domain.analyses.pairs import Pairs
from domain.analyses.parts import EDGES
from domain.analyses.places import is_place
from domain.analyses.school_names import names_university, speaks_of_school
from domain.analyses.sections import PERSONAL, Section, SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.degrees import Degree, DegreeLevel, FoundDegree, find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.periods import cut_period
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("studies")
_ANY_STAY = re.compile(lexicon("heading_words").pattern("any_stay"))
_TOWN = re.compile(r"([A-Z][\w.’' -]{1,30}),\s{0,4}([A-Z]{2})\b")
_UNIVERSITY: Final = frozenset(lexicon("schools").words("university"))
_STUDYING: Final = frozenset(_WORDS.words("studying"))
_NO_SUBJECT = re.compile(rf"\d|{_WORDS.pattern('no_subject')}", re.IGNORECASE)
# What a candidate wants to study is no degree: 报考专业, 硕士研究生复试简历.
_is_applied_for: Final = OneLook(_WORDS.pattern("applied_for"))
# What stands behind a degree and its subject.
_BEHIND = re.compile(
    rf"\t|\s{{2,}}|\s*[|•·]\s*|\s[–—-]\s|;|\s{_WORDS.pattern('before_school')}\s(?=[A-Z])|(?:\)|(?<=[a-z]{{5}}))\.\s"
)
_BEFORE_SCHOOL = re.compile(rf"\s{_WORDS.pattern('before_school')}\s*$")
_IN = re.compile(r"\s+in\s+[A-Z]")
_MARKS = re.compile(
    rf"[\s,(–-]*\b{_WORDS.pattern('grade', whole=True)}.*$|\s*\(\d[\d.,/ ]*\)$", re.IGNORECASE
)
_CERTIFICATE = re.compile(
    r"(?:^|[\t|,–—-]\s*)((?:(?-i:[A-Z])\w+ ){0,2}"
    rf"{_WORDS.pattern('certificate', whole=True)})(?P<subject>,? ?(?:in |of )?(?-i:[A-Z])[^,\t|()]+)?",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(_WORDS.pattern("unfinished"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedDegree:
    """A degree where it is stated; `subject` is what its print holds behind its name: ` in Economics`."""

    degree: Degree
    subject: str = ""


def degrees(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[StatedDegree]]:
    """Yield degrees, as printed."""
    yield from _labelled(pairs, sections)
    yield from _in_education(sections)
    yield from _elsewhere(text, pairs, sections)


def _labelled(pairs: Pairs, sections: Sections) -> Iterator[Candidate[StatedDegree]]:
    for pair in pairs.of("degree"):
        if sections.kind_at(pair.source) in OF_OTHERS or _is_applied_for(pair.label.text):
            continue
        value = pair.value[:80]
        if found := find_degree(value):
            yield Candidate(_with_subject(value, found), 0.95, pair.source)
        elif value in _STUDYING:
            yield Candidate(StatedDegree(Degree(DegreeLevel.BACHELOR, value)), 0.9, pair.source)


def _in_education(sections: Sections) -> Iterator[Candidate[StatedDegree]]:
    for section in (*sections.of(SectionKind.EDUCATION), *_lives(sections)):
        for line in section.lines:
            mark = sections.mark(line)
            if section.kind is not SectionKind.EDUCATION and not mark.school:
                continue
            if len(line.text) > 200 or (mark.is_detail and not line.cell):
                continue
            if (found := find_degree(mark.text)) and not _is_state(found.degree.printed, mark.text):
                sureness = 0.55 if _UNFINISHED.search(mark.text) else 0.9
                yield Candidate(_with_subject(mark.text, found, school=mark.school), sureness, line)
            elif named := next((fact for fact in line.facts if fact in _UNIVERSITY), None):
                yield Candidate(StatedDegree(Degree(DegreeLevel.BACHELOR, named)), 0.9, line)


def _lives(sections: Sections) -> Iterator[Section]:
    """Yield the sections whose heading tells of studies and work."""
    for section in sections.of(SectionKind.EXPERIENCE):
        if section.heading is not None and _ANY_STAY.search(section.heading.text):
            yield section


def _elsewhere(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[StatedDegree]]:
    for line in text.lines:
        kind = sections.kind_at(line)
        if kind is SectionKind.EXPERIENCE and names_university(line.text):
            yield from _beside_university(line, text, sections)
            continue
        is_title = kind is SectionKind.DOCUMENT and line.index in sections.headings
        is_subject = line.cell is not None and pairs.key_of_line(line) == "major"
        if is_title or is_subject or _is_applied_for(line.text):
            continue
        if kind in PERSONAL and len(line.text) < 200:
            yield from _among_facts(line)
        elif kind is SectionKind.SUMMARY and (found := find_degree(line.text)):
            yield Candidate(StatedDegree(found.degree), 0.55, line)


def _beside_university(line: TextLine, text: Text, sections: Sections) -> Iterator[Candidate[StatedDegree]]:
    """Yield the degree on a line of its own above or below a university, whose heading was not seen."""
    for near in (text.next_to(line, step) for step in (1, -1)):
        mark = sections.mark(near) if near else None
        if mark and mark.degree and mark.degree.start == 0 and not (mark.school or mark.is_prose):
            yield Candidate(_with_subject(mark.text, mark.degree), 0.8, near)
            return


def _among_facts(line: TextLine) -> Iterator[Candidate[StatedDegree]]:
    for piece in line.facts:
        found = find_degree(piece) if len(piece) <= 40 else None
        if found is None or not (has_chinese(found.degree.printed) or found.start == 0):
            continue
        stated = len(piece) <= 8 or speaks_of_school(line.text)
        if stated and not _is_state(found.degree.printed, line.text):
            yield Candidate(StatedDegree(found.degree), 0.8, line)


def _is_state(printed: str, text: str) -> bool:
    """Return whether what looks like a degree is a state behind a town: `Boston, MA`."""
    if len(printed) != 2 or not printed.isupper():
        return False
    town = next((found for found in _TOWN.finditer(text) if found[2] == printed), None)
    return town is not None and not speaks_of_school(town[1]) and is_place(f"{town[1]}, {printed}")


def highest(stated: list[Candidate[StatedDegree]]) -> Candidate[Degree] | None:
    """Return the highest degree among those stated as facts, else among the weaker mentions."""
    candidates = [Candidate(each.value.degree, each.confidence, each.source) for each in stated]
    sure = [candidate for candidate in candidates if candidate.confidence >= 0.8]
    chosen = sure or [candidate for candidate in candidates if candidate.confidence >= 0.5]
    labelled = [candidate for candidate in sure if candidate.confidence >= 0.95]
    top = max(chosen, key=lambda candidate: candidate.value.level, default=None)
    if labelled and top:
        best = max(labelled, key=lambda candidate: candidate.value.level)
        return best if best.value >= top.value else top
    return top


def _with_subject(text: str, found: FoundDegree, *, school: str | None = None) -> StatedDegree:
    """Return the degree with its subject (`Master of Arts in History`); Chinese and secondary ones bare."""
    name = found.degree.printed
    rest = cut_period(text[found.start :])[0]
    bare = found.degree.level is DegreeLevel.SECONDARY and not _IN.match(rest[len(name) :])
    if bare or has_chinese(name):
        return StatedDegree(found.degree)
    if school and (place := rest.find(school)) > 0:
        rest = _BEFORE_SCHOOL.sub("", rest[:place])
    rest = _MARKS.sub("", _BEHIND.split(rest)[0])
    kept: list[str] = []
    for part in rest.split(","):
        if kept and (speaks_of_school(part) or _NO_SUBJECT.search(part)):
            break
        kept.append(part)
    phrase = ",".join(kept).strip(f"{EDGES}()")[:120] or name
    phrase += ")" if phrase.count("(") > phrase.count(")") else ""
    subject = phrase[len(name) :] if phrase.startswith(name) else ""
    return StatedDegree(Degree(found.degree.level, phrase), subject)


def certificate_on(mark: Mark) -> StatedDegree | None:
    """Return the certificate that a line tells, with its subject."""
    if mark.is_detail or mark.is_prose or has_chinese(mark.rest):
        return None
    found = _CERTIFICATE.search(mark.rest)
    if found is None:
        return None
    subject = found["subject"] or ""
    return StatedDegree(Degree(DegreeLevel.SECONDARY, found[1] + subject), subject)
