"""The lines that head employments: the dated ones, and their neighbours above and below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from domain.analyses.candidates import sureness
from domain.analyses.choosing import NO_HABITS, Choice, Habits, choose, is_enough, is_sure
from domain.analyses.entries import FoundPeriod, PlacedText
from domain.analyses.firms import SURE_FIRM
from domain.analyses.header_parts import Part, joined
from domain.analyses.marks import Mark, Marks
from domain.analyses.pairs import Pairs
from domain.analyses.places import is_country, is_region
from domain.analyses.siblings import Draft, apart, below_banners, without_projects, without_towns
from domain.analyses.text import TextLine
from domain.analyses.titles import SURE_TITLE
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import has_period, is_period, read_period
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("employers")
_RELATIVE = re.compile(rf"{_WORDS.pattern('relative')}\s")
_STUDIED: Final = _WORDS.words("studied")
_STUDENT: Final = frozenset(_WORDS.words("student"))
_NO_SENTENCE_END = "".join(f"(?<!{re.escape(word)})" for word in _WORDS.words("firm_abbreviation"))
_PROSE = re.compile(rf"[。;；]|(?<!\b[A-Za-z]){_NO_SENTENCE_END}\.$", re.IGNORECASE)
_STUDENTS: Final = frozenset(_WORDS.words("student_word"))
_OPEN = re.compile(r"[-–—~至到]\s?$")
_COPYRIGHT = re.compile(r"\s*(?:©|\([cC]\)|c)\s+[A-Z]")
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.、)）]")
_SHORT: Final = 24
_PROMINENT: Final = 0.5
_SURELY_TITLE: Final = 0.85
_CLEARLY: Final = 2
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

    `period` is that of the dated line or of a table's cell, `duties` such a cell as printed. Where
    the model has judged, its probabilities tell how sure the company and the title are; what a table's
    header or a sentence says (`is_said`) it does not leave out.
    """

    company: str | None
    title: str | None
    company_line: TextLine | None
    title_line: TextLine | None
    confidence: float
    period: FoundPeriod | None = None
    duties: PlacedText | None = None
    company_probability: float | None = None
    title_probability: float | None = None
    is_said: bool = False

    @classmethod
    def of(
        cls,
        company: PlacedText | None,
        title: PlacedText | None,
        *,
        confidence: float,
        period: FoundPeriod | None = None,
        duties: PlacedText | None = None,
        is_said: bool = False,
    ) -> FoundJob:
        """Return the job of an employer and a title where they were read."""
        return cls(
            company=company.text if company else None,
            title=title.text if title else None,
            company_line=company.line if company else None,
            title_line=title.line if title else None,
            confidence=confidence,
            period=period,
            duties=duties,
            is_said=is_said,
        )

    @property
    def heads(self) -> set[int]:
        """The numbers of the lines that name it or tell its time."""
        lines = (self.company_line, self.title_line, self.period.line if self.period else None)
        return {line.index for line in lines if line is not None}

    @property
    def company_confidence(self) -> float:
        """How sure the employer is."""
        return self.confidence if self.company_probability is None else sureness(self.company_probability)

    @property
    def title_confidence(self) -> float:
        """How sure the title is."""
        return self.confidence if self.title_probability is None else sureness(self.title_probability)


