"""uvicorn's server with an end that is known before it comes (`api/stopping.py`)."""

from __future__ import annotations

import asyncio
import math
import signal
import socket
import sys
from types import FrameType

import uvicorn

from api.stopping import Stopping

NOT_STARTED = 3


class StoppingServer(uvicorn.Server):
    """uvicorn's server, which lets the end be known before it comes."""

    def __init__(self, config: uvicorn.Config, stopping: Stopping) -> None:
        config.timeout_graceful_shutdown = math.ceil(stopping.seconds)
        super().__init__(config)
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the application and begin to take connections."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin the end; a second signal, or one from a terminal, does not wait for the delay."""
        waits = self._stopping.delay_seconds > 0 and sig != signal.SIGINT and not self._stopping.has_begun
        if not (waits and self.started):
            super().handle_exit(sig, frame)
            return
        self._captured_signals.append(sig)
        self._loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        self._stopping.begin()
        self._loop.call_later(self._stopping.delay_seconds, self._exit)

    def _exit(self) -> None:
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more, finish what was begun, close the application."""
        self._stopping.begin()
        await super().shutdown(sockets)


def run_until_stopped(server: StoppingServer) -> None:
    """Serve until a signal comes, in this process."""
    server.run()
    if not server.started:
        sys.exit(NOT_STARTED)
