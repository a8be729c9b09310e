"""Occupation: what a title of a resume names, by the codes of public classifications."""

from __future__ import annotations

import strawberry

from graphql_schema.reading import value
from graphql_schema.sources.occupations import OccupationColumn

OCCUPATION_POINTS = 50
"""What the comparing of a resume's titles counts."""


@strawberry.type(description="This is an occupation that a title names. At least one of its codes is known.")
class Occupation:
    """What a title names."""

    title: str = value(OccupationColumn.TITLE, description="This is the title, as the resume prints it.")
    code: str | None = value(
        OccupationColumn.CODE,
        description="This is the code in the Chinese occupation classification of 2022, like `2-06-03-00`. "
        "It is null where it is not known.",
    )
    isco: str | None = value(
        OccupationColumn.ISCO,
        description="This is the unit group in the international classification of occupations, ISCO-08, "
        "like `2411`. It is null where it is not known.",
    )
    esco_uri: str | None = value(
        OccupationColumn.ESCO_URI,
        description="This is the URI under which ESCO, the European classification, has that unit group. It "
        "is null where the unit group is not known.",
    )
