"""What reads files, as the use cases around resumes see it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol

from domain.analyses.models import Analysis
from domain.documents.formats import MediaType


class Reading(NamedTuple):
    """What came out of a file."""

    page_count: int
    analysis: Analysis


class ResumeReader(Protocol):
    """Turns a file into facts, safely."""

    async def read(self, path: Path, *, media_type: MediaType) -> Reading:
        """Read the file. Raises `ReadFailure`."""

    async def check(self) -> bool:
        """Whether the reader answers."""
