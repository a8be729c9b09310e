"""JSON Resume (https://jsonresume.org/schema), of any version: what is not of its form is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import orjson

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
from domain.telling import told

_Object = Mapping[str, object]


def read_json_resume(content: bytes) -> Document:
    """Read a document of JSON Resume.

    Raises:
        ReadFailure: DAMAGED, TOO_COMPLEX above 4 MiB, NO_TEXT where it says nothing.
    """
    if len(content) > MAXIMUM_SIZE_BYTES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, "more text than a resume holds")
    try:
        resume = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise ReadFailure(FailureCode.DAMAGED, told(error)) from error
    if not isinstance(resume, dict):
        raise ReadFailure(FailureCode.DAMAGED, "no object")
    return document_with(_data(resume))


def _data(resume: _Object) -> ResumeData:
    basics = _object(resume.get("basics"))
    place = _object(basics.get("location"))
    return ResumeData(
        name=text_of(basics, "name"),
        wanted=text_of(basics, "label"),
        email=text_of(basics, "email"),
        phone=text_of(basics, "phone"),
        city=text_of(place, "city"),
        links=[
            text_of(basics, "url", "website"),
            *(text_of(each, "url") for each in _objects(basics, "profiles")),
        ],
        summary=text_of(basics, "summary"),
        work=[
            Stay(
                head=(text_of(job, "name", "company"), text_of(job, "position")),
                start=_date(job, "startDate"),
                end=_date(job, "endDate"),
                # What lasts has no end there.
                is_open=True,
                lines=tuple(_said(job)),
            )
            for job in _objects(resume, "work")
        ],
        education=[
            Stay(
                head=(text_of(stay, "institution"), text_of(stay, "area"), text_of(stay, "studyType")),
                start=_date(stay, "startDate"),
                end=_date(stay, "endDate"),
                is_open=True,
                lines=tuple(_texts(stay, "courses")),
            )
            for stay in _objects(resume, "education")
        ],
        skills=[
            skill
            for each in _objects(resume, "skills")
            # Keywords are the skills, of which the name is the kind.
            for skill in (_texts(each, "keywords") or [text_of(each, "name")])
            if skill
        ],
        others={
            Part.LANGUAGES: _described(resume, "languages", "language", "fluency"),
            Part.PROJECTS: _described(resume, "projects", "name", "startDate", "endDate"),
            Part.CERTIFICATES: _described(resume, "certificates", "name", "issuer", "date"),
            Part.AWARDS: _described(resume, "awards", "title", "awarder", "date"),
            Part.VOLUNTEERING: _described(
                resume, "volunteer", "organization", "position", "startDate", "endDate"
            ),
            Part.PUBLICATIONS: _described(resume, "publications", "name", "publisher", "releaseDate"),
            Part.INTERESTS: [
                " ".join((text_of(each, "name"), *_texts(each, "keywords")))
                for each in _objects(resume, "interests")
            ],
        },
    )


def _described(resume: _Object, part: str, *keys: str) -> list[str]:
    """Return the lines of a part: what the keys tell of each entry, and what is said of it below."""
    return [
        line
        for each in _objects(resume, part)
        for line in filter(None, (texts_of(each, *keys), *_said(each)))
    ]


def _said(entry: _Object) -> Iterator[str]:
    for text in (text_of(entry, "summary", "description"), *_texts(entry, "highlights")):
        yield from lines_of(text)


def _object(value: object) -> _Object:
    return value if isinstance(value, dict) else {}


def _objects(of: _Object, key: str) -> list[_Object]:
    found = of.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _texts(of: _Object, key: str) -> list[str]:
    found = of.get(key)
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _date(of: _Object, key: str) -> str:
    """Return a date to its month, as resumes print the times of work and study."""
    return "-".join(text_of(of, key).split("-")[:2])
