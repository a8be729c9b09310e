"""Analysis: what was read from a resume."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import orjson
import strawberry

from domain.analyses.columns import AnalysisColumn, BoxKey, EntryKey, EvidenceKey
from domain.analyses.models import AnalysisField, Gender, age_on
from graphql_schema.reading import TODAY, items, nested, value


@lru_cache(maxsize=4096)
def _age(stated: int | None, birth_date: str | None, today: date) -> int | None:
    # Many rows share a birth date, and dashboards ask again.
    return age_on(stated, birth_date, today=today)


@strawberry.type(description="How to reach the person.")
class Contact:
    """The contact part of an analysis."""

    email: str | None = value(AnalysisColumn.EMAIL, description="E-mail address as printed.")
    phone: str | None = value(AnalysisColumn.PHONE, description="Telephone number as printed.")


@strawberry.type(description="Who the person is.")
class BasicInfo:
    """The personal part of an analysis."""

    name: str | None = value(AnalysisColumn.NAME, description="Full name as printed.")
    age: int | None = value(
        AnalysisColumn.AGE_STATED,
        AnalysisColumn.BIRTH_DATE,
        TODAY,
        compute=_age,
        description="Age in years today: as printed, else from the birth date.",
    )
    gender: Gender | None = value(AnalysisColumn.GENDER, compute=Gender, description="Gender as stated.")
    birth_date: str | None = value(
        AnalysisColumn.BIRTH_DATE,
        description="ISO 8601, as precise as printed: `1998`, `1998-05` or `1998-05-17`.",
    )
    city: str | None = value(AnalysisColumn.CITY, description="City of residence.")
    contact: Contact = nested(description="How to reach the person.")


@strawberry.type(description="A rectangle on a page, in points (1/72 inch) from the page's top left corner.")
class Box:
    """A place on a page."""

    left: float = value(BoxKey.LEFT, description="Distance of the left edge from the page's left edge.")
    top: float = value(BoxKey.TOP, description="Distance of the upper edge from the page's upper edge.")
    right: float = value(BoxKey.RIGHT, description="Distance of the right edge from the page's left edge.")
    bottom: float = value(BoxKey.BOTTOM, description="Distance of the lower edge from the page's upper edge.")


@strawberry.type(description="Where a value was read, and how likely it is right.")
class Evidence:
    """A piece of evidence."""

    field: AnalysisField = value(
        EvidenceKey.FIELD, compute=AnalysisField, description="What it is evidence for."
    )
    index: int | None = value(
        EvidenceKey.INDEX, description="The item's place in a list, from 0; null where the field is no list."
    )
    page: int = value(EvidenceKey.PAGE, description="The page, from 1. A format without pages is one page.")
    box: Box | None = nested(
        inside=EvidenceKey.BOX,
        present=EvidenceKey.BOX,
        description="Where on the page the line stands; null where the file does not say, as in Word's.",
    )
    text: str = value(
        EvidenceKey.TEXT, description="The line the value was read from, or the text of the link."
    )
    confidence: float = value(
        EvidenceKey.CONFIDENCE,
        description="From 0.0 to 1.0: about that share of the values with this confidence is right. Filler,"
        " like XXX or 13800000000, has 0.3 at most.",
    )


@strawberry.type(description="A stay at a school.")
class EducationEntry:
    """An entry of the education."""

    school: str = value(EntryKey.SCHOOL, description="The school's name.")
    degree: str | None = value(EntryKey.DEGREE, description="The degree as printed, like `本科`.")
    major: str | None = value(EntryKey.MAJOR, description="The subject as printed.")
    start: str | None = value(EntryKey.START, description="When it began, ISO 8601: `2016` or `2016-09`.")
    end: str | None = value(
        EntryKey.END,
        description="When it ended or is to end, likewise; null while it lasts. A lone date is one.",
    )
    is_current: bool = value(
        EntryKey.IS_CURRENT, description="Whether it is printed as lasting (至今, present)."
    )
    evidence: Evidence = nested(inside=EntryKey.EVIDENCE, description="Where the school was read.")


@strawberry.type(description="An employment; either `company` or `title` may be null.")
class ExperienceEntry:
    """An entry of the experience."""

    company: str | None = value(EntryKey.COMPANY, description="The employer's name.")
    title: str | None = value(EntryKey.TITLE, description="The position held.")
    start: str | None = value(
        EntryKey.START, description="When it began, ISO 8601: `2016` or `2016-09`. A lone date is one."
    )
    end: str | None = value(EntryKey.END, description="When it ended, likewise; null while it lasts.")
    is_current: bool = value(
        EntryKey.IS_CURRENT, description="Whether it is printed as lasting (至今, present)."
    )
    summary: str | None = value(
        EntryKey.SUMMARY, description="What was done, an item a line; at most the first 1,500 characters."
    )
    evidence: Evidence = nested(
        inside=EntryKey.EVIDENCE, description="Where the employer was read, or the title where there is none."
    )


@strawberry.type(description="The facts read from a resume; null or empty where it does not state them.")
class Analysis:
    """An analysis."""

    basic_info: BasicInfo = nested(description="Who the person is.")
    career_interest: str | None = value(
        AnalysisColumn.CAREER_INTEREST,
        description="The stated objective, else the position named under the name.",
    )
    highest_degree: str | None = value(
        AnalysisColumn.HIGHEST_DEGREE, description="The highest degree held or being pursued, as printed."
    )
    years_of_experience: float | None = value(
        AnalysisColumn.YEARS_OF_EXPERIENCE, description="Years of work experience as stated."
    )
    expected_salary: str | None = value(
        AnalysisColumn.EXPECTED_SALARY, description="Expected pay as printed."
    )
    expected_salary_min: int | None = value(
        AnalysisColumn.EXPECTED_SALARY_MIN,
        description="Its lower end by the month in CNY; null where that is open, negotiated or in another"
        " currency.",
    )
    expected_salary_max: int | None = value(
        AnalysisColumn.EXPECTED_SALARY_MAX,
        description="Its upper end by the month in CNY; null where that is open, negotiated or in another"
        " currency.",
    )
    expected_salary_currency: str | None = value(
        AnalysisColumn.EXPECTED_SALARY_CURRENCY,
        description="The currency it is printed in, ISO 4217; CNY where none is, null without a figure.",
    )
    schools: list[str] = value(
        AnalysisColumn.SCHOOLS, compute=orjson.loads, description="Schools, latest first."
    )
    companies: list[str] = value(
        AnalysisColumn.COMPANIES, compute=orjson.loads, description="Employers, latest first."
    )
    titles: list[str] = value(
        AnalysisColumn.TITLES, compute=orjson.loads, description="Positions held, latest first."
    )
    skills: list[str] = value(AnalysisColumn.SKILLS, compute=orjson.loads, description="Skills as printed.")
    education: list[EducationEntry] = items(
        AnalysisColumn.EDUCATION,
        description="Stays at schools in the order printed; empty for a resume analysed before these were"
        " read.",
    )
    experience: list[ExperienceEntry] = items(
        AnalysisColumn.EXPERIENCE,
        description="Employments in the order printed; empty for a resume analysed before these were read.",
    )
    evidence: list[Evidence] = items(
        AnalysisColumn.EVIDENCE,
        description="Where every value was read, and how likely it is right: one for each field that is not"
        " null and for each item of the lists of texts. Entries of `education` and `experience` bring their"
        " own.",
    )
