"""Which atoms of a labelled resume are its employers, titles and schools, by the scorer's own comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from domain.analyses.headings import SectionKind
from domain.analyses.tagging.atoms import Gap, Row
from domain.analyses.tagging.features import Kind
from domain.analyses.tagging.model import LABELS

FIELDS: Final = {Kind.COMPANY: "companies", Kind.TITLE: "titles", Kind.SCHOOL: "schools"}
_ENTRIES: Final = {"experience": (Kind.COMPANY, Kind.TITLE), "education": (Kind.SCHOOL,)}
_MOST_JOINED = 6
_LONGEST = 120
_OF_ENTRIES: Final = {
    Kind.COMPANY: (SectionKind.EXPERIENCE, SectionKind.CAMPUS),
    Kind.TITLE: (SectionKind.EXPERIENCE, SectionKind.CAMPUS),
    Kind.SCHOOL: (SectionKind.EDUCATION,),
}


@dataclass(frozen=True, slots=True)
class _Match:
    closeness: float
    kind: Kind
    value: str
    row: int
    start: int
    end: int


def labels_of(scorer: Any, rows: Sequence[Row], row: dict[str, Any]) -> list[int]:
    """Return the label of each atom, as its number in `LABELS`.

    A value is looked for in the lines of its sections, or else beside dates, or else anywhere.
    """
    matches: list[_Match] = []
    for kind, values in values_of(row).items():
        for value in values:
            found = list(_matches(scorer, rows, kind, value))
            sure = [one for one in found if rows[one.row].section in _OF_ENTRIES[kind]]
            if not sure:
                sure = [one for one in found if _is_near_date(rows, one.row)]
            matches += sure or found
    matches.sort(key=lambda one: (-one.closeness, one.row, one.start))
    labels = [[0] * len(one.atoms) for one in rows]
    for one in matches:
        taken = labels[one.row]
        if not any(taken[one.start : one.end]):
            taken[one.start] = LABELS.index(f"B-{one.kind}")
            for place in range(one.start + 1, one.end):
                taken[place] = LABELS.index(f"I-{one.kind}")
    return [label for found in labels for label in found]


def values_of(row: dict[str, Any]) -> dict[Kind, list[str]]:
    """Return what a label names of each kind, in its lists and in its entries."""
    found: dict[Kind, dict[str, None]] = {
        kind: dict.fromkeys(row.get(field) or ()) for kind, field in FIELDS.items()
    }
    for field, kinds in _ENTRIES.items():
        for entry in row.get(field) or ():
            for kind in kinds:
                if entry.get(kind):
                    found[kind][entry[kind]] = None
    return {kind: list(values) for kind, values in found.items()}


def _matches(scorer: Any, rows: Sequence[Row], kind: Kind, value: str) -> list[_Match]:
    wanted = _key(scorer, value)
    found: list[_Match] = []
    if not wanted:
        return found
    for number, row in enumerate(rows):
        atoms = row.atoms
        best: _Match | None = None
        for start in range(len(atoms)):
            for end in range(start + 1, min(start + _MOST_JOINED, len(atoms)) + 1):
                if end > start + 1 and atoms[end - 1].gap is Gap.HARD:
                    break
                text = row.mark.rest[atoms[start].start : atoms[end - 1].end]
                if len(text) > _LONGEST:
                    break
                closeness = _closeness(_key(scorer, text), wanted)
                if closeness and (best is None or closeness > best.closeness):
                    best = _Match(closeness, kind, value, number, start, end)
        if best is not None:
            found.append(best)
    return found


def _key(scorer: Any, text: str) -> str:
    return "".join(filter(str.isalnum, scorer.norm(text)))


def _closeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 where the scorer would not take one for the other."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    if len(short) >= 2 and short in long and len(short) >= 0.3 * len(long):
        return 0.4 + 0.5 * len(short) / len(long)
    if len(short) < 0.7 * len(long):
        return 0.0
    ratio = SequenceMatcher(None, short, long, autojunk=False).ratio()
    return ratio if ratio >= 0.85 else 0.0


def _is_near_date(rows: Sequence[Row], number: int) -> bool:
    return any(row.mark.is_dated for row in rows[max(number - 2, 0) : number + 3])
