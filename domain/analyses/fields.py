"""The fields of the analysis, each declared once.

What evidence there may be, which fields share a curve of confidence, the columns of the stored analyses, the
JSON of the command line and the schema follow from `FIELDS`. How to add one: docs/extending.md.
"""

from __future__ import annotations

from typing import Any, Final

from domain.analyses.cells import (
    education_cells,
    experience_cells,
    pay_cells,
    read_degree,
    read_education,
    read_experience,
    read_pay,
)
from domain.analyses.declaring import Derived, Entries, Field, Filler, Many, One, Part, PartKind
from domain.analyses.facts import EducationEntry, ExperienceEntry, Gender, age_on, stored_age
from domain.analyses.statements import (
    address,
    degree_named,
    pay_named,
    study_stated,
    within,
    work_stated,
)
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree, DegreeLevel
from domain.vocabulary.pay import Pay
from domain.vocabulary.people import PersonName
from domain.vocabulary.phones import PhoneNumber
from domain.vocabulary.places import Place

_BASIC = "basicInfo"
_CONTACT = "basicInfo.contact"
_LASTING = "This is true where the resume says that it still lasts (`至今`, `present`)."

NAME: Final = One[PersonName](
    "name",
    family="name",
    place=_BASIC,
    tells_who=True,
    description="This is the person's full name, as the resume prints it. It is null where none was found.",
    read=PersonName,
    filler=Filler.SOMEBODY,
)
BIRTH_DATE: Final = One[PartialDate](
    "birth_date",
    family="personal",
    place=_BASIC,
    tells_who=True,
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
    tells_who=True,
    evidence="The evidence is for `basicInfo.age`: the printed age, or the birth date that "
    "the age was worked out from.",
    stored=(_AGE_STATED,),
    read=int,
    state=within(int, 150),
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
    tells_who=True,
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
    tells_who=True,
    description="This is the e-mail address as the resume prints it. It is null where the resume gives none.",
    read=str,
    state=address,
    filler=Filler.ADDRESS,
)
PHONE: Final = One[PhoneNumber](
    "phone",
    family="contact",
    place=_CONTACT,
    tells_who=True,
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
    read=read_degree,
    state=degree_named,
)
YEARS_OF_EXPERIENCE: Final = One[float](
    "years_of_experience",
    family="terms",
    description="The person has worked for this many years, as the resume states it. It is null "
    "where the resume does not.",
    kind=PartKind.NUMBER,
    read=float,
    state=within(float, 80.0),
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
    write=pay_cells,
    read=read_pay,
    state=pay_named,
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
    cells=education_cells,
    read=read_education,
    state=study_stated,
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
            tells_who=True,
            description="This says what the person did, one item a line, in at most 1,500 characters. "
            "It is null where the resume does not say.",
        ),
    ),
    cells=experience_cells,
    read=read_experience,
    state=work_stated,
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
