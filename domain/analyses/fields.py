"""The fields of the analysis, each declared once.

What evidence there may be, which fields share a curve of confidence, the columns of the stored analyses, the
JSON of the command line and the schema follow from `FIELDS`. How to add one: docs/extending.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.analyses.declaring import Cell, Derived, Entries, Field, Filler, Many, One, Part, PartKind
from domain.analyses.facts import EducationEntry, Evidence, ExperienceEntry, Gender, age_on, stored_age
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree, DegreeLevel
from domain.vocabulary.pay import Pay, PayPeriod
from domain.vocabulary.people import PersonName
from domain.vocabulary.phones import PhoneNumber
from domain.vocabulary.places import Place

if TYPE_CHECKING:
    from domain.vocabulary.periods import Period

_BASIC = "basicInfo"
_CONTACT = "basicInfo.contact"
_LASTING = "This is true where the resume says that it still lasts (`至今`, `present`)."


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


def _read_period(start: str | None, end: str | None, is_current: bool) -> Period:
    # A server that starts reads no periods yet, and they take a while to load.
    from domain.vocabulary.periods import Period

    return Period(
        start=None if start is None else PartialDate.parse(start),
        end=None if end is None else PartialDate.parse(end),
        is_current=is_current,
    )


def _education_cells(entry: EducationEntry) -> dict[str, Cell]:
    degree = entry.degree
    return {
        "school": entry.school,
        "degree": None if degree is None else degree.printed,
        "degree_level": None if degree is None else int(degree.level),
        "major": entry.major,
        **_period_cells(entry.period),
    }


def _read_education(
    *,
    school: str,
    degree: str | None,
    degree_level: int | None,
    major: str | None,
    start: str | None,
    end: str | None,
    is_current: bool,
    evidence: Evidence,
) -> EducationEntry:
    return EducationEntry(
        school=school,
        degree=None if degree is None else _read_degree(degree, degree_level),
        major=major,
        period=_read_period(start, end, is_current),
        evidence=evidence,
    )


def _experience_cells(entry: ExperienceEntry) -> dict[str, Cell]:
    return {
        "company": entry.company,
        "title": entry.title,
        **_period_cells(entry.period),
        "summary": entry.summary,
    }


def _read_experience(
    *,
    company: str | None,
    title: str | None,
    start: str | None,
    end: str | None,
    is_current: bool,
    summary: str | None,
    evidence: Evidence,
) -> ExperienceEntry:
    return ExperienceEntry(
        company=company,
        title=title,
        period=_read_period(start, end, is_current),
        summary=summary,
        evidence=evidence,
    )


NAME: Final = One[PersonName](
    "name",
    family="name",
    place=_BASIC,
    description="This is the person's full name, as the resume prints it. It is null where none was found.",
    read=PersonName,
    filler=Filler.SOMEBODY,
)
BIRTH_DATE: Final = One[PartialDate](
    "birth_date",
    family="personal",
    place=_BASIC,
    key="birth",
    description="This is the date of birth in ISO 8601, as precise as the resume prints it: "
    "`1998`, `1998-05` or `1998-05-17`. It is null where the resume gives none.",
    read=PartialDate.parse,
)
_AGE_STATED: Final = Part(name="age_stated", kind=PartKind.INTEGER)
AGE: Final[One[int]] = One(
    "age",
    family="personal",
    place=_BASIC,
    evidence="The evidence is for `basicInfo.age`: the printed age, or the birth date that "
    "the age was worked out from.",
    stored=(_AGE_STATED,),
    read=int,
    evident_from=BIRTH_DATE,
    derived=Derived(
        columns=(_AGE_STATED, *BIRTH_DATE.columns),
        compute=stored_age,
        description="This is the person's age today, in years: the printed age, else worked out "
        "from the date of birth. It is null where the resume gives neither.",
    ),
    shown=lambda facts, today: age_on(facts[AGE], facts[BIRTH_DATE], today=today),
)
GENDER: Final = One[Gender](
    "gender",
    family="personal",
    place=_BASIC,
    stored=(
        Part(
            name="gender",
            members=Gender,
            description="This is the gender as the resume states it. It is null where the resume does not.",
        ),
    ),
    read=Gender,
)
CITY: Final = One[Place](
    "city",
    family="city",
    place=_BASIC,
    description="The person lives in this city. It is null where the resume does not say.",
    read=Place,
)
EMAIL: Final = One[str](
    "email",
    family="contact",
    place=_CONTACT,
    description="This is the e-mail address as the resume prints it. It is null where the resume gives none.",
    read=str,
    filler=Filler.ADDRESS,
)
PHONE: Final = One[PhoneNumber](
    "phone",
    family="contact",
    place=_CONTACT,
    description="This is the telephone number as the resume prints it. It is null where the "
    "resume gives none.",
    read=PhoneNumber,
    filler=Filler.NUMBER,
)
CAREER_INTEREST: Final = One[str](
    "career_interest",
    family="interest",
    description="This is the position that the person wants: the stated objective, else the "
    "position printed under the name. It is null where the resume gives neither.",
    read=str,
)
HIGHEST_DEGREE: Final = One[Degree](
    "highest_degree",
    family="degree",
    stored=(
        Part(
            name="highest_degree",
            description="This is the highest degree that the person holds or is studying for, as the "
            "resume prints it. It is null where the resume names none.",
        ),
        Part(
            name="highest_degree_level",
            kind=PartKind.INTEGER,
            members=DegreeLevel,
            description="This is the level of the highest degree, by which degrees can be compared in "
            "any language. It is null where the resume names none.",
        ),
    ),
    write=lambda degree: (degree.printed, int(degree.level)),
    read=_read_degree,
)
YEARS_OF_EXPERIENCE: Final = One[float](
    "years_of_experience",
    family="terms",
    description="The person has worked for this many years, as the resume states it. It is null "
    "where the resume does not.",
    kind=PartKind.NUMBER,
    read=float,
)
EXPECTED_SALARY: Final = One[Pay](
    "expected_salary",
    family="terms",
    evidence="The evidence is for `expectedSalary` and for the monthly amounts worked out from it.",
    stored=(
        Part(
            name="expected_salary",
            description="This is the pay that the person expects, as the resume prints it. It is null "
            "where the resume does not say.",
        ),
        Part(
            name="expected_salary_min",
            kind=PartKind.INTEGER,
            description="This is the lower end of the expected pay a month, in CNY. It is null where "
            "the pay is open at this end, negotiable or in another currency.",
        ),
        Part(
            name="expected_salary_max",
            kind=PartKind.INTEGER,
            description="This is the upper end of the expected pay a month, in CNY. It is null where "
            "the pay is open at this end, negotiable or in another currency.",
        ),
        Part(
            name="expected_salary_currency",
            description="The expected pay is in this currency, by its ISO 4217 code. It is CNY where "
            "the resume names no currency, and null where it gives no figure.",
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
    description="These are the schools that the person attended, each once, in the order in "
    "which the resume prints them.",
    read=str,
    filler=Filler.SOMEBODY,
)
COMPANIES: Final = Many[str](
    "companies",
    family="companies",
    description="These are the person's employers, each once, in the order in which the resume prints them.",
    read=str,
    filler=Filler.SOMEBODY,
)
TITLES: Final = Many[str](
    "titles",
    family="titles",
    description="These are the positions that the person has held, each once, in the order in "
    "which the resume prints them.",
    read=str,
)
SKILLS: Final = Many[str](
    "skills",
    family="skills",
    description="These are the person's skills, each once, in the order in which the resume prints them.",
    read=str,
)
EDUCATION: Final = Entries[EducationEntry](
    "education",
    family="schools",
    description="These are the times that the person spent at schools, in the order in which "
    "the resume prints them. The list is empty for a resume that was analysed "
    "before these were read.",
    entry="EducationEntry",
    entry_description="This is a time that the person spent at a school.",
    entry_evidence="This says where the name of the school was read.",
    parts=(
        Part(name="school", required=True, description="This is the name of the school."),
        Part(
            name="degree",
            description="This is the degree as the resume prints it, like `本科`. It is null where the "
            "resume does not name it.",
        ),
        Part(
            name="degree_level",
            kind=PartKind.INTEGER,
            members=DegreeLevel,
            description="This is the level of the degree, by which degrees can be compared in any "
            "language. It is null where the resume does not name the degree.",
        ),
        Part(
            name="major",
            description="This is the subject as the resume prints it. It is null where the resume does "
            "not name it.",
        ),
        Part(
            name="start",
            description="The time began then, in ISO 8601: `2016` or `2016-09`. It is null where the "
            "resume does not say.",
        ),
        Part(
            name="end",
            description="The time ended or will end then, in the same form. It is null while it lasts "
            "and where the resume does not say. Where only one date is printed, it is this "
            "one.",
        ),
        Part(name="is_current", kind=PartKind.FLAG, required=True, description=_LASTING),
    ),
    cells=_education_cells,
    read=_read_education,
    printed=("school", "degree", "major", "start", "end"),
    filler=Filler.SOMEBODY,
)
EXPERIENCE: Final = Entries[ExperienceEntry](
    "experience",
    family="companies",
    description="These are the times that the person worked for employers, in the order in "
    "which the resume prints them. The list is empty for a resume that was analysed "
    "before these were read.",
    entry="ExperienceEntry",
    entry_description="This is a time that the person worked for an employer. Either `company` or "
    "`title` may be null.",
    entry_evidence="This says where the employer was read, or the title where the resume names no employer.",
    parts=(
        Part(
            name="company",
            description="This is the name of the employer. It is null where the resume does not name it.",
        ),
        Part(
            name="title",
            description="The person held this position. It is null where the resume does not name it.",
        ),
        Part(
            name="start",
            description="The work began then, in ISO 8601: `2016` or `2016-09`. It is null where the "
            "resume does not say. Where only one date is printed, it is this one.",
        ),
        Part(
            name="end",
            description="The work ended then, in the same form. It is null while it lasts and where the "
            "resume does not say.",
        ),
        Part(name="is_current", kind=PartKind.FLAG, required=True, description=_LASTING),
        Part(
            name="summary",
            description="This says what the person did, one item a line, in at most 1,500 characters. "
            "It is null where the resume does not say.",
        ),
    ),
    cells=_experience_cells,
    read=_read_experience,
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
