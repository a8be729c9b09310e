"""Deleting resumes that are older than the operator keeps them."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import anyio

from domain.background import Background
from domain.clock import Clock
from domain.errors import Unavailable
from domain.resumes.ports import FileStore, ResumeWorkFactory
from domain.resumes.sweeping import delete_files

_BATCH = 100
_REST_SECONDS = 3600

logger = logging.getLogger(__name__)


class Retention:
    """Deletes resumes so many days after their upload, with their files and results."""

    def __init__(
        self, *, unit_of_work: ResumeWorkFactory, files: FileStore, clock: Clock, days: int | None
    ) -> None:
        self._unit_of_work = unit_of_work
        self._files = files
        self._clock = clock
        self._days = days
        self._background = Background()

    async def delete_old(self) -> int:
        """Delete what is too old; return how many resumes that was."""
        deleted = 0
        while self._days is not None:
            keys = await anyio.to_thread.run_sync(self._delete_some, self._days)
            await delete_files(self._files, keys)
            deleted += len(keys)
            if len(keys) < _BATCH:
                break
        return deleted

    def start(self) -> None:
        """Begin to look every hour, on the running event loop."""
        if self._days is not None:
            self._background.start(self._keep_deleting())

    async def stop(self) -> None:
        """Stop; what is left to do is found again at the next start."""
        await self._background.stop()

    async def _keep_deleting(self) -> None:
        while True:
            try:
                if deleted := await self.delete_old():
                    logger.info("deleted %d resumes older than %s days", deleted, self._days)
            except Unavailable as error:
                logger.warning("old resumes wait to be deleted: %s", error)
            except Exception:
                logger.exception("old resumes could not be deleted")
            await asyncio.sleep(_REST_SECONDS)

    def _delete_some(self, days: int) -> list[str]:
        with self._unit_of_work() as work:
            old = work.resumes.uploaded_before(self._clock() - timedelta(days=days), limit=_BATCH)
            for resume_id, _ in old:
                work.resumes.delete(resume_id)
            work.commit()
            return [key for _, key in old]
