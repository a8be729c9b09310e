"""Which lines a time at a school or an employer was read from.

Its evidence names one line, its head. What else was read of it stands near: its time, its subject or title
on the lines around the head, and what the person did on those below. They are looked for by what was read of
them, up to the heads of the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from domain.analyses.declaring import Cell, Entries
from domain.analyses.fields import BIRTH_DATE
from domain.pages.models import PageEntry
from domain.pages.printing import letters_of, pattern_of
from domain.vocabulary.script import simplified

_Entry = TypeVar("_Entry")

_NEAR: Final = 3
_BULLET: Final = 12
"""So many letters of what the person did may be no letters of a line: the number of an item, or a label."""
_LEAST: Final = 2
_DATES: Final = ("start", "end")
_SUMMARY: Final = "summary"


class Head(NamedTuple):
    """An entry with the place of its head among all lines; `values` are how its parts are printed."""

    place: int
    entry: PageEntry
    values: tuple[re.Pattern[str], ...]
    summary: str


def head_of(place: int, field: Entries[_Entry], entry: _Entry, index: int) -> Head:
    """Return an entry's head with what the other lines of the entry are known by."""
    cells: Mapping[str, Cell] = field.cells(entry)
    texts = {name: str(cells[name]) for name in field.printed if isinstance(cells.get(name), str)}
    values = (
        pattern_of(BIRTH_DATE.name if name in _DATES else field.name, text) for name, text in texts.items()
    )
    return Head(
        place, PageEntry(field.name, index), tuple(values), letters_of(str(cells.get(_SUMMARY) or ""))
    )


def entries_of(lines: Sequence[str], heads: Sequence[Head]) -> list[tuple[PageEntry, ...]]:
    """Return for each line the entries that were read from it."""
    found: list[list[PageEntry]] = [[] for _ in lines]
    for head in heads:
        found[head.place].append(head.entry)
    places = sorted({head.place for head in heads})
    following = dict(pairwise([*places, len(lines)]))
    preceding = dict(pairwise(reversed([-1, *places])))
    for head in heads:
        for place in _below(lines, head, following[head.place]):
            found[place].append(head.entry)
    for head in heads:
        for place in _above(lines, head, preceding[head.place]):
            if found[place]:
                break
            found[place].append(head.entry)
    return [tuple(entries) for entries in found]


def _below(lines: Sequence[str], head: Head, end: int) -> Iterator[int]:
    done = 0
    for place in range(head.place + 1, end):
        said = _said_until(head.summary, done, letters_of(lines[place]))
        if said or (place - head.place <= _NEAR and _tells(lines[place], head)):
            yield place
        done = said or done


def _above(lines: Sequence[str], head: Head, end: int) -> Iterator[int]:
    for place in range(head.place - 1, max(end, head.place - _NEAR), -1):
        if not _tells(lines[place], head):
            return
        yield place


def _tells(line: str, head: Head) -> bool:
    text = simplified(line)
    return any(match[0] for value in head.values if (match := value.search(text)))


def _said_until(summary: str, done: int, letters: str) -> int:
    """Return up to where a line says the summary, of which so much is said above it; 0 where it says none."""
    if len(letters) < _LEAST or done >= len(summary):
        return 0
    for said in (letters, letters.lstrip("0123456789")):
        at = summary.find(said, done, done + len(said) + _BULLET) if said else -1
        if at >= 0:
            return at + len(said)
    # Only the first of what is long is kept.
    return len(summary) if letters.startswith(summary[done:]) and len(summary) - done > _LEAST else 0
