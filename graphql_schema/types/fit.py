"""How a resume and a position fit each other, whichever of them is asked for."""

from __future__ import annotations

import orjson
import strawberry

from domain.matches.columns import MatchColumn
from graphql_schema.reading import items, value
from graphql_schema.types.breakdown import BreakdownEntry


@strawberry.type
class Fit:
    """What a match of a resume and a candidate for a position tell alike."""

    position: str = value(
        MatchColumn.POSITION, description="This is the position's title, in the language of the resume."
    )
    match_score: str = value(
        MatchColumn.SCORE_TEXT,
        description="This says how well resume and position fit, in whole per cent, like `87%`.",
    )
    score: float = value(
        MatchColumn.SCORE,
        description="This says how well they fit, from 0.0 to 1.0. A resume and a position have one score, "
        "whichever of the two is asked for.",
    )
    analysis: str = value(
        MatchColumn.ANALYSIS,
        description="This says in a few sentences why they fit and what is missing, in the language of the "
        "resume.",
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
