"""How many points a caller may spend in a window of time."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from graphql_schema.admission.refusals import Refused, limited

WINDOW_SECONDS = 60
_MOST_CALLERS = 10_000


class Allowance(NamedTuple):
    """What a caller may spend. `resetSeconds` is when all of it is there again."""

    limit: int
    remaining: int
    resetSeconds: int  # noqa: N815 - as the answer shows it


class Budget:
    """A bucket of points a caller, refilled evenly: `points` in each window, in this process.

    Args:
        points: What may be spent in a window, and at once.
        clock: Gives seconds that never go back.
    """

    def __init__(self, points: int, *, clock: Callable[[], float]) -> None:
        self._points = points
        self._clock = clock
        # Caller -> points gone, and when that was so. The bucket of one who is forgotten is full.
        self._gone: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, caller: str, points: int) -> Allowance:
        """Take points from the caller's bucket. Raises `Refused` where there are not enough."""
        now = self._clock()
        gone, at = self._gone.get(caller, (0.0, now))
        gone = max(0.0, gone - (now - at) * self._points / WINDOW_SECONDS)
        if gone + points > self._points:
            raise self._exhausted(points, wait=(gone + points - self._points) * WINDOW_SECONDS / self._points)
        gone += points
        self._gone[caller] = gone, now
        self._gone.move_to_end(caller)
        if len(self._gone) > _MOST_CALLERS:
            self._gone.popitem(last=False)
        return Allowance(
            self._points, int(self._points - gone), math.ceil(gone * WINDOW_SECONDS / self._points)
        )

    def _exhausted(self, points: int, *, wait: float) -> Refused:
        if points > self._points:
            return limited(
                f"该操作需要 {points} 点，而每 {WINDOW_SECONDS} 秒只有 {self._points} 点",
                retry_after_seconds=None,
            )
        seconds = math.ceil(wait)
        return limited(
            f"每 {WINDOW_SECONDS} 秒的 {self._points} 点已用完，请 {seconds} 秒后再试",
            retry_after_seconds=seconds,
        )
