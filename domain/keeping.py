"""What is kept to be asked for again, within so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")

_OVERHEAD_BYTES = 200
"""What an entry takes beside its key and its value."""


class Kept(Generic[KeyT, ValueT]):
    """Values by key, those lately used; not for several threads at once.

    Args:
        most_bytes: How much all entries may take together, as those who put them in estimate it. What
            alone takes more is not kept.
    """

    def __init__(self, *, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._entries: OrderedDict[KeyT, tuple[ValueT, int]] = OrderedDict()
        self.size_bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def get(self, key: KeyT) -> ValueT | None:
        """Return a value, None where it is not kept."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: KeyT, value: ValueT, *, size_bytes: int) -> None:
        """Keep a value, and forget those that were not used for longest where there is no room."""
        self.drop(key)
        self._entries[key] = value, size_bytes + _OVERHEAD_BYTES
        self.size_bytes += size_bytes + _OVERHEAD_BYTES
        while self.size_bytes > self._most_bytes:
            self.size_bytes -= self._entries.popitem(last=False)[1][1]

    def drop(self, key: KeyT) -> None:
        """Forget a value, if it is kept."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size_bytes -= entry[1]
