"""Employers and job titles, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.employments import FoundJob, HeaderReader
from domain.analyses.entries import FoundPeriod, header_records
from domain.analyses.firms import firm_score
from domain.analyses.pairs import Pairs
from domain.analyses.sections import Section, SectionKind, Sections
from domain.analyses.text import Text
from domain.analyses.titles import title_score
from domain.vocabulary.lexicons import lexicon

_WORDS: Final = lexicon("employers")
_SENTENCE = re.compile(
    rf"\b{_WORDS.pattern('works_as')} (?:an? )?(.{{3,50}}?)"
    rf" {_WORDS.pattern('works_in')} ([A-Z].{{1,60}}?)"
    rf"(?= {_WORDS.pattern('works_until')}\b|,| \(|\.|$)"
)


def entries(text: Text, pairs: Pairs, sections: Sections) -> Iterator[FoundJob]:
    """Yield the employments, in the order printed."""
    found = False
    for section in sections.of(SectionKind.EXPERIENCE, SectionKind.CAMPUS):
        campus = section.kind is SectionKind.CAMPUS
        records, taken = header_records(section, "company", "title")
        for record in records:
            company, title = record.cells.get("company"), record.cells.get("title")
            found = True
            yield FoundJob(
                company.text if company else None,
                title.text if title else None,
                company.line if company else None,
                title.line if title else None,
                0.95,
                record.period,
                record.cells.get("duties"),
            )
        yield from _labelled(section, pairs)
        lines = [line for line in section.lines if line.index not in taken]
        for entry in HeaderReader(lines, pairs, sections.marks, campus=campus).read():
            found = found or bool(entry.company)
            yield entry
        for line in lines if not found else []:
            # "Presently working as Fitter in Elm Works since 2016."
            if (told := _SENTENCE.search(line.text[:300])) and title_score(told[1]) >= 0.55:
                yield FoundJob(told[2], told[1], line, line, 0.7, FoundPeriod.of(sections.mark(line)))
    for section in sections.of(SectionKind.HEAD):
        # Another column may have cut the section from its heading; the labels still tell.
        keys = {pair.key for line in section.lines for pair in pairs.at(line)}
        if {"company", "title", "period"} <= keys or (found and {"title", "period"} <= keys):
            yield from _labelled(section, pairs)
    if not found:
        free = {
            SectionKind.HEAD,
            SectionKind.BASIC,
            SectionKind.OTHER,
            SectionKind.DOCUMENT,
            SectionKind.INTEREST,
            SectionKind.SUMMARY,
            SectionKind.CERTIFICATES,
            SectionKind.SKILLS,
            SectionKind.AWARDS,
        }
        lines = [
            line
            for line in text.lines
            if sections.kind_at(line) in free
            and line.index not in sections.headings
            and pairs.key_of_line(line) not in {"interest", "salary", "name", "birth", "school"}
        ]
        for entry in HeaderReader(lines, pairs, sections.marks, campus=False).read():
            if entry.company and entry.title and firm_score(entry.company) >= 0.9:
                yield entry


def _labelled(section: Section, pairs: Pairs) -> Iterator[FoundJob]:
    lines = {line.index for line in section.lines}
    for pair in pairs.of("company", "title"):
        if pair.source.index in lines and 1 < len(pair.value) <= 60:
            is_company = pair.key == "company"
            yield FoundJob(
                pair.value if is_company else None,
                None if is_company else pair.value,
                pair.source if is_company else None,
                None if is_company else pair.source,
                0.9,
            )
