"""Labelled values of a document; `pair_finding` finds them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.analyses.headings import OF_ENTRIES
from domain.analyses.sections import Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.periods import is_period

PERSONAL: Final = frozenset(
    {
        "name",
        "gender",
        "age",
        "birth",
        "degree",
        "political",
        "ethnicity",
        "hometown",
        "marital",
        "height",
        "interest",
    }
)
"""Families of what is told of the person."""

_CONTACT_ONLY = re.compile(r"^(?:[\w.+-]{1,64}@[\w.-]{3,80}|\+?\(?\d[\d() -]{6,18}\d)$", re.ASCII)
_OF_ENTRIES: Final = frozenset(
    {"school", "degree", "major", "minor", "company", "title", "period", "duties", "courses"}
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled value. `key` is the field family; `rest` are the unlabelled pieces that follow it."""

    key: str
    value: str
    label: TextLine
    source: TextLine
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairs:
    """A document's pairs, and the lines that are labels of a value elsewhere."""

    all: tuple[Pair, ...]
    labels: tuple[TextLine, ...]
    by_line: dict[int, tuple[Pair, ...]]

    def of(self, *keys: str) -> Iterator[Pair]:
        """Yield the pairs of these field families, in reading order."""
        return (pair for pair in self.all if pair.key in keys)

    def without_bullets(self, sections: Sections) -> Pairs:
        """Return the pairs without personal ones in the bullets of entries, where words only look alike."""
        return Pairs.of_pairs(
            [
                pair
                for pair in self.all
                if pair.key in _OF_ENTRIES
                or not pair.source.bullet
                or sections.kind_at(pair.source) not in OF_ENTRIES
            ],
            self.labels,
        )

    @classmethod
    def of_pairs(cls, pairs: list[Pair], labels: tuple[TextLine, ...]) -> Pairs:
        """Return the pairs in reading order."""
        by_line: dict[int, tuple[Pair, ...]] = {}
        for pair in sorted(pairs, key=lambda pair: pair.source.index):
            by_line[pair.source.index] = (*by_line.get(pair.source.index, ()), pair)
        return cls(tuple(pair for found in by_line.values() for pair in found), labels, by_line)

    def at(self, line: TextLine) -> tuple[Pair, ...]:
        """Return the pairs whose value stands on this line."""
        return self.by_line.get(line.index, ())

    def key_of_line(self, line: TextLine) -> str | None:
        """Return the family of the first pair read from this line."""
        return next((pair.key for pair in self.at(line)), None)


def personal_blocks(text: Text, pairs: Pairs) -> frozenset[int]:
    """Return the blocks that hold several labelled facts about the person."""
    keys: dict[int, set[str]] = {}
    for pair in pairs.all:
        if pair.key in PERSONAL:
            keys.setdefault(pair.source.block, set()).add(pair.key)
    lines = Counter(line.block for line in text.lines)
    contacts = {
        line.block
        for line in text.lines
        if lines[line.block] <= 8 and _CONTACT_ONLY.match(line.text) and not is_period(line.text)
    }
    return frozenset(
        block for block, found in keys.items() if len(found) >= 2 and lines[block] <= 6 * len(found)
    ) | frozenset(contacts)
