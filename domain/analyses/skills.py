"""Skills: what the sections of that name list, and lines that are labelled so wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.heading_styles import style_of
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, Section, SectionKind, Sections, heading_key, heading_kind
from domain.analyses.skill_items import is_grade, listed, listed_by_name, named_as_known, says_known
from domain.analyses.skill_labels import (
    LINES,
    are_hobbies,
    is_furniture,
    is_kind,
    is_other,
    says_skills,
    split_label,
    stack_of,
)
from domain.analyses.skill_names import is_known, is_tool
from domain.analyses.skill_parts import parts_of
from domain.analyses.text import Text, TextLine, join_wrapped
from domain.vocabulary.script import has_chinese

_MOST = 120
_LONGEST = 900
_FEW, _SOME = 3, 6
_FULL_LINE = 18
_LONGEST_LABEL = 12
_MOST_OF_A_KIND, _SURE = 3, 2
_LISTING = re.compile("[、,|;/]")
_SPAN = re.compile(
    rf"(?:19|20)\d\d(?:[-./年]\d{{1,2}})?月? ?(?:[-–—~至到]|to) ?(?:(?:19|20)\d\d|{LINES.pattern('now')})",
    re.IGNORECASE,
)
_GOES_ON = re.compile(f"(?:[,、/&+(-]|{LINES.pattern('goes_on')})$", re.IGNORECASE)
_SENTENCE = re.compile(r"[。;!]|\.(?: |$)")
_MOST_WRAPPED = 3
_ENDS = re.compile(r"[。.;!:]$")
_ENTRIES: Final = frozenset({SectionKind.PROJECTS, SectionKind.EXPERIENCE, SectionKind.CAMPUS})
_UNTITLED: Final = PERSONAL | {SectionKind.OTHER, SectionKind.SUMMARY}
_MOST_BELOW = 16
_NEVER: Final = frozenset({SectionKind.SKILLS, SectionKind.REFERENCES, SectionKind.PUBLICATIONS})


@dataclass(frozen=True, slots=True)
class _Statement:
    """Lines that the layout wrapped, as one. `pieces` are its separate parts."""

    pieces: tuple[str, ...]
    lines: tuple[TextLine, ...]
    under: str = ""

    def source_of(self, skill: str) -> TextLine:
        """Return the line that holds the skill, else the first."""
        return next((line for line in self.lines if skill in line.text), self.lines[0])


def skills(text: Text, pairs: Pairs, sections: Sections) -> list[Candidate[str]]:
    """Return the skills, as printed and in that order."""
    found = list(_said(pairs, sections))
    found += _elsewhere(text, sections, count=len(found))
    return sorted(found, key=lambda candidate: candidate.source.index if candidate.source else 0)


def _said(pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield what sections of skills hold, and lines that are labelled so."""
    count = 0
    for section in sections.of(SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.OTHER):
        if section.kind is SectionKind.LANGUAGES and not _is_of_programming(section):
            continue
        if section.kind is SectionKind.OTHER and not _is_of_tools(section):
            continue
        for statement in _statements(section):
            if count > _MOST:
                break
            for skill in listed(statement.pieces, statement.under):
                count += 1
                yield Candidate(skill, 0.85, statement.source_of(skill))
    for section in sections.of(SectionKind.INTERESTS):
        told = " ".join(line.text for line in section.lines)
        if section.heading and not are_hobbies(heading_key(section.heading.text), told):
            for line in section.lines:
                yield from (Candidate(skill, 0.75, line) for skill in listed(line.pieces))
    for pair in pairs.of("skill"):
        kind = sections.kind_at(pair.source)
        label = split_label(pair.label.text)[0] or pair.label.text
        if heading_kind(label) is SectionKind.INTERESTS and are_hobbies(heading_key(label), pair.value):
            continue
        if kind is SectionKind.SKILLS or (kind in _ENTRIES and not says_skills(pair.label.text)):
            continue
        for skill in listed((pair.value, *pair.rest)):
            yield Candidate(skill, 0.8, pair.source)


