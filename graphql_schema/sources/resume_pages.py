"""The pages of resumes, and their files."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import anyio
import orjson

from domain.pages.models import PageLine, ResumePage
from domain.pages.ports import PagedFile
from domain.rows import Column, Key, Row, Scalar
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class ResumePageColumn(Column, Enum):
    """What can be read of a page."""

    NUMBER = "number"
    WIDTH = "width"
    HEIGHT = "height"
    ADDRESS = "address"
    LINES = "lines"


class LineKey(Key):
    """Keys of a line; the parts and the entries are JSON arrays again."""

    BOX = "box"
    PARTS = "parts"
    ENTRIES = "entries"


class LinePartKey(Key):
    """Keys of a part of a line."""

    TEXT = "text"
    FIELD = "field"
    INDEX = "index"
    BOX = "box"


class LineEntryKey(Key):
    """Keys of an entry of which a line speaks."""

    FIELD = "field"
    INDEX = "index"


class OriginalColumn(Column, Enum):
    """What can be read of a resume's file."""

    ADDRESS = "address"
    FILE_NAME = "file_name"
    MEDIA_TYPE = "media_type"
    SIZE_BYTES = "size_bytes"


class PagesOfResumes(Source[None, ResumePageColumn]):
    """The pages of each resume, in their order."""

    shape = "list"
    rule = None

    async def load(self, context: Context, wanted: Wanted[None, ResumePageColumn]) -> Loaded:
        viewer = context.require_viewer()
        found = await context.pages.pages(wanted.keys, caller=context.caller)

        def rows() -> list[Row]:
            return [
                (resume_id, *(_told(page, column, resume_id) for column in wanted.columns))
                for resume_id, pages in found.items()
                for page in pages
            ]

        def _told(page: ResumePage, column: ResumePageColumn, resume_id: int) -> Scalar:
            if column is ResumePageColumn.ADDRESS:
                if not page.has_picture:
                    return None
                return context.pages.picture_address(viewer, resume_id, page.number)
            return _TOLD[column](page)

        return Loaded(await anyio.to_thread.run_sync(rows))


class OriginalsOfResumes(Source[None, OriginalColumn]):
    """The file of each resume."""

    shape = "one"
    rule = None

    async def load(self, context: Context, wanted: Wanted[None, OriginalColumn]) -> Loaded:
        viewer = context.require_viewer()

        def told(file: PagedFile, column: OriginalColumn) -> Scalar:
            if column is OriginalColumn.ADDRESS:
                return context.pages.original_address(viewer, file.resume_id)
            found: Scalar = getattr(file, column.value)
            return found

        files = await context.pages.files(wanted.keys)
        return Loaded(
            [(file.resume_id, *(told(file, column) for column in wanted.columns)) for file in files]
        )


def _lines(lines: tuple[PageLine, ...]) -> str:
    return orjson.dumps(
        [
            {
                LineKey.BOX.value: line.box,
                LineKey.PARTS.value: orjson.dumps(line.parts).decode(),
                LineKey.ENTRIES.value: orjson.dumps(line.entries).decode(),
            }
            for line in lines
        ]
    ).decode()


_TOLD: dict[ResumePageColumn, Callable[[ResumePage], Scalar]] = {
    ResumePageColumn.NUMBER: lambda page: page.number,
    ResumePageColumn.WIDTH: lambda page: page.width,
    ResumePageColumn.HEIGHT: lambda page: page.height,
    ResumePageColumn.LINES: lambda page: _lines(page.lines),
}
