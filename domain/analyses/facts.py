"""The facts that are made of several: evidence, stays at schools, employments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.documents.models import Box
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree

if TYPE_CHECKING:
    # A server only passes periods on, and starts sooner without the grammar beside them.
    from domain.vocabulary.periods import Period


class Gender(StrEnum):
    """As stated in the resume."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value was read, and how likely it is right.

    Attributes:
        field: The name of the field that it is evidence for.
        index: The place in a list field, from 0; None for a single value.
        page: From 1. A format without pages is one page.
        box: The line's, or the link's, in points from the page's top left; None where the format knows no
            places.
        text: The line the value was read from, or the link's text or address.
        confidence: 0 to 1: of values with this confidence, that share is expected to be right.
    """

    field: str
    index: int | None = None
    page: int
    box: Box | None
    text: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationEntry:
    """A stay at a school. A lone date is the end of its period."""

    school: str
    degree: Degree | None = None
    major: str | None = None
    period: Period
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceEntry:
    """An employment; either `company` or `title` may be missing. A lone date is the start of its period.

    Attributes:
        summary: The lines printed below its head, of which the first are kept.
    """

    company: str | None = None
    title: str | None = None
    period: Period
    summary: str | None = None
    evidence: Evidence


def age_on(stated: int | None, born: PartialDate | None, *, today: date) -> int | None:
    """Return the stated age, else the completed years since the birth date."""
    return stated if stated is not None or born is None else born.years_until(today)


def stored_age(stated: int | None, born: str | None, today: date) -> int | None:
    """Return the age on `today` of what the columns `age_stated` and `birth_date` hold."""
    return age_on(stated, None if born is None else PartialDate.parse(born), today=today)
