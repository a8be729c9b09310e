"""Matches stored resumes anew when the catalogue has changed, newest first.

Readers see the old matches until the new ones stand in their place. Nothing here is remembered elsewhere
than in the rows' own versions, so that work which was broken off goes on after the next start.
"""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial

import anyio

from domain.background import Background
from domain.errors import Unavailable
from domain.matches.models import Match
from domain.resumes.ports import IndexedCatalogue, Matching, ResumeWorkFactory, StaleResult, StaleResults

_BATCH = 20
_RETRY_SECONDS = 5.0
# After each piece of work as much rest: a refresh takes half a core at most.
_REST = 1.0
_BEYOND_ALL = 2**63 - 1

logger = logging.getLogger(__name__)


class MatchRefresher:
    """Keeps matches up with the catalogue; to be started and stopped with the program.

    Args:
        catalogue: What matches are as new as, or newer.
        results: Finds those that are older.
        unit_of_work: For the refreshed matches.
        matcher: Matches with the catalogue.
        match_count: How many matches a resume has.
    """

    def __init__(
        self,
        *,
        catalogue: IndexedCatalogue,
        results: StaleResults,
        unit_of_work: ResumeWorkFactory,
        matcher: Matching,
        match_count: int,
    ) -> None:
        self._catalogue = catalogue
        self._results = results
        self._unit_of_work = unit_of_work
        self._matcher = matcher
        self._match_count = match_count
        self._to_refresh = asyncio.Event()
        self._background = Background()

    @property
    def version(self) -> int:
        """The catalogue's version that matches made now are as new as, or newer."""
        return self._catalogue.version

    def look_again(self) -> None:
        """Look for matches that were made with an older version and stored since the last look."""
        self._to_refresh.set()

    def start(self) -> None:
        """Begin to keep matches up, on the running event loop."""
        self._background.start(self._keep_refreshing())

    async def stop(self) -> None:
        """Stop; what is left to do is found again at the next start."""
        await self._background.stop()

    async def refresh_matches(self, *, rest: float = _REST) -> int:
        """Match once more the resumes whose matches are older than the index; return how many it were.

        Args:
            rest: How long to pause after each piece of work, as a share of the time it took.
        """
        version, before_id, refreshed = self.version, _BEYOND_ALL, 0
        while version == self.version:
            find = partial(self._results.stale_results, version, before_id=before_id, limit=_BATCH)
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

    async def refresh_all(self) -> None:
        """Do so until none is left, resting between pieces of work."""
        # Whatever was analysed with the old catalogue meanwhile is found by one more look.
        while refreshed := await self.refresh_matches():
            logger.info("matched %d resumes with version %d of the catalogue", refreshed, self.version)

    async def _keep_refreshing(self) -> None:
        while True:
            await self._to_refresh.wait()
            self._to_refresh.clear()
            try:
                await self.refresh_all()
            except Exception as error:
                if isinstance(error, Unavailable):
                    logger.warning("matches wait to be refreshed: %s", error)
                else:
                    logger.exception("matches could not be refreshed")
                self._to_refresh.set()
                await asyncio.sleep(_RETRY_SECONDS)

    def _replace(self, done: list[tuple[StaleResult, tuple[Match, ...]]], version: int) -> int:
        with self._unit_of_work() as work:
            replaced = [
                work.resumes.refresh_matches(result, matches=matches, catalogue_version=version)
                for result, matches in done
            ]
            work.commit()
        return sum(replaced)
