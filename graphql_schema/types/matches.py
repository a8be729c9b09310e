"""Match: a position that fits a resume."""

from __future__ import annotations

import strawberry

from domain.errors import InvalidInput
from domain.matches.columns import MatchColumn
from graphql_schema.reading import relation, value
from graphql_schema.sources.positions import MatchedPositions
from graphql_schema.types.fit import Fit
from graphql_schema.types.positions.types import Position

DEFAULT_MATCHES = 10
MOST_MATCHES = 100


@strawberry.type(description="A match is a position that fits a resume.")
class Match(Fit):
    """A position that fits a resume: how well, why, and which of its skills the resume names."""

    @relation(
        Position | None,
        MatchedPositions(),
        key=MatchColumn.POSITION_KEY,
        description="This is the position itself, in the languages of the catalogue, with its address, its "
        "description and its pay as data. It is null once the position is gone: the match is then made "
        "anew within seconds.",
    )
    def posting(self) -> None:
        return None

    salary_range: str = value(
        MatchColumn.SALARY_RANGE,
        description="This is the usual monthly pay, like `15k-25k/月`, or `面议` where it is "
        "negotiable. Where it is an estimate, `analysis` says so.",
    )


def match_count(first: int | None) -> int:
    """Return how many matches are asked for. Raises `InvalidInput`."""
    count = DEFAULT_MATCHES if first is None else first
    if not 0 <= count <= MOST_MATCHES:
        raise InvalidInput(f"first 须在 0 至 {MOST_MATCHES} 之间")
    return count
