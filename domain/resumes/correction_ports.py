"""What the use cases around corrections ask of the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from domain.analyses.correcting import Correction
from domain.analyses.models import Analysis


class ReadResult(NamedTuple):
    """What was read from an analysed resume, and what people say in its place."""

    analysed_at: str
    reading: Analysis
    corrections: tuple[Correction, ...]


class CorrectionRepository(Protocol):
    """What people say of resumes in the place of what was read."""

    def of(self, resume_id: int) -> tuple[Correction, ...]:
        """Return a resume's corrections, in the order of the fields."""

    def result(self, resume_id: int) -> ReadResult | None:
        """Return what was read from a resume, whole; None unless it is analysed."""

    def keep(self, resume_id: int, reading: Analysis, corrections: Sequence[Correction]) -> None:
        """Have a resume these corrections of that reading, and no others."""


class LabelledCorrection(NamedTuple):
    """A correction with the file that it is about, for those who teach readers by it."""

    resume_id: int
    storage_key: str
    sha256: str
    media_type: str
    language: str
    correction: Correction
