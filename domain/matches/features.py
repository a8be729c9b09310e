"""What the matcher compared for one position: the ground of its score and of its explanation."""

from __future__ import annotations

from dataclasses import dataclass

from domain.matches.models import Feature
from domain.positions.models import Position
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import PayRange


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTitle:
    """A title of the person and how near it is to the position, 0..1; outside its trade it is not near."""

    text: str
    nearness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One position compared with one person.

    Attributes:
        interest: The stated objective; None where none is stated.
        held: Of the titles held, the one that speaks most for the position; None where none is stated.
        related: Whether the position lies in the neighbourhood of the person's trade.
        subject: What the person has studied, where that leads to the position.
        step: How many steps of a career the position is above the person's level; 0.0 where nothing tells it.
        level_title: The title that tells the person's level; None where the years worked do.
        matched: The position's skills that the person names, in the person's words.
        missing: The position's skills not named, most telling first, as the catalogue writes them.
        skills_stated: Whether the person names any skill.
    """

    position: Position
    score: float
    interest: NearTitle | None = None
    held: NearTitle | None = None
    related: bool = False
    subject: str | None = None
    step: float = 0.0
    level_title: str | None = None
    matched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    skills_stated: bool = False
    degree: DegreeLevel | None = None
    years: float | None = None
    pay: PayRange[int] | None = None
    source: str = "bundled"
    breakdown: tuple[Feature, ...] = ()
