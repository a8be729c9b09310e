"""Keeps a running program's index up with the catalogue in the database.

Whoever imports positions raises the catalogue's version; every running program looks at it each second and
takes what has changed into its index. Nothing here is remembered elsewhere than in the rows' own versions,
so that work which was broken off goes on after the next start.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Protocol

import anyio

from domain.background import Background
from domain.errors import Unavailable
from domain.positions.models import Position
from domain.positions.ports import CatalogueReads, PositionWorkFactory

POLL_SECONDS = 1.0
_RETRY_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 5.0

logger = logging.getLogger(__name__)


class PositionSink(Protocol):
    """What holds positions to be found; it may be searched while it changes."""

    def add(self, positions: Iterable[Position], *, source: str) -> int:
        """Add positions of a source; one of a known code takes the old one's place."""

    def remove(self, source: str, codes: Iterable[str]) -> int:
        """Remove positions of a source."""


class CatalogueFollower:
    """Follows the catalogue's version; to be started and stopped with the program.

    Args:
        reads: The catalogue as the database has it.
        unit_of_work: For the version of the bundled positions.
        index: Holds the bundled positions already, and the imported ones as of `version`.
        bundled_hash: Of the bundled positions, so that a program with others raises the version.
        version: What the index stands at.
        settled: Called with the index's version, on a thread, when changes have been taken up and no more
            follow: the time to keep it.
        poll_seconds: How often to look at the version.
    """

    def __init__(
        self,
        *,
        reads: CatalogueReads,
        unit_of_work: PositionWorkFactory,
        index: PositionSink,
        bundled_hash: str,
        version: int = 0,
        settled: Callable[[int], None] = lambda _: None,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._reads = reads
        self._unit_of_work = unit_of_work
        self._index = index
        self._bundled_hash = bundled_hash
        self._indexed = version
        self._version = 0
        self._settled = settled
        self._kept = version
        self._poll_seconds = poll_seconds
        self._stopping = False
        self._background = Background()

    @property
    def version(self) -> int:
        """The version all of whose positions are in the index."""
        return self._version

    def start(self, *, changed: Callable[[], None]) -> None:
        """Begin to follow, on the running event loop; `changed` is called whenever the version has."""
        self._background.start(self._follow(changed))

    async def stop(self) -> None:
        """Stop; what is left to do is found again at the next start."""
        self._stopping = True
        await self._background.stop()
        await anyio.to_thread.run_sync(self._keep)

    async def catch_up(self) -> bool:
        """Take the changes since the last time into the index; return whether there were any."""
        if self._version == 0:
            await anyio.to_thread.run_sync(self._note_bundled)
        if await anyio.to_thread.run_sync(self._reads.version) == self._version:
            return False
        self._version = await anyio.to_thread.run_sync(self._take_changes)
        return True

    async def _follow(self, changed: Callable[[], None]) -> None:
        while True:
            started = time.perf_counter()
            try:
                if await self.catch_up():
                    changed()
                else:
                    await anyio.to_thread.run_sync(self._keep)
                # An import that goes on and on must not keep the index busy without a pause.
                wait = max(self._poll_seconds, min(time.perf_counter() - started, _LONGEST_PAUSE_SECONDS))
            except Exception as error:
                if isinstance(error, Unavailable):
                    logger.warning("the catalogue's changes wait: %s", error)
                else:
                    logger.exception("the catalogue's changes could not be taken up")
                wait = _RETRY_SECONDS
            await asyncio.sleep(wait)

    def _note_bundled(self) -> None:
        with self._unit_of_work() as work:
            work.positions.note_bundled(self._bundled_hash)
            work.commit()

    def _take_changes(self) -> int:
        with self._reads.changes(since=self._indexed) as changes:
            added = removed = 0
            for source, codes in changes.removed():
                removed += self._index.remove(source, codes)
            for source, positions in changes.added():
                if self._stopping:
                    # A part in the index does no harm: all of it comes again at the next start.
                    return self._version
                added += self._index.add(positions, source=source)
            version = changes.version
        self._indexed = version
        if added or removed:
            logger.info("version %d of the catalogue: %d positions in, %d out", version, added, removed)
        return version

    def _keep(self) -> None:
        if self._indexed != self._kept:
            self._kept = self._indexed
            self._settled(self._indexed)
