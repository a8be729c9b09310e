"""Employers and job titles, entry by entry."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final

from domain.analyses.employments import FoundJob, HeaderReader
from domain.analyses.entries import FoundPeriod, PlacedText, Record, header_records
from domain.analyses.firms import SURE_FIRM, firm_score
from domain.analyses.headings import UNTIED, tells_stays
from domain.analyses.marks import Mark, Marks
from domain.analyses.pairs import Pair, Pairs
from domain.analyses.sections import Section, SectionKind, Sections
from domain.analyses.sentences import jobs_in
from domain.analyses.text import Text
from domain.analyses.undated import undated_jobs
from domain.vocabulary.script import has_chinese

_LABELLED: Final = ("company", "title", "period")
_FAR: Final = 8


def entries(text: Text, pairs: Pairs, sections: Sections) -> Iterator[FoundJob]:
    """Yield the employments, in the order printed."""
    found = False
    for section in sections.of(SectionKind.EXPERIENCE, SectionKind.CAMPUS):
        campus = section.kind is SectionKind.CAMPUS
        if campus and not (section.heading and tells_stays(section.heading.text)):
            continue  # clubs and activities are no employers
        records, taken = header_records(section, "company", "title")
        yield from map(_tabled_job, records)
        yield from _labelled(section, pairs, sections.marks)
        lines = [line for line in section.lines if line.index not in taken]
        reader = HeaderReader(lines, pairs, sections.marks, campus=campus)
        jobs = list(reader.read())
        if not reader.dated and not campus:
            jobs += undated_jobs(lines, reader.marks)
        found = found or bool(records) or any(job.company for job in jobs)
        yield from jobs
        if not campus:
            rest = [mark for mark in reader.marks if mark.line.index not in reader.headed]
            # Where employers are known, sentences tell what was done there.
            yield from _in_sentences(mark for mark in rest if mark.is_dated or not found)
    for section in sections.of(SectionKind.HEAD):
        # Another column may have cut the section from its heading; the labels still tell.
        keys = {pair.key for line in section.lines for pair in pairs.at(line) if pair.key != "interest"}
        if {"company", "title", "period"} <= keys or (found and {"title", "period"} <= keys):
            yield from _labelled(section, pairs, sections.marks)
    if not found:
        yield from _strayed(text, pairs, sections)


def _tabled_job(record: Record) -> FoundJob:
    cells = record.cells
    return FoundJob.of(
        cells.get("company"),
        cells.get("title"),
        confidence=0.95,
        period=record.period,
        duties=cells.get("duties"),
    )


def _in_sentences(marks: Iterable[Mark]) -> Iterator[FoundJob]:
    for mark in marks:
        for employer, role, time in jobs_in(mark):
            yield FoundJob.of(
                PlacedText(employer, mark.line),
                PlacedText(role, mark.line) if role else None,
                confidence=0.7,
                period=FoundPeriod(time, mark.line) if time else None,
            )


def _strayed(text: Text, pairs: Pairs, sections: Sections) -> Iterator[FoundJob]:
    """Yield the jobs outside of sections whose employer and title are both sure."""
    lines = [
        line
        for line in text.lines
        if sections.kind_at(line) in UNTIED
        and line.index not in sections.headings
        and pairs.key_of_line(line) not in {"interest", "salary", "name", "birth", "school"}
    ]
    for job in HeaderReader(lines, pairs, sections.marks, campus=False).read():
        sure = SURE_FIRM if job.company and not has_chinese(job.company) else 0.9
        if job.company and job.title and firm_score(job.company) >= sure:
            yield job


def _labelled(section: Section, pairs: Pairs, marks: Marks) -> Iterator[FoundJob]:
    """Yield the jobs of a section whose employers, titles and times have labels: one until a label recurs."""
    lines = {line.index for line in section.lines}
    found = [pair for pair in pairs.of(*_LABELLED) if pair.source.index in lines]
    told = {pair.source.index for pair in found}
    for label, line in itertools.pairwise(section.lines):
        key = marks.of(label).label
        if key in _LABELLED and line.index not in told and label.cell is None and not marks.of(line).label:
            found.append(Pair(key, line.text, label, line))
    found.sort(key=lambda pair: pair.source.index)
    job: dict[str, PlacedText] = {}
    for pair in found:
        if not 1 < len(pair.value) <= 60:
            continue
        last = max((other.line.index for other in job.values()), default=pair.source.index)
        if pair.key in job or pair.source.index - last > _FAR:
            yield from _labelled_job(job)
            job = {}
        job[pair.key] = PlacedText(pair.value, pair.source)
    yield from _labelled_job(job)


def _labelled_job(job: dict[str, PlacedText]) -> Iterator[FoundJob]:
    company, title, period = (job.get(key) for key in _LABELLED)
    if company or title:
        time = FoundPeriod.read(period.text, period.line) if period else None
        yield FoundJob.of(company, title, confidence=0.9, period=time)
