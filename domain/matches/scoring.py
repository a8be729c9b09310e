"""Scores positions for one person.

A score is a weighted sum of six features, each 0..1 and none of them lowering it as it grows:

| feature | weight | 1.0 means | where nothing is stated |
|---|---|---|---|
| title | .58 | the objective and a title held are the position's own | rests on skills |
| skills | .25 | most of the position's skills are named | `skills.NEUTRAL` |
| degree | .05 | at least the usual degree | `values.NEUTRAL` |
| years | .05 | at least the usual years | `values.NEUTRAL` |
| pay | .05 | the wish is within the usual range | `values.NEUTRAL` |
| city | .02 | the work is where the person lives | `values.NEUTRAL` |

The title feature joins the objective (worth up to .95 alone) and the titles held (up to .65; an older one
less), each by what the other leaves open. A position also borrows a part of the nearness of the nearest
position of its occupation group, so that a person's second-best matches are of their trade. A title that
resembles nothing at hand (an apprentice's, a club president's) counts as not stated.

Nothing of a score depends on how many positions there are: rarities of words and skills are those of the
bundled catalogue, likenesses those of the encoder. The weights were set on invented resumes of 26
occupations in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.matches.models import Feature
from domain.matches.skills import NEUTRAL as SKILL_NEUTRAL
from domain.matches.skills import NamedSkills, skill_values
from domain.matches.titles import TELLS_NOTHING, ReadTitles
from domain.matches.values import Values, city_values, degree_values, lent_values, pay_values, years_values
from domain.positions.entries import CITY, DEGREE, GROUP, PAY_MAX, YEARS
from domain.positions.models import Position
from domain.retrieval.entries import IndexColumn
from domain.retrieval.index import Compared
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import PayRange

TITLE_WEIGHT = 0.58
SKILL_WEIGHT = 0.25
DEGREE_WEIGHT = 0.05
YEARS_WEIGHT = 0.05
PAY_WEIGHT = 0.05
CITY_WEIGHT = 0.02

_INTEREST_ALONE = 0.95
_TITLES_ALONE = 0.65
_ONLY_TITLES = 0.96
_OLDER_TITLE_SHARE = 0.9
_OWN_SHARE = 0.5
_SKILLS_FOR_TITLE = 0.9


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of one resume."""

    titles: ReadTitles
    has_interest: bool
    skills: NamedSkills
    degree: DegreeLevel | None
    years: float | None
    pay: PayRange[int] | None
    city: int


@dataclass(frozen=True, slots=True)
class Scores:
    """The features of all candidates; `near` is (titles, positions)."""

    near: Values
    told: bool
    interest: Values
    held: Values
    lent: Values
    title: Values
    skills: Values
    degree: Values
    years: Values
    pay: Values
    city: Values

    @property
    def total(self) -> Values:
        return np.minimum(
            1.0,
            TITLE_WEIGHT * self.title
            + SKILL_WEIGHT * self.skills
            + DEGREE_WEIGHT * self.degree
            + YEARS_WEIGHT * self.years
            + PAY_WEIGHT * self.pay
            + CITY_WEIGHT * self.city,
        )


def scores_of(person: Person, found: Sequence[Compared]) -> Scores:
    """Return the features of all candidates of the parts together, in their order."""

    def column(column: IndexColumn) -> NDArray[Any]:
        return np.concatenate([some.column(column) for some in found])

    words = np.concatenate([some.words for some in found], axis=1)
    meaning = np.concatenate([some.meaning for some in found], axis=1)
    near, tells = person.titles.nearness(words, meaning)
    skills = np.concatenate([skill_values(person.skills, some.part.segment, some.numbers) for some in found])
    telling = tells >= TELLS_NOTHING
    told = bool(telling.any())
    nothing = np.zeros(near.shape[1])
    first_held = 1 if person.has_interest else 0
    ages = _OLDER_TITLE_SHARE ** np.arange(len(near) - first_held)
    held = near[first_held:] * ages[:, None]
    if told:
        held = held[telling[first_held:]]
    done = held.max(axis=0) if len(held) else nothing
    if not person.has_interest or (told and not telling[0]):
        wished = nothing
        own = _ONLY_TITLES * done
    else:
        wished = near[0]
        own = 1 - (1 - _INTEREST_ALONE * wished) * (1 - _TITLES_ALONE * done)
    lent = lent_values(own, column(GROUP))
    if told:
        # A lent title needs skills that do not speak against it.
        borrowed = lent * np.minimum(1.0, skills / SKILL_NEUTRAL)
        title = np.maximum(own, borrowed + (1 - borrowed) * own * _OWN_SHARE)
    else:
        title = _SKILLS_FOR_TITLE * skills**1.5 + (1 - _SKILLS_FOR_TITLE) * own
    return Scores(
        near=near,
        told=told,
        interest=wished,
        held=done,
        lent=lent,
        title=title,
        skills=skills,
        degree=degree_values(person.degree, column(DEGREE)),
        years=years_values(person.years, column(YEARS)),
        pay=pay_values(person.pay, column(PAY_MAX)),
        city=city_values(person.city, column(CITY)),
    )


def ordered(total: Values, person: Person, found: Sequence[Compared], *, limit: int) -> NDArray[np.int64]:
    """Return the places of the best.

    Of those that score alike: nearest the degree held, least years, then open to most people.
    """
    rounded = np.round(total, 6)
    first = np.arange(len(total))
    if len(total) > limit:
        first = np.flatnonzero(rounded >= np.partition(rounded, len(total) - limit)[len(total) - limit])

    def joined(arrays: Iterable[NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate(list(arrays))[first]

    degree = joined(some.column(DEGREE) for some in found)
    distance = np.abs(degree.astype(np.int64) - int(person.degree or DegreeLevel.NONE))
    years = joined(some.column(YEARS) for some in found)
    asked = joined(some.part.segment.skill_total[some.numbers] for some in found)
    keys = joined(some.part.segment.key[some.numbers] for some in found)
    best = np.lexsort((keys, asked, years, distance, -rounded[first]))
    return first[best[:limit]]


def breakdown(place: int, person: Person, position: Position, scores: Scores) -> tuple[Feature, ...]:
    """Return what the score of the position at a place is made from."""
    paid = person.pay is not None and position.salary_max is not None
    placed = bool(person.city and position.city)

    def feature(name: str, values: Values, weight: float, stated: bool) -> Feature:
        return Feature(name, round(values.item(place), 4), weight, stated)

    return (
        feature("title", scores.title, TITLE_WEIGHT, scores.told),
        feature("career_interest", scores.interest, 0.0, person.has_interest),
        feature("experience", scores.held, 0.0, len(person.titles.titles) > person.has_interest),
        feature("occupation", scores.lent, 0.0, position.occupation_code is not None),
        feature("skills", scores.skills, SKILL_WEIGHT, bool(person.skills.texts)),
        feature("degree", scores.degree, DEGREE_WEIGHT, person.degree is not None),
        feature("years", scores.years, YEARS_WEIGHT, person.years is not None),
        feature("pay", scores.pay, PAY_WEIGHT, paid),
        feature("city", scores.city, CITY_WEIGHT, placed),
    )
