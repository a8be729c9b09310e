"""The domain's corrections in memory."""

from __future__ import annotations

from collections.abc import Sequence

from domain.analyses.correcting import Correction, in_order
from domain.analyses.models import Analysis
from domain.resumes.correction_ports import ReadResult
from domain.resumes.models import ResumeState
from tests.fakes.tables import Tables


class FakeCorrectionRepository:
    """Corrections in a dictionary, each resume's beside what was read from it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def of(self, resume_id: int) -> tuple[Correction, ...]:
        found = self._tables.corrections.get(resume_id)
        return () if found is None else found[1]

    def result(self, resume_id: int) -> ReadResult | None:
        resume = self._tables.resumes.get(resume_id)
        if resume is None or resume.state is not ResumeState.ANALYSED:
            return None
        analysis, _ = self._tables.results[resume_id]
        reading, corrections = self._tables.corrections.get(resume_id, (analysis, ()))
        return ReadResult(self._tables.analysed_at[resume_id], reading, corrections)

    def keep(self, resume_id: int, reading: Analysis, corrections: Sequence[Correction]) -> None:
        self._tables.corrections.pop(resume_id, None)
        if corrections:
            self._tables.corrections[resume_id] = (reading, in_order(corrections))
