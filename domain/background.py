"""Work that goes on beside the requests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class Background:
    """One piece of work without an end, begun and stopped with the program."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin, on the running event loop."""
        self._task = asyncio.create_task(work)

    async def stop(self) -> None:
        """Break it off where it waits, if it was begun, and return when it has ended."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
