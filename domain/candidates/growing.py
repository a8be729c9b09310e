"""Arrays that grow at their end, and lists of them that vary in length."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.comparing import Rows

_FIRST = 64


class Growing:
    """An array of rows that is added to; `values` are those there are."""

    def __init__(self, kind: type, width: int | None = None) -> None:
        self._held: NDArray[Any] = np.zeros((_FIRST,) if width is None else (_FIRST, width), kind)
        self.size = 0

    @property
    def values(self) -> NDArray[Any]:
        """The rows there are; they may change while they are held."""
        return self._held[: self.size]

    @property
    def size_bytes(self) -> int:
        """How much memory it takes."""
        return self._held.nbytes

    def extend(self, rows: Any) -> None:
        """Add rows at the end."""
        new = np.asarray(rows, self._held.dtype)
        end = self.size + len(new)
        if end > len(self._held):
            more = np.zeros((max(end, len(self._held) * 3 // 2), *self._held.shape[1:]), self._held.dtype)
            more[: self.size] = self.values
            self._held = more
        self._held[self.size : end] = new
        self.size = end


class Lists:
    """A list of numbers for each row; one that is replaced leaves its room until half of all is left."""

    def __init__(self, kind: type) -> None:
        self._kind = kind
        self._start, self._length, self._pool = Growing(np.int64), Growing(np.int32), Growing(kind)

    @property
    def size_bytes(self) -> int:
        """How much memory they take."""
        return self._start.size_bytes + self._length.size_bytes + self._pool.size_bytes

    def put(self, row: int, numbers: Any) -> None:
        """Set the list of a row, which may be the next one."""
        if row == self._start.size:
            self._start.extend([self._pool.size])
            self._length.extend([len(numbers)])
        else:
            self._start.values[row], self._length.values[row] = self._pool.size, len(numbers)
        self._pool.extend(numbers)
        if self._pool.size > _FIRST and self._pool.size > 2 * int(self._length.values.sum()):
            self._tidy()

    def of(self, rows: Rows) -> tuple[NDArray[Any], Rows]:
        """Return what is in the lists of some rows, one after the other, and for each its row's rank."""
        lengths = self._length.values.take(rows)
        ends = lengths.cumsum()
        rank = np.arange(len(rows)).repeat(lengths)
        first = self._start.values.take(rows) - (ends - lengths)
        return self._pool.values.take(np.arange(len(rank)) + first.take(rank)), rank

    def _tidy(self) -> None:
        values, _ = self.of(np.arange(self._start.size))
        self._pool = Growing(self._kind)
        self._pool.extend(values)
        lengths = self._length.values
        self._start.values[:] = lengths.cumsum() - lengths
