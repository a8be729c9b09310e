"""The lines that head employments: the dated ones, and their neighbours above and below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.analyses.education import school_in
from domain.analyses.entries import CellText, FoundPeriod
from domain.analyses.headers import Parts, firm_score, is_noise, parse_header
from domain.analyses.marks import Mark, Marks
from domain.analyses.pairs import Pairs
from domain.analyses.places import is_place, is_region
from domain.analyses.text import TextLine
from domain.analyses.titles import tells_duty, title_score
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import PERIOD, is_period
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("employers")
_RELATIVE = re.compile(rf"{_WORDS.pattern('relative')}\s")
_STUDENT: Final = frozenset(_WORDS.words("student"))
_NO_SENTENCE_END = "".join(f"(?<!{re.escape(word)})" for word in _WORDS.words("firm_abbreviation"))
_PROSE = re.compile(rf"[。;；]|{_NO_SENTENCE_END}\.$", re.IGNORECASE)
# What only ends as titles do scores less (see `title_score`).
_SURE: Final = 0.6
_NO_HEADER = (
    "duties",
    "referee",
    "hotline",
    "courses",
    "web",
    "email",
    "phone",
    "company",
    "title",
    "period",
    "skill",
)


@dataclass(frozen=True, slots=True)
class FoundJob:
    """An employer and a title found together; either may be missing.

    `period` is that of the dated line or of a table's cell, `duties` such a cell as printed.
    """

    company: str | None
    title: str | None
    company_line: TextLine | None
    title_line: TextLine | None
    confidence: float
    period: FoundPeriod | None = None
    duties: CellText | None = None


@dataclass(slots=True)
class _Draft:
    """An entry as far as it is read, by the numbers of its lines."""

    number: int
    parts: Parts
    company_at: int | None
    title_at: int | None


def _may_be_employer(text: str) -> bool:
    """Return whether a line that stands where employers stand may be one."""
    if has_chinese(text):
        return 2 <= len(text) <= 24 and not tells_duty(text) and not re.search("[,、:;。]", text)
    words = text.split()
    return len(words) <= 7 and text[:1].isupper() and not text.endswith((".", ":")) and not is_noise(text)


class HeaderReader:
    """Reads a section's header lines: the dated ones and their neighbours."""

    def __init__(self, lines: list[TextLine], pairs: Pairs, marks: Marks, *, campus: bool) -> None:
        self.lines = lines
        self.marks: list[Mark] = [marks.of(line) for line in lines]
        self.labelled = {pair.source.index for pair in pairs.of(*_NO_HEADER)}
        self.titled = {pair.source.index for pair in pairs.of("title")}
        self.campus = campus
        self.used: set[int] = set()

    def read(self) -> Iterator[FoundJob]:
        dated: list[tuple[int, str]] = []
        for number, mark in enumerate(self.marks):
            rest = self._dated(mark)
            if rest is not None:
                dated.append((number, rest))
        self.dated = {number for number, _ in dated}
        # Where the section opens with a date, no entry has anything above its date.
        self.dates_first = 0 in self.dated
        drafts = [draft for number, rest in dated if (draft := self._draft(number, rest))]
        self._complete(drafts)
        for draft in drafts:
            yield from self._entry(draft)
        if not dated and not self.campus:
            yield from self._undated()

    def _dated(self, mark: Mark) -> str | None:
        line = mark.line
        if len(line.text) > 180 or not any(map(str.isdigit, line.text)):
            return None
        rest = mark.rest
        if not mark.is_dated or len(rest) > 120 or _PROSE.search(rest):
            return None
        if line.bullet and len(line.pieces) > 1 and is_period(line.pieces[-1]):
            return ""
        if line.bullet and not PERIOD.search(line.text):
            return None
        if line.bullet and (len(rest) > 60 or (not has_chinese(rest) and len(rest.split()) > 8)):
            return None
        return rest

    def _draft(self, number: int, rest: str) -> _Draft | None:
        mark = self.marks[number]
        if _RELATIVE.match(rest) or (not _STUDENT.isdisjoint(rest.split()[-1:]) and school_in(mark)):
            return None
        if find_degree(rest) and (school_in(mark) or not has_chinese(rest)):
            return None
        own = parse_header(rest, titled=self._is_titled(number))
        draft = _Draft(number, own, number if own.company else None, number if own.title else None)
        for neighbour in self._neighbours(number, own):
            if own.company and own.title and title_score(own.title) >= _SURE:
                break
            other = self.marks[neighbour]
            if other.degree:
                return None
            parts = other.header
            taken = False
            sure = parts.title and not parts.company and title_score(parts.title) > 0.85
            if sure and own.title and not own.company and title_score(own.title) < _SURE:
                # 航达精工 ends as a title does; beside a sure title it is the employer.
                own.company, draft.company_at, own.title = own.title, draft.title_at, None
            if own.title is None and parts.title:
                own.title, draft.title_at, taken = parts.title, neighbour, True
            if own.company is None and parts.company and (parts.title is None or taken):
                own.company, draft.company_at, taken = parts.company, neighbour, True
            if taken:
                self.used.add(neighbour)
        if own.title and not own.company and not has_chinese(rest):
            # "Meadow Farms, Leeds" looks like a place, until nothing else is the employer.
            for part in rest.split("\t"):
                first = part.split(",")[0].strip()
                if "," in part and is_place(part.strip()) and not is_place(first) and not is_region(first):
                    own.company, draft.company_at = first, number
        return draft

    def _is_titled(self, number: int) -> bool:
        """Return whether a label names the title just below, so that this line is the employer's."""
        return any(line.index in self.titled for line in self.lines[number + 1 : number + 3])

    def _complete(self, drafts: list[_Draft]) -> None:
        """Fill what is missing from where the other entries have it: entries of one resume are set alike."""
        if not self.campus and len(drafts) > 1:
            places = Counter(
                draft.company_at - draft.number
                for draft in drafts
                if draft.parts.company and draft.company_at is not None
            )
            missing = [draft for draft in drafts if draft.parts.title and not draft.parts.company]
            offset, count = places.most_common(1)[0] if places else (0, 0)
            for draft in missing if offset and count >= len(missing) else []:
                at = draft.number + offset
                if not self._is_header(at) or self.lines[at].bullet:
                    continue
                if _may_be_employer(self.lines[at].text):
                    draft.parts.company, draft.company_at = self.lines[at].text, at
                    self.used.add(at)
        for draft in drafts:
            # A single heading above the title and its dates, larger than they are.
            at = draft.number - 1
            if draft.parts.title and not draft.parts.company and draft.title_at == draft.number and at >= 0:
                above, line = self.lines[at], self.lines[draft.number]
                larger = (above.source.bold and not line.source.bold) or (above.size or 0) > (line.size or 99)
                if larger and not above.bullet and self._is_header(at) and _may_be_employer(above.text):
                    draft.parts.company, draft.company_at = above.text, at
                    self.used.add(at)

    def _entry(self, draft: _Draft) -> Iterator[FoundJob]:
        own = draft.parts
        if self.campus and not (own.title and own.company):
            return
        if own.company or own.title:
            confidence = 0.9 if own.company and own.title else 0.65
            if own.company and not own.title and firm_score(own.company) < 0.5:
                confidence = 0.55
            company_line = None if draft.company_at is None else self.lines[draft.company_at]
            title_line = None if draft.title_at is None else self.lines[draft.title_at]
            period = FoundPeriod.of(self.marks[draft.number])
            yield FoundJob(own.company, own.title, company_line, title_line, confidence, period)

    def _neighbours(self, number: int, own: Parts) -> Iterator[int]:
        """Yield the lines an entry may continue on, the likelier side first."""
        above = [] if self.dates_first else self._run(number, -1)
        below = self._run(number, 1) if not self.lines[number].bullet else []
        if own.company and not own.title:
            # "Company  2019 - 2021" stands above its title far more often than below.
            yield from below[:1]
            yield from above[:1]
        else:
            yield from above
            yield from below

    def _run(self, number: int, step: int) -> list[int]:
        """Return the nearest two header lines on one side, seeing through lines that are only a place."""
        found: list[int] = []
        for distance in range(1, 4):
            n = number + step * distance
            if not self._is_header(n):
                break
            if not self.marks[n].is_noise:
                found.append(n)
        return found

    def _is_header(self, number: int) -> bool:
        if not 0 <= number < len(self.lines) or number in self.dated or number in self.used:
            return False
        mark, line = self.marks[number], self.lines[number]
        if line.index in self.labelled:
            return False
        if line.bullet:
            parts = mark.header
            firm = parts.company is not None and firm_score(parts.company) >= 0.8
            if mark.is_prose or len(line.text) > 40 or not (parts.title or firm):
                return False
        return not mark.is_prose and len(line.text) <= 110 and mark.label is None

    def _undated(self) -> Iterator[FoundJob]:
        """Read entries without any date: a pair of header lines above bullets."""
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            if line.bullet or self.marks[number].is_prose or len(line.text) > 90:
                number += 1
                continue
            parts = parse_header(self.marks[number].text)
            after = self.lines[number + 1] if number + 1 < len(self.lines) else None
            second = line
            if (
                after is not None
                and not after.bullet
                and not self.marks[number + 1].is_prose
                and not (parts.title and parts.company)
            ):
                other = parse_header(self.marks[number + 1].text)
                if parts.title and other.company and not other.title:
                    parts.company, second = other.company, after
                    number += 1
                elif parts.company and other.title and not other.company and not parts.title:
                    yield FoundJob(parts.company, other.title, line, after, 0.7)
                    number += 2
                    continue
            if parts.title and parts.company:
                yield FoundJob(parts.company, parts.title, second, line, 0.75)
            number += 1
