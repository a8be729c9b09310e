"""Pages of resumes: their pictures, and their lines with what was read from them; and the file itself."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.errors import InvalidInput
from domain.pages.models import WIDTHS, width_for
from graphql_schema.reading import asked, items, nested, value
from graphql_schema.sources.resume_pages import (
    LineEntryKey,
    LineKey,
    LinePartKey,
    OriginalColumn,
    ResumePageColumn,
)
from graphql_schema.types.enums import AnalysisField
from graphql_schema.types.evidence import Box

PAGES_POINTS = 200
"""The whole text of a resume is looked through."""
_DEFAULT_WIDTH = 1_200


@strawberry.type(description="This is a piece of a line.")
class PagePart:
    """A piece of a line, to be shown in its own way where something was read from it."""

    text: str = value(LinePartKey.TEXT, description="This is the text of the piece.")
    field: AnalysisField | None = value(
        LinePartKey.FIELD,
        compute=AnalysisField,
        description="This field of the analysis was read from the piece. It is null where none was.",
    )
    index: int | None = value(
        LinePartKey.INDEX,
        description="This is the item's place in the list, and the first one is 0. It is null where "
        "the field is not a list.",
    )
    box: Box | None = nested(
        inside=LinePartKey.BOX,
        present=LinePartKey.BOX,
        description="The piece stands here on the page, as near as the edges of its words and the usual "
        "widths of letters tell. It is null where the place of the line is not known.",
    )


@strawberry.type(description="This names a time at a school or an employer.")
class PageEntry:
    """An entry of which a line speaks."""

    field: AnalysisField = value(
        LineEntryKey.FIELD,
        compute=AnalysisField,
        description="The entry is of this field: `EDUCATION` or `EXPERIENCE`.",
    )
    index: int = value(
        LineEntryKey.INDEX, description="This is the entry's place in the list, and the first one is 0."
    )


@strawberry.type(description="This is a line of a page as it is printed.")
class PageLine:
    """A line."""

    box: Box | None = nested(
        inside=LineKey.BOX,
        present=LineKey.BOX,
        description="The line stands here on the page. It is null where that is not known, as in Word files.",
    )
    parts: list[PagePart] = items(
        LineKey.PARTS,
        description="These are the pieces of the line in their order. Together they are its whole text.",
    )
    entries: list[PageEntry] = items(
        LineKey.ENTRIES,
        description="These are the times at schools and employers of which the line says something: their "
        "dates, the subject or title, or what the person did. Many lines can speak of one of them.",
    )


def _address(width: int, address: str) -> str:
    return f"{address}&width={width}"


@strawberry.type(description="This is a page of a resume. A file in a format without pages is one page.")
class ResumePage:
    """A page."""

    number: int = value(
        ResumePageColumn.NUMBER, description="This is the page's number, and the first one is 1."
    )
    width: float | None = value(
        ResumePageColumn.WIDTH,
        description="The page is so wide, in points. It is null where the format has no pages, and until "
        "`reanalyzeResume` where the resume was analysed before sizes were kept.",
    )
    height: float | None = value(
        ResumePageColumn.HEIGHT,
        description="The page is so high, in points. It is null where the width is.",
    )

    @asked(
        ResumePageColumn.ADDRESS,
        graphql_type=str | None,
        compute=_address,
        description="The page can be loaded as a WebP picture from this address, which begins with the "
        "server's root. Whoever has the address can load it, for 10 minutes at least and 15 at most. It "
        "is the same address for some minutes. A box is at the same place on the picture as on a page of "
        "this width and height. It is null where the format has no pages.",
    )
    def image_url(
        self,
        width: Annotated[
            int,
            strawberry.argument(
                description=f"The picture is about so many pixels wide: {', '.join(map(str, WIDTHS[:-1]))} "
                f"or {WIDTHS[-1]}, of which the next larger one is taken. The default is {_DEFAULT_WIDTH}."
            ),
        ] = _DEFAULT_WIDTH,
    ) -> int:
        if width < 1:
            raise InvalidInput("width 须为正数")
        return width_for(width)

    lines: list[PageLine] = items(
        ResumePageColumn.LINES,
        description="This is the text of the page, line by line in reading order, cut where something was "
        "read. Where the operator keeps no texts, only the lines are told from which something was read.",
    )


@strawberry.type(description="This is a file as it was uploaded.")
class OriginalFile:
    """A file."""

    url: str = value(
        OriginalColumn.ADDRESS,
        description="The file can be loaded from this address, which begins with the server's root. Whoever "
        "has the address can load it, for 10 minutes at least and 15 at most. Each download is an entry of "
        "the audit log.",
    )
    file_name: str = value(
        OriginalColumn.FILE_NAME, description="The file had this name when it was uploaded."
    )
    media_type: str = value(
        OriginalColumn.MEDIA_TYPE, description="This is the type of the file, like `application/pdf`."
    )
    size_bytes: int = value(OriginalColumn.SIZE_BYTES, description="The file has this size, in bytes.")
