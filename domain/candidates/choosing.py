"""Which persons meet conditions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from domain.candidates.models import CandidateConditions
from domain.candidates.people import People
from domain.candidates.skills import naming_all
from domain.vocabulary.places import place_key


def rows_of(people: People, conditions: CandidateConditions) -> NDArray[np.int64]:
    """Return the rows of those who meet every condition."""
    meets = people.alive.values.copy()
    if conditions.cities is not None:
        meets &= np.isin(people.city.values, [place_key(city) for city in conditions.cities if city.strip()])
    if conditions.degree is not None:
        meets &= people.degree.values >= int(conditions.degree)
    # What is not stated is not a number, which is neither more nor less.
    if conditions.years_from is not None:
        meets &= people.years.values >= conditions.years_from
    if conditions.years_until is not None:
        meets &= people.years.values <= conditions.years_until
    if conditions.pay_until is not None:
        meets &= people.pay.values <= conditions.pay_until
    return naming_all(people, conditions.skills, np.flatnonzero(meets))
