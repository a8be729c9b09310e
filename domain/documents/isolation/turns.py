"""Whose file is next: owners who have used least of a lane go first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_HALF_LIFE_SECONDS = 120.0
_FORGOTTEN_SECONDS = 0.01
_MOST_REMEMBERED = 1_000


class Queue(NamedTuple):
    """Those who wait for a place.

    Attributes:
        owners: How many they are.
        seconds: How long the first of them has waited since it last had one.
    """

    owners: int
    seconds: float


class Turns(Generic[T]):
    """Waiting tasks by owner. It is not made for several threads at once.

    Owners are ordered by the seconds that their tasks have taken, which count half after two minutes. So
    neither a thousand files of one owner nor the slow files of a dozen keep somebody else waiting for long.

    Args:
        places: How many tasks may run together.
        spared: So many places no owner takes alone, if there are several: where a task that runs is not set
            aside for others, they would else wait for its end.
        clock: Returns seconds that only grow.
    """

    def __init__(self, places: int, *, spared: int = 0, clock: Callable[[], float]) -> None:
        self._places = places
        self._places_each = max(1, places - spared)
        self._clock = clock
        self._waiting: dict[object, deque[tuple[T, float]]] = {}
        self._running: dict[object, int] = {}
        self._used: dict[object, tuple[float, float]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    @property
    def running(self) -> int:
        """How many tasks run."""
        return sum(self._running.values())

    def add(self, owner: object, task: T, *, first: bool = False) -> None:
        """Have a task wait behind its owner's others, or before them."""
        tasks = self._waiting.setdefault(owner, deque())
        if first:
            tasks.appendleft((task, self._clock()))
        else:
            tasks.append((task, self._clock()))

    def next(self) -> T | None:
        """Take the task that runs next; None where none waits or no place is free."""
        if self.running >= self._places:
            return None
        ready = [owner for owner in self._waiting if self._running.get(owner, 0) < self._places_of(owner)]
        if not ready:
            return None
        owner = min(ready, key=lambda each: (self._running.get(each, 0), self._seconds(each)))
        task, _ = self._take(owner)
        self._running[owner] = self._running.get(owner, 0) + 1
        return task

    def ended(self, owner: object, seconds: float) -> None:
        """Note that a task of an owner has ended after so long."""
        self._running[owner] -= 1
        if not self._running[owner]:
            del self._running[owner]
        self._used[owner] = (self._seconds(owner) + seconds, self._clock())
        if len(self._used) > _MOST_REMEMBERED:
            kept = [each for each in self._used if self._seconds(each) > _FORGOTTEN_SECONDS]
            kept = sorted(kept, key=self._seconds)[-_MOST_REMEMBERED // 2 :]
            self._used = {each: self._used[each] for each in kept}

    def behind(self, owner: object) -> Queue:
        """Tell of the other owners who wait and have no place: whoever sends much waits for himself."""
        since = [
            max(tasks[0][1], self._used.get(each, (0.0, 0.0))[1])
            for each, tasks in self._waiting.items()
            if each != owner and each not in self._running
        ]
        return Queue(len(since), self._clock() - min(since) if since else 0.0)

    def drop(self) -> list[T]:
        """Take every waiting task away and return them."""
        dropped = [task for tasks in self._waiting.values() for task, _ in tasks]
        self._waiting.clear()
        return dropped

    def _take(self, owner: object) -> tuple[T, float]:
        tasks = self._waiting[owner]
        taken = tasks.popleft()
        if not tasks:
            del self._waiting[owner]
        return taken

    def _places_of(self, owner: object) -> int:
        """A command line has no owners, and nobody to spare a place for."""
        return self._places if owner is None else self._places_each

    def _seconds(self, owner: object) -> float:
        seconds, since = self._used.get(owner, (0.0, 0.0))
        return float(seconds * 0.5 ** ((self._clock() - since) / _HALF_LIFE_SECONDS)) if seconds else 0.0
