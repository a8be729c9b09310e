"""What is kept of webhooks: those of the settings, and for a while what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import anyio

from domain.clock import Clock
from domain.webhooks.ports import WebhookWorkFactory

KEPT_DAYS = 30
"""For so long it can be seen what became of a message."""


class WebhookKeeping:
    """Keeps the stored webhooks and their log.

    Args:
        urls: The webhooks that the settings name.
    """

    def __init__(self, *, unit_of_work: WebhookWorkFactory, clock: Clock, urls: Sequence[str] = ()) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._urls = urls

    async def know_those_of_the_settings(self) -> None:
        """Have them among those that are stored."""
        if self._urls:
            await anyio.to_thread.run_sync(self._know)

    async def forget_old(self) -> int:
        """Drop what was done with long ago; return how many."""
        return await anyio.to_thread.run_sync(self._forget)

    def _know(self) -> None:
        with self._unit_of_work() as work:
            work.webhooks.know(self._urls, at=self._clock())
            work.commit()

    def _forget(self) -> int:
        with self._unit_of_work() as work:
            count = work.webhooks.forget(before=self._clock() - timedelta(days=KEPT_DAYS))
            work.commit()
            return count
