"""The domain's closed sets as GraphQL enums."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.analyses.models import AnalysisField, Gender
from domain.documents.errors import FailureCode
from domain.matches.models import FeatureName
from domain.resumes.models import ResumeState
from domain.viewers import Role
from domain.vocabulary.degrees import DegreeLevel


def describe(enum: type[Enum], description: str, **members: str) -> None:
    """Make an enum known to the schema, each member with its description."""
    strawberry.enum(enum, description=description)
    definition = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for member in definition.values:
        member.description = members.get(member.name)


describe(
    Role,
    "What a user may do.",
    JOB_SEEKER="Uploads resumes and sees his own.",
    ADMIN="Sees everything.",
)
describe(
    ResumeState,
    "How far the work on a resume is; the last two are final.",
    UPLOADED="The file is kept and waits for its analysis.",
    ANALYSING="The file is being read.",
    ANALYSED="Analysis and matches are there.",
    FAILED="The file could not be read; `failure` tells why.",
)
describe(
    FailureCode,
    "Why a file could not be analysed.",
    NO_TEXT="It holds no text, as a scan without text layer.",
    ENCRYPTED="It is encrypted.",
    DAMAGED="It is damaged or incomplete.",
    TOO_COMPLEX="Reading it would take more memory or steps than allowed.",
    TIMED_OUT="Reading it took longer than allowed.",
    UNSUPPORTED_TYPE="It is of no type that can be read.",
    FILE_MISSING="The stored file is gone.",
    INTERNAL="The reader itself failed.",
)
describe(
    Gender,
    "A gender as resumes state it.",
    MALE="Male.",
    FEMALE="Female.",
)
describe(
    AnalysisField,
    "What a piece of evidence is evidence for.",
    NAME="`basicInfo.name`.",
    AGE="`basicInfo.age`: where an age is printed, or the birth date it is told from.",
    BIRTH_DATE="`basicInfo.birthDate`.",
    GENDER="`basicInfo.gender`.",
    CITY="`basicInfo.city`.",
    EMAIL="`basicInfo.contact.email`.",
    PHONE="`basicInfo.contact.phone`.",
    CAREER_INTEREST="`careerInterest`.",
    HIGHEST_DEGREE="`highestDegree`.",
    YEARS_OF_EXPERIENCE="`yearsOfExperience`.",
    EXPECTED_SALARY="`expectedSalary`, and the monthly pay told from it.",
    SCHOOLS="An item of `schools`.",
    COMPANIES="An item of `companies`.",
    TITLES="An item of `titles`.",
    SKILLS="An item of `skills`.",
    EDUCATION="An entry of `education`.",
    EXPERIENCE="An entry of `experience`.",
)
describe(
    FeatureName,
    "What is compared of a resume and a position.",
    TITLE="The position with the titles wished for and held; made from the next three.",
    CAREER_INTEREST="How near the stated objective is to the position; part of `TITLE`.",
    EXPERIENCE="How near the titles held are to the position; part of `TITLE`.",
    OCCUPATION="How near they are to others of the position's occupation group; part of `TITLE`.",
    SKILLS="How many of the skills asked for are named, rare ones counting more.",
    DEGREE="The highest degree with the one asked for.",
    YEARS="The years of experience with those asked for.",
    PAY="The pay expected with the pay offered.",
    CITY="The person's city with the position's.",
)
describe(
    DegreeLevel,
    "Degrees in their order.",
    NONE="No degree asked for.",
    SECONDARY="Secondary school (高中、中专).",
    ASSOCIATE="Associate degree (大专).",
    BACHELOR="Bachelor's degree (本科).",
    MASTER="Master's degree (硕士).",
    DOCTOR="Doctorate (博士).",
)
