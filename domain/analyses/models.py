"""What a resume says about a person. A field that it does not state is None or empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.documents.models import Box
from domain.vocabulary.languages import Language


class Gender(StrEnum):
    """As stated in the resume."""

    MALE = "male"
    FEMALE = "female"


class AnalysisField(StrEnum):
    """What a piece of evidence is evidence for."""

    NAME = "name"
    AGE = "age"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    CITY = "city"
    EMAIL = "email"
    PHONE = "phone"
    CAREER_INTEREST = "career_interest"
    HIGHEST_DEGREE = "highest_degree"
    YEARS_OF_EXPERIENCE = "years_of_experience"
    EXPECTED_SALARY = "expected_salary"
    SCHOOLS = "schools"
    COMPANIES = "companies"
    TITLES = "titles"
    SKILLS = "skills"
    EDUCATION = "education"
    EXPERIENCE = "experience"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value was read, and how likely it is right.

    Attributes:
        index: The place in a list field, from 0; None for a single value.
        page: From 1. A format without pages is one page.
        box: The line's, or the link's, in points from the page's top left; None where the format knows no
            places.
        text: The line the value was read from, or the link's text or address.
        confidence: 0 to 1: of values with this confidence, that share is expected to be right.
    """

    field: AnalysisField
    index: int | None = None
    page: int
    box: Box | None
    text: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationEntry:
    """A stay at a school. Months are ISO 8601, as precise as printed: `2016` or `2016-09`.

    Attributes:
        end: None while it lasts; where a single date is printed, that one.
        is_current: Whether it is printed as lasting (至今, present).
    """

    school: str
    degree: str | None = None
    major: str | None = None
    start: str | None = None
    end: str | None = None
    is_current: bool = False
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceEntry:
    """An employment; either `company` or `title` may be missing. Months as in `EducationEntry`.

    Attributes:
        start: Where a single date is printed, that one.
        summary: The lines printed below its head, of which the first are kept.
    """

    company: str | None = None
    title: str | None = None
    start: str | None = None
    end: str | None = None
    is_current: bool = False
    summary: str | None = None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The facts read from one resume, as printed unless noted.

    Attributes:
        age_stated: The age as printed, in years.
        birth_date: ISO 8601, as precise as printed: `1998`, `1998-05` or `1998-05-17`.
        phone: As printed, without a label.
        career_interest: The stated objective (求职意向), else the position headline under the name.
        highest_degree: The highest degree held or being pursued, as printed (`本科`, `MBA`).
        years_of_experience: In years, as stated.
        expected_salary_min, expected_salary_max: The same a month in CNY; None where that end is open,
            where it is negotiated, paid in another currency, or no month's pay can be told.
        expected_salary_currency: ISO 4217; CNY where none is printed. None without a figure.
        schools: Names in the order printed, each once; likewise `companies` and `titles`.
        education, experience: In the order printed. They hold the same schools, companies and titles.
        evidence: Of every field above and of every item of the lists of texts.
    """

    language: Language
    name: str | None = None
    age_stated: int | None = None
    birth_date: str | None = None
    gender: Gender | None = None
    city: str | None = None
    email: str | None = None
    phone: str | None = None
    career_interest: str | None = None
    highest_degree: str | None = None
    years_of_experience: float | None = None
    expected_salary: str | None = None
    expected_salary_min: int | None = None
    expected_salary_max: int | None = None
    expected_salary_currency: str | None = None
    schools: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    education: tuple[EducationEntry, ...] = ()
    experience: tuple[ExperienceEntry, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def age(self, *, today: date) -> int | None:
        """Return the age in years on `today`: as stated, else from the birth date."""
        return age_on(self.age_stated, self.birth_date, today=today)


def age_on(age_stated: int | None, birth_date: str | None, *, today: date) -> int | None:
    """Return the stated age, else the completed years since `birth_date` (see `Analysis`).

    A birth date without a day counts from the month's first day; one without a month, by years alone.
    """
    if age_stated is not None or birth_date is None:
        return age_stated
    parts = [int(part) for part in birth_date.split("-")]
    years = today.year - parts[0]
    passed = tuple(parts[1:]) <= (today.month, today.day)[: len(parts) - 1]
    return years if passed else years - 1
