"""The work on an SQLite database, which one of the processes does that have it open."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack

from sqlalchemy import Engine

from domain.background import Background
from domain.errors import Unavailable
from persistence.embedded_queue import EmbeddedQueue
from persistence.faults import fault
from persistence.keeper import LOOK_SECONDS, Keeper
from persistence.watching import POLL_SECONDS, DataVersion

_ALONE_SECONDS = 1.0
_RETRY_SECONDS = 5.0
# After a look at what others have uploaded so many times as much rest: it may be a long list.
_RESTS_PER_LOOK = 20

logger = logging.getLogger(__name__)


class QueueOfOne:
    """Leaves analyses to the one at work: to the queue in this process, or to whoever looks at the rows."""

    def __init__(self) -> None:
        self._queue: EmbeddedQueue | None = None

    def submit(self, resume_id: int, *, user_id: int, later: bool = False) -> None:
        if self._queue is not None:
            self._queue.submit(resume_id, user_id=user_id, later=later)

    @contextlib.contextmanager
    def served_by(self, queue: EmbeddedQueue) -> Iterator[None]:
        """Give analyses to a queue of this process for the time of the context."""
        self._queue = queue
        try:
            yield
        finally:
            self._queue = None


class EmbeddedWork:
    """Does the work while no other process does; to be started and stopped with the program.

    Args:
        engine: Of the database.
        keeper: Tells whether this process is the one at work.
        work: All that is to be done, for the time of its context.
        take_up_new: Takes up what other processes have uploaded.
        is_ending: Whether this process is to end; then it takes nothing over.
    """

    def __init__(
        self,
        engine: Engine,
        keeper: Keeper,
        *,
        work: Callable[[], AbstractAsyncContextManager[None]],
        take_up_new: Callable[[], Awaitable[int]],
        is_ending: Callable[[], bool],
    ) -> None:
        self._engine = engine
        self._keeper = keeper
        self._work = work
        self._take_up_new = take_up_new
        self._is_ending = is_ending
        self._begun: AsyncExitStack | None = None
        self._background = Background()

    @property
    def is_here(self) -> bool:
        """Whether the work is done in this process."""
        return self._begun is not None

    async def start(self) -> None:
        """Begin, or stand by if another process works already."""
        if not await self._takes_over():
            logger.info("another process works on this database; this one only serves until that one ends")
        self._background.start(self._keep_looking())

    async def stop(self) -> None:
        """Leave what is in work to the next one."""
        await self._background.stop()
        await self._end()

    async def _takes_over(self) -> bool:
        if not self._keeper.takes_over():
            return False
        begun = AsyncExitStack()
        try:
            await begun.enter_async_context(self._work())
        except BaseException:
            self._keeper.close()
            raise
        self._begun = begun
        return True

    async def _end(self) -> None:
        begun, self._begun = self._begun, None
        try:
            if begun is not None:
                await begun.aclose()
        finally:
            self._keeper.close()

    async def _keep_looking(self) -> None:
        with contextlib.closing(DataVersion(self._engine)) as version:
            while True:
                rest = await self._look(version)
                await asyncio.sleep(rest)

    async def _look(self, version: DataVersion) -> float:
        """Do what there is to do; return for how long to rest then."""
        try:
            return await (self._look_at_others(version) if self.is_here else self._look_for_work())
        except Unavailable as error:
            logger.warning("the work on the database waits: %s", error)
        except OSError as error:
            # The folder with the files that tell who works may be gone, as the database is then.
            logger.warning("the work on the database waits: %s", error.strerror)
        except Exception as error:
            if fault(error) is None:
                logger.exception("the work on the database waits")
        version.look_again()
        return _RETRY_SECONDS

    async def _look_for_work(self) -> float:
        if not self._is_ending() and await self._takes_over():
            logger.info("the process that worked on this database has ended; this one does now")
        return LOOK_SECONDS

    async def _look_at_others(self, version: DataVersion) -> float:
        if not self._keeper.still_is():
            logger.error("the file that tells who works on this database was replaced")
            await self._end()
            return 0.0
        if self._keeper.is_alone():
            version.look_again()
            return _ALONE_SECONDS
        started = time.perf_counter()
        if version.has_changed():
            await self._take_up_new()
        return max(POLL_SECONDS, _RESTS_PER_LOOK * (time.perf_counter() - started))
