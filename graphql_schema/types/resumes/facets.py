"""Facets: counts of the resumes that a filter lets through."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.errors import InvalidInput
from domain.resumes.columns import ALL_RESUMES
from domain.resumes.facets import FacetKind
from graphql_schema.reading import items, relation, value
from graphql_schema.sources.facets import FacetColumn, FacetKey, FacetRequest, Facets
from graphql_schema.types.enums import describe
from graphql_schema.types.resumes.filters import ResumeFilter

MOST_VALUES = 100
DEFAULT_VALUES = 10
FACETS_POINTS = 2_000

describe(
    FacetKind,
    "This says by what resumes are counted.",
    SKILL="They are counted by the skills that they name, as they print them.",
    DEGREE="They are counted by the level of the highest degree, from 0 (`NONE`) to 5 (`DOCTOR`).",
    CITY="They are counted by the city that the person lives in, as they print it.",
    YEARS="They are counted by the years of experience, in bands.",
    AGE="They are counted by the age today, in bands.",
    PAY="They are counted by the lower end of the expected pay a month, in CNY and in bands.",
    POSITION="They are counted by the positions among their matches.",
    STATE="They are counted by how far the work on them is: `uploaded`, `analysing`, `analysed` or `failed`.",
    MONTH="They are counted by the month of the upload in UTC, like `2026-05`.",
)


@strawberry.type(description="This says how many resumes have one value.")
class FacetValue:
    """A row of a facet."""

    counted: str = value(
        FacetKey.VALUE,
        name="value",
        description="The resumes have this value. In a band it is the lower end.",
    )
    upper: int | None = value(
        FacetKey.UPPER,
        description="The band ends at this number, which does not belong to it. It is null in the highest "
        "band, and where there are no bands.",
    )
    count: int = value(FacetKey.COUNT, description="This many resumes have the value.")


@strawberry.type(description="A facet counts the resumes by one of their values.")
class Facet:
    """The values of one kind with their counts."""

    kind: FacetKind = value(FacetKey.KIND, compute=FacetKind, description="The resumes are counted by this.")
    counts: list[FacetValue] = items(
        FacetKey.COUNTS,
        description="These are the most frequent values, the most frequent one first; bands stand in their "
        "order. Resumes without a value are not counted.",
    )


@strawberry.type(description="These are facets of the resumes that a filter lets through.")
class ResumeFacets:
    """What a dashboard draws beside the list that it filters."""

    total: int = value(FacetColumn.TOTAL, description="This many resumes meet the filter.")
    facets: list[Facet] = items(
        FacetColumn.FACETS, description="These are the facets that were asked for, in that order."
    )


@strawberry.type
class FacetQueries:
    """The root field `resumeFacets`, which only administrators may ask for."""

    @relation(
        ResumeFacets | None,
        Facets(),
        points=FACETS_POINTS,
        description="Counts the resumes that a filter lets through, by their values. Only an administrator "
        "may ask. For others it is null, with an error `FORBIDDEN`.",
    )
    def resume_facets(
        self,
        filter: Annotated[  # noqa: A002
            ResumeFilter | None,
            strawberry.argument(
                description="Only resumes that meet these conditions are counted. Without it all are."
            ),
        ] = UNSET,
        kinds: Annotated[
            list[FacetKind] | None,
            strawberry.argument(description="These facets are returned. Without it all are."),
        ] = UNSET,
        values: Annotated[
            int | None,
            strawberry.argument(
                description=f"Each facet has at most this many values. The default is {DEFAULT_VALUES}, and "
                f"{MOST_VALUES} is the largest number."
            ),
        ] = DEFAULT_VALUES,
    ) -> FacetRequest:
        size = DEFAULT_VALUES if values is None else values
        if not 0 <= size <= MOST_VALUES:
            raise InvalidInput(f"values 须在 0 至 {MOST_VALUES} 之间")
        return FacetRequest(
            kinds=tuple(FacetKind) if kinds is None or kinds is UNSET else tuple(dict.fromkeys(kinds)),
            conditions=filter.conditions() if filter else ALL_RESUMES,
            size=size,
        )
