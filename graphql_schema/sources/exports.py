"""What was read from resumes, as files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from domain import policies
from domain.exports.forms import ExportFormat
from domain.exports.making import Exported
from domain.exports.service import TableRequest
from domain.rows import Column, Scalar
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.pages import Order, encode_cursor
from graphql_schema.sources.resumes import HIDDEN_ORDERS
from graphql_schema.sources.shared import meant, refuse_order_if_blind


class FileColumn(Column, Enum):
    """What can be read of a file that was made."""

    FILE_NAME = "file_name"
    MEDIA_TYPE = "media_type"
    SIZE_BYTES = "size_bytes"
    TEXT = "text"
    BASE64 = "base64"


_TOLD: Final[dict[FileColumn, Callable[[Exported], Scalar]]] = {
    FileColumn.FILE_NAME: lambda file: file.file_name,
    FileColumn.MEDIA_TYPE: lambda file: file.media_type,
    FileColumn.SIZE_BYTES: lambda file: len(file.content),
    FileColumn.TEXT: lambda file: file.content.decode() if file.is_text else None,
    FileColumn.BASE64: lambda file: b64encode(file.content).decode(),
}


def file_row(file: Exported, columns: tuple[FileColumn, ...]) -> tuple[Scalar, ...]:
    """Return what is asked of a file."""
    return tuple(_TOLD[column](file) for column in columns)


class ExportedAnalyses(Source[ExportFormat, FileColumn]):
    """The analyses of resumes, each as a file; the request is the form."""

    shape = "one"
    rule = policies.EXPORT_RESUME

    async def load(self, context: Context, wanted: Wanted[ExportFormat, FileColumn]) -> Loaded:
        made = await context.exports.analyses(
            context.viewer, wanted.keys, wanted.request, caller=context.caller, blind=context.blind
        )
        return Loaded([(key, *file_row(file, wanted.columns)) for key, file in made.items()])


class ListColumn(Column, Enum):
    """What can be read of a list that was made into a file, beside the file."""

    ROW_COUNT = "row_count"
    END_CURSOR = "end_cursor"


@dataclass(frozen=True, slots=True)
class TableOf:
    """Which list is wanted, and the order that its cursors name."""

    wanted: TableRequest
    order: Order


class ResumeTable(Source[TableOf, FileColumn | ListColumn]):
    """A list of resumes as a file."""

    shape = "object"
    rule = policies.EXPORT_RESUMES

    async def load(self, context: Context, wanted: Wanted[TableOf, FileColumn | ListColumn]) -> Loaded:
        asked = wanted.request.wanted
        asked = replace(asked, conditions=meant(context, asked.conditions))
        refuse_order_if_blind(context, wanted.request.order, HIDDEN_ORDERS)
        table = await context.exports.table(
            context.viewer, asked, caller=context.caller, today=context.today, blind=context.blind
        )
        order, last = wanted.request.order, table.last
        told: dict[ListColumn, Scalar] = {
            ListColumn.ROW_COUNT: table.row_count,
            ListColumn.END_CURSOR: None if last is None else encode_cursor(order, last.value, last.key),
        }
        row = [
            told[column] if isinstance(column, ListColumn) else _TOLD[column](table.file)
            for column in wanted.columns
        ]
        return Loaded([tuple(row)])
