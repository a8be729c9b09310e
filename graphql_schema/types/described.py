"""What was read of a pasted job description."""

from __future__ import annotations

import strawberry

from domain.candidates.columns import DescribedKey
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from graphql_schema.reading import value


@strawberry.type(
    description="This is a job description as it was read. Whoever pasted it can see there what the "
    "candidates are compared with."
)
class DescribedPosition:
    """The position that a text describes, for a client that shows what candidates are ranked by."""

    title: str = value(DescribedKey.TITLE, description="This was taken as the title.")
    skills: list[str] = value(
        DescribedKey.SKILLS, compute=list, description="The description asks for these skills."
    )
    degree: DegreeLevel = value(
        DescribedKey.DEGREE,
        description="The description asks for at least this degree. It is `NONE` where it asks for none.",
    )
    years_min: int = value(
        DescribedKey.YEARS_MIN,
        description="The description asks for at least this many years of experience. It is 0 where it asks "
        "for none.",
    )
    city: str | None = value(
        DescribedKey.CITY,
        description="The work is in this city. It is null where the description names none.",
    )
    salary_text: str | None = value(
        DescribedKey.SALARY_TEXT,
        description="This is the pay as the description prints it. It is null where it prints none.",
    )
    salary_min: int | None = value(
        DescribedKey.SALARY_MIN,
        description="This is the lower end of the monthly pay before tax, in CNY. It is null where it is not "
        "known in CNY.",
    )
    salary_max: int | None = value(
        DescribedKey.SALARY_MAX,
        description="This is the upper end of the monthly pay before tax, in CNY. It is null where it is not "
        "known in CNY.",
    )
    isco: str | None = value(
        DescribedKey.ISCO,
        description="The title names an occupation of this unit group of ISCO-08, like `2411`. It is null "
        "where that is not known.",
    )
    level: Level | None = value(
        DescribedKey.LEVEL,
        description="This says how far up the ladder of its trade the position stands. It is null where it "
        "is not known.",
    )
