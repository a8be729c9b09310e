"""One position, made ready to be compared with many persons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.positions.index import PositionIndex
from domain.positions.models import Position
from domain.retrieval.comparing import Rows
from domain.retrieval.live import LiveSegment
from domain.retrieval.segments import key_number


@dataclass(frozen=True, slots=True)
class Asked:
    """One position of an index.

    Attributes:
        part: Where it stands; `entry` is its number there, and `rows` are its names.
    """

    index: PositionIndex
    part: LiveSegment
    entry: int

    @property
    def rows(self) -> Rows:
        starts = self.part.segment.row_start
        return np.arange(starts[self.entry], starts[self.entry + 1])


def asked_of(index: PositionIndex, *, source: str, code: str) -> Asked | None:
    """Return a position of an index; None where it is not there."""
    number = np.uint64(key_number(code))
    for part in index.parts:
        if part.source == source:
            entries = np.flatnonzero((part.segment.key == number) & part.alive)
            if len(entries):
                return Asked(index, part, int(entries[0]))
    return None


def asked_alone(position: Position, index: PositionIndex) -> Asked:
    """Return a position that stands in no index, to be compared as if it stood in this one."""
    alone = PositionIndex(reference=index.reference)
    alone.add([position], source=position.source)
    return Asked(alone, alone.parts[0], 0)
