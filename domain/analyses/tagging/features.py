"""What is told to the model of each atom: words that hold or do not, each by its name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.analyses.firms import firm_score, is_noise
from domain.analyses.labels import label_of
from domain.analyses.pairs import Pairs
from domain.analyses.tagging.atoms import Atom, Row
from domain.analyses.text import key_of
from domain.analyses.titles import title_score
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.script import has_chinese

_SCHOOLS: Final = lexicon("schools")
has_school_word: Final = OneLook(_SCHOOLS.pattern("school_end"), _SCHOOLS.pattern("school_word", whole=True))
"""Returns whether a text has a word of names of schools."""
_UNIVERSITY = re.compile(f"{_SCHOOLS.pattern('university')}|universi|college", re.IGNORECASE)
_DEPARTMENT = re.compile(
    f"(?:{lexicon('employers').pattern('department_end')}|{_SCHOOLS.pattern('department_end')})$"
)
_FAR: Final = 4


class Kind(StrEnum):
    """What a span is."""

    COMPANY = "company"
    TITLE = "title"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules take a piece of a line for."""

    kind: Kind
    line: int
    text: str


@dataclass(slots=True)
class _Scores:
    """What an atom's words alone say."""

    title: int
    firm: int
    school: int
    degree: bool
    label: str | None
    code: str


def features_of(
    rows: Sequence[Row], pairs: Pairs, ruled: Iterable[Ruled], *, chinese: bool, body_size: float | None
) -> list[list[str]]:
    """Return the features of each atom, row after row."""
    scores = [[_scored(atom, row) for atom in row.atoms] for row in rows]
    lines = [_line_code(row, found) for row, found in zip(rows, scores, strict=True)]
    dates = _distances([not row.mark.is_prose and row.mark.is_dated for row in rows])
    repeated = _Repeated(rows, scores, dates)
    by_line: dict[int, list[Ruled]] = defaultdict(list)
    for one in ruled:
        by_line[one.line].append(one)
    flat = [score.code for found in scores for score in found]
    made: list[list[str]] = []
    place = 0
    for number, row in enumerate(rows):
        if not row.atoms:
            continue
        shared = _line_features(row, number, lines, dates[number], pairs, body_size)
        shared.append("zh" if chinese else "en")
        for column, (atom, score) in enumerate(zip(row.atoms, scores[number], strict=True)):
            before = flat[place - 1] if column else "|" + (lines[number - 1] if number else "^")
            last = column == len(row.atoms) - 1
            after = (
                flat[place + 1] if not last else "|" + (lines[number + 1] if number + 1 < len(rows) else "$")
            )
            found = [*shared]
            found += _own(atom, score, row, column)
            found += (
                f"b:{before}",
                f"a:{after}",
                f"b:{before}:{score.code}",
                f"a:{after}:{score.code}",
                f"ba:{before}:{after}",
            )
            if column > 1:
                found.append(f"bb:{flat[place - 2]}")
            if column + 2 < len(row.atoms):
                found.append(f"aa:{flat[place + 2]}")
            label = scores[number][column - 1].label if column else None
            if label:
                found.append(f"label:{label}")
            for name, value in repeated.of(number, column):
                found.append(f"{name}:{value}")
                found.append(f"{name}:{value}:{score.code}")
            found += _rules(atom, by_line.get(row.line.index, ()), score)
            made.append(found)
            place += 1
    return made


def _scored(atom: Atom, row: Row) -> _Scores:
    text = atom.text
    title = title_score(text)
    title_level = 3 if title >= 0.8 else 2 if title >= 0.55 else 1 if title >= 0.3 else 0
    firm = firm_score(text)
    firm_level = 2 if firm >= 0.8 else 1 if firm >= 0.6 else 0
    school = 0 if not has_school_word(text) else 2 if _UNIVERSITY.search(text) else 1
    degree = row.mark.degree is not None and find_degree(text) is not None
    known = title_level > 1 or firm_level == 2 or school or degree
    place = not known and is_noise(text)
    label = label_of(text) if len(text) <= 12 else None
    signs = "".join(sign for sign, holds in (("d", degree), ("p", place), ("l", label)) if holds)
    code = f"{title_level}{firm_level}{school}{signs}"
    return _Scores(title_level, firm_level, school, degree, label, code)


def _line_code(row: Row, scores: Sequence[_Scores]) -> str:
    """Return in a word what a line is."""
    if row.mark.is_prose:
        return "prose"
    if not scores:
        return "bare@" if row.mark.is_dated else "bare"
    signs = (
        ("t", any(score.title >= 2 for score in scores)),
        ("f", any(score.firm == 2 for score in scores)),
        ("s", any(score.school for score in scores)),
        ("d", any(score.degree for score in scores)),
        ("@", row.mark.is_dated),
        ("*", row.line.bullet),
    )
    return "".join(sign for sign, holds in signs if holds)


