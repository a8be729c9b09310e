"""Europass XML: the candidate of Europass 2, in the form in which its editor gives a CV out and takes it in.

Its schema is not published for download, so documents are not checked against it. Gender, expected pay, years
of experience and the highest degree by itself have no place in it, and are left out.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

from lxml import etree

from domain.analyses.name_forms import SURNAMES
from domain.exports.profile import Employment, Profile, Span, Study
from domain.vocabulary.languages import Language
from domain.vocabulary.script import simplified

_EUROPASS: Final = "http://www.europass.eu/1.0"
_SPACES: Final = {
    "": _EUROPASS,
    "oa": "http://www.openapplications.org/oagis/9",
    "eures": "http://www.europass_eures.eu/1.0",
    "hr": "http://www.hr-xml.org/3",
}
# To lxml the space without a prefix is None's, which its stubs do not know.
_NSMAP: Final[Any] = {prefix or None: space for prefix, space in _SPACES.items()}
_SCHEME: Final = {"schemeID": "resume-gateway", "schemeAgencyName": "EUROPASS"}
_SKILLS: Final = {Language.CHINESE: "技能", Language.ENGLISH: "Skills"}
_LONGEST_GIVEN: Final = 2
# What XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def europass(profile: Profile) -> bytes:
    """Return a person as a Europass candidate."""
    root = etree.Element(f"{{{_EUROPASS}}}Candidate", nsmap=_NSMAP)
    _add(root, "hr:DocumentID", schemeName="DocumentIdentifier", schemeVersionID="4.0", **_SCHEME)
    supplier = _add(root, "CandidateSupplier")
    _add(supplier, "hr:PartyID", schemeName="PartyID", schemeVersionID="1.0", **_SCHEME)
    _add(supplier, "hr:PartyName", "Owner")
    _reach(_add(supplier, "PersonContact"), profile, with_place=False)
    _add(supplier, "hr:PrecedenceCode", "1")
    person = _add(root, "CandidatePerson")
    _reach(person, profile, with_place=True)
    if profile.birth_date is not None:
        _add(person, "hr:BirthDate", str(profile.birth_date))
    cv = _add(root, "CandidateProfile", languageCode=profile.language.value)
    _add(cv, "hr:ID", schemeName="CandidateProfileID", schemeVersionID="1.0", **_SCHEME)
    if profile.career_interest is not None:
        _add(cv, "hr:CandidateObjective", profile.career_interest)
    if profile.experience:
        history = _add(cv, "EmploymentHistory")
        for employment in profile.experience:
            _work(history, employment)
    if profile.education:
        history = _add(cv, "EducationHistory")
        for study in profile.education:
            _education(history, study)
    if profile.skills:
        others = _add(cv, "Others")
        _add(others, "Title", _SKILLS[profile.language])
        for skill in profile.skills:
            _add(_add(others, "Other"), "Title", skill)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _reach(parent: etree._Element, profile: Profile, *, with_place: bool) -> None:
    if profile.name is not None:
        given, family = parted(profile.name)
        name = _add(parent, "PersonName")
        _add(name, "oa:GivenName", given)
        if family:
            _add(name, "hr:FamilyName", family)
    if profile.email is not None:
        mail = _add(parent, "Communication")
        _add(mail, "ChannelCode", "Email")
        _add(mail, "oa:URI", profile.email)
    if profile.phone is not None:
        phone = _add(parent, "Communication")
        _add(phone, "ChannelCode", "Telephone")
        _add(phone, "oa:DialNumber", profile.phone)
    if with_place and profile.city is not None:
        home = _add(parent, "Communication")
        _add(home, "UseCode", "home")
        _add(_add(home, "Address", type="home"), "oa:CityName", profile.city)


def _work(parent: etree._Element, employment: Employment) -> None:
    history = _add(parent, "EmployerHistory")
    if employment.company is not None:
        _add(history, "hr:OrganizationName", employment.company)
    position = _add(history, "PositionHistory")
    if employment.title is not None:
        _add(position, "PositionTitle", employment.title, typeCode="FREETEXT")
    if employment.span != Span():
        _period(position, "eures:EmploymentPeriod", "eures:", "hr:CurrentIndicator", employment.span)
    if employment.tasks:
        tasks = "".join(f"<li>{escape(task, quote=False)}</li>" for task in employment.tasks)
        _add(position, "oa:Description", f"<ul>{tasks}</ul>")


def _education(parent: etree._Element, study: Study) -> None:
    attendance = _add(parent, "EducationOrganizationAttendance")
    _add(attendance, "hr:OrganizationName", study.school)
    if study.span != Span():
        _period(attendance, "AttendancePeriod", "", "Ongoing", study.span)
    # A degree needs its name, and may be told without what was studied.
    if study.degree is not None or study.major is not None:
        degree = _add(attendance, "EducationDegree")
        _add(degree, "hr:DegreeName", " ".join(filter(None, (study.degree, study.major))))


def _period(parent: etree._Element, name: str, prefix: str, lasting: str, span: Span) -> None:
    period = _add(parent, name)
    for end, moment in (("StartDate", span.start), ("EndDate", span.end)):
        if moment is not None:
            _add(_add(period, prefix + end), "hr:FormattedDateTime", str(moment))
    _add(period, lasting, "true" if span.is_current else "false")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    prefix, _, local = name.rpartition(":")
    element = etree.SubElement(parent, f"{{{_SPACES[prefix]}}}{local}", attributes)
    element.text = None if text is None else _FORBIDDEN.sub("", text)
    return element


def parted(name: str) -> tuple[str, str]:
    """Return the given and the family name; the latter is empty where the print does not tell them apart."""
    key = simplified(name)
    for length in (2, 1):
        if key[:length] in SURNAMES and length < len(name) <= length + _LONGEST_GIVEN:
            return name[length:], name[:length]
    first, _, last = name.strip().rpartition(" ")
    return (first, last) if first and first[0] < "\u0250" else (name, "")
