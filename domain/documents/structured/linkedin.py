"""The data that LinkedIn gives its members: a zip of tables, of which those of the profile are read.

Whom somebody knows and wrote to, which the zip holds too, is not looked at.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Document
from domain.documents.structured.setting import (
    Part,
    ResumeData,
    Stay,
    document_with,
    lines_of,
    text_of,
    texts_of,
)
from domain.documents.text import MAXIMUM_SIZE_BYTES
from domain.documents.zip_guard import GuardedZip
from domain.telling import told
from domain.vocabulary.encodings import decode_text

_Row = Mapping[str, str]
_MOST_ROWS: Final = 2_000
# They may stand in a folder.
_TABLE: Final = r"(?:[^/]{0,200}/){0,3}%s\.csv"


def read_linkedin(content: bytes) -> Document:
    """Read the profile out of the data of a member.

    Raises:
        ReadFailure: DAMAGED, ENCRYPTED, TOO_COMPLEX, NO_TEXT where it holds no profile.
    """
    with GuardedZip(io.BytesIO(content)) as archive:
        return document_with(_data(archive))


def _data(archive: GuardedZip) -> ResumeData:
    profile = next(_rows(archive, "Profile"), {})
    phones = (text_of(row, "Number") for row in _rows(archive, "PhoneNumbers", "Phone Numbers"))
    return ResumeData(
        name=texts_of(profile, "First Name", "Last Name"),
        headline=text_of(profile, "Headline"),
        email=_email(archive),
        phone=next(filter(None, phones), ""),
        city=text_of(profile, "Geo Location", "Address"),
        birth=text_of(profile, "Birth Date"),
        summary=text_of(profile, "Summary"),
        work=[
            Stay(
                head=(text_of(row, "Company Name"), text_of(row, "Title")),
                start=text_of(row, "Started On"),
                end=text_of(row, "Finished On"),
                is_open=True,
                lines=tuple(lines_of(text_of(row, "Description"))),
            )
            for row in _rows(archive, "Positions")
        ],
        education=[
            Stay(
                head=(text_of(row, "School Name"), text_of(row, "Degree Name")),
                start=text_of(row, "Start Date"),
                end=text_of(row, "End Date"),
            )
            for row in _rows(archive, "Education")
        ],
        skills=[name for row in _rows(archive, "Skills") if (name := text_of(row, "Name"))],
        others={
            Part.LANGUAGES: [texts_of(row, "Name", "Proficiency") for row in _rows(archive, "Languages")],
            Part.CERTIFICATES: [
                texts_of(row, "Name", "Authority") for row in _rows(archive, "Certifications")
            ],
            Part.PROJECTS: _described(archive, "Projects", "Title", "Started On", "Finished On"),
            Part.AWARDS: _described(archive, "Honors", "Title", "Issued On"),
            Part.VOLUNTEERING: _described(
                archive, "Volunteering", "Company Name", "Role", "Started On", "Finished On"
            ),
            Part.PUBLICATIONS: _described(archive, "Publications", "Name", "Publisher", "Published On"),
        },
    )


def _described(archive: GuardedZip, table: str, *columns: str) -> list[str]:
    """Return the lines of a table: what its columns tell of each row, and the description below."""
    return [
        line
        for row in _rows(archive, table)
        for line in filter(None, (texts_of(row, *columns), *lines_of(text_of(row, "Description"))))
    ]


def _email(archive: GuardedZip) -> str:
    """Return the primary address, or the first."""
    rows = list(_rows(archive, "Email Addresses"))
    rows.sort(key=lambda row: text_of(row, "Primary").lower() != "yes")
    return next(filter(None, (text_of(row, "Email Address") for row in rows)), "")


def _rows(archive: GuardedZip, *names: str) -> Iterator[_Row]:
    """Yield the rows of a table, by their headings; none where there is no such table."""
    pattern = re.compile(_TABLE % f"(?:{'|'.join(map(re.escape, names))})", re.IGNORECASE)
    for name in archive.names(pattern)[:1]:
        content = archive.read(name)
        if len(content) > MAXIMUM_SIZE_BYTES:
            raise ReadFailure(FailureCode.TOO_COMPLEX, "a table of more text than a resume holds")
        text = decode_text(content)
        if text is None:
            raise ReadFailure(FailureCode.DAMAGED, "a table in no known encoding")
        try:
            for number, row in enumerate(
                csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
            ):
                if number >= _MOST_ROWS:
                    raise ReadFailure(FailureCode.TOO_COMPLEX, f"{number} rows")
                yield {
                    key: cell for key, cell in row.items() if isinstance(key, str) and isinstance(cell, str)
                }
        except csv.Error as error:
            raise ReadFailure(FailureCode.DAMAGED, told(error)) from error
