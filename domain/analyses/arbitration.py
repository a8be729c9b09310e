"""Where rules and model differ: what the model is sure of is added, and what is unlikely is left out.

How sure it has to be was chosen on repositories that neither had seen (`docs/decisions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from domain.analyses.candidates import THRESHOLD, Candidate, sureness
from domain.analyses.education import IN_COLUMN
from domain.analyses.employments import FoundJob
from domain.analyses.entries import FoundPeriod
from domain.analyses.headings import SectionKind
from domain.analyses.marks import Mark
from domain.analyses.school_names import graduated_from, is_department, is_told_aside, may_be_part
from domain.analyses.sections import Sections
from domain.analyses.tagging.features import Kind, Ruled, has_school_word
from domain.analyses.tagging.spans import Span, Tagging
from domain.analyses.text import TextLine, key_of
from domain.vocabulary.lexicons import lexicon

ADDED: Final = 0.6
REPLACED: Final = 0.9
PAIRED: Final = 0.75
ALONE: Final = 0.9
LEFT_OUT: Final = 0.05
LEFT_OUT_OF_WHOLE: Final = 0.005
_NEAR: Final = 2
_OF_OTHERS: Final = frozenset({SectionKind.CAMPUS, SectionKind.EDUCATION})
_SCHOOL = Kind.SCHOOL
_UNIVERSITY = re.compile(rf"{lexicon('schools').pattern('university')}|\buniversi[td]", re.IGNORECASE)


def ruled(jobs: Iterable[FoundJob], schools: Iterable[Candidate[str]]) -> Iterator[Ruled]:
    """Yield what the rules found, as the model is told of it."""
    for job in jobs:
        if job.confidence >= THRESHOLD:
            for kind in (Kind.COMPANY, Kind.TITLE):
                text, line = _of(job, kind)
                if text and line is not None:
                    yield Ruled(kind, line.index, text)
    for school in schools:
        if school.confidence >= THRESHOLD and school.source is not None:
            yield Ruled(_SCHOOL, school.source.index, school.value)


def arbitrated_schools(
    schools: Iterable[Candidate[str]], tagging: Tagging, sections: Sections
) -> list[Candidate[str]]:
    """Return the schools that rules and model agree on, in the order printed."""
    kept: list[Candidate[str]] = []
    claimed: set[Span] = set()
    named: set[int] = set()
    for school in schools:
        if school.source is not None and school.confidence >= IN_COLUMN:
            named.add(school.source.index)
        if school.source is None or school.confidence < THRESHOLD:
            kept.append(school)
            continue
        told = _is_told(school.source, sections)
        judged = _judged(
            _SCHOOL, school.value, school.source, tagging, claimed, least=0.0 if told else LEFT_OUT
        )
        if judged is not None:
            text, probability = judged
            kept.append(Candidate(text, _sureness(probability, school.confidence), school.source))
    universities = {
        school.source.index for school in kept if school.source and _UNIVERSITY.search(school.value)
    }
    added = [
        Candidate(span.text, _sureness(span.probability, 0), span.line)
        for span in tagging.spans
        if span.kind is _SCHOOL
        and span.probability >= ADDED
        and span not in claimed
        and span.line.index not in named
        and not may_be_part(span.text)
        and (sections.mark(span.line).is_dated or not is_told_aside(span.line.text))
        and not (span.line.index - 1 in universities and is_department(span.text))
    ]
    if not added:
        return kept
    return sorted([*kept, *added], key=lambda school: school.source.index if school.source else -1)


def arbitrated_jobs(
    jobs: Iterable[FoundJob], schools: Iterable[Candidate[str]], tagging: Tagging, sections: Sections
) -> list[FoundJob]:
    """Return the employments with what the model adds to them and leaves out, in the order printed.

    Nothing is added that one of the schools is named by.
    """
    kept: list[FoundJob] = []
    claimed: set[Span] = set()
    for job in jobs:
        if job.confidence < THRESHOLD:
            continue
        whole = job.company and job.title and job.period and job.period.is_told
        least = 0.0 if job.is_said else LEFT_OUT_OF_WHOLE if whole else LEFT_OUT
        for kind in (Kind.COMPANY, Kind.TITLE):
            text, line = _of(job, kind)
            if text and line is not None:
                judged = _judged(kind, text, line, tagging, claimed, least=least)
                job = _with(job, kind, *judged) if judged else _without(job, kind)
        if job.company or job.title:
            kept.append(job)
    studied = {(school.source.index, key_of(school.value)) for school in schools if school.source}
    lines = {row.line.index: row.line for row in tagging.rows}
    left = [
        span
        for span in tagging.spans
        if span.kind is not _SCHOOL
        and span.probability >= ADDED
        and span not in claimed
        and (span.line.index, span.key) not in studied
        and not _is_studied(span, lines, sections)
    ]
    if not left:
        return kept
    known = {(kind, key_of(text)) for job in kept for kind in Kind if (text := _of(job, kind)[0])}
    left = _joined(kept, left)
    kept += _new_jobs(left, kept, known, tagging, sections)
    return sorted(kept, key=lambda job: min(job.heads, default=-1))


def _is_told(line: TextLine, sections: Sections) -> bool:
    """Return whether a line tells of a degree among the studies: the school on it is no other's."""
    return sections.kind_at(line) is SectionKind.EDUCATION and sections.mark(line).degree is not None


def _is_studied(span: Span, lines: Mapping[int, TextLine], sections: Sections) -> bool:
    """Return whether a company is a school with a degree on its line or the next."""
    if span.kind is not Kind.COMPANY or not has_school_word(span.text):
        return False
    near = (lines.get(span.line.index + step) for step in (0, 1))
    return any(line is not None and sections.mark(line).degree is not None for line in near)


