"""The spans that the model sees in a resume: what is an employer, a title or a school, and how likely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.analyses.labels import label_of
from domain.analyses.pairs import Pairs
from domain.analyses.school_names import is_kind_of_school, tells_deed
from domain.analyses.sections import Sections
from domain.analyses.tagging.atoms import Gap, Row, rows_of
from domain.analyses.tagging.features import Kind, Ruled, features_of, has_school_word
from domain.analyses.tagging.model import LABELS, Weights, tag
from domain.analyses.text import Text, TextLine, key_of
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.languages import Language
from domain.vocabulary.lexicons import lexicon

_NOT_STUDIED = re.compile(lexicon("schools").pattern("not_studied"))
_OPEN, _SHUT = "([【「《", ")]】」》"
_KINDS = list(Kind)


@dataclass(frozen=True, slots=True)
class Span:
    """What the model takes for one value; `probability` is that of its least likely atom."""

    kind: Kind
    text: str
    line: TextLine
    probability: float

    @property
    def key(self) -> str:
        return key_of(self.text)


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the model says of a resume's lines.

    Attributes:
        labels: Of lines with a labelled value, the families of the labels.
    """

    rows: Sequence[Row]
    spans: Sequence[Span]
    labels: Mapping[int, frozenset[str]]
    _probabilities: dict[int, list[tuple[str, dict[Kind, float]]]]

    def probability(self, kind: Kind, line: TextLine, text: str) -> float | None:
        """Return how likely a text on a line is of a kind; None where that line does not hold all of it."""
        key = key_of(text)
        if key not in key_of(line.text):
            return None
        found = [
            probabilities[kind]
            for atom, probabilities in self._probabilities.get(line.index, ())
            if atom == key or (len(atom) > 1 and (atom in key or key in atom))
        ]
        return max(found) if found else None

    def on(self, line: TextLine, kind: Kind) -> Iterator[Span]:
        """Yield the spans of a kind on a line."""
        return (span for span in self.spans if span.kind is kind and span.line.index == line.index)


def tagged(weights: Weights, text: Text, pairs: Pairs, sections: Sections, ruled: Iterable[Ruled]) -> Tagging:
    """Return what the model says, which is told what the rules found."""
    rows = rows_of(sections)
    features = features_of(
        rows, pairs, ruled, chinese=text.language is Language.CHINESE, body_size=text.body_size
    )
    answer = tag(weights, features)
    whole = answer.probabilities[:, 1:].reshape(-1, len(_KINDS), 2).sum(axis=2).tolist()
    spans: list[Span] = []
    told: dict[int, list[tuple[str, dict[Kind, float]]]] = {}
    first = 0
    for row in rows:
        if not row.atoms:
            continue
        after = first + len(row.atoms)
        likely = whole[first:after]
        told[row.line.index] = [
            (key_of(atom.text), dict(zip(Kind, found, strict=True)))
            for atom, found in zip(row.atoms, likely, strict=True)
        ]
        for kind, start, end in runs(row, answer.path[first:after]):
            words = _balanced(row.mark.rest, row.atoms[start].start, row.atoms[end - 1].end)
            if label_of(words) is None and not (kind is Kind.SCHOOL and _is_no_school(words)):
                column = _KINDS.index(kind)
                least = min(found[column] for found in likely[start:end])
                spans.append(Span(kind, words, row.line, least))
        first = after
    labels = {
        row.line.index: frozenset(pair.key for pair in found) for row in rows if (found := pairs.at(row.line))
    }
    return Tagging(rows, spans, labels, told)


def runs(row: Row, path: Sequence[int]) -> Iterator[tuple[Kind, int, int]]:
    """Yield kind, first atom and the one after the last of each run of labels on a line."""
    place = 0
    while place < len(path):
        start, label = place, LABELS[path[place]]
        place += 1
        if label == LABELS[0]:
            continue
        kind = Kind(label[2:])
        while (
            place < len(path) and LABELS[path[place]] == f"I-{kind}" and row.atoms[place].gap is not Gap.HARD
        ):
            place += 1
        yield kind, start, place


def _is_no_school(words: str) -> bool:
    """Return whether words name a club of a school, a prize, or nothing but a degree (中专)."""
    degree = find_degree(words)
    if degree and degree.start == 0 and not has_school_word(words[degree.end :]):
        return True
    return (
        bool(_NOT_STUDIED.search(words))
        or tells_deed(words)
        or is_kind_of_school(words)
        or (degree is not None and degree.degree.printed == words)
    )


def _balanced(text: str, start: int, end: int) -> str:
    """Return a part of a text, with the bracket behind it that its last one opens."""
    part = text[start:end]
    for opening, closing in zip(_OPEN, _SHUT, strict=True):
        if part.count(opening) > part.count(closing) and text[end : end + 1] == closing:
            return part + closing
    return part
