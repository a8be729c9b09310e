"""Scores positions for one person.

Features are compared, each 0..1, and weighed:

| feature | weight | 1.0 means | where nothing is stated |
|---|---|---|---|
| title | .21 | the objective and a title held are the position's own, and of its trade | 0 |
| skills | .24 | most of the position's skills are named | `skills.NEUTRAL` |
| seniority | .28 | the position is of the person's trade and level | the level is taken for a usual one |
| studies | .19 | the subjects studied lead to the position's trade | what the titles say of the trade |
| degree | .02 | at least the usual degree | `values.NEUTRAL` |
| years | .02 | at least the usual years | `values.NEUTRAL` |
| pay | .03 | the wish is within the usual range | `values.NEUTRAL` |
| city | .01 | the work is where the person lives | `values.NEUTRAL` |

Trade comes before words: a title's likeness to a position counts little where the position lies outside the
neighbourhood of the trades that the titles tell (`neighbourhood`). Of what the first four are worth, a wrong
level takes up to four fifths, a learned profession that neither titles nor studies lead to (`learned`) seven
tenths, and a technology that the position is named for and the person does not name a quarter.

The objective is worth up to .88 by itself, the titles held up to .65, an older one less; each counts by what
the other leaves open. A title that resembles nothing (`titles.TELLS_NOTHING`) counts as not stated.

Each feature counts as far as the others bear it out: its value is multiplied by the weighted mean of all. So
the score is the square of that mean, which is about the share of graders who would send the resume
(docs/matching.md); the weights were fitted to their grades.

Nothing of a score depends on what else is in the index or is compared: rarities of words and skills, the
trades of titles, and whether a title tells one, are those of the bundled catalogue, likenesses those of the
encoder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.matches.circles import load_circles
from domain.matches.learned import learned_values
from domain.matches.models import Feature, FeatureName
from domain.matches.neighbourhood import Neighbourhood, by_unit
from domain.matches.person import TITLES_READ, Person
from domain.matches.seniority import RUNGS, level_values
from domain.matches.terms import Terms
from domain.matches.titles import TELLS_NOTHING
from domain.matches.values import Values
from domain.positions.models import Position
from domain.retrieval.compared import Compared
from domain.vocabulary.degrees import DegreeLevel

WEIGHTS = {
    FeatureName.TITLE: 0.21,
    FeatureName.SKILLS: 0.24,
    FeatureName.SENIORITY: 0.28,
    FeatureName.STUDIES: 0.19,
    FeatureName.DEGREE: 0.02,
    FeatureName.YEARS: 0.02,
    FeatureName.PAY: 0.03,
    FeatureName.CITY: 0.01,
}

# To look up a member of an enumeration takes longer than what is done with it.
_WEIGHED = tuple(WEIGHTS.items())
_CAREER_INTEREST, _EXPERIENCE, _OCCUPATION = (
    FeatureName.CAREER_INTEREST,
    FeatureName.EXPERIENCE,
    FeatureName.OCCUPATION,
)

WISH_ALONE = 0.88
HELD_ALONE = 0.65
OLDER_TITLE_SHARE = 0.75
OUTSIDE_SHARE = 0.2
_AGES = OLDER_TITLE_SHARE ** np.arange(TITLES_READ)[:, None]
IN_TRADE = 0.2
WISHED_FROM = 0.6
YEARS_FROM_STUDIES = 4.0
STUDIES_BESIDE_WISH = 0.7
STUDIES_BESIDE_TITLES = 0.8
SKILLS_TELL_FROM = 0.5
_STUDIED = 0.5
_AGREED_FROM = 0.4
_APART_COST = 0.5
WITHOUT_ITS_TECHNOLOGY = 0.75
_ITSELF_FROM = 0.6
_ITSELF_WHOLLY = 0.9


@dataclass(frozen=True, slots=True)
class Scores:
    """The features of all candidates.

    Attributes:
        near: How near each title is (titles, positions), where the position is of its trade.
        told: Whether the titles say what the person does.
        trade: How near each position lies to the person's trade, by titles or by studies.
        studies: The same by studies alone.
        step: How many steps of a career each position is above the person.
        told_by: The number of the title that tells the person's level for each position, or -1.
        mean: The weighted mean of the features.
    """

    near: Values
    told: bool
    wished: Values
    held: Values
    trade: Values
    studies: Values
    step: Values
    told_by: NDArray[np.int64]
    features: dict[FeatureName, Values]
    mean: Values

    @property
    def total(self) -> Values:
        """The score, the square of the mean: each feature counts as far as the others bear it out."""
        total: Values = self.mean**2
        return total


def scores_of(person: Person, around: Neighbourhood, agreed: float, found: Compared, terms: Terms) -> Scores:
    """Return the features of all candidates, in their order.

    Args:
        person: Who is matched.
        around: Where the person's trades lie; `agreed` is how far titles and studies agree there.
        found: The candidates, compared with the person's titles.
        terms: What else the same candidates ask for.
    """
    near = person.titles.nearness(found.words, found.meaning)
    told = around.tells >= TELLS_NOTHING
    units, skills, nowhere = terms.units, terms.skills, np.zeros(len(found))
    wished, held = _joined(near, told, person)
    own = _both(wished, held, person)
    near_itself = itself(near)
    by_titles = np.maximum(around.of(found, units, otherwise=near), near_itself)
    by_title = _both(*_joined(by_titles, told, person), person)
    if not told.any() and not person.studied:
        # Skills alone tell the trade.
        by_title = np.clip((skills - SKILLS_TELL_FROM) / (1 - SKILLS_TELL_FROM), 0.0, 1.0)
    by_studies = by_unit(around.by_studies, units, otherwise=by_title) if person.studied else by_title
    apart = apart_values(agreed, by_studies) if person.studied else 1.0
    by_title, own = by_title * apart, own * apart
    fresh = _freshness(person, told)
    trade = np.maximum(by_title, fresh * by_studies)
    wished_for = by_titles[0] >= WISHED_FROM if person.has_interest else None
    held_rungs, told_by = person.ladder.at(by_titles >= IN_TRADE, wished_for)
    wish_itself = near_itself[0] if person.has_interest else nowhere
    suits = level_values(held_rungs, terms.rungs, wished=wish_itself) * learned_values(
        units, by_title=own, by_studies=by_studies if person.studied else nowhere
    )
    suits *= np.where(terms.lacks, WITHOUT_ITS_TECHNOLOGY, 1.0)
    in_its_trade = OUTSIDE_SHARE + (1 - OUTSIDE_SHARE) * by_title
    features = {
        FeatureName.TITLE: suits * own * in_its_trade,
        FeatureName.SKILLS: suits * skills,
        FeatureName.SENIORITY: suits * trade,
        FeatureName.STUDIES: suits * (fresh * by_studies + (1 - fresh) * by_title),
        FeatureName.DEGREE: terms.degree,
        FeatureName.YEARS: terms.years,
        FeatureName.PAY: terms.pay,
        FeatureName.CITY: terms.city,
    }
    return Scores(
        near=near * (OUTSIDE_SHARE + (1 - OUTSIDE_SHARE) * by_titles),
        told=bool(told.any()),
        wished=wished,
        held=held,
        trade=trade,
        studies=by_studies if person.studied else nowhere,
        step=RUNGS.take(terms.levels) - held_rungs,
        told_by=told_by,
        features=features,
        mean=mean_of(features),
    )


def mean_of(features: Mapping[FeatureName, Values]) -> Values:
    """Return the weighted mean of features, at most 1."""
    (first, weight), *others = WEIGHTS.items()
    summed = weight * features[first]
    for name, weight in others:
        summed += weight * features[name]
    return np.minimum(summed, 1.0, out=summed)


def _freshness(person: Person, told: NDArray[np.bool_]) -> float:
    """Return what studies count beside titles: the less, the longer somebody has worked at something."""
    if not told.any() or not person.studied:
        return 1.0
    beside = STUDIES_BESIDE_WISH if person.has_interest and told[0] else STUDIES_BESIDE_TITLES
    return beside / (1 + (person.years or 0.0) / YEARS_FROM_STUDIES)


def agreed_of(person: Person, around: Neighbourhood) -> float:
    """Return how far titles and studies agree on a trade, by the bundled positions; 0 without studies."""
    if not person.studied:
        return 0.0
    told = around.tells >= TELLS_NOTHING
    by_titles = np.maximum(around.by_title, itself(around.nearness))
    by_title = _both(*_joined(by_titles, told, person), person)
    units = load_circles().units
    by_studies = np.where(units >= 0, around.by_studies.take(units), by_title)
    return float(np.where(by_studies >= _STUDIED, by_title, 0.0).max(initial=0.0))


def apart_values(agreed: float | Values, by_studies: Values) -> Values:
    """Return what positions of another trade than was studied keep, where titles and studies agree on one.

    A title may be of several trades, like an auditor's of accounts and of quality: what was studied tells.
    """
    part: Values = np.clip(by_studies / _STUDIED, 0.0, 1.0)
    sure = np.clip((agreed - _AGREED_FROM) / (1 - _AGREED_FROM), 0.0, 1.0)
    kept: Values = 1.0 - _APART_COST * sure * (1 - part)
    return kept


def itself(near: Values) -> Values:
    """Return what a title that is the position's own says of its trade, wherever the position lies."""
    values: Values = near * np.clip((near - _ITSELF_FROM) / (_ITSELF_WHOLLY - _ITSELF_FROM), 0.0, 1.0)
    return values


