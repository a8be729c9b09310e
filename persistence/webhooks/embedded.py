"""Telling webhooks without jobs: what is due is looked for in its rows, and tried in this process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextvars import Context

import anyio

from domain.background import Background
from domain.errors import Unavailable

_LOOK_SECONDS = 1.0
_RETRY_SECONDS = 5.0

logger = logging.getLogger(__name__)


class EmbeddedDeliveries:
    """Tells webhooks; to be started and stopped with the program.

    Args:
        due: Returns what is to be tried now, few for each webhook; on a thread.
        deliver: Tries once, and notes what became of it.
    """

    def __init__(
        self, *, due: Callable[[], list[int]], deliver: Callable[[int], Awaitable[object]], places: int = 8
    ) -> None:
        self._due = due
        self._deliver = deliver
        self._places = places
        self._held = False
        self._running: dict[int, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._background = Background()

    def look_again(self) -> None:
        """Look now; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake.set)

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._held = False
        self._background.start(self._keep_looking())

    def hold(self) -> None:
        """Begin nothing more."""
        self._held = True

    async def stop(self, *, seconds: float = 0.0) -> None:
        """Finish what is on its way within the limit; the rest is tried again at the next start."""
        self.hold()
        await self._background.stop()
        tasks = list(self._running.values())
        if tasks and seconds:
            await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep_looking(self) -> None:
        while True:
            self._wake.clear()
            rest = _LOOK_SECONDS
            try:
                for delivery_id in await anyio.to_thread.run_sync(self._due):
                    self._begin(delivery_id)
            except Unavailable as error:
                logger.warning("webhooks wait to be told: %s", error)
                rest = _RETRY_SECONDS
            except Exception:
                logger.exception("webhooks wait to be told")
                rest = _RETRY_SECONDS
            with anyio.move_on_after(rest):
                await self._wake.wait()

    def _begin(self, delivery_id: int) -> None:
        if self._held or delivery_id in self._running or len(self._running) >= self._places:
            return
        task = asyncio.create_task(self._run(delivery_id), context=Context())
        self._running[delivery_id] = task
        task.add_done_callback(lambda _: self._running.pop(delivery_id, None))

    async def _run(self, delivery_id: int) -> None:
        try:
            await self._deliver(delivery_id)
            self._wake.set()
        except Unavailable as error:
            logger.warning("message %d to a webhook waits: %s", delivery_id, error)
        except Exception:
            logger.exception("message %d to a webhook broke off; it is tried again", delivery_id)
