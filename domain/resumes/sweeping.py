"""Removing files whose resumes are gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from domain.background import Background
from domain.errors import Unavailable
from domain.resumes.ports import FileStore

_REST_SECONDS = 6 * 3600

logger = logging.getLogger(__name__)


async def delete_files(files: FileStore, keys: Sequence[str]) -> None:
    """Remove the files of resumes that are deleted. What cannot be removed now is swept later."""
    try:
        await files.delete(*keys)
    except Unavailable as error:
        logger.warning("files of %d deleted resumes wait for the sweep: %s", len(keys), error)


class FileSweep:
    """Sweeps at once and every six hours; nobody waits for it, for it looks at all that is stored."""

    def __init__(self, sweep: Callable[[], Awaitable[int]]) -> None:
        self._sweep = sweep
        self._background = Background()

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._background.start(self._keep_sweeping())

    async def stop(self) -> None:
        """Stop; what is left to do is found again at the next start."""
        await self._background.stop()

    async def _keep_sweeping(self) -> None:
        while True:
            try:
                if swept := await self._sweep():
                    logger.info("removed %d files without a resume", swept)
            except Unavailable as error:
                logger.warning("files without a resume wait to be removed: %s", error)
            except Exception:
                logger.exception("files without a resume could not be removed")
            await asyncio.sleep(_REST_SECONDS)
