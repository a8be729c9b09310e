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
from domain.documents.structured.setting import Part, ResumeData, Stay, document_with
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
    phones = (_text(row, "Number") for row in _rows(archive, "PhoneNumbers", "Phone Numbers"))
    return ResumeData(
        name=_joined(profile, "First Name", "Last Name"),
        headline=_text(profile, "Headline"),
        email=_email(archive),
        phone=next(filter(None, phones), ""),
        city=_text(profile, "Geo Location", "Address"),
        birth=_text(profile, "Birth Date"),
        summary=_text(profile, "Summary"),
        work=[
            Stay(
                head=(_text(row, "Company Name"), _text(row, "Title")),
                start=_text(row, "Started On"),
                end=_text(row, "Finished On"),
                is_open=True,
                lines=tuple(_lines(_text(row, "Description"))),
            )
            for row in _rows(archive, "Positions")
        ],
        education=[
            Stay(
                head=(_text(row, "School Name"), _text(row, "Degree Name")),
                start=_text(row, "Start Date"),
                end=_text(row, "End Date"),
            )
            for row in _rows(archive, "Education")
        ],
        skills=[name for row in _rows(archive, "Skills") if (name := _text(row, "Name"))],
        others={
            Part.LANGUAGES: [_joined(row, "Name", "Proficiency") for row in _rows(archive, "Languages")],
            Part.CERTIFICATES: [
                _joined(row, "Name", "Authority") for row in _rows(archive, "Certifications")
            ],
            Part.PROJECTS: [
                line
                for row in _rows(archive, "Projects")
                for line in (
                    _joined(row, "Title", "Started On", "Finished On"),
                    *_lines(_text(row, "Description")),
                )
            ],
        },
    )


def _email(archive: GuardedZip) -> str:
    """Return the primary address, or the first."""
    rows = list(_rows(archive, "Email Addresses"))
    rows.sort(key=lambda row: _text(row, "Primary").lower() != "yes")
    return next(filter(None, (_text(row, "Email Address") for row in rows)), "")


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


def _text(row: _Row, *keys: str) -> str:
    return next((text for key in keys if (text := row.get(key, "").strip())), "")


def _joined(row: _Row, *keys: str) -> str:
    return " ".join(filter(None, (_text(row, key) for key in keys)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
