"""Match: a position that fits a resume."""

from __future__ import annotations

import strawberry

from domain.errors import InvalidInput
from graphql_schema.reading import value

DEFAULT_MATCHES = 10
MOST_MATCHES = 100


@strawberry.type(description="A position that fits a resume.")
class Match:
    """A match."""

    position: str = value("position", description="The position's title, in the resume's language.")
    salary_range: str = value("salary_range", description="Usual monthly pay, like `15k-25k/月`, or `面议`.")
    match_score: str = value("match_score", description="How well it fits, like `87%`.")
    score: float = value("score", description="How well it fits, from 0.0 to 1.0.")
    analysis: str = value("analysis", description="Why it fits and what is missing, in that language.")


def match_count(first: int | None) -> int:
    """Return how many matches are asked for. Raises `InvalidInput`."""
    count = DEFAULT_MATCHES if first is None else first
    if not 0 <= count <= MOST_MATCHES:
        raise InvalidInput(f"first 须在 0 至 {MOST_MATCHES} 之间")
    return count
