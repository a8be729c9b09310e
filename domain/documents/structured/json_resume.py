"""JSON Resume (https://jsonresume.org/schema), of any version: what is not of its form is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import orjson

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Document
from domain.documents.structured.setting import Part, ResumeData, Stay, document_with
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
        name=_text(basics, "name"),
        wanted=_text(basics, "label"),
        email=_text(basics, "email"),
        phone=_text(basics, "phone"),
        city=_text(place, "city"),
        links=[
            _text(basics, "url", "website"),
            *(_text(each, "url") for each in _objects(basics, "profiles")),
        ],
        summary=_text(basics, "summary"),
        work=[
            Stay(
                head=(_text(job, "name", "company"), _text(job, "position")),
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
                head=(_text(stay, "institution"), _text(stay, "area"), _text(stay, "studyType")),
                start=_date(stay, "startDate"),
                end=_date(stay, "endDate"),
                is_open=True,
            )
            for stay in _objects(resume, "education")
        ],
        skills=[
            skill
            for each in _objects(resume, "skills")
            # Keywords are the skills, of which the name is the kind.
            for skill in (_texts(each, "keywords") or [_text(each, "name")])
            if skill
        ],
        others={
            Part.LANGUAGES: [_joined(each, "language", "fluency") for each in _objects(resume, "languages")],
            Part.PROJECTS: [
                line
                for each in _objects(resume, "projects")
                for line in (_joined(each, "name", "startDate", "endDate"), *_said(each))
            ],
            Part.CERTIFICATES: [
                _joined(each, "name", "issuer", "date") for each in _objects(resume, "certificates")
            ],
            Part.AWARDS: [_joined(each, "title", "awarder", "date") for each in _objects(resume, "awards")],
        },
    )


def _said(entry: _Object) -> Iterator[str]:
    for text in (_text(entry, "summary", "description"), *_texts(entry, "highlights")):
        yield from filter(None, map(str.strip, text.splitlines()))


def _object(value: object) -> _Object:
    return value if isinstance(value, dict) else {}


def _objects(of: _Object, key: str) -> list[_Object]:
    found = of.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(of: _Object, *keys: str) -> str:
    return next((text.strip() for key in keys if isinstance(text := of.get(key), str) and text.strip()), "")


def _texts(of: _Object, key: str) -> list[str]:
    found = of.get(key)
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _joined(of: _Object, *keys: str) -> str:
    return " ".join(filter(None, (_text(of, key) for key in keys)))


def _date(of: _Object, key: str) -> str:
    """Return a date to its month, as resumes print the times of work and study."""
    return "-".join(_text(of, key).split("-")[:2])
