"""The fields of the analysis, each declared once.

What evidence there may be, which fields share a curve of confidence, the columns of the stored analyses, the
JSON of the command line and the schema follow from `FIELDS`. How to add one: docs/extending.md.
"""

from __future__ import annotations

from typing import Any, Final

from domain.analyses.declaring import Cell, Derived, Entries, Field, Filler, Many, One, Part, PartKind
from domain.analyses.facts import EducationEntry, ExperienceEntry, Gender, age_on, stored_age
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree, DegreeLevel
from domain.vocabulary.pay import Pay, PayPeriod
from domain.vocabulary.people import PersonName
from domain.vocabulary.periods import Period
from domain.vocabulary.phones import PhoneNumber
from domain.vocabulary.places import Place

_BASIC = "basicInfo"
_CONTACT = "basicInfo.contact"
_LASTING = "Whether the resume prints it as lasting (`至今`, `present`)."


def _read_degree(printed: str, level: int | None) -> Degree | None:
    return None if level is None else Degree(DegreeLevel(level), printed)


def _pay_cells(pay: Pay) -> tuple[Cell, ...]:
    period = None if pay.period is None else pay.period.value
    ends = (*pay.monthly_cny, pay.currency, pay.low, pay.high)
    return (pay.printed, *ends, period, pay.months, pay.negotiable)


def _read_pay(
    printed: str,
    _month_low: int | None,
    _month_high: int | None,
    currency: str | None,
    low: float | None,
    high: float | None,
    period: str | None,
    months: float | None,
    negotiable: bool | None,
) -> Pay:
    return Pay(
        printed=printed,
        low=low,
        high=high,
        currency=currency,
        period=None if period is None else PayPeriod(period),
        months=months,
        negotiable=bool(negotiable),
    )


def _period_cells(period: Period) -> dict[str, Cell]:
    return {
        "start": None if period.start is None else str(period.start),
        "end": None if period.end is None else str(period.end),
        "is_current": period.is_current,
    }


def _education_cells(entry: EducationEntry) -> dict[str, Cell]:
    degree = entry.degree
    return {
        "school": entry.school,
        "degree": None if degree is None else degree.printed,
        "degree_level": None if degree is None else int(degree.level),
        "major": entry.major,
        **_period_cells(entry.period),
    }


def _experience_cells(entry: ExperienceEntry) -> dict[str, Cell]:
    return {
        "company": entry.company,
        "title": entry.title,
        **_period_cells(entry.period),
        "summary": entry.summary,
    }


