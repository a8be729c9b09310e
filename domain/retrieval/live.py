"""A part of an index as it stands: a segment of one source, and which of its entries are still there."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

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

    def __post_init__(self) -> None:
        self.removed_from = None if self.alive.all() else self.alive
        self.rows_left = None if self.removed_from is None else self.alive[self.segment.owner]

    @property
    def by_key(self) -> NDArray[np.int32]:
        """The entries by their keys, the smallest first; sorted when it is first asked for."""
        if self._by_key is None:
            self._by_key = self.segment.key.argsort().astype(np.int32)
        return self._by_key