def _distances(dated: Sequence[bool]) -> list[tuple[int, int]]:
    """Return how many lines above and below the nearest dated line is; 0 on it."""
    above, below = [], []
    distance = _FAR
    for here in dated:
        distance = 0 if here else min(distance + 1, _FAR)
        above.append(distance)
    distance = _FAR
    for here in reversed(dated):
        distance = 0 if here else min(distance + 1, _FAR)
        below.append(distance)
    return list(zip(above, reversed(below), strict=True))


def _line_features(
    row: Row,
    number: int,
    lines: Sequence[str],
    date: tuple[int, int],
    pairs: Pairs,
    body_size: float | None,
) -> list[str]:
    line = row.line
    section = row.section.value
    before = lines[number - 1] if number else "^"
    after = lines[number + 1] if number + 1 < len(lines) else "$"
    two_before = lines[number - 2] if number > 1 else "^"
    two_after = lines[number + 2] if number + 2 < len(lines) else "$"
    found = [
        "1",
        f"sec:{section}",
        f"date:{date[0]}:{date[1]}",
        f"sec:{section}:date:{date[0]}:{date[1]}",
        f"n:{min(len(row.atoms), 5)}",
        f"lb:{before}",
        f"la:{after}",
        f"lbb:{two_before}",
        f"laa:{two_after}",
        f"l:{before}:{lines[number]}:{after}",
        f"self:{lines[number]}",
        f"sec:{section}:self:{lines[number]}",
    ]
    if row.first:
        found += ("first", f"first:{section}")
    if line.source.bold:
        found.append("bold")
    if line.size and body_size and not 0.92 * body_size <= line.size <= 1.08 * body_size:
        found.append("size:1" if line.size > body_size else "size:-1")
    if line.bullet:
        found.append("bullet")
    if line.cell is not None:
        found.append("cell")
    found += [f"pair:{pair.key}" for pair in pairs.at(line)[:3]]
    return found


def _own(atom: Atom, score: _Scores, row: Row, column: int) -> list[str]:
    text = atom.text
    section = row.section.value
    code = score.code
    chinese = has_chinese(text)
    place = f"{min(column, 3)}/{min(len(row.atoms), 4)}"
    dated = row.mark.is_dated
    found = [
        f"c:{code}",
        f"c:{code}:{section}",
        f"c:{code}:{place}",
        f"c:{code}:{dated}",
        f"t:{score.title}:{section}",
        f"f:{score.firm}:{section}",
        f"s:{score.school}:{section}",
        f"g:{atom.gap}",
        f"g:{atom.gap}:{code}",
        f"at:{place}",
        f"at:{place}:{section}:{dated}",
        f"zh:{chinese}",
    ]
    if _DEPARTMENT.search(text):
        found.append("dept")
    if any(map(str.isdigit, text)):
        found.append("digit")
    if chinese:
        length = len(text)
        found.append(f"len:{min(length, 16) // 2}")
    else:
        words = text.split()
        found.append(f"words:{min(len(words), 7)}")
        capitals = sum(word[:1].isupper() for word in words)
        found.append("caps:all" if capitals == len(words) else "caps:some" if capitals else "caps:no")
        if text.isupper():
            found.append("upper")
        if "&" in text:
            found.append("&")
    return found


class _Repeated:
    """What the other entries have in the same place: entries of one resume are set alike."""

    def __init__(
        self, rows: Sequence[Row], scores: Sequence[Sequence[_Scores]], dates: Sequence[tuple[int, int]]
    ) -> None:
        self._keys: dict[tuple[int, int], tuple[object, ...]] = {}
        self._sums: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self._scores = scores
        for number, row in enumerate(rows):
            above, below = dates[number]
            if min(above, below) >= 3 or not row.atoms:
                continue
            for column, score in enumerate(scores[number]):
                key = (row.section, above, below, column, len(row.atoms))
                self._keys[number, column] = key
                total = self._sums[key]
                total[0] += 1
                total[1] += score.title >= 2
                total[2] += score.firm == 2
                total[3] += score.school > 0

    def of(self, number: int, column: int) -> Iterable[tuple[str, int]]:
        key = self._keys.get((number, column))
        if key is None:
            return
        count, titles, firms, schools = self._sums[key]
        if count < 2:
            return
        score = self._scores[number][column]
        others = count - 1
        yield "rt", round(3 * (titles - (score.title >= 2)) / others)
        yield "rf", round(3 * (firms - (score.firm == 2)) / others)
        yield "rs", round(3 * (schools - (score.school > 0)) / others)


def _rules(atom: Atom, ruled: Sequence[Ruled], score: _Scores) -> list[str]:
    found = []
    key = key_of(atom.text) if ruled else ""
    for one in ruled:
        other = key_of(one.text)
        if key == other:
            found.append(f"r:{one.kind}:whole")
            found.append(f"r:{one.kind}:{score.code}")
        elif key in other:
            found.append(f"r:{one.kind}:part")
        elif other in key:
            found.append(f"r:{one.kind}:more")
    return found or ["r:none", f"r:none:{score.code}"]
