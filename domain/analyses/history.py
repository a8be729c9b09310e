"""Employments as entries with dates: what the reader of experience found, put together and dated.

Nothing is looked for anew: every company and title of the entries is one the lists have, and the other
way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.analyses.candidates import THRESHOLD, Candidate
from domain.analyses.employments import FoundJob
from domain.analyses.entries import PlacedText, header_records
from domain.analyses.evidence import evidence_of
from domain.analyses.facts import ExperienceEntry
from domain.analyses.fields import EXPERIENCE
from domain.analyses.marks import Marks
from domain.analyses.pairs import Pairs
from domain.analyses.sections import SectionKind, Sections
from domain.analyses.text import TextLine, join_wrapped, key_of
from domain.vocabulary.periods import Period, read_period

MOST_ENTRIES = 60
LONGEST_SUMMARY = 1_500
_NEAR = 3


@dataclass(slots=True)
class _Job:
    """An entry in the making; `heads` are the numbers of the lines that name it, `dates` its printed time."""

    entry: FoundJob
    heads: set[int]
    dates: set[object]

    @property
    def first(self) -> int:
        return min(self.heads)

    @property
    def line(self) -> TextLine | None:
        return self.entry.company_line or self.entry.title_line


def experience_entries(
    found: Iterable[FoundJob], pairs: Pairs, sections: Sections
) -> tuple[ExperienceEntry, ...]:
    """Return the employments in the order printed."""
    jobs: list[_Job] = []
    for entry in found:
        if entry.confidence < THRESHOLD or not entry.heads:
            continue
        job = _Job(entry, entry.heads, {entry.period.key} if entry.period else set())
        if same := next((other for other in jobs if _belong_together(other, job)), None):
            same.entry = _merged(same.entry, entry)
            same.heads |= job.heads
            same.dates |= job.dates
        elif len(jobs) < MOST_ENTRIES:
            jobs.append(job)
    jobs.sort(key=lambda job: job.first)
    starts = sorted(job.first for job in jobs)
    heads = {head for job in jobs for head in job.heads} | _tabled(sections)
    lines = {line.index: section.lines for section in sections.all for line in section.lines}
    made: list[ExperienceEntry] = []
    for job in jobs:
        following = next((start for start in starts if start > job.first), None)
        own = [
            line
            for line in lines.get(job.first, ())
            if line.index >= job.first and (following is None or line.index < following)
        ]
        if entry_made := _entry(job, own, heads, pairs, sections.marks, index=len(made)):
            made.append(entry_made)
    return tuple(made)


def _belong_together(one: _Job, other: _Job) -> bool:
    """Return whether two findings are one employment: printed twice, or its parts under labels."""
    a, b = one.entry, other.entry
    if len(one.dates | other.dates) > 1:
        return False
    companies = {key_of(entry.company) for entry in (a, b) if entry.company}
    titles = {key_of(entry.title) for entry in (a, b) if entry.title}
    if len(companies) > 1 or len(titles) > 1:
        return False
    if companies and titles and a.company and b.company and a.title and b.title:
        return True
    apart = min(abs(here - there) for here in one.heads for there in other.heads)
    return apart <= _NEAR


def _merged(one: FoundJob, other: FoundJob) -> FoundJob:
    return replace(
        one,
        company=one.company or other.company,
        company_line=one.company_line or other.company_line,
        title=one.title or other.title,
        title_line=one.title_line or other.title_line,
        period=one.period or other.period,
        duties=one.duties or other.duties,
        confidence=max(one.confidence, other.confidence),
        company_probability=(one if one.company else other).company_probability,
        title_probability=(one if one.title else other).title_probability,
    )


def _entry(
    job: _Job, own: list[TextLine], heads: set[int], pairs: Pairs, marks: Marks, *, index: int
) -> ExperienceEntry | None:
    entry = job.entry
    confidence = entry.company_confidence if entry.company else entry.title_confidence
    candidate = Candidate(entry.company or entry.title, confidence, job.line)
    evidence = evidence_of(EXPERIENCE, candidate, index=index)
    if evidence is None:
        return None
    period, dated = _period(job, own, pairs)
    body = _body(own, heads | dated, marks)
    return ExperienceEntry(
        company=entry.company,
        title=entry.title,
        period=period.starting(),
        summary=_summary(entry.duties, body),
        evidence=evidence,
    )


def _period(job: _Job, own: list[TextLine], pairs: Pairs) -> tuple[Period, set[int]]:
    """Return the time of a job and the lines beside its heads that say it."""
    if job.entry.period:
        return job.entry.period.period, set()
    labelled = {pair.source.index: pair.value for pair in pairs.of("period")}
    last = max(job.heads)
    for line in own:
        if line.index > last + _NEAR:
            break
        text = labelled.get(line.index) or ("\t".join(line.pieces) if len(line.text) <= 80 else "")
        if (found := read_period(text)) and (line.index in labelled or not line.bullet):
            return found, {line.index} - job.heads
    return Period(), set()


def _body(own: list[TextLine], heads: set[int], marks: Marks) -> list[TextLine]:
    return [
        line
        for line in own
        if line.index not in heads and marks.of(line).label is None and not marks.of(line).is_noise
    ]


def _tabled(sections: Sections) -> set[int]:
    """Return the lines of the rows under a table's header, where each cell is a fact of its own.

    A row of one cell, which spans the table, tells what was done.
    """
    lines: set[int] = set()
    for section in sections.of(SectionKind.EXPERIENCE, SectionKind.CAMPUS):
        taken = header_records(section, "company", "title")[1]
        columns: dict[tuple[int, int], set[int]] = {}
        for line in section.lines:
            if line.cell:
                columns.setdefault(line.cell[:2], set()).add(line.cell[2])
        lines.update(
            line.index
            for line in section.lines
            if line.index in taken and line.cell and len(columns[line.cell[:2]]) > 1
        )
    return lines


def _summary(duties: PlacedText | None, body: list[TextLine]) -> str | None:
    """Return what was done, an item a line: wrapped lines joined, whole items as far as they fit."""
    items = [duties.text] if duties else []
    previous: TextLine | None = None
    margin = max((line.source.box.right for line in body if line.source.box), default=0.0)
    for line in body:
        if previous is not None and _continues(previous, line, margin):
            items[-1] = join_wrapped([items[-1], line.text])
        else:
            items.append(line.text)
        previous = line
    kept: list[str] = []
    length = 0
    for item in items:
        length += len(item) + 1
        if kept and length > LONGEST_SUMMARY:
            break
        kept.append(item[:LONGEST_SUMMARY])
    return "\n".join(kept) or None


def _continues(before: TextLine, line: TextLine, margin: float) -> bool:
    """Return whether the layout wrapped one line into the other: the first reaches the right margin."""
    box = before.source.box
    if line.bullet or box is None or before.page != line.page:
        return False
    return box.right >= margin - 3 * (before.size or 10.0)