def _elsewhere(text: Text, sections: Sections, *, count: int) -> Iterator[Candidate[str]]:
    """Yield what lines outside such sections list or say to be known.

    Of projects and jobs counts what they were done with (技术栈：…), and all tools where a resume lists few
    skills; where it lists not many, sentences count in full.
    """
    for line in text.lines:
        kind = sections.kind_at(line)
        if kind in _UNTITLED and line.text.endswith(":") and is_kind(line.text[:-1]):
            yield from _below_label(text, line, sections)
        if kind in _NEVER or line.index in sections.headings or len(line.text) < 6:
            continue
        stack, surely = stack_of(line.text) if kind in _ENTRIES else ("", False)
        if stack:
            found = [name for name in listed((stack,)) if surely or is_known(name) or not has_chinese(name)]
            yield from (Candidate(skill, 0.7, line) for skill in found)
        elif kind in _ENTRIES and count >= _FEW:
            continue
        elif kind not in _ENTRIES and (told := _labelled(line.text)):
            yield from (Candidate(skill, 0.75, line) for skill in listed((told,)))
        elif found := listed_by_name("  ".join(line.pieces)):
            yield from (Candidate(skill, 0.65, line) for skill in found)
        elif kind not in _ENTRIES and says_known(line.text):
            found = named_as_known(_to_the_end(text, line), in_full=count < _SOME)
            yield from (Candidate(skill, 0.65, line) for skill in found)


def _to_the_end(text: Text, line: TextLine) -> str:
    """Return a line with what its sentence goes on with in the next ones."""
    parts = [line.text]
    for step in range(1, _MOST_WRAPPED):
        following = text.next_to(line, step)
        if following is None or following.block != line.block or following.bullet or _ENDS.search(parts[-1]):
            break
        if len(following.pieces) > 1 or split_label(following.text)[0]:
            break
        parts.append(_SENTENCE.split(following.text, maxsplit=1)[0])
        if len(parts[-1]) < len(following.text):
            break
    return join_wrapped(parts)


def _labelled(text: str) -> str:
    """Return what stands behind a label that would be a heading of skills on a line of its own."""
    label, value = split_label(text)
    return value if label and value and heading_kind(label) is SectionKind.SKILLS else ""


