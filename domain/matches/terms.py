"""What positions ask for beside their titles, compared with what a person brings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.matches.person import Person
from domain.matches.seniority import rungs_of
from domain.matches.skills import lacks_technology, skill_values
from domain.matches.values import Values, city_values, degree_values, pay_values, years_values
from domain.positions.entries import CITY, DEGREE, ISCO, LEVEL, PAY_MAX, TECHNOLOGY, YEARS
from domain.retrieval.compared import Compared


@dataclass(frozen=True, slots=True)
class Terms:
    """Arrays over positions; they do not depend on which of a position's names are compared.

    Attributes:
        units: Their unit groups of ISCO-08; 0 for none. `levels` are theirs likewise, `rungs` of a ladder.
        asked_degrees, asked_years, asked_skills: What is asked for, of skills what all of them weigh.
        lacks: Whether each is named for a technology that the person does not name.
        skills: A feature, as are `degree`, `years`, `pay` and `city`.
    """

    units: NDArray[Any]
    levels: NDArray[Any]
    rungs: Values
    asked_degrees: NDArray[Any]
    asked_years: NDArray[Any]
    asked_skills: NDArray[np.float32]
    lacks: NDArray[np.bool_]
    skills: Values
    degree: Values
    years: Values
    pay: Values
    city: Values

    def take(self, places: NDArray[np.int64]) -> Terms:
        """Return those of some of the positions."""
        return Terms(*(getattr(self, field.name).take(places) for field in fields(self)))


def terms_of(person: Person, found: Compared) -> Terms:
    """Compare a person with positions, in their order."""
    levels, years, degrees = found.column(LEVEL), found.column(YEARS), found.column(DEGREE)
    asked = found.skills(person.technologies)
    return Terms(
        units=found.column(ISCO),
        levels=levels,
        rungs=rungs_of(levels, years),
        asked_degrees=degrees,
        asked_years=years,
        asked_skills=asked.total,
        lacks=lacks_technology(asked, found.column(TECHNOLOGY)),
        skills=skill_values(person.skills, asked),
        degree=degree_values(person.degree, degrees),
        years=years_values(person.years, years),
        pay=pay_values(person.pay, found.column(PAY_MAX)),
        city=city_values(person.city, found.column(CITY)),
    )
