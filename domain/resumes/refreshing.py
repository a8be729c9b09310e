"""Keeps a running program's index, and the matches made with it, up with the catalogue in the database.

Whoever imports positions raises the catalogue's version; every running program looks at it each second,
takes what has changed into its index, and then matches the resumes whose matches are older, newest first.
Readers see the old matches until the new ones stand in their place. Nothing here is remembered elsewhere
than in the rows' own versions, so that work which was broken off goes on after the next start.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

import anyio

from domain.analyses.models import Analysis
from domain.matches.models import Match
from domain.positions.models import Position
from domain.positions.ports import CatalogueReads, PositionWork
from domain.resumes.ports import ResumeWork, StaleResult, StaleResults

POLL_SECONDS = 1.0
_BATCH = 20
_RETRY_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 5.0
# After each piece of work as much rest: a refresh takes half a core at most.
_REST = 1.0
_BEYOND_ALL = 2**63 - 1

logger = logging.getLogger(__name__)


class CatalogueAndResults(CatalogueReads, StaleResults, Protocol):
    """The catalogue, and what was matched with it."""


class Work(PositionWork, ResumeWork, Protocol):
    """A unit of work on both."""


class PositionSink(Protocol):
    """What holds positions to be found; it may be searched while it changes."""

    def add(self, positions: Iterable[Position], *, source: str) -> int:
        """Add positions of a source; one of a known code takes the old one's place."""

    def remove(self, source: str, codes: Iterable[str]) -> int:
        """Remove positions of a source."""


class Matching(Protocol):
    """What matches people with the positions of the sink."""

    def match(self, analysis: Analysis, *, limit: int) -> tuple[Match, ...]: ...


class CatalogueRefresher:
    """Follows the catalogue's version; to be started and stopped with the program.

    Args:
        reads: The catalogue as the database has it.
        unit_of_work: For the refreshed matches.
        index: Holds the bundled positions already, and the imported ones as of `version`.
        matcher: Matches with that index.
        bundled_hash: Of the bundled positions, so that a program with others raises the version.
        match_count: How many matches a resume has.
        version: What the index stands at.
        settled: Called with the index's version, on a thread, when changes have been taken up and no more
            follow: the time to keep it.
        poll_seconds: How often to look at the version.
    """

    def __init__(
        self,
        *,
        reads: CatalogueAndResults,
        unit_of_work: Callable[[], Work],
        index: PositionSink,
        matcher: Matching,
        bundled_hash: str,
        match_count: int,
        version: int = 0,
        settled: Callable[[int], None] = lambda _: None,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._reads = reads
        self._unit_of_work = unit_of_work
        self._index = index
        self._matcher = matcher
        self._bundled_hash = bundled_hash
        self._match_count = match_count
        self._indexed = version
        self._version = 0
        self._settled = settled
        self._kept = version
        self._poll_seconds = poll_seconds
        self._stopping = False
        self._to_refresh = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def version(self) -> int:
        """The version all of whose positions are in the index; matches are as new as this, or newer."""
        return self._version

    def look_again(self) -> None:
        """Look for matches that were made with an older version and stored since the last look."""
        self._to_refresh.set()

    def start(self) -> None:
        """Begin to follow, on the running event loop."""
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._keep_refreshing())]

    async def stop(self) -> None:
        """Stop; what is left to do is found again at the next start."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await anyio.to_thread.run_sync(self._keep)

    async def catch_up(self) -> bool:
        """Take the changes since the last time into the index; return whether there were any."""
        if self._version == 0:
            await anyio.to_thread.run_sync(self._note_bundled)
        if await anyio.to_thread.run_sync(self._reads.version) == self._version:
            return False
        self._version = await anyio.to_thread.run_sync(self._take_changes)
        self._to_refresh.set()
        return True

    async def refresh_matches(self, *, rest: float = _REST) -> int:
        """Match once more the resumes whose matches are older than the index; return how many it were.

        Args:
            rest: How long to pause after each piece of work, as a share of the time it took.
        """
        version, before_id, refreshed = self._version, _BEYOND_ALL, 0
        while version == self._version:
            find = partial(self._reads.stale_results, version, before_id=before_id, limit=_BATCH)
            stale = await anyio.to_thread.run_sync(find)
            if not stale:
                break
            done: list[tuple[StaleResult, tuple[Match, ...]]] = []
            for result in stale:
                started = time.perf_counter()
                match = partial(self._matcher.match, result.analysis, limit=self._match_count)
                done.append((result, await anyio.to_thread.run_sync(match)))
                await anyio.sleep(rest * (time.perf_counter() - started))
            refreshed += await anyio.to_thread.run_sync(self._replace, done, version)
            before_id = stale[-1].resume_id
        return refreshed

    async def _follow(self) -> None:
        while True:
            started = time.perf_counter()
            try:
                if not await self.catch_up():
                    await anyio.to_thread.run_sync(self._keep)
                # An import that goes on and on must not keep the index busy without a pause.
                wait = max(self._poll_seconds, min(time.perf_counter() - started, _LONGEST_PAUSE_SECONDS))
            except Exception:
                logger.exception("the catalogue's changes could not be taken up")
                wait = _RETRY_SECONDS
            await asyncio.sleep(wait)

    async def _keep_refreshing(self) -> None:
        while True:
            await self._to_refresh.wait()
            self._to_refresh.clear()
            try:
                # Whatever was analysed with the old catalogue meanwhile is found by one more look.
                while refreshed := await self.refresh_matches():
                    logger.info(
                        "matched %d resumes with version %d of the catalogue", refreshed, self._version
                    )
            except Exception:
                logger.exception("matches could not be refreshed")
                self._to_refresh.set()
                await asyncio.sleep(_RETRY_SECONDS)

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

    def _replace(self, done: list[tuple[StaleResult, tuple[Match, ...]]], version: int) -> int:
        with self._unit_of_work() as work:
            replaced = [
                work.resumes.refresh_matches(result, matches=matches, catalogue_version=version)
                for result, matches in done
            ]
            work.commit()
        return sum(replaced)
