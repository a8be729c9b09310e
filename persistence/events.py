"""Change signals within one process; `watching` and `listening` bring in what others change."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, KeysView

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
        self._followed = asyncio.Event()

    @property
    def followed(self) -> KeysView[int]:
        """The resumes that somebody waits for."""
        return self._waiting.keys()

    async def someone_follows(self) -> None:
        """Return as soon as anybody waits for any resume."""
        await self._followed.wait()

    def publish(self, resume_id: int) -> None:
        for signal in self._waiting.get(resume_id, ()):
            signal.set()

    def publish_all(self) -> None:
        """Have everybody look again: changes may have gone by unseen."""
        for resume_id in self._waiting:
            self.publish(resume_id)

    @contextlib.asynccontextmanager
    async def subscribe(self, resume_id: int) -> AsyncIterator[ChangeSignal]:
        signal = _Signal()
        self._waiting.setdefault(resume_id, set()).add(signal)
        self._followed.set()
        try:
            yield signal
        finally:
            waiting = self._waiting[resume_id]
            waiting.discard(signal)
            if not waiting:
                del self._waiting[resume_id]
            if not self._waiting:
                self._followed.clear()
