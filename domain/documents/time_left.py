"""How much time a process has left that is ended when its time is over."""

from __future__ import annotations

import math
import resource
import time

# By the clock a child has so many times its time on a processor.
_SLACK = 2.0


class TimeLeft:
    """The time of work that is done piece by piece, so that what was done counts when time runs out.

    Args:
        reserve_seconds: What is needed for whatever comes after the pieces.
    """

    def __init__(self, *, reserve_seconds: float) -> None:
        seconds, _ = resource.getrlimit(resource.RLIMIT_CPU)
        self._limit = math.inf if seconds == resource.RLIM_INFINITY else float(seconds)
        self._reserve = reserve_seconds
        self._started = self._marked = time.monotonic()
        self._marked_on_processor = time.process_time()
        self._longest = self._longest_on_processor = 0.0

    def allows_another(self) -> bool:
        """Tell whether a piece as long as the longest so far still fits; to be asked before each piece."""
        now, on_processor = time.monotonic(), time.process_time()
        self._longest = max(self._longest, now - self._marked)
        self._longest_on_processor = max(self._longest_on_processor, on_processor - self._marked_on_processor)
        self._marked, self._marked_on_processor = now, on_processor
        return (
            on_processor + self._longest_on_processor + self._reserve <= self._limit
            and now - self._started + self._longest + self._reserve <= _SLACK * self._limit
        )
