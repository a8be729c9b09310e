"""The embedded queue: analyses run in this process, as many at once as there are workers.

The resume's state in the database is the queue; what stands here in memory is only its order.
Owners take turns, so that one user's hundred uploads do not keep another's single one waiting.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from functools import partial

from domain.errors import Unavailable

RETRY_SECONDS = 5.0

logger = logging.getLogger(__name__)


class EmbeddedQueue:
    """Runs `work(resume_id)` for every submitted resume."""

    def __init__(self, *, workers: int) -> None:
        self._workers = workers
        self._lanes: OrderedDict[int, deque[int]] = OrderedDict()
        self._queued: set[int] = set()
        self._running: set[int] = set()
        self._again: dict[int, int] = {}
        self._ready = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def submit(self, resume_id: int, *, user_id: int) -> None:
        if resume_id in self._running:
            self._again[resume_id] = user_id
        elif resume_id not in self._queued:
            self._queued.add(resume_id)
            self._lanes.setdefault(user_id, deque()).append(resume_id)
            self._ready.set()

    def start(self, work: Callable[[int], Awaitable[None]]) -> None:
        """Begin to work, on the running event loop."""
        self._tasks = [asyncio.create_task(self._work_on(work)) for _ in range(self._workers)]

    async def stop(self) -> None:
        """Stop working; what was in work keeps its state and is taken up at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work_on(self, work: Callable[[int], Awaitable[None]]) -> None:
        while True:
            resume_id, user_id = await self._next()
            self._running.add(resume_id)
            try:
                await work(resume_id)
            except Exception as error:
                # The row stays unfinished, so it is tried again; the others must not wait for that.
                if isinstance(error, Unavailable):
                    logger.warning("analysis of resume %d waits: %s", resume_id, error)
                else:
                    logger.exception("analysis of resume %d broke off", resume_id)
                asyncio.get_running_loop().call_later(
                    RETRY_SECONDS, partial(self.submit, resume_id, user_id=user_id)
                )
            finally:
                self._running.discard(resume_id)
                if self._again.pop(resume_id, None) is not None:
                    self.submit(resume_id, user_id=user_id)

    async def _next(self) -> tuple[int, int]:
        while not self._lanes:
            self._ready.clear()
            await self._ready.wait()
        user_id, lane = self._lanes.popitem(last=False)
        resume_id = lane.popleft()
        if lane:
            self._lanes[user_id] = lane
        self._queued.discard(resume_id)
        return resume_id, user_id
