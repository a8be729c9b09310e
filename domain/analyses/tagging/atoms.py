"""Atoms: the parts of lines that may be an employer, a title or a school, or a piece of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.analyses.header_parts import unglued
from domain.analyses.headings import SectionKind
from domain.analyses.marks import Mark
from domain.analyses.sections import Sections
from domain.analyses.text import TextLine
from domain.analyses.titles import split_title
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

MOST_ATOMS: Final = 1_200
_MOST_ON_LINE = 16
_LONGEST_LINE = 200
_NEVER: Final = frozenset(
    {
        SectionKind.PROJECTS,
        SectionKind.AWARDS,
        SectionKind.CERTIFICATES,
        SectionKind.SKILLS,
        SectionKind.LANGUAGES,
        SectionKind.INTERESTS,
        SectionKind.PUBLICATIONS,
        SectionKind.REFERENCES,
    }
)
_AT = lexicon("employers").pattern("at")


class Gap(StrEnum):
    """How an atom is divided from the one before it on its line."""

    START = "start"
    HARD = "hard"
    COMMA = "comma"
    DASH = "dash"
    SLASH = "slash"
    COLON = "colon"
    BRACKET = "bracket"
    AT = "at"
    STOP = "stop"
    SPACE = "space"
    GLUE = "glue"


_GAPS = re.compile(
    # Most signs begin none of them: one look tells.
    r"(?=[\s|｜¦•∙⋅–—()\[\]【】「」《》,，;；、:：/.])(?:"
    r"(?P<hard>\s*[|｜¦•∙⋅]\s*|[ ]*\t\s*|[ ]{2,}|\s·\s)"
    rf"|(?P<at>\s+(?:@|{_AT})\s+)"
    r"|(?P<dash>\s+[-–—~]+\s+|\s*[–—]+\s*)"
    r"|(?P<bracket>\s*[()\[\]【】「」《》]+\s*)"
    r"|(?P<comma>\s*[,，;；、]\s*)"
    r"|(?P<colon>\s*[:：]\s*)"
    rf"|(?P<slash>\s+/\s*|/\s+|(?<=[{CHINESE}])/(?=[{CHINESE}]))"
    r"|(?P<stop>(?<=[a-z]{3})\.\s+(?=[A-Z]))"
    rf"|(?P<space>(?<=[{CHINESE}])[ ](?=\S)|(?<=\S)[ ](?=[{CHINESE}])))"
)
_EDGES = " \t·•*-–—,.;:'\"“”"


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of a line's text without its dates: from `start` to `end` in the mark's `rest`."""

    text: str
    start: int
    end: int
    gap: Gap


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its atoms: of prose, of a time alone, and where nothing is looked for, there are none."""

    line: TextLine
    mark: Mark
    section: SectionKind
    atoms: tuple[Atom, ...]
    first: bool
    """Whether the line is the first of its section, under the heading."""


def rows_of(sections: Sections) -> list[Row]:
    """Return the lines of all sections with their atoms, as many as are needed for any resume."""
    rows: list[Row] = []
    count = 0
    for section in sections.all:
        for number, line in enumerate(section.lines):
            mark = sections.mark(line)
            long = len(line.text) > _LONGEST_LINE
            left_out = long or count > MOST_ATOMS or section.kind in _NEVER or mark.is_prose
            atoms = () if left_out else tuple(_atoms(mark))
            count += len(atoms)
            rows.append(Row(line, mark, section.kind, atoms, number == 0))
    return rows


def _atoms(mark: Mark) -> Iterator[Atom]:
    """Yield the parts of a line between its gaps, and those that nothing divides but their words."""
    for atom in _divided(mark.rest):
        places = _seams(atom.text, mark)
        start, gap = 0, atom.gap
        for place in (*places, len(atom.text)):
            piece = atom.text[start:place]
            stripped = piece.strip(_EDGES)
            if stripped:
                at = atom.start + start + piece.index(stripped)
                yield Atom(stripped, at, at + len(stripped), gap)
                gap = Gap.GLUE
            start = place


def _seams(text: str, mark: Mark) -> list[int]:
    """Return where an employer and a title, or a school and a degree, stand side by side."""
    if has_chinese(text):
        parts = unglued(text)
        return [text.rindex(parts[1])] if len(parts) == 2 else []
    if mark.degree is not None and (found := find_degree(text)):
        return [found.start] if found.start else []
    if " " in text and (parted := split_title(text)):
        # Either may stand first.
        title = text.rindex(parted[1]) if text.endswith(parted[1]) else len(parted[1])
        return [title] if 0 < title < len(text) else []
    return []


def _divided(text: str) -> list[Atom]:
    found: list[Atom] = []
    start, gap = 0, Gap.START
    for match in _GAPS.finditer(text):
        if _keep(found, text, start, match.start(), gap):
            gap = Gap.SPACE
        kind = Gap(match.lastgroup or Gap.HARD)
        # Of several gaps in a row the hard one counts, else the first.
        if gap is Gap.SPACE or kind is Gap.HARD:
            gap = kind
        start = match.end()
        if len(found) == _MOST_ON_LINE:
            return found
    _keep(found, text, start, len(text), gap)
    return found


def _keep(found: list[Atom], text: str, start: int, end: int, gap: Gap) -> bool:
    """Append what stands between two gaps, if it says anything."""
    piece = text[start:end]
    stripped = piece.strip(_EDGES)
    if not any(map(str.isalnum, stripped)):
        return False
    start += piece.index(stripped)
    found.append(Atom(stripped, start, start + len(stripped), gap if found else Gap.START))
    return True