NAME: Final = One[PersonName](
    "name",
    family="name",
    place=_BASIC,
    description="The person's full name as printed.",
    read=PersonName,
    filler=Filler.SOMEBODY,
)
BIRTH_DATE: Final = One[PartialDate](
    "birth_date",
    family="personal",
    place=_BASIC,
    key="birth",
    description="The date of birth in ISO 8601, as precise as printed: `1998`, `1998-05` or `1998-05-17`.",
    read=PartialDate.parse,
)
AGE: Final[One[int]] = One(
    "age",
    family="personal",
    place=_BASIC,
    evidence="`basicInfo.age`: where an age is printed, or the birth date it is told from.",
    stored=(Part(name="age_stated", kind=PartKind.INTEGER),),
    read=int,
    evident_from=BIRTH_DATE,
    derived=Derived(
        columns=("age_stated", "birth_date"),
        compute=stored_age,
        description="The age in years today: as printed, else from the date of birth.",
    ),
    shown=lambda facts, today: age_on(facts[AGE], facts[BIRTH_DATE], today=today),
)
GENDER: Final = One[Gender](
    "gender",
    family="personal",
    place=_BASIC,
    stored=(Part(name="gender", members=Gender, description="The gender as the resume states it."),),
    read=Gender,
)
CITY: Final = One[Place](
    "city",
    family="city",
    place=_BASIC,
    description="The city where the person lives, as printed.",
    read=Place,
)
EMAIL: Final = One[str](
    "email",
    family="contact",
    place=_CONTACT,
    description="The e-mail address as printed.",
    read=str,
    filler=Filler.ADDRESS,
)
PHONE: Final = One[PhoneNumber](
    "phone",
    family="contact",
    place=_CONTACT,
    description="The telephone number as printed.",
    read=PhoneNumber,
    filler=Filler.NUMBER,
)
CAREER_INTEREST: Final = One[str](
    "career_interest",
    family="interest",
    description="The objective that the resume states, else the position that it names under the name.",
    read=str,
)
HIGHEST_DEGREE: Final = One[Degree](
    "highest_degree",
    family="degree",
    stored=(
        Part(
            name="highest_degree",
            description="The highest degree that the person holds or is pursuing, as printed.",
        ),
        Part(
            name="highest_degree_level",
            kind=PartKind.INTEGER,
            members=DegreeLevel,
            description="The level of that degree, by which degrees compare in any language.",
        ),
    ),
    write=lambda degree: (degree.printed, int(degree.level)),
    read=_read_degree,
)
YEARS_OF_EXPERIENCE: Final = One[float](
    "years_of_experience",
    family="terms",
    description="The years of work experience that the resume states.",
    kind=PartKind.NUMBER,
    read=float,
)
EXPECTED_SALARY: Final = One[Pay](
    "expected_salary",
    family="terms",
    evidence="`expectedSalary`, and the monthly pay told from it.",
    stored=(
        Part(name="expected_salary", description="The pay that the person expects, as printed."),
        Part(
            name="expected_salary_min",
            kind=PartKind.INTEGER,
            description="The lower end of the expected pay by the month in CNY; null where that end is open,"
            " where pay is negotiated or in another currency.",
        ),
        Part(
            name="expected_salary_max",
            kind=PartKind.INTEGER,
            description="The upper end of the expected pay by the month in CNY; null where that end is open,"
            " where pay is negotiated or in another currency.",
        ),
        Part(
            name="expected_salary_currency",
            description="The currency that the expected pay is printed in, ISO 4217; CNY where none is"
            " printed, null without a figure.",
        ),
        Part(name="expected_salary_low", kind=PartKind.NUMBER),
        Part(name="expected_salary_high", kind=PartKind.NUMBER),
        Part(name="expected_salary_period"),
        Part(name="expected_salary_months", kind=PartKind.NUMBER),
        Part(name="expected_salary_negotiable", kind=PartKind.FLAG),
    ),
    write=_pay_cells,
    read=_read_pay,
)
SCHOOLS: Final = Many[str](
    "schools",
    family="schools",
    description="The schools in the order printed, each once.",
    read=str,
    filler=Filler.SOMEBODY,
)
COMPANIES: Final = Many[str](
    "companies",
    family="companies",
    description="The employers in the order printed, each once.",
    read=str,
    filler=Filler.SOMEBODY,
)
TITLES: Final = Many[str](
    "titles",
    family="titles",
    description="The positions held, in the order printed, each once.",
    read=str,
)
SKILLS: Final = Many[str](
    "skills",
    family="skills",
    description="The skills in the order printed, each once.",
    read=str,
)
EDUCATION: Final = Entries[EducationEntry](
    "education",
    family="schools",
    description="The stays at schools in the order printed; empty for a resume that was analysed before these"
    " were read.",
    entry="EducationEntry",
    entry_description="A stay at a school.",
    entry_evidence="Where the school was read.",
    parts=(
        Part(name="school", required=True, description="The school's name."),
        Part(name="degree", description="The degree as printed, like `本科`."),
        Part(
            name="degree_level",
            kind=PartKind.INTEGER,
            members=DegreeLevel,
            description="The level of that degree, by which degrees compare in any language.",
        ),
        Part(name="major", description="The subject as printed."),
        Part(name="start", description="When it began, in ISO 8601: `2016` or `2016-09`."),
        Part(
            name="end",
            description="When it ended or is to end, likewise; null while it lasts. A lone date is an end.",
        ),
        Part(name="is_current", kind=PartKind.FLAG, required=True, description=_LASTING),
    ),
    cells=_education_cells,
    printed=("school", "degree", "major", "start", "end"),
    filler=Filler.SOMEBODY,
)
EXPERIENCE: Final = Entries[ExperienceEntry](
    "experience",
    family="companies",
    description="The employments in the order printed; empty for a resume that was analysed before these were"
    " read.",
    entry="ExperienceEntry",
    entry_description="An employment; either `company` or `title` may be null.",
    entry_evidence="Where the employer was read, or the title where there is none.",
    parts=(
        Part(name="company", description="The employer's name."),
        Part(name="title", description="The position held."),
        Part(
            name="start",
            description="When it began, in ISO 8601: `2016` or `2016-09`. A lone date is a beginning.",
        ),
        Part(name="end", description="When it ended, likewise; null while it lasts."),
        Part(name="is_current", kind=PartKind.FLAG, required=True, description=_LASTING),
        Part(
            name="summary", description="What was done, an item a line; at most the first 1,500 characters."
        ),
    ),
    cells=_experience_cells,
    printed=("company", "title", "start", "end", "is_current"),
    filler=Filler.SOMEBODY,
)

FIELDS: Final[tuple[Field[Any], ...]] = (
    NAME,
    AGE,
    BIRTH_DATE,
    GENDER,
    CITY,
    EMAIL,
    PHONE,
    CAREER_INTEREST,
    HIGHEST_DEGREE,
    YEARS_OF_EXPERIENCE,
    EXPECTED_SALARY,
    SCHOOLS,
    COMPANIES,
    TITLES,
    SKILLS,
    EDUCATION,
    EXPERIENCE,
)
"""All fields, in the order in which rows, evidence and the schema have them."""
