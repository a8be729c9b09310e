"""How the program ends: it takes nothing new, finishes what runs, and leaves the rest to others.

1. A signal comes. Readiness is false from now on, and no analysis is begun any more. For
   `GATEWAY_STOP_DELAY_SECONDS` requests are still taken, so that who shares them out can notice.
2. No connection is taken any more. Streams of events end, so that their clients turn to another server;
   requests and analyses in work have until `GATEWAY_STOP_SECONDS` after the signal and its delay.
3. What then still runs is broken off. Its rows stay unfinished, and are taken up by others or the next start.
"""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopping:
    """Tells the parts of the program that its end has begun, and how long they may still take.

    Args:
        seconds: The limit, from when no connection is taken any more.
        delay_seconds: How long requests are taken after a signal.
        clock: Returns seconds that only grow.
    """

    def __init__(
        self, *, seconds: float, delay_seconds: float = 0.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.seconds = seconds
        self.delay_seconds = delay_seconds
        self._clock = clock
        self._began_at: float | None = None
        self._actions: list[Callable[[], object]] = []

    @property
    def has_begun(self) -> bool:
        """Whether the program is to end."""
        return self._began_at is not None

    @property
    def left_seconds(self) -> float:
        """How long what runs may still take."""
        if self._began_at is None:
            return self.seconds
        return max(0.0, self._began_at + self.delay_seconds + self.seconds - self._clock())

    def tell(self, action: Callable[[], object]) -> None:
        """Have something done when the end begins."""
        self._actions.append(action)

    def begin(self) -> None:
        """Begin the end; once more changes nothing."""
        if self._began_at is None:
            self._began_at = self._clock()
            for action in self._actions:
                action()
