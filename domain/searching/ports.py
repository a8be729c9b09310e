"""What searching asks of the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class StoredText(NamedTuple):
    """What is kept of a resume to be searched."""

    resume_id: int
    facts: str
    pages: str


class ResumeTextReads(Protocol):
    """Reads of what is kept of resumes to be searched."""

    async def texts(self, resume_ids: Sequence[int]) -> list[StoredText]:
        """Return what there is, in any order."""
