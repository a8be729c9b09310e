"""Which parts of the running program answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping

import anyio

from domain.errors import DomainError

CHECK_TIMEOUT_SECONDS = 5.0
KEPT_SECONDS = 1.0
STOPPING = "stopping"

logger = logging.getLogger(__name__)

Check = Callable[[], Awaitable[bool | None]]
"""Whether a part answers: it does not where it raises or gives False."""


class Readiness:
    """Asks every part, at most once a second however many want to know: a check writes to the disk.

    Args:
        checks: The parts by their names.
        stopping: Whether the program is about to end; then it is not ready, and no part is asked.
    """

    def __init__(
        self,
        checks: Mapping[str, Check],
        *,
        clock: Callable[[], float] = time.monotonic,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.checks = checks
        self._stopping = stopping
        self._clock = clock
        self._lock = anyio.Lock()
        self._asked_at: float | None = None
        self._failed: tuple[str, ...] = ()

    async def failed(self) -> tuple[str, ...]:
        """Return the names of the parts that do not answer."""
        if self._stopping():
            return (STOPPING,)
        async with self._lock:
            if self._asked_at is None or self._clock() - self._asked_at >= KEPT_SECONDS:
                failed = [name for name, check in self.checks.items() if not await _answers(name, check)]
                self._failed, self._asked_at = tuple(failed), self._clock()
            return self._failed


async def _answers(name: str, check: Check) -> bool:
    try:
        with anyio.fail_after(CHECK_TIMEOUT_SECONDS):
            return await check() is not False
    except TimeoutError:
        logger.error("the %s has not answered for %d seconds", name, CHECK_TIMEOUT_SECONDS)
    except DomainError:
        logger.error("the %s is not ready", name)
    except Exception:
        logger.exception("the %s does not answer", name)
    return False
