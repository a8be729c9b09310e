"""Match: a position that fits a resume."""

from __future__ import annotations

import orjson
import strawberry

from domain.errors import InvalidInput
from domain.matches.columns import MatchColumn
from graphql_schema.reading import items, relation, value
from graphql_schema.sources.positions import MatchedPositions
from graphql_schema.types.breakdown import BreakdownEntry
from graphql_schema.types.positions.types import Position

DEFAULT_MATCHES = 10
MOST_MATCHES = 100


@strawberry.type(description="A match is a position that fits a resume.")
class Match:
    """A position that fits a resume: how well, why, and which of its skills the resume names."""

    position: str = value(
        MatchColumn.POSITION, description="This is the position's title, in the language of the resume."
    )

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
    match_score: str = value(
        MatchColumn.SCORE_TEXT,
        description="This says how well the position fits, in whole per cent, like `87%`.",
    )
    score: float = value(
        MatchColumn.SCORE, description="This says how well the position fits, from 0.0 to 1.0."
    )
    analysis: str = value(
        MatchColumn.ANALYSIS,
        description="This says in a few sentences why the position fits and what is missing, in the "
        "language of the resume.",
    )
    breakdown: list[BreakdownEntry] = items(
        MatchColumn.BREAKDOWN,
        description="These are the parts that the score is made from. The list is empty for a match "
        "that was stored before the parts were kept.",
    )
    matched_skills: list[str] = value(
        MatchColumn.MATCHED_SKILLS,
        compute=orjson.loads,
        description="The position asks for these skills and the resume names them. They are spelt "
        "as in the resume.",
    )
    missing_skills: list[str] = value(
        MatchColumn.MISSING_SKILLS,
        compute=orjson.loads,
        description="The position asks for these skills and the resume does not name them. They are "
        "in the language of the resume, the most telling one first.",
    )


def match_count(first: int | None) -> int:
    """Return how many matches are asked for. Raises `InvalidInput`."""
    count = DEFAULT_MATCHES if first is None else first
    if not 0 <= count <= MOST_MATCHES:
        raise InvalidInput(f"first 须在 0 至 {MOST_MATCHES} 之间")
    return count
