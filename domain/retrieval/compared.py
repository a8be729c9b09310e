"""Chosen entries of an index, compared with texts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.asking import AskedSkills, asked_skills
from domain.retrieval.comparing import Chosen, Likeness, Rows, Texts, compare, gathered, ragged
from domain.retrieval.encoder import Floats
from domain.retrieval.entries import IndexColumn
from domain.retrieval.live import LiveSegment


@dataclass(frozen=True, slots=True)
class Compared:
    """Chosen entries, part after part, compared.

    Attributes:
        chosen: The entries of each part.
        words: The likenesses by words (texts, entries); so are `meaning` and `fused`.
        names: The likenesses of the names compared; those of each entry begin at `starts`.
    """

    chosen: list[tuple[LiveSegment, Rows]]
    words: Floats
    meaning: Floats
    names: Likeness
    starts: Rows

    def __len__(self) -> int:
        return sum(len(numbers) for _, numbers in self.chosen)

    @property
    def fused(self) -> NDArray[np.floating]:
        """The likenesses by both, worked out where somebody asks."""
        fused: NDArray[np.floating] = np.maximum.reduceat(self.names.fused, self.starts, axis=1)
        return fused

    @property
    def keys(self) -> NDArray[np.uint64]:
        """The numbers of the entries' keys."""
        return self.gathered("key")

    def gathered(self, name: str) -> NDArray[Any]:
        """Return what the segments' array of that name says of the entries."""
        return gathered(name, self._segments())

    def column(self, column: IndexColumn) -> NDArray[Any]:
        """Return the entries' numbers of a column."""
        found = [part.segment.columns[column].take(numbers) for part, numbers in self.chosen]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def skills(self, forms: Collection[int]) -> AskedSkills:
        """Return what the entries ask for of these wordings."""
        return asked_skills(self._segments(), forms)

    def places_of(self, source: str) -> Rows:
        """Return the places of the entries of a source among them."""
        sizes = [len(numbers) for _, numbers in self.chosen]
        return np.repeat([part.source == source for part, _ in self.chosen], sizes).nonzero()[0]

    def entry(self, place: int) -> tuple[str, str, bytes]:
        """Return the source, the key and the payload of the entry at a place among them."""
        for part, numbers in self.chosen:
            if place < len(numbers):
                return (part.source, *part.segment.unpacked(int(numbers[place])))
            place -= len(numbers)
        raise IndexError(place)

    def _segments(self) -> list[Chosen]:
        return [(part.segment, numbers) for part, numbers in self.chosen]


def compare_names(texts: Texts, parts: Sequence[LiveSegment], chosen: Sequence[Rows]) -> Compared:
    """Compare names of each part, ascending; what an entry is worth is its likest name."""
    names: list[Chosen] = []
    entries: list[tuple[LiveSegment, Rows]] = []
    first: list[Rows] = []
    before = 0
    for part, rows in zip(parts, chosen, strict=True):
        owner = part.segment.owner.take(rows)
        if (alive := part.removed_from) is not None:
            left = alive.take(owner)
            rows, owner = rows[left], owner[left]
        if len(rows):
            names.append((part.segment, rows))
            starts = np.concatenate([[True], owner[1:] != owner[:-1]]).nonzero()[0]
            entries.append((part, owner.take(starts).astype(np.int64)))
            first.append(starts + before)
            before += len(rows)
    if not names:
        nothing = np.empty((len(texts), 0), np.float32)
        return Compared([], nothing, nothing, Likeness(nothing, nothing, nothing), np.empty(0, np.int64))
    likeness = compare(texts, names)
    starts = np.concatenate(first)
    words, meaning = (
        np.maximum.reduceat(values, starts, axis=1) for values in (likeness.words, likeness.meaning)
    )
    return Compared(entries, words, meaning, likeness, starts)


def compare_all_names(texts: Texts, found: Compared, places: Rows) -> Compared:
    """Compare every name of some of the entries compared, not only those that they were chosen for."""
    parts, chosen, before = [], [], 0
    for part, numbers in found.chosen:
        here = places[(places >= before) & (places < before + len(numbers))] - before
        parts.append(part)
        chosen.append(ragged(part.segment.row_start, numbers.take(np.sort(here)))[0])
        before += len(numbers)
    return compare_names(texts, parts, chosen)
