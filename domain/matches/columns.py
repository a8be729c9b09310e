"""Reads of matches with the columns that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from domain.rows import Column, Json, JsonField, Key, Row


class MatchColumn(Column, Enum):
    """What can be read of a match.

    `SCORE_TEXT` is the score as `domain.matches.models.score_text` prints it. `POSITION_KEY` names the
    position, and is null in a match stored before its source was kept. `BREAKDOWN` is a JSON array of objects
    with the keys of `FeatureKey`, the skills are JSON arrays of texts; all three are empty in a match stored
    before reasons were kept.
    """

    POSITION = "position"
    POSITION_KEY = "position_key"
    SALARY_RANGE = "salary_range"
    SCORE = "score"
    SCORE_TEXT = "score_text"
    ANALYSIS = "analysis"
    BREAKDOWN = "breakdown"
    MATCHED_SKILLS = "matched_skills"
    MISSING_SKILLS = "missing_skills"


class MatchListColumn(Column, Enum):
    """What is kept of all matches of an analysed resume together; null without any.

    `LISTED` is the JSON array of `LISTED_FIELDS`, best first; `ENDS` tells for each match, in `END_DIGITS`
    digits, after how many bytes of it the match ends.
    """

    ENDS = "ends"
    LISTED = "listed"


END_DIGITS = 8


class FeatureKey(Key):
    """Keys of a feature in a match's breakdown."""

    NAME = "name"
    VALUE = "value"
    WEIGHT = "weight"
    STATED = "stated"


TEXT_COLUMNS = frozenset(
    {MatchColumn.POSITION, MatchColumn.SALARY_RANGE, MatchColumn.SCORE_TEXT, MatchColumn.ANALYSIS}
)
"""Columns that are texts in every match: lists of them may be had as JSON."""


REASONS = frozenset({MatchColumn.BREAKDOWN, MatchColumn.MATCHED_SKILLS, MatchColumn.MISSING_SKILLS})
"""What a score is made from."""

LISTED_FIELDS = (
    JsonField("position", MatchColumn.POSITION),
    JsonField("salaryRange", MatchColumn.SALARY_RANGE),
    JsonField("matchScore", MatchColumn.SCORE_TEXT),
    JsonField("analysis", MatchColumn.ANALYSIS),
)
"""What is told of matches over REST, and asked for most often."""


MatchesJson = tuple[int, Json]
"""A resume's id, and its matches as a JSON array, best first."""


class MatchColumnReads(Protocol):
    """Bounded reads of only those columns of matches that a query asks for."""

    async def best(
        self, columns: tuple[MatchColumn, ...], *, resume_ids: Sequence[int], first: int
    ) -> list[Row]:
        """Return each resume's best matches, best first, preceded by the resume's id."""

    async def best_as_json(
        self, fields: tuple[JsonField[MatchColumn], ...], *, resume_ids: Sequence[int], first: int
    ) -> list[MatchesJson]:
        """Return the best matches of each resume that has any; all columns are among `TEXT_COLUMNS`."""
