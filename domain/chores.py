"""What is done again and again beside the requests."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from domain.errors import Unavailable

logger = logging.getLogger(__name__)


class Chore(NamedTuple):
    """Work that comes again: what keeps it from being done is told, and it waits for its next time."""

    name: str
    work: Callable[[], Awaitable[object]]

    async def attempt(self) -> None:
        """Do it once."""
        try:
            await self.work()
        except Unavailable as error:
            logger.warning("%s waits for its next time: %s", self.name, error)
        except Exception:
            logger.exception("%s broke off; it is tried again the next time", self.name)

    async def repeat(self, *, rest_seconds: float) -> None:
        """Do it at once and, after a rest, again."""
        while True:
            await self.attempt()
            await asyncio.sleep(rest_seconds)
