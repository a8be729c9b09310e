"""Deleting resumes that are older than the operator keeps them."""

from __future__ import annotations

import logging
from datetime import timedelta

import anyio

from domain.clock import Clock
from domain.resumes.ports import FileStore, ResumeWorkFactory
from domain.resumes.sweeping import delete_files

_BATCH = 100

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

    async def delete_old(self) -> int:
        """Delete what is too old; return how many resumes that was."""
        deleted = 0
        while self._days is not None:
            keys = await anyio.to_thread.run_sync(self._delete_some, self._days)
            await delete_files(self._files, keys)
            deleted += len(keys)
            if len(keys) < _BATCH:
                break
        if deleted:
            logger.info("deleted %d resumes older than %s days", deleted, self._days)
        return deleted

    def _delete_some(self, days: int) -> list[str]:
        with self._unit_of_work() as work:
            old = work.resumes.uploaded_before(self._clock() - timedelta(days=days), limit=_BATCH)
            for resume_id, _ in old:
                work.resumes.delete(resume_id)
            work.commit()
            return [key for _, key in old]
