"""Change signals within one process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from domain.resumes.ports import ChangeSignal


class _Signal:
    def __init__(self) -> None:
        self._event = asyncio.Event()

    def set(self) -> None:
        self._event.set()

    async def wait(self) -> None:
        await self._event.wait()
        self._event.clear()


class LocalEvents:
    """Tells the waiting tasks of this process that a resume has changed."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[_Signal]] = {}

    def publish(self, resume_id: int) -> None:
        for signal in self._waiting.get(resume_id, ()):
            signal.set()

    @contextlib.asynccontextmanager
    async def subscribe(self, resume_id: int) -> AsyncIterator[ChangeSignal]:
        signal = _Signal()
        self._waiting.setdefault(resume_id, set()).add(signal)
        try:
            yield signal
        finally:
            waiting = self._waiting[resume_id]
            waiting.discard(signal)
            if not waiting:
                del self._waiting[resume_id]
