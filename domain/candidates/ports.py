"""What candidates need of the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from domain.analyses.models import Analysis


class Stamp(NamedTuple):
    """An analysis by its resume and its moment, which is another after each reading and each correction."""

    resume_id: int
    analysed_at: str


class CandidateReads(Protocol):
    """The analyses of resumes that are analysed; to be asked on a thread."""

    def stamps(self, *, since: str = "") -> list[Stamp]:
        """Return the analyses made at that moment or later, in any order."""

    def count(self) -> int:
        """Return how many there are."""

    def found(self, resume_ids: Sequence[int]) -> list[tuple[Stamp, Analysis]]:
        """Return those of some resumes that exist, in any order."""
