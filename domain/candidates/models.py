"""Who is looked for, and who is found."""

from __future__ import annotations

from dataclasses import dataclass

from domain.matches.models import Match
from domain.positions.models import Position
from domain.positions.ports import PositionPlace
from domain.vocabulary.degrees import DegreeLevel

LONGEST_DESCRIPTION = 10_000
"""So many characters of a job description are read."""

MOST_CANDIDATES = 500
"""So many of a ranking can be paged through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateConditions:
    """Which persons are ranked: those who meet every condition given, and state what it is about.

    Attributes:
        cities: One of these is where the person lives, as printed.
        degree: At least this one is held.
        years_from, years_until: So many years were worked; both are included.
        pay_until: At most so much a month, in CNY, is the least that the person wishes for.
        skills: Every one of these is named.
    """

    cities: tuple[str, ...] | None = None
    degree: DegreeLevel | None = None
    years_from: float | None = None
    years_until: float | None = None
    pay_until: int | None = None
    skills: tuple[str, ...] = ()


ANYBODY = CandidateConditions()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What persons are ranked for: a position of the catalogue, or one that a text describes."""

    place: PositionPlace | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who fits a position: the resume and its match; `place` is the score it is ranked by."""

    resume_id: int
    place: float
    match: Match


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """A page of a ranking.

    Attributes:
        more: Whether others follow.
        total: So many are ranked.
        described: What was read of the text that they were ranked for; None where it was a position.
    """

    candidates: list[Candidate]
    more: bool
    total: int
    described: Position | None = None
