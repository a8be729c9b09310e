"""The searched texts of resumes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import SQLModel

from domain.searching.ports import StoredText
from persistence.statements import RowReader, Statement


class SqlResumeTextReads:
    """The domain's `ResumeTextReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        texts = SQLModel.metadata.tables["resume_texts"].c
        columns = select(texts.resume_id, texts.facts, texts.pages)
        self._texts = Statement(reader, columns.where(reader.among(texts.resume_id, "ids")))

    async def texts(self, resume_ids: Sequence[int]) -> list[StoredText]:
        rows = await self._texts.read({"ids": self._reader.array(resume_ids)}, heavy=True)
        return [StoredText(*row) for row in rows]  # type: ignore[arg-type]
