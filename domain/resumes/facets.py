"""Facets: how many of the resumes that are meant have each value."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final, NamedTuple, Protocol

from domain.resumes.columns import ResumeConditions


class FacetKind(Enum):
    """What resumes may be counted by."""

    SKILL = "skill"
    DEGREE = "degree"
    CITY = "city"
    YEARS = "years"
    AGE = "age"
    PAY = "pay"
    POSITION = "position"
    STATE = "state"
    MONTH = "month"


BANDS: Final[dict[FacetKind, tuple[int, ...]]] = {
    FacetKind.YEARS: (0, 1, 3, 5, 10, 15),
    FacetKind.AGE: (0, 25, 30, 35, 40, 45, 50, 55),
    FacetKind.PAY: (0, 5_000, 8_000, 10_000, 15_000, 20_000, 30_000, 50_000),
}
"""The lower ends of the bands that numbers are counted by; a band ends where the next one begins."""


class FacetCount(NamedTuple):
    """How many resumes have a value: a name, a number, or the lower end of a band."""

    value: str
    resumes: int


class FacetReads(Protocol):
    """Counts of resumes; they look at every one that is meant."""

    async def counts(
        self, kind: FacetKind, conditions: ResumeConditions, *, first: int, today: date
    ) -> list[FacetCount]:
        """Return the most frequent values, at most `first`; ages are those of `today`."""
