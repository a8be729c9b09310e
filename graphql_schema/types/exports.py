"""Files that are made of what was read."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.exports.forms import ExportFormat
from domain.exports.sheets import SheetFormat
from domain.exports.tables import TOLD, ResumeTableColumn
from graphql_schema.reading import nested, value
from graphql_schema.sources.exports import FileColumn, ListColumn
from graphql_schema.types.enums import describe

EXPORT_POINTS = 200
"""What the making of one file counts."""
TABLE_POINTS = 5_000
"""What the making of a list counts, however long it is."""

describe(
    ExportFormat,
    "This is a form in which what was read from a resume can be given out.",
    JSON_RESUME="It is a document of JSON Resume 1.0.0.",
    JSON_LD="It is a `Person` in the words of schema.org, as JSON-LD.",
    EUROPASS="It is a candidate of Europass 2, as XML.",
    PDF="It is a profile for people, as a PDF of pages of A4.",
)

ExportFormatArgument = Annotated[
    ExportFormat, strawberry.argument(description="The file has this form. The default is `JSON_RESUME`.")
]


@strawberry.type(description="This is a file that was made for this answer and is kept nowhere.")
class ExportedFile:
    """A file that was made."""

    file_name: str = value(
        FileColumn.FILE_NAME,
        description="The file can be saved under this name, which is made of the resume's.",
    )
    media_type: str = value(
        FileColumn.MEDIA_TYPE, description="This is the type of the file, like `application/json`."
    )
    size_bytes: int = value(FileColumn.SIZE_BYTES, description="The file has this size, in bytes.")
    text: str | None = value(
        FileColumn.TEXT,
        description="This is the content of a file of text. It is null where the content is no text.",
    )
    base64: str = value(FileColumn.BASE64, description="This is the content in Base64, of any file.")


describe(
    SheetFormat,
    "This is a form of lists for spreadsheets.",
    CSV="It is CSV in UTF-8 with a byte order mark. A text that a spreadsheet could take for a formula "
    "begins with an apostrophe, also a telephone number with its plus sign.",
    XLSX="It is a workbook of Excel with one sheet. All texts in it are texts by their type.",
)
describe(
    ResumeTableColumn,
    "This is a column that a list of resumes can have. Its heading is the name in lower case.",
    **{column.name: told.description for column, told in TOLD.items()},
)


@strawberry.type(description="This is a list that was made into a file for this answer and is kept nowhere.")
class ExportedList:
    """A list that was made into a file."""

    file: ExportedFile = nested(description="This is the file.")
    row_count: int = value(
        ListColumn.ROW_COUNT, description="The list has this many rows below its headings."
    )
    end_cursor: str | None = value(
        ListColumn.END_CURSOR,
        description="The next file goes on behind the last row where this is given as `after`. It is null "
        "where no row follows.",
    )
