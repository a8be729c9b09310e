"""A person in the words of schema.org, as JSON-LD (https://schema.org/Person).

Expected pay and years of experience, for which a person has no words there, are left out.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from domain.analyses.facts import Gender
from domain.exports.json_resume import stated
from domain.exports.occupations import Occupation
from domain.exports.profile import Employment, Profile, Span, Study

_CHINESE: Final = "中华人民共和国职业分类大典（2022年版）"
_GENDERS: Final = {Gender.FEMALE: "https://schema.org/Female", Gender.MALE: "https://schema.org/Male"}


def json_ld(profile: Profile) -> bytes:
    """Return a person as a document of JSON-LD."""
    document = {"@context": "https://schema.org", "@type": "Person"} | stated(
        name=profile.name,
        gender=None if profile.gender is None else _GENDERS[profile.gender],
        birthDate=None if profile.birth_date is None else str(profile.birth_date),
        email=profile.email,
        telephone=profile.phone,
        address=_of("PostalAddress", addressLocality=profile.city),
        seeks=_of("Demand", name=profile.career_interest),
        hasCredential=[_credential(study) for study in profile.education if study.degree is not None]
        or ([] if profile.highest_degree is None else [_degree(profile.highest_degree, None)]),
        alumniOf=list(map(_alumnus, profile.education)),
        worksFor=[_employee(job, "worksFor") for job in profile.experience if job.company is not None],
        hasOccupation=[
            *(_lone(job) for job in profile.experience if job.company is None),
            *map(_occupation, profile.occupations),
        ],
        knowsAbout=list(profile.skills),
    )
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def _of(kind: str, **values: Any) -> dict[str, Any]:
    """Return an object of a type, empty where nothing is stated of it."""
    found = stated(**values)
    return {"@type": kind, **found} if found else {}


def _dates(span: Span) -> dict[str, str | None]:
    return {
        "startDate": None if span.start is None else str(span.start),
        "endDate": None if span.end is None else str(span.end),
    }


def _alumnus(study: Study) -> dict[str, Any]:
    school = _of("EducationalOrganization", name=study.school)
    return _of("OrganizationRole", **_dates(study.span), alumniOf=school)


def _credential(study: Study) -> dict[str, Any]:
    school = _of("EducationalOrganization", name=study.school)
    return _degree(str(study.degree), study.major) | {"recognizedBy": school}


def _degree(name: str, about: str | None) -> dict[str, Any]:
    return _of(
        "EducationalOccupationalCredential",
        credentialCategory="degree",
        name=name,
        about=_of("Thing", name=about),
    )


def _employee(job: Employment, named: str) -> dict[str, Any]:
    firm = _of("Organization", name=job.company)
    tasks = "\n".join(job.tasks) or None
    return _of("EmployeeRole", roleName=job.title, **_dates(job.span), description=tasks, **{named: firm})


def _lone(job: Employment) -> dict[str, Any]:
    tasks = "\n".join(job.tasks) or None
    return _of("Role", **_dates(job.span), description=tasks, hasOccupation=_of("Occupation", name=job.title))


def _occupation(occupation: Occupation) -> dict[str, Any]:
    codes = [_code("ISCO-08", occupation.isco, occupation.esco_uri), _code(_CHINESE, occupation.code, None)]
    return _of("Occupation", name=occupation.title, occupationalCategory=[code for code in codes if code])


def _code(of: str, code: str | None, uri: str | None) -> dict[str, Any]:
    if code is None:
        return {}
    return _of("CategoryCode", codeValue=code, url=uri, inCodeSet=_of("CategoryCodeSet", name=of))
