"""What a resume says about a person. A field that it does not state is None or empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Gender(StrEnum):
    """As stated in the resume."""

    MALE = "male"
    FEMALE = "female"


class Language(StrEnum):
    """The language most of a resume is written in (BCP 47)."""

    CHINESE = "zh"
    ENGLISH = "en"


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
        schools: Names, most recent first as printed; likewise `companies` and `titles`.
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
    schools: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()

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
