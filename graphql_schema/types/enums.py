"""The domain's closed sets as GraphQL enums."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, StrEnum
from typing import Any

import strawberry

from domain.analyses.declaring import Field
from domain.analyses.facts import Gender
from domain.analyses.fields import FIELDS
from domain.analyses.warnings import WarningKind
from domain.documents.errors import FailureCode
from domain.matches.absence import NoMatches
from domain.matches.models import FeatureName
from domain.resumes.duplicates import DuplicateSign
from domain.resumes.models import ResumeState
from domain.viewers import Role
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level


class AnalysisField(StrEnum):
    """The fields that evidence can be for: a member for each declared field, made of `FIELDS`."""

    vars().update({field.name.upper(): field.name for field in FIELDS})


def meanings(fields: Iterable[Field[Any]]) -> dict[str, str]:
    """Return what evidence of each field is evidence for, by the names of the members of `AnalysisField`."""
    return {field.name.upper(): field.evident for field in fields}


def describe(enum: type[Enum], description: str, **members: str) -> None:
    """Make an enum known to the schema, each member with its description."""
    strawberry.enum(enum, description=description)
    definition = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for member in definition.values:
        member.description = members.get(member.name)


describe(
    Role,
    "A role says what a user may do.",
    JOB_SEEKER="The user uploads resumes and sees only their own ones.",
    ADMIN="The user sees and changes all resumes and users, reads the statistics and imports positions.",
)
describe(
    ResumeState,
    "A state says how far the work on a resume is. `ANALYSED` and `FAILED` are the last ones.",
    UPLOADED="The file is stored and waits to be analysed.",
    ANALYSING="The file is being read.",
    ANALYSED="The analysis and the matches are ready.",
    FAILED="The file could not be read. `Resume.failure` says why.",
)
describe(
    DuplicateSign,
    "A sign tells that two resumes are one file or one person's.",
    SAME_FILE="The files are the same, byte by byte.",
    EMAIL="Both resumes give the same e-mail address, however it is written.",
    PHONE="Both resumes give the same telephone number, however it is written.",
    NAME_AND_BIRTH_DATE="Both resumes give the same name and the same date of birth, a month at least.",
)
describe(
    FailureCode,
    "A failure code says why a file could not be analysed.",
    NO_TEXT="The file holds no text that can be read, for example an empty page or an unreadable scan.",
    NOT_A_RESUME="The file is plainly no resume, for example a paper, an invoice, a job posting or a story.",
    ENCRYPTED="The file is encrypted or needs a password.",
    DAMAGED="The file is damaged or incomplete.",
    TOO_COMPLEX="Reading the file would take more memory or more steps than the server allows.",
    TIMED_OUT="Reading the file took longer than the server allows.",
    UNSUPPORTED_TYPE="The file is of a type that the server cannot read.",
    FILE_MISSING="The stored file is gone.",
    INTERNAL="The server made a mistake while it read the file. The log has the details.",
)
describe(
    Gender,
    "This is a gender as a resume states it.",
    MALE="The resume states that the person is male.",
    FEMALE="The resume states that the person is female.",
)
describe(
    AnalysisField,
    "This names the field of the analysis that a piece of evidence belongs to.",
    **meanings(FIELDS),
)
describe(
    WarningKind,
    "This says what a warning about a resume's file is about.",
    HIDDEN_BY_COLOUR="The file holds words in the colour of their ground, or beneath something that covers "
    "them.",
    HIDDEN_BY_SIZE="The file holds words that are too small to be read.",
    HIDDEN_OFF_PAGE="The file holds words that stand off the page.",
    HIDDEN_BY_MARKUP="The file holds words that are marked as hidden, in a layer that is not shown, or not "
    "painted.",
)
describe(
    FeatureName,
    "This names one thing that is compared between a resume and a position.",
    TITLE="The position is compared with the titles that the person wants and has held. "
    "The value is made from `CAREER_INTEREST`, `EXPERIENCE` and `OCCUPATION`.",
    CAREER_INTEREST="The position is compared with the stated objective. The value is a part of `TITLE`.",
    EXPERIENCE="The position is compared with the titles that the person has held. The value "
    "is a part of `TITLE`.",
    OCCUPATION="This says how near the position lies to the person's trade, which the titles and "
    "the studies tell. The value is a part of `TITLE`.",
    SKILLS="The skills that the position asks for are compared with those that the resume "
    "names. Rare skills count more.",
    SENIORITY="The level of the position is compared with the person's, which the titles and the "
    "years of work tell. It counts only as far as the position is of the person's trade.",
    STUDIES="The position is compared with the trades that the subjects studied lead to. For a "
    "person who has worked for years, the titles count instead.",
    DEGREE="The highest degree is compared with the one that the position asks for.",
    YEARS="The years of experience are compared with those that the position asks for.",
    PAY="The expected pay is compared with the pay that the position offers.",
    CITY="The person's city is compared with the position's city.",
)
describe(
    NoMatches,
    "This says why a resume that was analysed has no matches.",
    NOTHING_STATED="The resume names no position, objective or skill by which positions could be told.",
    NOTHING_FITS="No position comes near enough to what the resume states.",
)
describe(
    DegreeLevel,
    "This is the level of a degree. The values are in ascending order.",
    NONE="No degree is asked for.",
    SECONDARY="It is a certificate of a secondary or vocational school (高中、中专).",
    ASSOCIATE="It is an associate degree (大专).",
    BACHELOR="It is a bachelor's degree (本科).",
    MASTER="It is a master's degree (硕士).",
    DOCTOR="It is a doctorate (博士).",
)
describe(
    Level,
    "This is how far up the ladder of its trade a position stands. The values are in ascending order.",
    INTERN="It is for students and beginners (实习生、学徒).",
    JUNIOR="It is a first position or one that helps others (助理、初级).",
    NORMAL="It is the trade's own position (专员、工程师).",
    SENIOR="It asks for much experience in the trade (高级、资深).",
    LEAD="It leads a team at its own work (主管、组长).",
    MANAGER="It leads a department or a branch (经理、店长).",
    DIRECTOR="It leads several departments or the whole (总监、总经理).",
)
