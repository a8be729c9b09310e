"""From a file to facts, in a child process."""

from __future__ import annotations

import logging
from pathlib import Path

from domain.analyses.ports import Reading
from domain.documents.errors import NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.isolation.sandbox import Sandbox
from domain.documents.models import Recognition

logger = logging.getLogger(__name__)


def read_resume(path: Path, media_type: MediaType) -> Reading:
    """Read a file and analyse it; to be called where it may hang, explode or crash."""
    return _reading(path, media_type, Recognition.SIGNALLED)


def recognise_resume(path: Path, media_type: MediaType) -> Reading:
    """Read a file with the text in its pictures, and analyse it; it takes seconds a page."""
    return _reading(path, media_type, Recognition.DONE)


def read_resume_without_pictures(path: Path, media_type: MediaType) -> Reading:
    """Read a file's text and leave its pictures alone."""
    return _reading(path, media_type, Recognition.NONE)


def _reading(path: Path, media_type: MediaType, recognition: Recognition) -> Reading:
    # Only the children read: the server starts half a second sooner without the readers' libraries.
    from domain.analyses.extraction import analyse
    from domain.documents.reader import read_document

    document = read_document(path, media_type, recognition=recognition)
    return Reading(page_count=len(document.pages), analysis=analyse(document))


class SandboxedReader:
    """Reads resumes in the sandbox's children."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def read(self, path: Path, *, media_type: MediaType) -> Reading:
        try:
            return await self._sandbox.run(read_resume, path, media_type)
        except NeedsRecognition as need:
            has_text = need.has_text
        try:
            return await self._sandbox.run_ocr(recognise_resume, path, media_type)
        except ReadFailure as failure:
            if not has_text:
                raise
            logger.info("pictures in %s cannot be read: %s", media_type, failure)
        return await self._sandbox.run(read_resume_without_pictures, path, media_type)

    async def check(self) -> bool:
        return await self._sandbox.check()
