"""The occupations that resumes name."""

from __future__ import annotations

from enum import Enum

from domain.rows import Column
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class OccupationColumn(Column, Enum):
    """What can be read of an occupation; the values are its attributes."""

    TITLE = "title"
    CODE = "code"
    ISCO = "isco"
    ESCO_URI = "esco_uri"


class OccupationsOfResumes(Source[None, OccupationColumn]):
    """The occupations that the titles of each resume name."""

    shape = "list"
    rule = None

    async def load(self, context: Context, wanted: Wanted[None, OccupationColumn]) -> Loaded:
        found = await context.occupations.of(wanted.keys, caller=context.caller)
        return Loaded(
            [
                (key, *(getattr(occupation, column.value) for column in wanted.columns))
                for key, occupations in found.items()
                for occupation in occupations
            ]
        )