def _judged(
    kind: Kind,
    text: str,
    line: TextLine,
    tagging: Tagging,
    claimed: set[Span],
    *,
    least: float = LEFT_OUT,
) -> tuple[str, float | None] | None:
    """Return what becomes of a text that the rules found, and how likely it is; None where it goes.

    What stands beside its label stays; a school also where it is a university, or where somebody comes from.
    """
    stays = kind in tagging.labels.get(line.index, ()) or (
        kind is _SCHOOL
        and (
            "degree" in tagging.labels.get(line.index, ())
            or _UNIVERSITY.search(text)
            or graduated_from(line.text) == text
        )
    )
    probability = tagging.probability(kind, line, text)
    key = key_of(text)
    if probability is None:
        # A cell's text, or one that goes on below: its pieces are no values of their own.
        claimed.update(
            span
            for span in tagging.spans
            if span.kind is kind and span.key in key and abs(span.line.index - line.index) <= _NEAR
        )
        return text, None
    overlapping = [span for span in tagging.on(line, kind) if span.key in key or key in span.key]
    if probability < least and not stays:
        return None
    claimed.update(overlapping)
    if any(span.key == key for span in overlapping):
        return text, probability
    best = max(overlapping, key=lambda span: span.probability, default=None)
    if kind is Kind.TITLE and least > 0.0 and best is not None and best.probability >= REPLACED:
        return best.text, best.probability
    return text, probability


def _joined(jobs: list[FoundJob], spans: list[Span]) -> list[Span]:
    """Add to each job that lacks it the span nearest to it; return the spans that are left."""
    left: list[Span] = []
    for span in spans:
        ways = sorted(
            (distance, number)
            for number, job in enumerate(jobs)
            if _of(job, span.kind)[0] is None and (distance := _distance(job, span.line)) <= _NEAR
        )
        if ways:
            number = ways[0][1]
            jobs[number] = _with(jobs[number], span.kind, span.text, span.probability, span.line)
        else:
            left.append(span)
    return left


@dataclass(slots=True)
class _Draft:
    spans: dict[Kind, Span] = field(default_factory=dict)

    def takes(self, span: Span, sections: Sections) -> bool:
        """Return whether a span is of the same employment: near, and not dated apart."""
        lines = {one.line.index: one.line for one in (*self.spans.values(), span)}
        dated = sum(sections.mark(line).is_dated for line in lines.values())
        return span.kind not in self.spans and max(lines) - min(lines) <= _NEAR and dated <= 1


def _new_jobs(
    spans: list[Span],
    jobs: list[FoundJob],
    known: set[tuple[Kind, str]],
    tagging: Tagging,
    sections: Sections,
) -> Iterator[FoundJob]:
    """Yield the employments of spans that no job of the rules has."""
    drafts: list[_Draft] = []
    for span in spans:
        if drafts and drafts[-1].takes(span, sections):
            drafts[-1].spans[span.kind] = span
        else:
            drafts.append(_Draft({span.kind: span}))
    taken = {head for job in jobs for head in job.heads}
    lines = [row.line for row in tagging.rows]
    for draft in drafts:
        heads = {span.line.index for span in draft.spans.values()}
        near = [
            line
            for line in lines
            if line.index in heads
            or (line.index not in taken and any(abs(line.index - head) <= 1 for head in heads))
        ]
        near.sort(key=lambda line: line.index not in heads)
        dated = next(
            (mark for line in near if (mark := sections.mark(line)).is_dated and not mark.is_prose), None
        )
        if not _is_employment(draft, dated, known, sections):
            continue
        job = FoundJob.of(None, None, confidence=THRESHOLD, period=FoundPeriod.of(dated) if dated else None)
        for kind, span in draft.spans.items():
            job = _with(job, kind, span.text, span.probability, span.line)
        yield job


def _is_employment(
    draft: _Draft, dated: Mark | None, known: set[tuple[Kind, str]], sections: Sections
) -> bool:
    """Return whether spans that the rules have no job for make one.

    Company and title do with a date, or where employments stand; one of them alone only there, with a date
    and nearly sure.
    """
    spans = draft.spans.values()
    among = all(sections.kind_at(span.line) is SectionKind.EXPERIENCE for span in spans)
    if any(sections.kind_at(span.line) in _OF_OTHERS for span in spans):
        return False
    if dated is None and all((span.kind, span.key) in known for span in spans):
        return False
    if len(draft.spans) > 1:
        sure = all(span.probability >= PAIRED for span in spans)
        return sure and (among or dated is not None)
    return among and dated is not None and all(span.probability >= ALONE for span in spans)


def _of(job: FoundJob, kind: Kind) -> tuple[str | None, TextLine | None]:
    if kind is Kind.COMPANY:
        return job.company, job.company_line
    return (job.title, job.title_line) if kind is Kind.TITLE else (None, None)


def _with(
    job: FoundJob, kind: Kind, text: str, probability: float | None, line: TextLine | None = None
) -> FoundJob:
    if kind is Kind.COMPANY:
        return replace(
            job, company=text, company_line=line or job.company_line, company_probability=probability
        )
    return replace(job, title=text, title_line=line or job.title_line, title_probability=probability)


def _without(job: FoundJob, kind: Kind) -> FoundJob:
    if kind is Kind.COMPANY:
        return replace(job, company=None, company_line=None)
    return replace(job, title=None, title_line=None)


def _distance(job: FoundJob, line: TextLine) -> int:
    return min((abs(head - line.index) for head in job.heads), default=_NEAR + 1)


def _sureness(probability: float | None, confidence: float) -> float:
    return confidence if probability is None else sureness(probability)
