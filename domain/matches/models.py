"""A match of one resume with one position."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One position that fits a resume.

    Attributes:
        position_code: The position's key in the catalogue.
        position: Its title in the resume's language.
        salary_range: As `Position.salary_range`.
        score: 0.0 (nothing fits) to 1.0 (everything fits).
        analysis: Why it fits and what is missing, in the resume's language.
    """

    position_code: str
    position: str
    salary_range: str
    score: float
    analysis: str

    @property
    def match_score(self) -> str:
        """The score as the REST document prints it, like `87%`."""
        return score_text(self.score)


def score_text(score: float) -> str:
    """Return a score from 0.0 to 1.0 as whole percent, like `87%`."""
    return f"{round(score * 100)}%"
