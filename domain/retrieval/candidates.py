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
from domain.retrieval.signs import Differing
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
    meaning = [number for number in numbers if texts.vectors[number].any()]
    chosen = _by_signs(parts, texts.bits[meaning], wanted, sought)
    pieces = [texts.pieces[number] for number in numbers]
    for found, part in zip(chosen, parts, strict=True):
        found += sharing_rows(pieces, part.segment, int(wanted * _BY_WORDS_SHARE), alive=part.rows_left)
        found.append(asking_rows(part, forms, skills, _BY_SKILLS))
    distinct = [_distinct(found, part.segment.rows) for found, part in zip(chosen, parts, strict=True)]
    if not any(map(len, distinct)):
        # A text that says nothing is compared with some entries, always the same.
        return [np.arange(min(wanted, part.segment.rows)) for part in parts]
    return distinct


def _by_signs(
    parts: Sequence[LiveSegment], bits: NDArray[np.uint64], wanted: int, sought: Sought | None
) -> list[list[Rows]]:
    """Return rows of each part: the `wanted` nearest to each text of these signs, and those sought."""
    differing = Differing(parts, bits)
    chosen = [list(rows) for rows in zip(*differing.nearest(wanted), strict=True)] or [[] for _ in parts]
    if sought is not None:
        for number, (found, part) in enumerate(zip(chosen, parts, strict=True)):
            first = part.segment.row_start.take(_having(part, sought))
            signs = differing.fewest(number, first)
            found.append(best(-signs.astype(np.int16), first, part.segment, sought.wanted))
    return chosen


def _distinct(rows: Sequence[Rows], size: int) -> Rows:
    marks = np.zeros(size, np.bool_)
    for chosen in rows:
        marks[chosen] = True
    return marks.nonzero()[0]


def _having(part: LiveSegment, sought: Sought) -> NDArray[np.int32]:
    """Return the entries with the numbers sought that are still there."""
    if part.source == sought.source:
        entries = _with_keys(part, sought.keys)
    else:
        entries = part.having(sought.column, sought.numbers)
    return entries if part.removed_from is None else entries[part.removed_from.take(entries)]


def _with_keys(part: LiveSegment, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Return the entries of some keys."""
    held, order = part.segment.key, part.by_key
    at = np.minimum(held.searchsorted(keys, sorter=order), len(order) - 1)
    entries = order.take(at)
    found: NDArray[np.int32] = entries[held.take(entries) == keys]
    return found