def _below_label(text: Text, label: TextLine, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield what stands below a label of a kind of skills in its block, where most of it is known."""
    found: list[Candidate[str]] = []
    for line in text.lines[label.index + 1 : label.index + _MOST_BELOW]:
        if line.block != label.block or split_label(line.text)[0] or line.index in sections.headings:
            break
        found += (Candidate(skill, 0.7, line) for skill in listed(line.pieces))
    if 2 * sum(is_known(one.value) for one in found) >= len(found):
        yield from found


def _statements(section: Section) -> Iterator[_Statement]:
    """Yield the section's lines, wrapped ones joined, up to where something else begins."""
    run: list[TextLine] = []
    under = ""
    widest = max((line.source.box.right for line in section.lines if line.source.box), default=0.0)
    listed_rows = _rows_below_labels(section)
    for number, line in enumerate(section.lines):
        if number and _is_set_as_heading(line, section):
            break
        if (
            line.cell
            and line.cell[2] == 0
            and line.cell[:2] in listed_rows
            and _width(line.text) <= _LONGEST_LABEL
        ):
            under = line.text  # the first cell of a row says of what kind the others are
            continue
        if len(line.text) > _LONGEST or is_furniture(line.text):
            continue
        spans = _SPAN.search(line.text) is not None
        if (spans and len(line.pieces) > 1) or _is_foreign_heading(line):
            break
        label, value = split_label(line.text)
        before = section.lines[number - 1] if number else section.heading
        if _heads_a_list(line, before, section.lines[number + 1 : number + 2]):
            label, value = line.text, ""
        if not spans and run and _continues(run[-1], line, widest):
            run.append(line)
            continue
        if run:
            yield _joined(run, under)
            run = []
        if label and (not value or is_other(label)):
            under = label
        elif label or line.bullet:
            under = "" if label or is_other(under) else under
        if not spans and not is_other(under) and label != line.text:
            run = [line]
    if run:
        yield _joined(run, under)


def _is_of_programming(section: Section) -> bool:
    """Return whether languages of programmers stand below the heading `Languages`."""
    return bool(section.lines) and any(map(is_tool, listed(section.lines[0].pieces)))


def _is_of_tools(section: Section) -> bool:
    """Return whether most lines below a heading that no list knows list tools."""
    if section.heading is None or not 0 < len(section.lines) <= _MOST_BELOW:
        return False
    return 2 * sum(bool(listed_by_name("  ".join(line.pieces))) for line in section.lines) > len(
        section.lines
    )


def _rows_below_labels(section: Section) -> set[tuple[int, ...]]:
    """Return the rows whose first cell says of what kind the skills in the others are."""
    firsts: dict[tuple[int, ...], TextLine] = {}
    others: dict[tuple[int, ...], list[TextLine]] = {}
    widths: dict[tuple[int, ...], int] = {}
    for line in section.lines:
        if line.cell and line.cell[2] == 0:
            firsts.setdefault(line.cell[:2], line)
        elif line.cell:
            widths[line.cell[:2]] = line.cell[2]
            if is_grade(line.text):
                continue
            others.setdefault(line.cell[:2], []).append(line)
    of_lists = {row[0] for row, cells in others.items() if any(_lists_beside(cell) for cell in cells)}
    return {
        row
        for row, cells in others.items()
        if (first := firsts.get(row))
        and (row[0] in of_lists or is_kind(first.text) or (widths[row] == 1 and not is_known(first.text)))
    }


def _lists_beside(line: TextLine) -> bool:
    """Return whether a line of the second column lists several things."""
    return line.cell is not None and line.cell[2] == 1 and _LISTING.search(line.text) is not None


def _heads_a_list(line: TextLine, before: TextLine | None, following: tuple[TextLine, ...]) -> bool:
    """Return whether a line says of what kind those listed below it are, without a colon."""
    if not following or line.bullet or line.cell or len(line.pieces) > 1 or is_known(line.text):
        return False
    below = following[0]
    if len(line.text.split()) > _MOST_OF_A_KIND or _LISTING.search(line.text) or split_label(below.text)[0]:
        return False
    items = [part for piece in below.pieces for part in parts_of(piece)]
    if below.block != line.block or len(items) < 2 or _width(line.text) > _LONGEST_LABEL:
        return False
    begins = before is None or before.block != line.block
    return is_kind(line.text) or (begins and len(items) > _SURE) or sum(map(is_known, items)) >= _SURE


def _is_set_as_heading(line: TextLine, section: Section) -> bool:
    """Return whether a line bears the ornament of the section's heading, which its first line does not."""
    if section.heading is None or not (ornament := style_of(section.heading).ornament):
        return False
    return style_of(line).ornament == ornament != style_of(section.lines[0]).ornament


def _is_foreign_heading(line: TextLine) -> bool:
    """Return whether a line begins with the heading of another section, in capitals as headings are."""
    first = re.split(r"[\s/]", line.text, maxsplit=1)[0]
    return (
        first.isupper()
        and len(first) > 4
        and not line.bullet
        and heading_kind(first) not in {None, SectionKind.SKILLS, SectionKind.CERTIFICATES}
    )


def _continues(before: TextLine, line: TextLine, widest: float) -> bool:
    """Return whether a line goes on with the one before it, which the layout broke."""
    if line.bullet or line.icon or line.block != before.block or line.cell != before.cell:
        return False
    if len(before.pieces) > 2 or len(line.pieces) > 1 or split_label(line.text)[0]:
        return False
    if _GOES_ON.search(before.text):
        return True
    if before.source.box is None or _ENDS.search(before.text) or _width(before.text) < _FULL_LINE:
        return False
    if before.source.box.right < 0.9 * widest:
        return False
    return has_chinese(line.text[:1]) or line.text[:1].islower() or "," in before.text or "、" in before.text


def _width(text: str) -> float:
    """Return how wide a text is, in Chinese characters."""
    return sum(1 if has_chinese(sign) else 0.5 for sign in text)


def _joined(run: list[TextLine], under: str) -> _Statement:
    if len(run) == 1:
        return _Statement(run[0].pieces, tuple(run), under)
    # Pieces have lost their commas at the end.
    head, last = run[0].pieces[:-1], run[0].pieces[-1] + ("," if run[0].text.endswith((",", "、")) else "")
    return _Statement((*head, join_wrapped([last, *(line.text for line in run[1:])])), tuple(run), under)
