"""What shares most with a text, or with a person's skills: sums over lists of who has a piece or a skill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Rows
from domain.retrieval.live import LiveSegment
from domain.retrieval.names import TextPieces
from domain.retrieval.segments import Segment
from domain.retrieval.skills import SkillForms

_LONGEST_LIST = 4096
_LONGEST_SHARE = 32
"""What more than `_LONGEST_LIST` have, and more than one in `_LONGEST_SHARE`, is too common to follow."""

_SUMMED_WHOLE = 1 << 15
_WORTH_TRYING = 4
_DENSE = 64
_ROUNDING = 1e-9
_SORTED_WHOLE = 1 << 12
_SAMPLED = 32
_ROOM = 2

Numbers = NDArray[np.integer]
Sums = NDArray[np.float64]


def sharing_rows(
    texts: Sequence[TextPieces], segment: Segment, wanted: int, *, alive: NDArray[np.bool_] | None = None
) -> list[Rows]:
    """Return for each text about `wanted` of the rows that are `alive` and share its most telling pieces.

    Pieces that very many rows have are followed only where the text has no rarer ones.
    """
    pieces = np.concatenate([np.empty(0, np.uint32), *(text.pieces for text in texts)])
    starts, lengths = _lists_of(pieces, segment.term, segment.term_start)
    longest = max(_LONGEST_LIST, segment.rows // _LONGEST_SHARE)
    found = []
    first = 0
    for text in texts:
        own = [number for number in range(len(text.pieces)) if lengths[first + number]]
        followed = [number for number in own if lengths[first + number] <= longest]
        if own and not followed:
            followed = [min(own, key=lambda number: lengths[first + number])]
        lists = [
            segment.term_row[starts[first + n] : starts[first + n] + lengths[first + n]] for n in followed
        ]
        weights = text.weights.take(followed).astype(np.float64)
        rows, shared = best_sums(lists, weights, segment.rows, wanted, alive=alive)
        found.append(best(shared, rows, segment, wanted))
        first += len(text.pieces)
    return found


def asking_rows(part: LiveSegment, forms: SkillForms, skills: Sequence[int], wanted: int) -> Rows:
    """Return the first names of the `wanted` entries that ask for most of the skills, by rarity."""
    segment = part.segment
    asked = sorted(set(skills))
    starts, lengths = _lists_of(np.array(asked, np.int32), segment.form, segment.form_start)
    longest = max(_LONGEST_LIST, len(segment) // _LONGEST_SHARE)
    own = [number for number, length in enumerate(lengths) if length]
    followed = [number for number in own if lengths[number] <= longest] or own
    lists = [segment.form_owner[starts[n] : starts[n] + lengths[n]] for n in followed]
    weights = np.array([forms.rarity(asked[number]) for number in followed])
    owners, gained = best_sums(lists, weights, len(segment), wanted, alive=part.removed_from)
    return best(gained, segment.row_start.take(owners), segment, wanted)


def _lists_of(
    wanted: NDArray[Any], known: NDArray[Any], list_starts: NDArray[np.int64]
) -> tuple[list[int], list[int]]:
    """Return where the lists of what is wanted begin, and how long they are; 0 for what is not known."""
    if not len(known):
        return [0] * len(wanted), [0] * len(wanted)
    places = np.minimum(known.searchsorted(wanted), len(known) - 1)
    starts = list_starts.take(places)
    lengths = np.where(known.take(places) == wanted, list_starts.take(places + 1) - starts, 0)
    return starts.tolist(), lengths.tolist()


def best_sums(
    lists: Sequence[Numbers],
    weights: Sums,
    size: int,
    wanted: int,
    *,
    alive: NDArray[np.bool_] | None = None,
) -> tuple[Rows, Sums]:
    """Return the numbers that the `wanted` highest sums may be of, ascending, each with its sum.

    Args:
        lists: Numbers below `size`, ascending.
        weights: What being in each of the lists counts.
        size: How many numbers there are.
        wanted: How many are wanted at least.
        alive: Which numbers count; all where it is None.
    """
    if not lists:
        return np.empty(0, np.int64), np.empty(0)
    if len(lists) == 1:
        numbers = lists[0] if alive is None else lists[0][alive.take(lists[0])]
        return numbers.astype(np.int64), np.full(len(numbers), weights[0])
    first = _enough(lists, weights) if size > _SUMMED_WHOLE else None
    if first is not None:
        rest = float(weights.sum() - weights[first].sum())
        numbers, sums = _highest([lists[each] for each in first], weights[first], size, wanted, alive, rest)
        if len(sums) >= wanted:
            edge = float(highest(sums, wanted))
            if edge > rest + _ROUNDING:
                # What is in none of these lists cannot be among the best, nor what is too far below the edge.
                numbers = numbers[sums + rest >= edge - _ROUNDING]
                return numbers, _sums_of(numbers, lists, weights)
    return _highest(lists, weights, size, wanted, alive)


def _enough(lists: Sequence[Numbers], weights: Sums) -> list[int] | None:
    """Return the shortest lists that weigh more than all others, where they are few of all numbers."""
    lengths = [len(some) for some in lists]
    by_length = sorted(range(len(lists)), key=lengths.__getitem__)
    weighed = weights[by_length].cumsum()
    first = by_length[: int(weighed.searchsorted(weighed[-1] / 2, side="right")) + 1]
    return first if sum(lengths[each] for each in first) * _WORTH_TRYING <= sum(lengths) else None


def best(values: NDArray[Any], rows: NDArray[Any], segment: Segment, wanted: int) -> Rows:
    """Return the rows of the `wanted` highest values.

    Of equal ones at the edge they are those of the lowest keys, the first where they share one.
    """
    if len(rows) <= wanted:
        return rows.astype(np.int64)
    edge = highest(values, wanted)
    chosen = [rows[values > edge], rows[values == edge]]
    missing = wanted - len(chosen[0])
    if len(chosen[1]) > missing:
        equal = chosen.pop()
        keys = segment.key.take(segment.owner.take(equal))
        last = np.partition(keys, missing - 1)[missing - 1]
        below = equal[keys < last]
        chosen += [below, equal[keys == last][: missing - len(below)]]
    return np.concatenate(chosen, dtype=np.int64)


def _highest(
    lists: Sequence[Numbers],
    weights: Sums,
    size: int,
    wanted: int,
    alive: NDArray[np.bool_] | None,
    slack: float = 0.0,
) -> tuple[Rows, Sums]:
    """Return the distinct numbers of the `wanted` highest sums, and those up to `slack` below, ascending."""
    # As what numpy counts and takes by, or it would make each anew.
    numbers = np.concatenate(lists, dtype=np.int64)
    values = weights.repeat([len(some) for some in lists])
    if alive is not None:
        there = alive.take(numbers)
        numbers, values = numbers[there], values[there]
    if size > max(_SUMMED_WHOLE, _DENSE * len(numbers)):
        distinct, place = np.unique(numbers, return_inverse=True)
        return distinct.astype(np.int64), np.bincount(place, values).astype(np.float64, copy=False)
    everywhere = np.bincount(numbers, values, minlength=size).astype(np.float64, copy=False)
    # A number stands in each list once, so among so many are most likely as many distinct ones as wanted.
    some = np.sort(everywhere.take(numbers[::_SAMPLED]))
    low = some[max(0, len(some) - _ROOM * -(-wanted * len(lists) // _SAMPLED))] if len(some) else 0.0
    distinct = (everywhere >= max(low - slack - _ROUNDING, _ROUNDING)).nonzero()[0]
    sums = everywhere.take(distinct)
    if np.count_nonzero(sums >= low) < wanted:
        distinct = (everywhere > 0).nonzero()[0]
        sums = everywhere.take(distinct)
    return distinct, sums


def highest(values: NDArray[Any], place: int) -> Any:
    """Return the value that is so many-th from above.

    Sorting takes a fifth of the time of partitioning where many are equal, as sums of a few weights are. Of
    very many, some tell which are too low.
    """
    if len(values) > _SORTED_WHOLE:
        some = np.sort(values[::_SAMPLED])
        high = values[values >= some[max(0, len(some) - _ROOM * -(-place // _SAMPLED))]]
        values = high if len(high) >= place else values
    return np.sort(values)[len(values) - place]


def _sums_of(numbers: Rows, lists: Sequence[Numbers], weights: Sums) -> Sums:
    """Return the sums of chosen numbers, added up in the order of the lists."""
    sums = np.zeros(len(numbers))
    for some, weight in zip(lists, weights.tolist(), strict=True):
        times = np.searchsorted(some, numbers, "right") - np.searchsorted(some, numbers, "left")
        sums += weight * times
    return sums
