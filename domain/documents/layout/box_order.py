"""The order in which a reader takes boxes that stand anywhere on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from domain.documents.models import Box

# Frames are larger than the text in them and overlap a little.
_SLACK = 0.12
_ALIGNED = 8.0
_MINIMUM_IN_COLUMN = 2


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """Order boxes column by column, those that span the columns before and after; answer their indices.

    Boxes that lie on one another come from several pages, and keep the order they have.
    """
    if any(_covers(one, other) for one, other in combinations(boxes, 2)):
        return list(range(len(boxes)))
    slim = [_shrunk(box) for box in boxes]
    return _order(slim, list(range(len(boxes))))


def collide(some: Sequence[Box], others: Sequence[Box]) -> bool:
    """Tell whether boxes lie over others, so that they cannot stand on one page."""
    slim = [_shrunk(box) for box in others]
    return any(_shrunk(box).overlap(other) > 0 for box in some for other in slim)


def _order(boxes: list[Box], which: list[int]) -> list[int]:
    if len(which) < 2:
        return which
    columns = _columns(boxes, which)
    if columns is not None:
        return [index for column in columns for index in _order(boxes, column)]
    rows = _runs(which, lambda index: (boxes[index].top, boxes[index].bottom))
    if len(rows) == 1:
        return sorted(which, key=lambda index: (boxes[index].left, boxes[index].top))
    for cut in range(1, len(rows) - 1):
        rest = [index for row in rows[cut:] for index in row]
        if _columns(boxes, rest) is not None:
            above = [index for row in rows[:cut] for index in row]
            return _order(boxes, above) + _order(boxes, rest)
    return [index for row in rows for index in _order(boxes, row)]


def _columns(boxes: list[Box], which: list[int]) -> tuple[list[int], list[int]] | None:
    """Two columns with a gap between, unless they are rows of pairs."""
    runs = _runs(which, lambda index: (boxes[index].left, boxes[index].right))
    for cut in range(1, len(runs)):
        left = [index for run in runs[:cut] for index in run]
        right = [index for run in runs[cut:] for index in run]
        few, many = sorted((left, right), key=len)
        if len(few) < _MINIMUM_IN_COLUMN:
            continue
        aligned = sum(any(abs(boxes[one].top - boxes[other].top) < _ALIGNED for other in many) for one in few)
        if aligned < 0.8 * len(few):
            return left, right
    return None


def _runs(which: list[int], extent: Callable[[int], tuple[float, float]]) -> list[list[int]]:
    """Group boxes whose extents overlap, along one direction."""
    runs: list[list[int]] = []
    end = float("-inf")
    for index in sorted(which, key=extent):
        start, stop = extent(index)
        if start >= end:
            runs.append([])
        runs[-1].append(index)
        end = max(end, stop)
    return runs


def _shrunk(box: Box) -> Box:
    x, y = _SLACK * (box.right - box.left), _SLACK * (box.bottom - box.top)
    return Box(box.left + x, box.top + y, box.right - x, box.bottom - y)


def _covers(one: Box, other: Box) -> bool:
    return one.overlap(other) > 0.6 * max(one.area, other.area)
