"""What was matched with an older catalogue."""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlmodel import col

from domain.analyses.fields import FIELDS
from domain.resumes.models import ResumeState
from domain.resumes.ports import StaleResult
from persistence.analyses import analysis_of
from persistence.tables import ANALYSES, ResumeRow

_ANALYSIS_COLUMNS = (
    *("resume_id", "analysed_at", "language"),
    *(column.name for field in FIELDS for column in field.columns),
)


class SqlStaleResults:
    """The domain's `StaleResults` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stale_results(self, version: int, *, before_id: int, limit: int) -> list[StaleResult]:
        statement = (
            select(*(ANALYSES.c[name] for name in _ANALYSIS_COLUMNS))
            .join(ResumeRow, col(ResumeRow.id) == ANALYSES.c.resume_id)
            .where(
                col(ResumeRow.state) == ResumeState.ANALYSED.value,
                col(ResumeRow.catalogue_version) < version,
                col(ResumeRow.id) < before_id,
            )
            .order_by(col(ResumeRow.id).desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [
                StaleResult(row["resume_id"], row["analysed_at"], analysis_of({**row}))
                for row in connection.execute(statement).mappings()
            ]