class HeaderReader:
    """Reads a section's header lines: the dated ones and their neighbours.

    Each entry is read by itself first. Entries of one resume are set alike: where most have their employer
    and their title, the others have them too.
    """

    def __init__(self, lines: list[TextLine], pairs: Pairs, marks: Marks, *, campus: bool) -> None:
        self.lines = lines
        self.marks: list[Mark] = [marks.of(line) for line in lines]
        self.labelled = {pair.source.index for pair in pairs.of(*_NO_HEADER)}
        self.titled = {pair.source.index for pair in pairs.of("title")}
        self.campus = campus
        self.used: set[int] = set()
        self.guessed: set[int] = set()
        self.dated: list[int] = []
        self.headed: set[int] = set()

    def read(self) -> Iterator[FoundJob]:
        """Yield the employments in the order printed."""
        self.dated = [number for number, mark in enumerate(self.marks) if self._is_dated(mark)]
        above, below = self._sides()
        self.above_first = None if above == below else above > below
        self.wrong_side = 0 if abs(above - below) < _CLEARLY else 1 if above > below else -1
        drafts = self._drafts(NO_HABITS)
        if len(drafts) > 1:
            drafts = self._drafts(Habits.of(draft.choice for draft in drafts))
        drafts = [
            draft for draft in apart(drafts) if draft.choice.company or draft.number not in self.guessed
        ]
        drafts = below_banners(without_towns(drafts), self.marks, self._stands_alone)
        for draft in without_projects(drafts, self.marks):
            yield from self._entry(draft)

    def _is_dated(self, mark: Mark) -> bool:
        line, rest = mark.line, mark.rest
        if _COPYRIGHT.match(line.source.text):
            return False
        if len(line.text) > 180 or not mark.is_dated or len(rest) > 120:
            return False
        if _PROSE.search(rest) and (has_chinese(rest) or len(rest) > 100 or not _is_told(mark)):
            return False
        if mark.is_prose and not has_period(line.text) and len(rest) > 30:
            return False
        if not line.bullet or (len(line.pieces) > 1 and is_period(line.pieces[-1])):
            return True
        if not has_period(line.text):
            return False
        return len(rest) <= 60 and (has_chinese(rest) or len(rest.split()) <= 8)

    def _sides(self) -> tuple[int, int]:
        """Return how many entries have other header lines above the dated one, and below it."""
        if 0 in self.dated:
            return 0, 1
        above = sum(any(map(self._tells, self._run(number, -1)[:2])) for number in self.dated)
        below = sum(any(map(self._tells, self._run(number, 1)[:2])) for number in self.dated)
        return above, below

    def _tells(self, number: int) -> bool:
        return any(map(is_sure, self.marks[number].header))

    def _drafts(self, habits: Habits) -> list[Draft]:
        self.used = set()
        self.guessed = set()
        return [draft for number in self.dated if (draft := self._draft(number, habits))]

    def _draft(self, number: int, habits: Habits) -> Draft | None:
        mark = self.marks[number]
        if _RELATIVE.match(mark.rest) or (not _STUDENT.isdisjoint(mark.rest.split()[-1:]) and mark.school):
            return None
        told = has_chinese(mark.rest) and any(map(is_sure, mark.header))
        if _is_of_study(mark) and (mark.school or not told):
            return None
        titled = self._is_titled(number)
        # A date at the right margin may have fallen into the row of a bullet.
        point = mark.line.bullet and not _NUMBERED.match(mark.line.source.text)
        fallen = point and is_period(mark.line.pieces[-1]) and not _is_row(mark)
        parts = [] if fallen else list(mark.header)
        choice = choose(parts, habits, titled=titled)
        for tried, run in enumerate(self._runs(number, choice)):
            if is_enough(choice):
                break
            if tried and choice.title and not choice.company and self._firm_before_city(number, choice.title):
                break
            if any(_is_of_study(self.marks[other]) for other in run):
                return None
            beside = [part for other in run for part in self._beside(other, number)]
            if any(part.firm >= SURE_FIRM or (part.weight and not part.title) for part in beside):
                parts = joined(parts)
            parts += beside
            choice = choose(parts, habits, titled=titled, wrong_side=self.wrong_side)
        if choice.title and not choice.company and not titled:
            choice = replace(choice, company=self._firm_before_city(number, choice.title))
        self.used.update(
            number + part.line for part in (choice.company, choice.title) if part is not None and part.line
        )
        if choice == Choice() and len(parts) == 1 and 0 < parts[0].title < SURE_TITLE:
            # An employer and a title perhaps, which the other entries tell apart.
            self.guessed.add(number)
            choice = Choice(None, parts[0], parts[0].text)
        return Draft(number, choice)

    def _firm_before_city(self, number: int, title: Part) -> Part | None:
        """Return the employer in a line beside the title that reads as a place: `Kiln, Lagos`."""
        if title.title < SURE_TITLE:
            return None
        for other in (number + title.line + 1, number + 1, number - 1):
            if other == number or not self._is_header(other) or not self.marks[other].is_noise:
                continue
            name, _, city = self.lines[other].text.partition(", ")
            if city and is_region(city) and not is_country(city) and not is_region(name) and name.isascii():
                return replace(Part.of(name), line=other - number)
        return None

    def _stands_alone(self, draft: Draft) -> bool:
        title = draft.choice.title
        return not self._run(draft.number + min(title.line if title else 0, 0), -1)

    def _is_titled(self, number: int) -> bool:
        """Return whether a label names the title just below, so that this line is the employer's."""
        return any(line.index in self.titled for line in self.lines[number + 1 : number + 3])

    def _runs(self, number: int, own: Choice) -> Iterator[list[int]]:
        """Yield the lines on each side that an entry may continue on, the likelier side first."""
        above = [] if 0 in self.dated else self._run(number, -1)
        line = self.lines[number]
        below = self._run(number, 1) if not line.bullet or _NUMBERED.match(line.source.text) else []
        above_first = self.above_first
        if above_first is None:
            # "Company  2019 - 2021" stands above its title far more often than below.
            above_first = not (own.company and not own.title)
        yield from (above, below) if above_first else (below, above)

    def _beside(self, other: int, number: int) -> Iterator[Part]:
        """Yield the parts of a line beside the dated one."""
        line, dated = self.lines[other], self.lines[number]
        bolder = line.source.bold and not dated.source.bold
        larger = line.size is not None and dated.size is not None and line.size > 1.05 * dated.size
        # How long somebody was there stands below an employer of several titles.
        said = "company" if other + 1 < number and self.marks[other + 1].is_duration else None
        for part in self.marks[other].header:
            weight = _PROMINENT if bolder or larger else 0.0
            yield replace(part, line=other - number, weight=weight, said=part.said or said)

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
        if line.index in self.labelled or mark.is_prose or len(line.text) > 110 or mark.label is not None:
            return False
        return not line.bullet or (len(line.text) <= 40 and any(map(is_sure, mark.header)))

    def _entry(self, draft: Draft) -> Iterator[FoundJob]:
        choice = draft.choice
        company, title = choice.company, choice.title
        if self.campus and not (company and title and is_sure(title)):
            return
        if company is None and title is None:
            return
        self.headed.add(self.lines[draft.number].index)
        confidence = 0.9 if company and title else 0.65
        if company and not title and company.firm < 0.5:
            confidence = 0.55
        yield FoundJob.of(
            self._placed(company.text, draft, company) if company else None,
            self._placed(choice.title_text, draft, title) if title and choice.title_text else None,
            confidence=confidence,
            period=self._period(draft.number),
        )

    def _placed(self, text: str, draft: Draft, part: Part) -> PlacedText:
        return PlacedText(text, self.lines[draft.number + part.line])

    def _period(self, number: int) -> FoundPeriod:
        """Return the time of an entry, whose end may have gone to the next line."""
        mark = self.marks[number]
        following = self.marks[number + 1] if number + 1 < len(self.marks) else None
        if _OPEN.search(mark.line.text) and following and len(following.line.text) <= _SHORT:
            whole = read_period(f"{mark.text} {following.text}")
            if whole and (whole.end or whole.is_current):
                return FoundPeriod(whole, mark.line)
        return FoundPeriod.of(mark)


def _is_of_study(mark: Mark) -> bool:
    """Return whether a line names a degree, other than as in `Undergraduate Assistant`."""
    found = find_degree(mark.rest)
    if found is None:
        return has_chinese(mark.rest) and mark.school is not None and mark.rest.endswith(_STUDIED)
    printed = found.degree.printed
    if printed.casefold() in _STUDENTS:
        return not any(map(is_sure, mark.header))
    # "Tug Master", "Master Fitter" and a teacher at a school are at work.
    return not any(
        part.title >= SURE_TITLE
        and (
            printed not in part.text
            or part.text.endswith(f" {printed}")
            or has_chinese(part.text)  # 高中语文教师, 博士后
            or (part.title > _SURELY_TITLE and " " not in printed and " of " not in part.text)
        )
        for part in mark.header
    )


def _is_row(mark: Mark) -> bool:
    """Return whether a Chinese line has a title in a column of its own."""
    titled = any(part.title >= SURE_TITLE for part in mark.header)
    return has_chinese(mark.rest) and len(mark.line.pieces) > 2 and titled


def _is_told(mark: Mark) -> bool:
    """Return whether a line has both a title and a time that begins and ends."""
    return has_period(mark.text) and any(part.title >= SURE_TITLE for part in mark.header)
