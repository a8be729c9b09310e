"""JSON Resume 1.0.0 (https://jsonresume.org/schema), which other programs make pages and papers of.

It has no place for birth date, gender, expected pay, the highest degree by itself and years of experience,
which are left out.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from domain.exports.profile import Employment, Profile, Span, Study

_SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(profile: Profile) -> bytes:
    """Return a person as a document of JSON Resume."""
    document = {
        "$schema": _SCHEMA,
        "basics": stated(
            name=profile.name,
            label=profile.career_interest,
            email=profile.email,
            phone=profile.phone,
            location=stated(city=profile.city),
        ),
        "work": list(map(_work, profile.experience)),
        "education": list(map(_education, profile.education)),
        "skills": [{"name": skill} for skill in profile.skills],
        "meta": {"version": "v1.0.0"},
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def _work(employment: Employment) -> dict[str, Any]:
    return stated(
        name=employment.company,
        position=employment.title,
        **_dates(employment.span),
        highlights=list(employment.tasks),
    )


def _education(study: Study) -> dict[str, Any]:
    return stated(institution=study.school, area=study.major, studyType=study.degree, **_dates(study.span))


def _dates(span: Span) -> dict[str, str | None]:
    """Return the dates; without an end, it lasts or nobody knows."""
    return {
        "startDate": None if span.start is None else str(span.start),
        "endDate": None if span.end is None else str(span.end),
    }


def stated(**values: Any) -> dict[str, Any]:
    """Return what is neither None nor empty."""
    return {name: value for name, value in values.items() if value not in (None, [], {})}
