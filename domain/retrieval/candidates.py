"""Chooses the few entries among many that are worth comparing with a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.retrieval import comparing
from domain.retrieval.comparing import Rows, Texts
from domain.retrieval.entries import IndexColumn
from domain.retrieval.segments import Segment
from domain.retrieval.skills import SkillForms

_BY_WORDS_SHARE = 0.5
_BY_SKILLS = 200
_ALL_SIGNS = 255


@dataclass(slots=True, eq=False)
class LiveSegment:
    """A segment of one source, and which of its entries are still there."""

    source: str
    segment: Segment
    alive: NDArray[np.bool_]
    removed_from: NDArray[np.bool_] | None = field(init=False)
    """What is still there, where something was removed; otherwise None."""

    def __post_init__(self) -> None:
        self.removed_from = None if self.alive.all() else self.alive


class Sought(NamedTuple):
    """Entries with one of these numbers in a column; of more than `wanted`, those most like the texts.

    Attributes:
        source: Of this source the entries of these keys are sought instead.
    """

    column: IndexColumn
    numbers: tuple[int, ...]
    wanted: int
    source: str | None = None
    keys: NDArray[np.uint64] = np.empty(0, np.uint64)


def chosen_rows(
    parts: Sequence[LiveSegment],
    texts: Texts,
    *,
    numbers: Iterable[int],
    wanted: int,
    forms: SkillForms,
    skills: Sequence[int],
    sought: Sought | None = None,
) -> list[Rows]:
    """Return rows of each part, ascending, that are worth comparing.

    Args:
        parts: Where to look.
        texts: What the names may be like.
        numbers: Of the texts that count.
        wanted: How many rows to choose by the meaning of each; half as many are chosen by its words.
        forms: The wordings of skills.
        skills: Numbers of wordings that entries may ask for.
        sought: What else is worth comparing, whatever its names.
    """
    chosen: list[list[Rows]] = [[] for _ in parts]
    differing = [np.full(part.segment.rows, _ALL_SIGNS, np.uint8) for part in parts] if sought else []
    by_words = int(wanted * _BY_WORDS_SHARE)
    for number in numbers:
        if texts.vectors[number].any():
            distances = [_distances(part, texts.bits[number]) for part in parts]
            for found, near in zip(chosen, _nearest(parts, distances, wanted), strict=True):
                found.append(near)
            for least, signs in zip(differing, distances, strict=bool(sought)):
                np.minimum(least, signs, out=least)
        for found, part in zip(chosen, parts, strict=True):
            found.append(
                comparing.sharing_rows(texts.pieces[number], part.segment, by_words, alive=part.removed_from)
            )
    for found, part in zip(chosen, parts, strict=True):
        found.append(_asking(part, forms, skills))
    if sought is not None:
        for found, part, least in zip(chosen, parts, differing, strict=True):
            found.append(_having(part, sought, least))
    rows = [_distinct(found, part.segment.rows) for found, part in zip(chosen, parts, strict=True)]
    if not any(len(some) for some in rows):
        # A text that says nothing is compared with some entries, always the same.
        rows = [np.arange(min(wanted, part.segment.rows)) for part in parts]
    return rows


def _distinct(rows: Sequence[Rows], size: int) -> Rows:
    marks = np.zeros(size, np.bool_)
    for chosen in rows:
        marks[chosen] = True
    return np.flatnonzero(marks)


def _nearest(parts: Sequence[LiveSegment], distances: Sequence[NDArray[np.uint8]], wanted: int) -> list[Rows]:
    """Return the rows of the fewest differing signs, `wanted` in all parts together."""
    low, high = 0, 128
    while low < high:
        middle = (low + high) // 2
        if sum(int(np.count_nonzero(distance <= middle)) for distance in distances) >= wanted:
            high = middle
        else:
            low = middle + 1
    within = [np.flatnonzero(distance <= low) for distance in distances]
    counts = [len(rows) for rows in within]
    if sum(counts) <= 2 * wanted:
        return within
    # Very many at the edge, as where one title was advertised a thousand times: a fixed choice of them.
    inner = [np.flatnonzero(distance < low) for distance in distances]
    missing = wanted - sum(len(rows) for rows in inner)
    edge = [np.flatnonzero(distance == low) for distance in distances]
    keys = [part.segment.key[part.segment.owner[rows]] for part, rows in zip(parts, edge, strict=True)]
    limit = np.partition(np.concatenate(keys), missing - 1)[missing - 1]
    return [
        np.concatenate([sure, rows[key <= limit]]) for sure, rows, key in zip(inner, edge, keys, strict=True)
    ]


def _distances(part: LiveSegment, bits: NDArray[np.uint64]) -> NDArray[np.uint8]:
    distances = comparing.differing_bits(bits, part.segment)
    if (alive := part.removed_from) is not None:
        distances[~alive[part.segment.owner]] = 255
    return distances


def _having(part: LiveSegment, sought: Sought, differing: NDArray[np.uint8]) -> Rows:
    """Return the first names of entries with the numbers sought."""
    segment = part.segment
    if part.source == sought.source:
        having = np.isin(segment.key, sought.keys)
    else:
        having = np.isin(segment.columns[sought.column], sought.numbers)
    if (alive := part.removed_from) is not None:
        having &= alive
    first = segment.row_start[np.flatnonzero(having)]
    return comparing.best(-differing[first].astype(np.int16), first, segment, sought.wanted)


def _asking(part: LiveSegment, forms: SkillForms, skills: Sequence[int]) -> Rows:
    """Return the first names of entries that ask for most of the skills, by rarity."""
    segment = part.segment
    if not skills or not len(segment.form):
        return np.empty(0, np.int64)
    wanted = np.array(sorted(set(skills)), np.int32)
    places = np.searchsorted(segment.form, wanted)
    places = np.minimum(places, len(segment.form) - 1)
    known = segment.form[places] == wanted
    asked, places = wanted[known], places[known].astype(np.int64)
    lengths = segment.form_start[places + 1] - segment.form_start[places]
    rare = lengths <= max(comparing.LONGEST_LIST, len(segment) // comparing.LONGEST_SHARE)
    if rare.any():
        asked, places = asked[rare], places[rare]
    at, rank = comparing.ragged(segment.form_start, places)
    if not len(at):
        return np.empty(0, np.int64)
    weights = np.array([forms.rarity(int(form)) for form in asked])
    owners, gained = comparing.summed(segment.form_owner[at], weights[rank], len(segment))
    if (alive := part.removed_from) is not None:
        owners, gained = owners[alive[owners]], gained[alive[owners]]
    first = segment.row_start[owners]
    return comparing.best(gained, first, segment, _BY_SKILLS)
