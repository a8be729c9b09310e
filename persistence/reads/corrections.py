"""All corrections, as labelled data for the readers."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from sqlalchemy import Engine, select
from sqlmodel import col

from domain.resumes.correction_ports import LabelledCorrection
from persistence.repositories.corrections import COLUMNS, correction_of
from persistence.tables import CorrectionRow, ReadingRow, ResumeRow

_AT_ONCE = 200


class SqlLabels:
    """Reads corrections with the files that they are about, on SQLite or PostgreSQL; on a thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> Iterator[LabelledCorrection]:
        """Yield every correction, resume by resume, the oldest first. No transaction is held meanwhile."""
        after = 0
        while resume_ids := self._corrected(after):
            yield from self._of(resume_ids)
            after = resume_ids[-1]

    def _corrected(self, after: int) -> list[int]:
        statement = (
            select(col(ReadingRow.resume_id))
            .where(col(ReadingRow.resume_id) > after)
            .order_by(col(ReadingRow.resume_id))
            .limit(_AT_ONCE)
        )
        with self._engine.connect() as connection:
            return [resume_id for resume_id in connection.scalars(statement) if resume_id is not None]

    def _of(self, resume_ids: list[int]) -> list[LabelledCorrection]:
        file = (col(ResumeRow.storage_key), col(ResumeRow.sha256), col(ResumeRow.media_type))
        statement = (
            select(*COLUMNS, *file, col(ReadingRow.cells))
            .join(ResumeRow, col(ResumeRow.id) == col(CorrectionRow.resume_id))
            .join(ReadingRow, col(ReadingRow.resume_id) == col(CorrectionRow.resume_id))
            .where(col(CorrectionRow.resume_id).in_(resume_ids))
            .order_by(col(CorrectionRow.resume_id), col(CorrectionRow.field))
        )
        with self._engine.connect() as connection:
            return [
                LabelledCorrection(
                    resume_id=row.resume_id,
                    storage_key=row.storage_key,
                    sha256=row.sha256,
                    media_type=row.media_type,
                    language=orjson.loads(row.cells)["language"],
                    correction=correction_of(row),
                )
                for row in connection.execute(statement)
            ]
