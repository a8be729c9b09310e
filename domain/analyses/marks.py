"""What is known of each line of a document, looked up once for all readers."""

from __future__ import annotations

from domain.analyses.firms import firm_score, is_noise
from domain.analyses.header_parts import Part
from domain.analyses.headers import is_duration, parts_of
from domain.analyses.headings import SectionKind, heading_kind
from domain.analyses.labels import label_of
from domain.analyses.parts import divided, is_detail, is_prose, split_parts
from domain.analyses.school_names import school_in
from domain.analyses.text import TextLine
from domain.analyses.titles import title_score
from domain.vocabulary.degrees import FoundDegree, find_degree
from domain.vocabulary.periods import Period, cut_period, read_period
from domain.vocabulary.remembering import once
from domain.vocabulary.script import has_chinese


class Mark:
    """What is known of a line; each thing is looked up when it is first asked for."""

    def __init__(self, line: TextLine) -> None:
        self.line = line

    @once
    def text(self) -> str:
        """The line's text, its pieces divided by tabs."""
        return divided(self.line)

    @once
    def label(self) -> str | None:
        """The family of facts whose label the line is."""
        return label_of(self.line.text)

    @once
    def heading(self) -> SectionKind | None:
        """The section that the line's words open."""
        return heading_kind(self.line.text)

    @once
    def is_prose(self) -> bool:
        """Whether the line tells what was done, rather than where, when and as what."""
        return is_prose(self.line)

    @once
    def is_detail(self) -> bool:
        """Whether the line is a detail of an entry: grades, courses, honours."""
        return is_detail(self.line.text)

    @once
    def is_noise(self) -> bool:
        """Whether the line's parts are all of them places, working times or web addresses."""
        return all(map(is_noise, self.line.pieces))

    @once
    def is_duration(self) -> bool:
        """Whether the line tells how long something lasted, and nothing else."""
        return is_duration(self.line.text)

    @once
    def degree(self) -> FoundDegree | None:
        """The first degree that the line names."""
        return find_degree(self.line.text)

    @once
    def _cut(self) -> tuple[str, bool]:
        return cut_period(self.text)

    @property
    def rest(self) -> str:
        """The text without its dates, divided by tabs."""
        return self._cut[0]

    @property
    def is_dated(self) -> bool:
        """Whether the line tells a time."""
        return self._cut[1]

    @property
    def is_period(self) -> bool:
        """Whether the line tells a time and nothing else."""
        return self.is_dated and not any(map(str.isalnum, self.rest))

    @once
    def period(self) -> Period | None:
        """The first time that the line tells."""
        return read_period(self.text) if self.is_dated else None

    @once
    def parts(self) -> list[str]:
        """The parts of the line without its dates."""
        return split_parts(self.rest, by_space=has_chinese(self.rest))

    @once
    def title_score(self) -> float:
        """How surely one of the parts is a job title."""
        return max(map(title_score, self.parts), default=0.0)

    @once
    def firm_score(self) -> float:
        """How surely one of the parts names an employer."""
        return max(map(firm_score, self.parts), default=0.0)

    @once
    def school(self) -> str | None:
        """The school that the line names."""
        return school_in(self.rest)

    @once
    def header(self) -> list[Part]:
        """The parts of the line as one that heads an employment."""
        return parts_of(self.rest, stops=self.is_dated)


class Marks:
    """The marks of a document's lines."""

    def __init__(self) -> None:
        self._marks: dict[int, Mark] = {}

    def of(self, line: TextLine) -> Mark:
        """Return what is known of a line."""
        mark = self._marks.get(line.index)
        # A line that has lost the heading before it keeps its number.
        if mark is None or mark.line is not line:
            mark = self._marks[line.index] = Mark(line)
        return mark
