"""A match of one resume with one position."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FeatureName(StrEnum):
    """What is compared of a resume and a position."""

    TITLE = "title"
    CAREER_INTEREST = "career_interest"
    EXPERIENCE = "experience"
    OCCUPATION = "occupation"
    SKILLS = "skills"
    SENIORITY = "seniority"
    STUDIES = "studies"
    DEGREE = "degree"
    YEARS = "years"
    PAY = "pay"
    CITY = "city"


class Feature(NamedTuple):
    """One compared feature of a match.

    Attributes:
        name: A `FeatureName`: `title`, `skills`, `seniority`, `studies`, `degree`, `years`, `pay` or `city`;
            or what `title` is made from: `career_interest`, `experience` (titles held), `occupation`
            (nearness to the person's trade).
        value: 0.0 to 1.0.
        weight: Its part in the score. The score is the sum of values times weights; what `title` is made
            from has no weight of its own.
        stated: Whether both sides say something of it; what is not stated has a neutral value.
    """

    name: str
    value: float
    weight: float
    stated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One position that fits a resume.

    Attributes:
        position_code: The position's key in the catalogue.
        position: Its title in the resume's language.
        salary_range: As `Position.salary_range`.
        score: 0.0 (nothing fits) to 1.0 (everything fits).
        analysis: Why it fits and what is missing, in the resume's language.
        source: Where the position comes from: `bundled`, or the name of an import.
        breakdown: What the score is made from.
        matched_skills: The position's skills that the resume names, in the resume's words.
        missing_skills: The position's skills that it does not name, in its language, most telling first.
    """

    position_code: str
    position: str
    salary_range: str
    score: float
    analysis: str
    source: str = "bundled"
    breakdown: tuple[Feature, ...] = ()
    matched_skills: tuple[str, ...] = ()
    missing_skills: tuple[str, ...] = ()


def score_text(score: float) -> str:
    """Return a score from 0.0 to 1.0 as whole percent, like `87%`."""
    return f"{round(score * 100)}%"
