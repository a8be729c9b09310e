"""Match: a position that fits a resume."""

from __future__ import annotations

import orjson
import strawberry

from domain.errors import InvalidInput
from domain.matches.columns import FeatureKey, MatchColumn
from domain.matches.models import FeatureName
from graphql_schema.reading import items, value

DEFAULT_MATCHES = 10
MOST_MATCHES = 100


@strawberry.type(description="One of the things compared for a match: a row of its score's table or chart.")
class BreakdownEntry:
    """A feature of a match."""

    feature: FeatureName = value(FeatureKey.NAME, compute=FeatureName, description="What is compared.")
    # Called `value`, it would hide the function of that name.
    agreement: float = value(
        FeatureKey.VALUE, name="value", description="How well it agrees, from 0.0 to 1.0."
    )
    weight: float = value(
        FeatureKey.WEIGHT,
        description="Its part in the score, the same in every match: `score` is the sum of value times"
        " weight. 0.0 for `CAREER_INTEREST`, `EXPERIENCE` and `OCCUPATION`, from which `TITLE` is made.",
    )
    is_stated: bool = value(
        FeatureKey.STATED,
        description="Whether both resume and position say something of it; where not, `value` is neutral and"
        " tells nothing about the person.",
    )


@strawberry.type(description="A position that fits a resume.")
class Match:
    """A match."""

    position: str = value(MatchColumn.POSITION, description="The position's title, in the resume's language.")
    salary_range: str = value(
        MatchColumn.SALARY_RANGE,
        description="Usual monthly pay, like `15k-25k/月`, or `面议`; where it is an estimate, `analysis`"
        " says so.",
    )
    match_score: str = value(MatchColumn.SCORE_TEXT, description="How well it fits, like `87%`.")
    score: float = value(MatchColumn.SCORE, description="How well it fits, from 0.0 to 1.0.")
    analysis: str = value(
        MatchColumn.ANALYSIS, description="Why it fits and what is missing, in that language."
    )
    breakdown: list[BreakdownEntry] = items(
        MatchColumn.BREAKDOWN,
        description="What the score is made from, as data; empty for a match stored before this was kept.",
    )
    matched_skills: list[str] = value(
        MatchColumn.MATCHED_SKILLS,
        compute=orjson.loads,
        description="Skills usually asked for that the resume names, in its own words.",
    )
    missing_skills: list[str] = value(
        MatchColumn.MISSING_SKILLS,
        compute=orjson.loads,
        description="Skills usually asked for that the resume does not name, in its language, most telling"
        " first.",
    )


def match_count(first: int | None) -> int:
    """Return how many matches are asked for. Raises `InvalidInput`."""
    count = DEFAULT_MATCHES if first is None else first
    if not 0 <= count <= MOST_MATCHES:
        raise InvalidInput(f"first 须在 0 至 {MOST_MATCHES} 之间")
    return count
