"""Employers and job titles, entry by entry."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from domain.analyses.employments import FoundJob, HeaderReader
from domain.analyses.entries import FoundPeriod, PlacedText, Record, header_records
from domain.analyses.firms import SURE_FIRM, firm_score, is_of_students
from domain.analyses.headings import UNTIED, tells_stays
from domain.analyses.labels import column_of
from domain.analyses.marks import Mark, Marks
from domain.analyses.pairs import Pair, Pairs
from domain.analyses.sections import Section, SectionKind, Sections
from domain.analyses.sentences import jobs_in
from domain.analyses.text import Text, TextLine
from domain.analyses.titles import SURE_TITLE, title_score
from domain.analyses.undated import undated_jobs
from domain.vocabulary.periods import has_period
from domain.vocabulary.script import has_chinese

_LABELLED: Final = ("company", "title", "period")
_FAR: Final = 8
_LABELS_OF_ROW: Final = 3
_SURELY: Final = 0.9
_SEVERAL: Final = 2


def entries(text: Text, pairs: Pairs, sections: Sections) -> Iterator[FoundJob]:
    """Yield the employments, in the order printed."""
    found = False
    for section in sections.of(SectionKind.EXPERIENCE, SectionKind.CAMPUS):
        campus = section.kind is SectionKind.CAMPUS
        records, taken = header_records(section, "company", "title")
        yield from map(_tabled_job, records)
        labelled = list(_labelled(section, pairs, sections.marks, taken))
        lines = [line for line in section.lines if line.index not in taken]
        reader = HeaderReader(lines, pairs, sections.marks, campus=campus)
        jobs = list(reader.read())
        if campus:
            stays = section.heading is not None and tells_stays(section.heading.text)
            jobs = [job for job in jobs if job.company and _is_outside(job.company, stays=stays)]
        if not reader.dated and not campus:
            jobs += undated_jobs(lines, reader.marks)
        found = found or bool(records) or any(job.company for job in jobs)
        # Where employers are known, sentences tell what was done there.
        told = [] if campus else list(_told(lines, jobs, sections.marks, undated=not found))
        yield from _united([*labelled, *jobs], told)
        yield from told
    for section in sections.of(SectionKind.HEAD, SectionKind.DOCUMENT, SectionKind.BASIC):
        # Another column may have cut the section from its heading; the labels still tell.
        records = header_records(section, "company")[0]
        dated = [record for record in records if record.period and record.period.is_told]
        found = found or bool(dated)
        yield from map(_tabled_job, dated)
        keys = {pair.key for line in section.lines for pair in pairs.at(line) if pair.key != "interest"}
        times = [line for line in section.lines if sections.mark(line).is_period and has_period(line.text)]
        if times:
            keys.add("period")
        if {"company", "title", "period"} <= keys or (found and {"title", "period"} <= keys):
            labelled = list(_labelled(section, pairs, sections.marks, times=times))
            found = found or any(job.company for job in labelled)
            yield from labelled
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
        is_said=True,
    )


def _strayed(text: Text, pairs: Pairs, sections: Sections) -> Iterator[FoundJob]:
    """Yield the jobs outside of sections: whose employer and title are both sure, else told in sentences."""
    lines = [
        line
        for line in text.lines
        if sections.kind_at(line) in UNTIED
        and line.index not in sections.headings
        and pairs.key_of_line(line) not in {"interest", "salary", "name", "birth", "school"}
    ]
    jobs = [job for job in HeaderReader(lines, pairs, sections.marks, campus=False).read() if _is_whole(job)]
    several = len(jobs) >= _SEVERAL
    forms = {_form(job) for job in jobs if firm_score(job.company or "") >= _SURELY} - {None}
    found = False
    for job in jobs:
        english = job.company and not has_chinese(job.company)
        sure = 0.0 if several and english else SURE_FIRM if english else _SURELY
        if job.company and (firm_score(job.company) >= sure or _form(job) in forms):
            found = True
            yield job
    if not found:
        yield from _told(lines, (), sections.marks, undated=False)


def _form(job: FoundJob) -> tuple[int, bool] | None:
    """Return how an entry is set that is told in one Chinese line."""
    line = job.company_line
    if line is None or job.title_line is not line or not has_chinese(line.text):
        return None
    return len(line.pieces), line.bullet


def _is_whole(job: FoundJob) -> bool:
    """Return whether a job has an employer, a title, and a time that begins and lasts or ends."""
    return bool(
        job.company
        and job.title
        and title_score(job.title) >= SURE_TITLE
        and job.period
        and (job.period.period.end or job.period.period.is_current)
    )


def _told(
    lines: list[TextLine], jobs: Iterable[FoundJob], marks: Marks, *, undated: bool
) -> Iterator[FoundJob]:
    """Yield the jobs that sentences tell of, but on lines that are read as whole jobs already.

    Args:
        lines: Where they may stand.
        jobs: What is read already.
        marks: What is known of the lines.
        undated: Whether sentences without a time count too.
    """
    whole: set[int] = set()
    partly: set[int] = set()
    for job in jobs:
        (whole if job.company and job.title else partly).update(job.heads)
    for line in lines:
        mark = marks.of(line)
        if line.index in whole or not (mark.is_dated or undated or _holds_time(mark)):
            continue
        for employer, role, time in jobs_in(mark):
            if role or line.index not in partly:
                yield FoundJob.of(
                    PlacedText(employer, line),
                    PlacedText(role, line) if role else None,
                    confidence=0.7,
                    period=FoundPeriod(time, line) if time else None,
                    is_said=role is not None,
                )


def _holds_time(mark: Mark) -> bool:
    """Return whether a sentence tells a time in its midst."""
    return mark.is_prose and has_chinese(mark.text) and has_period(mark.text)


def _united(jobs: list[FoundJob], told: list[FoundJob]) -> Iterator[FoundJob]:
    """Yield the jobs without what sentences tell whole, and a labelled title with the employer above it."""
    better = {job.company_line.index for job in told if job.title and job.company_line}
    left = [job for job in jobs if (job.company and job.title) or better.isdisjoint(job.heads)]
    firms = {job.company_line.index: job for job in left if job.company_line}
    titles: dict[int, FoundJob] = {}
    for job in left:
        if job.company or job.period or not job.title_line:
            continue
        above = [firm for firm in firms if 0 < job.title_line.index - firm <= _FAR]
        if above and firms[max(above)].title is None:
            titles.setdefault(max(above), job)
    joined = {id(title) for title in titles.values()}
    for job in left:
        title = titles.get(job.company_line.index) if job.company_line else None
        if title is not None:
            yield replace(job, title=title.title, title_line=title.title_line, confidence=title.confidence)
        elif id(job) not in joined:
            yield job


def _is_outside(company: str, *, stays: bool) -> bool:
    """Return whether what stands among clubs and activities is an employer all the same."""
    if not has_chinese(company):
        return stays
    return firm_score(company) >= _SURELY and not is_of_students(company)


def _labelled(
    section: Section,
    pairs: Pairs,
    marks: Marks,
    taken: frozenset[int] = frozenset(),
    *,
    times: Iterable[TextLine] = (),
) -> Iterator[FoundJob]:
    """Yield the jobs of a section whose employers, titles and times have labels: one until a label recurs.

    Args:
        section: Where the jobs stand.
        pairs: The labels and their values.
        marks: What is known of the lines.
        taken: Lines that are read already.
        times: Lines that tell a time without any label.
    """
    lines = {line.index for line in section.lines} - taken
    found = [
        pair
        for pair in pairs.of(*_LABELLED)
        if pair.source.index in lines and not _is_row_of_labels(pair.source)
    ]
    told = {pair.source.index for pair in found}
    found += [Pair("period", line.text, line, line) for line in times if line.index not in told]
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


def _is_row_of_labels(line: TextLine) -> bool:
    """Return whether a line heads the columns of a table: `No   Company   Rank   From   To`."""
    labels = sum(column_of(piece) is not None for piece in line.pieces)
    return labels >= _LABELS_OF_ROW and 2 * labels >= len(line.pieces) and ":" not in line.text
