"""The sections of a document: what stands beneath each of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from domain.analyses.heading_styles import HeadingStyles, kind_beneath, style_of
from domain.analyses.headings import (
    OF_ENTRIES,
    PERSONAL,
    SectionKind,
    heading_key,
    heading_kind,
    hinted_kind,
    is_bare,
    known_heading,
)
from domain.analyses.labels import SHAPES, fits, label_of
from domain.analyses.marks import Mark, Marks
from domain.analyses.school_names import speaks_of_school
from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

__all__ = ["PERSONAL", "Section", "SectionKind", "Sections", "heading_key", "heading_kind", "split_sections"]

_WORDS_OF_A_SENTENCE = 5
_NEAR_DATE: Final = 3
_CHINESE_LABEL = re.compile(f"^([{CHINESE}]{{4,6}}):\\s?(?=(?:19|20)\\d\\d)")
_MAY_TELL_STUDIES: Final = frozenset(lexicon("heading_words").words("may_tell_studies"))
_BESIDE_DATES: Final = frozenset(lexicon("heading_words").words("beside_dates"))
# "Languages: …" within a section is a line of it.
_LABELS_TOO: Final = frozenset(
    {SectionKind.CAMPUS, SectionKind.INTERESTS, SectionKind.LANGUAGES, SectionKind.OTHER}
)
_OF_LONG_ENTRIES: Final = OF_ENTRIES - {SectionKind.CAMPUS}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's lines; a line that shares its row with the heading has lost the heading."""

    kind: SectionKind
    heading: TextLine | None
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """A document's sections in reading order, the kind each line stands in, and the marks of its lines."""

    all: tuple[Section, ...]
    kinds: dict[int, SectionKind]
    headings: frozenset[int]
    marks: Marks

    def of(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """Return the sections of these kinds."""
        return tuple(section for section in self.all if section.kind in kinds)

    def mark(self, line: TextLine) -> Mark:
        """Return what is known of a line."""
        return self.marks.of(line)

    def kind_at(self, line: TextLine) -> SectionKind:
        """Return the kind of section the line stands in."""
        return self.kinds.get(line.index, SectionKind.HEAD)


def _split_heading(
    line: TextLine, marks: Marks, styles: HeadingStyles
) -> tuple[SectionKind | None, TextLine | None] | None:
    """Return the section a line opens, and what else the line holds; no kind where no word tells it."""
    sizes = styles.sizes
    if kind := marks.of(line).heading:
        # "Key Achievements:" inside an entry is smaller than the headings known by heart.
        known = known_heading(line.text) and not line.text.endswith(":")
        if is_bare(line.text) and (line.cell is not None or (line.size and not styles.is_heading(line))):
            return None
        if known or line.size is None or not sizes or round(line.size) >= sizes[0]:
            return kind, None
        return None
    if styles.is_heading(line):
        return hinted_kind(line.text), None
    if line.bullet or line.cell is not None:
        return None
    if len(line.pieces) > 1 and (line.pieces[1].startswith(":") or _is_labelled(*line.pieces[:2])):
        return None
    if len(line.pieces) > 1 and (kind := heading_kind(line.pieces[0])):
        if line.pieces[0].endswith(":") and kind in _LABELS_TOO:
            return None
        if all(heading_kind(piece) for piece in line.pieces[1:]):
            return kind, None
        rest = line.pieces[1:]
        return kind, replace(line, text=" ".join(rest), pieces=rest)
    first, _, rest_text = line.text.partition(" ")
    if rest_text and (kind := _beside_rest(first, rest_text)):
        return kind, _without_first(line, first)
    if (labelled := _CHINESE_LABEL.match(line.text)) and known_heading(labelled[1]) in OF_ENTRIES:
        return known_heading(labelled[1]), _without_first(line, labelled[0])
    # A heading set beside its first entry: the date tells it from a label and its value.
    if rest_text and re.search(r"(?:19|20)\d\d", rest_text):
        found = known_heading(first) if has_chinese(first) or first.casefold() in _BESIDE_DATES else None
        if found in OF_ENTRIES:
            return found, _without_first(line, first)
    return None


def _beside_rest(first: str, rest: str) -> SectionKind | None:
    """Return the section that a word in capitals, or before a colon, opens beside a school or a sentence."""
    if not first[:1].isascii() or not (first.isupper() or first.endswith(":")):
        return None
    kind = known_heading(first)
    if kind is SectionKind.EDUCATION:
        return kind if speaks_of_school(rest) else None
    tells = first.isupper() and not rest.isupper() and len(rest.split()) >= _WORDS_OF_A_SENTENCE
    return kind if tells and kind in {SectionKind.INTEREST, SectionKind.SUMMARY} else None


def _without_first(line: TextLine, first: str) -> TextLine:
    """Return the line without its first word."""
    pieces = line.pieces
    if pieces[0] == first:
        pieces = pieces[1:]
    elif pieces[0].startswith(first):
        pieces = (pieces[0].removeprefix(first).lstrip(), *pieces[1:])
    return replace(line, text=line.text.removeprefix(first).lstrip(), pieces=pieces)


def _is_labelled(first: str, second: str) -> bool:
    """Return whether two pieces are a Chinese label and its short value (`学历  本科`)."""
    key = label_of(first) if has_chinese(first) else None
    return key in SHAPES and len(second) <= 12 and fits(key, second)


def split_sections(
    text: Text,
    *,
    marks: Marks | None = None,
    labels: Iterable[TextLine] = (),
    personal: frozenset[int] = frozenset(),
) -> Sections:
    """Divide the lines at their headings.

    Args:
        text: The document.
        marks: What is known of its lines already.
        labels: Lines that are labels of a neighbouring value, and so no headings.
        personal: Blocks of personal data, wherever they stand.
    """
    marks = marks or Marks()
    styles = HeadingStyles(text, marks)
    openings = _openings(text, marks, styles, no_headings={line.index for line in labels})
    sections: list[Section] = []
    kinds: dict[int, SectionKind] = {}
    headings: set[int] = set()
    kind, heading, lines = SectionKind.HEAD, None, list[TextLine]()
    previous: TextLine | None = None
    for line in text.lines:
        found = openings.get(line.index)
        if not found and line.block in personal and (previous is None or previous.block != line.block):
            found = SectionKind.BASIC, line
        largest = line.size is not None and bool(styles.sizes) and line.size > 1.15 * max(styles.sizes)
        aside = previous is not None and kind not in _OF_LONG_ENTRIES and _is_new_column(previous, line)
        if found or largest or aside:
            sections.append(Section(kind, heading, tuple(lines)))
            kind, rest = found or (SectionKind.HEAD, line)
            is_heading = found is not None and rest is not line
            heading, lines = (line if is_heading else None), [rest] if rest else []
            if is_heading:
                headings.add(line.index)
        else:
            lines.append(line)
        kinds[line.index] = kind
        previous = line
    sections.append(Section(kind, heading, tuple(lines)))
    return Sections(tuple(sections), kinds, frozenset(headings), marks)


def _openings(
    text: Text, marks: Marks, styles: HeadingStyles, *, no_headings: set[int]
) -> dict[int, tuple[SectionKind, TextLine | None]]:
    """Return the lines that open sections by their numbers: the kind of section, what else the line holds."""
    found: list[tuple[int, SectionKind | None, TextLine | None]] = []
    for line in text.lines:
        among_entries = bool(found) and found[-1][1] in OF_ENTRIES
        if line.index in no_headings or (among_entries and styles.is_plain(line)):
            continue
        if among_entries and _is_below_bolder(line, text, marks):
            continue
        if opening := _split_heading(line, marks, styles):
            of_style = _only_looks_like_heading(line, opening, marks) and among_entries
            if not (of_style and _heads_entry(line, text.lines[found[-1][0] + 1 :], marks)):
                found.append((line.index, *opening))
    grids = _grids(text)
    found = [one for one in found if one[0] not in grids]
    ends = [index for index, _, _ in found[1:]] + [len(text.lines)]
    kinds: dict[int, tuple[SectionKind, TextLine | None]] = {}
    for (index, kind, rest), end in zip(found, ends, strict=False):
        line = text.lines[index]
        if kind is None or heading_key(line.text) in _MAY_TELL_STUDIES:
            beneath = kind_beneath(line, list(text.lines[index + 1 : end]), marks)
            kind = beneath if kind is None or beneath is SectionKind.EDUCATION else kind
        kinds[index] = kind, rest
    return kinds


def _heads_entry(line: TextLine, section: tuple[TextLine, ...], marks: Marks) -> bool:
    """Return whether a line that is set as headings are begins an entry as others of its section do.

    Args:
        line: No word tells what it opens.
        section: The lines from the last heading on.
    """
    number = line.index - section[0].index
    above = (marks.of(other) for other in (section[0], section[number - 1]))
    if number and all(mark.is_dated and not mark.header for mark in above):
        return True  # what follows a time that stands alone
    distance = _to_date(section, number, marks)
    if distance is None:
        return False
    style = style_of(line)
    return number == 0 or any(
        style_of(other) == style and _to_date(section, at, marks) == distance
        for at, other in enumerate(section[:number])
    )


def _to_date(lines: tuple[TextLine, ...], number: int, marks: Marks) -> int | None:
    """Return how many lines below one the next date is, if it is near."""
    near = range(number, min(number + _NEAR_DATE, len(lines)))
    return next((at - number for at in near if marks.of(lines[at]).is_dated), None)


def _only_looks_like_heading(
    line: TextLine, opening: tuple[SectionKind | None, TextLine | None], marks: Marks
) -> bool:
    """Return whether nothing but its look tells that a line is a heading, or it names a school."""
    mark = marks.of(line)
    return mark.heading is None and opening[1] is None and (opening[0] is None or mark.school is not None)


def _grids(text: Text) -> frozenset[int]:
    """Return the lines in rows of three or more short cells, behind the first: they head no sections."""
    return frozenset(
        cell.lines[0].index
        for rows in text.tables
        for row in rows
        if sum(bool(cell.lines) for cell in row) > 2 and all(len(cell.lines) < 2 for cell in row)
        for cell in row[1:]
        if cell.lines
    )


def _is_below_bolder(line: TextLine, text: Text, marks: Marks) -> bool:
    """Return whether a line stands below an entry's dated line that is bold, and is not: `个人项目`."""
    above = text.next_to(line, -1)
    if above is None or line.source.bold or not above.source.bold or line.size is None or above.size is None:
        return False
    return line.size <= above.size and marks.of(above).is_dated


def _is_new_column(previous: TextLine, line: TextLine) -> bool:
    """Return whether the reading moved up the page, to the top of another column."""
    before, after = previous.source.box, line.source.box
    if before is None or after is None or previous.page != line.page or previous.block == line.block:
        return False
    height = max(after.bottom - after.top, 1.0)
    beside = after.left >= before.right or after.right <= before.left
    return beside and after.top < before.top - 3 * height and line.cell is None
