"""The analyses that candidates are ranked by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, func, select
from sqlmodel import col

from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.candidates.ports import Stamp
from domain.resumes.models import ResumeState
from persistence.analyses import analysis_of
from persistence.tables import ANALYSES, ResumeRow

_COLUMNS = (
    *("resume_id", "analysed_at", "language"),
    *(column.name for field in FIELDS for column in field.columns),
)
_ANALYSED = col(ResumeRow.state) == ResumeState.ANALYSED.value
_OF_RESUME = col(ResumeRow.id) == ANALYSES.c.resume_id
_AT_ONCE = 500


class SqlCandidateReads:
    """The domain's `CandidateReads` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stamps(self, *, since: str = "") -> list[Stamp]:
        statement = (
            select(ANALYSES.c.resume_id, ANALYSES.c.analysed_at)
            .join(ResumeRow, _OF_RESUME)
            .where(_ANALYSED, ANALYSES.c.analysed_at >= since)
        )
        with self._engine.connect() as connection:
            return [Stamp(*row) for row in connection.execute(statement)]

    def count(self) -> int:
        statement = select(func.count()).select_from(ResumeRow).where(_ANALYSED)
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one()

    def found(self, resume_ids: Sequence[int]) -> list[tuple[Stamp, Analysis]]:
        found: list[tuple[Stamp, Analysis]] = []
        with self._engine.connect() as connection:
            for first in range(0, len(resume_ids), _AT_ONCE):
                statement = (
                    select(*(ANALYSES.c[name] for name in _COLUMNS))
                    .join(ResumeRow, _OF_RESUME)
                    .where(_ANALYSED, ANALYSES.c.resume_id.in_(resume_ids[first : first + _AT_ONCE]))
                )
                found += [
                    (Stamp(row["resume_id"], row["analysed_at"]), analysis_of({**row}))
                    for row in connection.execute(statement).mappings()
                ]
        return found
