"""From a file to facts, in a child process."""

from __future__ import annotations

from pathlib import Path

from domain.analyses.extraction import analyse
from domain.documents.models import MediaType
from domain.documents.reader import read_document
from domain.documents.sandbox import Sandbox
from domain.ports import Reading


def read_resume(path: Path, media_type: MediaType) -> Reading:
    """Read a file and analyse it; to be called where it may hang, explode or crash."""
    document = read_document(path, media_type)
    return Reading(page_count=len(document.pages), analysis=analyse(document))


class SandboxedReader:
    """Reads resumes in the sandbox's children."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def read(self, path: Path, *, media_type: MediaType) -> Reading:
        return await self._sandbox.run(read_resume, path, media_type)

    async def check(self) -> bool:
        return await self._sandbox.check()
