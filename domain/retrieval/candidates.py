"""Chooses the few entries among many that are worth comparing with a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Rows, Texts
from domain.retrieval.entries import IndexColumn
from domain.retrieval.live import LiveSegment
from domain.retrieval.sharing import asking_rows, best, sharing_rows
from domain.retrieval.signs import fewest_differing, nearest
from domain.retrieval.skills import SkillForms

_BY_WORDS_SHARE = 0.5
_BY_SKILLS = 200


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
    numbers: Sequence[int],
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
    meaning = [number for number in numbers if texts.vectors[number].any()]
    for near in nearest(parts, texts.bits[meaning], wanted):
        for found, rows in zip(chosen, near, strict=True):
            found.append(rows)
    pieces = [texts.pieces[number] for number in numbers]
    for found, part in zip(chosen, parts, strict=True):
        found += sharing_rows(pieces, part.segment, int(wanted * _BY_WORDS_SHARE), alive=part.rows_left)
        found.append(asking_rows(part, forms, skills, _BY_SKILLS))
        if sought is not None:
            found.append(_having(part, sought, texts.bits[meaning]))
    distinct = [_distinct(found, part.segment.rows) for found, part in zip(chosen, parts, strict=True)]
    if not any(map(len, distinct)):
        # A text that says nothing is compared with some entries, always the same.
        return [np.arange(min(wanted, part.segment.rows)) for part in parts]
    return distinct


def _distinct(rows: Sequence[Rows], size: int) -> Rows:
    marks = np.zeros(size, np.bool_)
    for chosen in rows:
        marks[chosen] = True
    return marks.nonzero()[0]


def _having(part: LiveSegment, sought: Sought, bits: NDArray[np.uint64]) -> Rows:
    """Return the first names of entries with the numbers sought, nearest to any text of these signs."""
    segment = part.segment
    if part.source == sought.source:
        entries = _with_keys(part, sought.keys)
    else:
        entries = segment.having(sought.column, sought.numbers)
    if (alive := part.removed_from) is not None:
        entries = entries[alive.take(entries)]
    first = segment.row_start.take(entries)
    differing = fewest_differing(segment, first, bits)
    return best(-differing.astype(np.int16), first, segment, sought.wanted)


def _with_keys(part: LiveSegment, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Return the entries of some keys."""
    held, order = part.segment.key, part.by_key
    at = np.minimum(held.searchsorted(keys, sorter=order), len(order) - 1)
    entries = order.take(at)
    found: NDArray[np.int32] = entries[held.take(entries) == keys]
    return found