def _joined(values: Values, told: NDArray[np.bool_], person: Person) -> tuple[Values, Values]:
    """Return what the wish says of each position, and the best of the titles held; older ones count less."""
    first = int(person.has_interest)
    telling = values * told[:, None]
    nothing = np.zeros(values.shape[1])
    held = telling[first:] * _AGES[: len(values) - first]
    return (telling[0] if first else nothing), (held.max(axis=0) if len(held) else nothing)


def _both(wished: Values, held: Values, person: Person) -> Values:
    if not person.has_interest:
        return held
    joined: Values = 1 - (1 - WISH_ALONE * wished) * (1 - HELD_ALONE * held)
    return joined


def ordered(total: Values, person: Person, found: Compared, terms: Terms, *, limit: int) -> NDArray[np.int64]:
    """Return the places of the best.

    Of those that score alike: nearest the degree held, least years, then open to most people.
    """
    rounded = np.round(total, 6)
    first = np.arange(len(total))
    if len(total) > limit:
        edge = np.partition(rounded, len(total) - limit)[len(total) - limit]
        first = (rounded >= edge).nonzero()[0]
    held = int(person.degree or DegreeLevel.NONE)
    distance = np.abs(terms.asked_degrees.take(first).astype(np.int64) - held)
    years, skills = terms.asked_years.take(first), terms.asked_skills.take(first)
    best = np.lexsort((found.keys.take(first), skills, years, distance, -rounded.take(first)))
    return first.take(best[:limit])


def breakdown(place: int, person: Person, position: Position, scores: Scores) -> tuple[Feature, ...]:
    """Return what the score of the position at a place is made from."""
    mean, features = scores.mean.item(place), scores.features
    stated = (
        scores.told,
        bool(person.skills.texts),
        position.level is not None,
        bool(person.studied),
        person.degree is not None,
        person.years is not None,
        person.pay is not None and position.salary_max is not None,
        bool(person.city and position.city),
    )
    title, *others = [
        Feature(name, round(mean * features[name].item(place), 4), weight, is_stated)
        for (name, weight), is_stated in zip(_WEIGHED, stated, strict=True)
    ]
    held = len(person.titles.titles) > person.has_interest
    return (
        title,
        Feature(_CAREER_INTEREST, round(scores.wished.item(place), 4), 0.0, person.has_interest),
        Feature(_EXPERIENCE, round(scores.held.item(place), 4), 0.0, held),
        Feature(_OCCUPATION, round(scores.trade.item(place), 4), 0.0, position.isco is not None),
        *others,
    )
