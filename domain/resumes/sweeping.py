"""Removing files whose resumes are gone."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from domain.errors import Unavailable
from domain.resumes.ports import FileStore

logger = logging.getLogger(__name__)


async def delete_files(files: FileStore, keys: Sequence[str]) -> None:
    """Remove the files of resumes that are deleted. What cannot be removed now is swept later."""
    try:
        await files.delete(*keys)
    except Unavailable as error:
        logger.warning("files of %d deleted resumes wait for the sweep: %s", len(keys), error)
