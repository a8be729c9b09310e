"""Stays at schools: which lines of a resume tell of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from domain.analyses.candidates import Candidate
from domain.analyses.degrees import StatedDegree
from domain.analyses.labels import label_of
from domain.analyses.parts import is_detail
from domain.analyses.sections import SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.degrees import DegreeLevel

_HEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Stay:
    """A school with the lines that tell of it, its own first."""

    school: Candidate[str]
    line: TextLine
    around: tuple[TextLine, ...]


class Stays:
    """Finds the stays of a resume.

    Attributes:
        degrees: By the lines that name them.
        lines: The lines of the section that a line of studies is in.
    """

    def __init__(
        self,
        text: Text,
        sections: Sections,
        degrees: Mapping[int, StatedDegree],
        schools: Collection[int],
    ) -> None:
        self.degrees = degrees
        self.lines = {
            line.index: section.lines
            for section in sections.of(SectionKind.EDUCATION)
            for line in section.lines
        }
        self._text = text
        self._sections = sections
        self._schools = schools

    def at(self, school: Candidate[str], line: TextLine) -> Iterator[Stay]:
        """Yield the stay at a school, or a part of it for each degree where each has a time of its own."""
        stay = Stay(school, line, self._around(line))
        parts = self._parts(stay)
        if len(parts) < 2:
            yield stay
            return
        for part in parts:
            yield Stay(school, line, part)

    def _around(self, line: TextLine) -> tuple[TextLine, ...]:
        """Return the lines of a stay: its table row, its part of the section, or its neighbours."""
        section = [other for other in self.lines.get(line.index, ()) if any(map(str.isalnum, other.text))]
        here = next((number for number, other in enumerate(section) if other is line), None)
        if here is None:
            near = [self._text.next_to(line, step) for step in (1, -1, 2, -2)]
            return (line, *(other for other in near if other and other.index not in self._schools))
        return self._row(section, here) or self._part(section, here)

    def _row(self, section: list[TextLine], here: int) -> tuple[TextLine, ...]:
        """Return the table row of a school; nothing where other rows tell of the stay too."""
        line = section[here]
        if line.cell is None:
            return ()
        row = [other for other in section if other.cell and other.cell[:2] == line.cell[:2]]
        if len(row) < 2 or sum(other.index in self._schools for other in row) != 1:
            return ()
        # A row of a form has the school and its label.
        if all(other is line or label_of(other.text) for other in row):
            return ()
        if not self._name_degree(row):
            behind = section[here + 1 : self._next_school(section, here)]
            if self._name_degree([other for other in behind if other not in row]):
                return ()
        return (line, *(other for other in row if other is not line))

    def _part(self, section: list[TextLine], here: int) -> tuple[TextLine, ...]:
        """Return a school's part of its section: every stay has as many lines above as the first one has."""
        places = [number for number, other in enumerate(section) if other.index in self._schools]
        above = places[0] if places[0] <= _HEAD_LINES else 0
        following = self._next_school(section, here)
        end = len(section) if following is None else following - above
        start = max([here - above, *(place + 1 for place in places if place < here)])
        # A time below the degree is no beginning of the next stay.
        if not any(map(self._is_period, section[:above])):
            while end < len(section) and end not in places and self._is_period(section[end]):
                end += 1
            while start < here and places[0] < here and self._is_period(section[start]):
                start += 1
        return (section[here], *section[start:here], *section[here + 1 : max(end, here + 1)])

    def _next_school(self, section: list[TextLine], here: int) -> int | None:
        return next(
            (number for number in range(here + 1, len(section)) if section[number].index in self._schools),
            None,
        )

    def _parts(self, stay: Stay) -> list[tuple[TextLine, ...]]:
        """Return what the degrees of a stay divide its lines into; one part where not each has its time."""
        lines = tuple(sorted(stay.around, key=lambda line: line.index))
        starts = [
            number
            for number, line in enumerate(lines)
            if line.index in self.degrees and not is_detail(line.text)
        ]
        # A school-leaving certificate below a degree is of no stay at the same school.
        if any(self._is_higher(lines[start]) for start in starts):
            starts = [start for start in starts if self._is_higher(lines[start])]
        names = {self.degrees[lines[start].index].degree.printed for start in starts}
        if len(starts) < 2 or len(names) < len(starts):
            return [lines]
        first, *others = (lines[start:end] for start, end in pairwise((0, *starts[1:], len(lines))))
        if self._tell_date(first) and all(self._tell_date(part[:2]) for part in others):
            return [first, *others]
        return [lines]

    def _name_degree(self, lines: list[TextLine]) -> bool:
        return any(line.index in self.degrees for line in lines)

    def _tell_date(self, lines: tuple[TextLine, ...]) -> bool:
        return any(self._sections.mark(line).is_dated for line in lines)

    def _is_period(self, line: TextLine) -> bool:
        return self._sections.mark(line).is_period

    def _is_higher(self, line: TextLine) -> bool:
        return self.degrees[line.index].degree.level > DegreeLevel.SECONDARY
