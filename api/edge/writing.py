"""Clients that do not read what they asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from api.edge.connections import ConnectionLimits
from api.transport import break_off


class WriteWatch:
    """Breaks a connection off whose client reads too slowly.

    Args:
        loop: Its clock is used.
        transport: What is written to.
        limits: Whose `bytes_per_second` a client must read in each span of `write_seconds`.
        late: Called before the connection is broken off.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        transport: asyncio.Transport,
        limits: ConnectionLimits,
        *,
        late: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._transport = transport
        self._seconds = limits.write_seconds
        self._wanted = limits.bytes_per_second * limits.write_seconds
        self._late = late
        self._clock: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Watch from now on: more is unsent than the client took."""
        if self._clock is None:
            unsent = self._transport.get_write_buffer_size()
            self._clock = self._loop.call_later(self._seconds, self._look, unsent)

    def stop(self) -> None:
        """Watch no longer."""
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _look(self, unsent_then: int) -> None:
        self._clock = None
        unsent = self._transport.get_write_buffer_size()
        if unsent_then - unsent < self._wanted:
            self._late()
            break_off(self._transport)
            return
        self.start()
