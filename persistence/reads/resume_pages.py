"""What is kept of the pages of resumes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

import orjson
from sqlalchemy import bindparam, func, literal_column, null, select
from sqlmodel import SQLModel

from domain.analyses.layouts import PageLayout, kept_layouts, kept_sizes
from domain.pages.ports import KeptPages, PagedFile
from domain.rows import Row
from persistence.analyses import whole_analysis_of
from persistence.reads.columns import ANALYSED, ANALYSES, RESUMES
from persistence.statements import RowReader, Statement

_FILE = [
    RESUMES.c[name] for name in ("id", "user_id", "storage_key", "file_name", "media_type", "size_bytes")
]


class SqlPageReads:
    """The domain's `PageReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        tables = SQLModel.metadata.tables
        texts, layouts = tables["resume_texts"].c, tables["resume_layouts"].c
        text = func.coalesce(texts.pages, literal_column("''"))
        self._pages = Statement(
            reader,
            select(RESUMES.c.media_type, RESUMES.c.page_count, text, layouts.pages, *ANALYSES.c)
            .join(ANALYSES, ANALYSES.c.resume_id == RESUMES.c.id)
            .outerjoin(texts.resume_id.table, texts.resume_id == RESUMES.c.id)
            .outerjoin(layouts.resume_id.table, layouts.resume_id == RESUMES.c.id)
            .where(reader.among(RESUMES.c.id, "ids"), ANALYSED),
        )
        self._files = Statement(reader, select(*_FILE, null()).where(reader.among(RESUMES.c.id, "ids")))
        self._file = Statement(
            reader,
            select(*_FILE, layouts.pages)
            .outerjoin(layouts.resume_id.table, layouts.resume_id == RESUMES.c.id)
            .where(RESUMES.c.id == bindparam("id")),
        )

    def pages(self, resume_ids: Sequence[int]) -> Iterator[KeptPages]:
        return map(_pages, self._pages.rows(ids=self._reader.array(resume_ids)))

    async def file(self, resume_id: int) -> PagedFile | None:
        rows = await self._file.read({"id": resume_id})
        return _file(rows[0]) if rows else None

    async def files(self, resume_ids: Sequence[int]) -> list[PagedFile]:
        return [_file(row) for row in await self._files.read({"ids": self._reader.array(resume_ids)})]


def _pages(row: Row) -> KeptPages:
    media_type, page_count, text, layouts, *cells = row
    found: dict[str, Any] = dict(zip(ANALYSES.c.keys(), cells, strict=True))
    return KeptPages(
        resume_id=found["resume_id"],
        media_type=cast("str", media_type),
        page_count=cast("int | None", page_count),
        analysis=whole_analysis_of(found),
        text=cast("str", text),
        layouts=_layouts(layouts, kept_layouts),
    )


def _file(row: Row) -> PagedFile:
    found: dict[str, Any] = dict(zip(PagedFile._fields, row, strict=True))
    return PagedFile(**found | {"layouts": _layouts(found["layouts"], kept_sizes)})


def _layouts(
    kept: object, unpacked: Callable[[list[list[Any]]], Iterable[PageLayout]]
) -> tuple[PageLayout, ...] | None:
    return None if kept is None else tuple(unpacked(orjson.loads(cast("str", kept))))
