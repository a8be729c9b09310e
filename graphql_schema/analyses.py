"""Analysis: what was read from a resume."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import orjson
import strawberry

from domain.analyses.models import Gender, age_on
from graphql_schema.reading import TODAY, nested, value


@lru_cache(maxsize=4096)
def _age(stated: int | None, birth_date: str | None, today: date) -> int | None:
    # Many rows share a birth date, and dashboards ask again.
    return age_on(stated, birth_date, today=today)


@strawberry.type(description="How to reach the person.")
class Contact:
    """The contact part of an analysis."""

    email: str | None = value("email", description="E-mail address as printed.")
    phone: str | None = value("phone", description="Telephone number as printed.")


@strawberry.type(description="Who the person is.")
class BasicInfo:
    """The personal part of an analysis."""

    name: str | None = value("name", description="Full name as printed.")
    age: int | None = value(
        "age_stated",
        "birth_date",
        TODAY,
        compute=_age,
        description="Age in years today: as printed, else from the birth date.",
    )
    gender: Gender | None = value("gender", compute=Gender, description="Gender as stated.")
    birth_date: str | None = value(
        "birth_date", description="ISO 8601, as precise as printed: `1998`, `1998-05` or `1998-05-17`."
    )
    city: str | None = value("city", description="City of residence.")
    contact: Contact = nested(description="How to reach the person.")


@strawberry.type(description="The facts read from a resume; null or empty where it does not state them.")
class Analysis:
    """An analysis."""

    basic_info: BasicInfo = nested(description="Who the person is.")
    career_interest: str | None = value(
        "career_interest", description="The stated objective, else the position named under the name."
    )
    highest_degree: str | None = value(
        "highest_degree", description="The highest degree held or being pursued, as printed."
    )
    years_of_experience: float | None = value(
        "years_of_experience", description="Years of work experience as stated."
    )
    expected_salary: str | None = value("expected_salary", description="Expected pay as printed.")
    schools: list[str] = value("schools", compute=orjson.loads, description="Schools, latest first.")
    companies: list[str] = value("companies", compute=orjson.loads, description="Employers, latest first.")
    titles: list[str] = value("titles", compute=orjson.loads, description="Positions held, latest first.")
    skills: list[str] = value("skills", compute=orjson.loads, description="Skills as printed.")
