"""Keeps a running program's index up with the catalogue in the database.

Whoever imports positions raises the catalogue's version; every running program looks at it each second, or
when it is told to. One process of a host takes what has changed into the index and keeps it, the others take
that over. Nothing here is remembered elsewhere than in the rows' own versions, so that work which was broken
off goes on after the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
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


class SharedIndex(Protocol):
    """An index that the processes of a host keep up together; it may be searched while it changes."""

    @property
    def version(self) -> int:
        """The catalogue's version that it stands at in this process."""

    def turn(self) -> AbstractContextManager[bool]:
        """Keep other processes from changing what is kept; False where one is at it."""

    def take_over(self, *, newest: int) -> None:
        """Take over what another process kept, where it is further than this one and not than `newest`."""

    def add(self, positions: Iterable[Position], *, source: str) -> int:
        """Add positions of a source; one of a known code takes the old one's place."""

    def remove(self, source: str, codes: Iterable[str]) -> int:
        """Remove positions of a source."""

    def keep(self, version: int) -> None:
        """Note that it stands at a version now, and keep it for the other processes and the next start."""


class CatalogueFollower:
    """Follows the catalogue's version; to be started and stopped with the program.

    Args:
        reads: The catalogue as the database has it.
        unit_of_work: For the version of the bundled positions.
        index: Holds the bundled positions already, and the imported ones as of its version.
        bundled_hash: Hashes the bundled positions, so that a program with others raises the version.
        poll_seconds: How often to look at the version without being told.
        rest_seconds: How long not to look after the start without being told.
    """

    def __init__(
        self,
        *,
        reads: CatalogueReads,
        unit_of_work: PositionWorkFactory,
        index: SharedIndex,
        bundled_hash: Callable[[], str],
        poll_seconds: float = POLL_SECONDS,
        rest_seconds: float = 0.0,
    ) -> None:
        self._reads = reads
        self._unit_of_work = unit_of_work
        self._index = index
        self._bundled_hash = bundled_hash
        self._version = 0
        self._poll_seconds = poll_seconds
        self._rest_seconds = rest_seconds
        self._stopping = False
        self._told = asyncio.Event()
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

    def look_again(self) -> None:
        """Look at the version at once, as when a process that changed the catalogue says so.

        To be called on the event loop. Nothing is lost by a call too many, nor by one that never came.
        """
        self._told.set()

    async def catch_up(self) -> bool:
        """Take the changes since the last time into the index; return whether there were any.

        Where another process of the host is about to, this one waits for what it makes of them.
        """
        if self._version == 0:
            await anyio.to_thread.run_sync(self._note_bundled)
        before, newest = self._version, await anyio.to_thread.run_sync(self._reads.version)
        if newest == before:
            return False
        self._version = await anyio.to_thread.run_sync(self._take_changes, newest)
        return self._version != before

    async def _follow(self, changed: Callable[[], None]) -> None:
        await self._told_within(self._rest_seconds)
        while True:
            started = time.perf_counter()
            self._told.clear()
            try:
                if await self.catch_up():
                    changed()
                took = time.perf_counter() - started
                # An import that goes on and on must not keep the index busy without a pause.
                await asyncio.sleep(min(took, _LONGEST_PAUSE_SECONDS))
                wait = max(0.0, self._poll_seconds - took)
            except Exception as error:
                if isinstance(error, Unavailable):
                    logger.warning("the catalogue's changes wait: %s", error)
                else:
                    logger.exception("the catalogue's changes could not be taken up")
                wait = _RETRY_SECONDS
            await self._told_within(wait)

    async def _told_within(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._told.wait(), seconds)

    def _note_bundled(self) -> None:
        with self._unit_of_work() as work:
            work.positions.note_bundled(self._bundled_hash())
            work.commit()

    def _take_changes(self, newest: int) -> int:
        with self._index.turn() as is_mine:
            self._index.take_over(newest=newest)
            if not is_mine or self._index.version == newest:
                return max(self._index.version, self._version)
            with self._reads.changes(since=self._index.version) as changes:
                added = removed = 0
                for source, codes in changes.removed():
                    removed += self._index.remove(source, codes)
                for source, positions in changes.added():
                    if self._stopping:
                        # A part in the index does no harm: all of it comes again at the next start.
                        return self._version
                    added += self._index.add(positions, source=source)
                version = changes.version
            self._index.keep(version)
        if added or removed:
            logger.info("version %d of the catalogue: %d positions in, %d out", version, added, removed)
        return version
