"""How a document sets its headings: what looks like those known by their words is a heading too."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from domain.analyses.firms import SURE_FIRM
from domain.analyses.headings import SectionKind, heading_key, hinted_kind, known_heading, tells_entries
from domain.analyses.marks import Mark, Marks
from domain.analyses.places import is_place
from domain.analyses.school_names import names_university
from domain.analyses.text import Text, TextLine
from domain.analyses.titles import SURE_TITLE
from domain.vocabulary.numerals import UP_TO_TEN
from domain.vocabulary.script import CHINESE, has_chinese

_NUMBERED = re.compile(rf"^[(（]?{UP_TO_TEN}{{1,2}}[)）、.．]")
_ORNAMENT = re.compile(rf"^[^\w\s{CHINESE}(（“\"'+@.]{{1,4}}")
_NO_HEADING = re.compile(r"[\d@。;；:：,，?!%]|\.\s")
_OPTION = re.compile(r"[(（][^()（）]*[)）]$")
_STRONG: Final = 3
_LONGEST: Final = 48


@dataclass(frozen=True, slots=True)
class Style:
    """What sets a line apart: its size in half points, its weight, what stands before it, capitals."""

    size: int | None
    bold: bool
    ornament: str
    capitals: bool


def style_of(line: TextLine) -> Style:
    """Return how a line is set."""
    raw = line.source.text.strip()
    if _NUMBERED.match(raw):
        ornament = "1"
    elif match := _ORNAMENT.match(raw):
        ornament = match.group()[0]
    else:
        ornament = ""
    size = None if line.size is None else round(2 * line.size)
    return Style(size, line.source.bold, ornament, raw.isupper() and not has_chinese(raw))


class HeadingStyles:
    """The styles of a document's headings that are known by heart.

    Attributes:
        sizes: Font sizes of known headings, the commonest first.
        own: Styles that set headings apart from the body.
        first: The number of the first known heading.
    """

    def __init__(self, text: Text, marks: Marks) -> None:
        self._marks = marks
        known: Counter[Style] = Counter()
        others: Counter[Style] = Counter()
        sizes: Counter[int] = Counter()
        self.first = len(text.lines)
        for line in text.lines:
            kind = known_heading(line.text) if len(line.text) <= _LONGEST else None
            if kind not in {None, SectionKind.DOCUMENT}:
                self.first = min(self.first, line.index)
                known[style_of(line)] += 1
                if line.size:
                    sizes[round(line.size)] += 1
            elif known or len(line.text) <= 40:
                others[style_of(line)] += 1
        self.sizes = tuple(size for size, _ in sizes.most_common())
        body = others.most_common(1)[0][0] if others else None
        self.own = frozenset(
            style
            for style, count in known.items()
            if count >= 2 and others[style] <= count + 2 and _stands_out(style, body)
        )
        # What is set as the body is ("Key Achievements" in an entry) is no rule for headings.
        apart = sum(count for style, count in known.items() if style != body)
        self.is_strong = sum(known[style] for style in self.own) >= max(_STRONG, 0.7 * apart) and all(
            line.source.confidence is None for line in text.lines
        )
        self._body = body

    def is_heading(self, line: TextLine) -> bool:
        """Return whether a line that no list knows is set as the headings are, and may be one."""
        recognised = line.source.confidence is not None  # its sizes are estimates
        if (
            not self.own
            or recognised
            or line.index < self.first
            or line.cell is not None
            or len(line.pieces) > 1
        ):
            return False
        return style_of(line) in self.own and _may_be_heading(self._marks.of(line))

    def is_plain(self, line: TextLine) -> bool:
        """Return whether a line is set as the body is, in a document whose headings stand out."""
        if not self.is_strong or self._body is None or len(line.pieces) > 1:
            return False
        style = style_of(line)
        if style.bold or style.ornament or style.capitals:
            return False
        size = style.size or 0
        return size <= (self._body.size or 0) and all(
            heading.bold or heading.capitals or heading.ornament or (heading.size or 0) > size
            for heading in self.own
        )


def _stands_out(style: Style, body: Style | None) -> bool:
    if body is None:
        return False
    larger = style.size is not None and body.size is not None and style.size >= 1.08 * body.size
    return (
        larger
        or (style.bold and not body.bold)
        or (style.ornament != "" and style.ornament != body.ornament)
        or (style.capitals and not body.capitals)
    )


def _may_be_heading(mark: Mark) -> bool:
    """Return whether a line that no list knows may head a section, rather than an entry of one."""
    text = _OPTION.sub("", mark.line.text).strip().rstrip(":")
    if not 2 <= len(text) <= 40 or _NO_HEADING.search(text) or not any(map(str.isalpha, text)):
        return False
    if len(heading_key(text)) > 14 if has_chinese(text) else len(text.split()) > 5:
        return False
    if mark.is_dated or (mark.is_prose and not mark.line.text.endswith(":")):
        return False
    if hinted_kind(text):
        return mark.title_score < SURE_TITLE and not names_university(text)
    if mark.title_score >= SURE_TITLE or mark.firm_score >= SURE_FIRM or mark.degree:
        return False
    return not is_place(text)


def kind_beneath(heading: TextLine, lines: list[TextLine], marks: Marks) -> SectionKind:
    """Return the kind of a section, whose heading does not tell it, by what stands in it."""
    found = [mark for line in lines if not (mark := marks.of(line)).is_prose]
    dated = [number for number, mark in enumerate(found) if mark.is_dated]
    near = {other for number in dated for other in (number - 1, number, number + 1)}
    beside = [mark for number, mark in enumerate(found) if number in near]
    schools = sum(mark.degree is not None for mark in beside)
    jobs = sum((mark.title_score >= SURE_TITLE) + (mark.firm_score >= SURE_FIRM) for mark in beside)
    if schools and schools >= jobs:
        return SectionKind.EDUCATION
    if dated and (jobs > len(dated) or tells_entries(heading.text)):
        return SectionKind.EXPERIENCE
    return SectionKind.OTHER
