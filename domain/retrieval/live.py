"""A part of an index as it stands: a segment of one source, and which of its entries are still there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.entries import IndexColumn
from domain.retrieval.segments import Segment


@dataclass(slots=True, eq=False)
class LiveSegment:
    """A segment of one source, and which of its entries are still there."""

    source: str
    segment: Segment
    alive: NDArray[np.bool_]
    removed_from: NDArray[np.bool_] | None = field(init=False)
    """What is still there, where something was removed; otherwise None. `rows_left` tells it by rows."""
    rows_left: NDArray[np.bool_] | None = field(init=False)
    _by_key: NDArray[np.int32] | None = field(init=False, default=None)
    _sorted: dict[IndexColumn, NDArray[Any]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.removed_from = None if self.alive.all() else self.alive
        self.rows_left = None if self.removed_from is None else self.alive[self.segment.owner]

    @property
    def by_key(self) -> NDArray[np.int32]:
        """The entries by their keys, the smallest first; sorted when it is first asked for."""
        if self._by_key is None:
            self._by_key = self.segment.key.argsort().astype(np.int32)
        return self._by_key

    def having(self, column: IndexColumn, numbers: Iterable[int]) -> NDArray[np.int32]:
        """Return the entries, removed ones too, with one of some numbers in a column that is sought by."""
        order = self.segment.orders[column]
        if column not in self._sorted:
            # Searched through the order instead, numpy would copy all of that each time.
            self._sorted[column] = self.segment.columns[column].take(order)
        held = self._sorted[column]
        wanted = np.array(sorted(set(numbers)), held.dtype)
        starts = held.searchsorted(wanted, "left").tolist()
        ends = held.searchsorted(wanted, "right").tolist()
        runs = [order[start:end] for start, end in zip(starts, ends, strict=True)]
        return np.concatenate([order[:0], *runs])
