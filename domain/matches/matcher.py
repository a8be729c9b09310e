"""Ranks positions for one person.

First the index gives candidates: positions whose names are like the objective or a title held, by words or
by meaning, and positions that ask for the person's skills. Then each is scored, see `scoring`, and
the best are explained.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from domain.analyses import fields
from domain.analyses.models import Analysis
from domain.matches.asked import Asked
from domain.matches.explanation import explain
from domain.matches.features import Fit, NearTitle
from domain.matches.models import Match
from domain.matches.neighbourhood import (
    Nearest,
    Neighbourhood,
    nearest_to,
    neighbourhood_from,
    neighbourhood_of,
)
from domain.matches.person import Person, read_person
from domain.matches.scoring import Scores, agreed_of, breakdown, ordered, scores_of
from domain.matches.skills import skills_met
from domain.matches.terms import terms_of
from domain.matches.titles import ReadTitles
from domain.positions.bundled import index_of
from domain.positions.catalogue import Catalogue
from domain.positions.entries import ISCO
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED, Position
from domain.retrieval.candidates import Sought
from domain.retrieval.compared import Compared, compare_all_names, compare_names
from domain.retrieval.skills import SkillForms
from domain.vocabulary.languages import Language
from domain.vocabulary.skills import skill_forms

_RELATED = 0.3
_LEADS_TO = 0.5
_WANTED = 60
_OF_TRADE = 300
_AGAIN = 2
"""So many times as many as are wanted are compared once more, by all of their names."""

FLOOR = 0.06
"""What scores lower is shown to nobody: graders found more absurd than plausible positions below it."""


class Matcher:
    """Matches people with the positions of an index; safe to share between threads.

    Args:
        positions: An index, which may grow while it is matched with, or a catalogue to index here.
        floor: What scores lower is not shown.
        today: Tells the day on which current jobs end.
    """

    def __init__(
        self,
        positions: Catalogue | PositionIndex,
        *,
        floor: float = FLOOR,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._floor = floor
        self._today = today
        if isinstance(positions, Catalogue):
            self._index = index_of(positions)
        else:
            self._index = positions

    def match(self, analysis: Analysis, *, limit: int = 10) -> tuple[Match, ...]:
        """Return the `limit` best positions, best first; fewer where fewer reach the floor.

        A resume that says nothing of a trade gets none. Equal scores are ordered by what the position asks
        for, see `scoring.ordered`.
        """
        return tuple(_match_of(fit, analysis) for fit in self.fits(analysis, limit=limit))

    def match_with(
        self,
        asked: Asked,
        analysis: Analysis,
        *,
        known: Callable[[ReadTitles], list[Nearest] | None] = lambda _titles: None,
    ) -> Match | None:
        """Return the match with one position, whatever its score; None where a resume says nothing.

        `known` returns what the titles are near to, where that is at hand.
        """
        person = read_person(analysis, asked.index, today=self._today())
        if person.says_nothing:
            return None
        nearest = known(person.titles)
        if nearest is None:
            nearest = nearest_to(person.titles, asked.index)
        around = neighbourhood_from(nearest, person.studied)
        found = compare_names(person.titles.texts, [asked.part], [asked.rows])
        if not len(found):
            return None
        scores = scores_of(person, around, agreed_of(person, around), found, terms_of(person, found))
        position, source = asked.index.position(found, 0)
        total = float(scores.total[0])
        fit = self._fit(position, source, 0, total, analysis, person, scores, asked.index.forms)
        return _match_of(fit, analysis)

    def fits(self, analysis: Analysis, *, limit: int) -> list[Fit]:
        """Return the best positions with what was compared, best first."""
        person = read_person(analysis, self._index, today=self._today())
        if person.says_nothing:
            return []
        around, found = self._found(person, limit)
        if not len(found):
            return []
        agreed, terms = agreed_of(person, around), terms_of(person, found)
        scores = scores_of(person, around, agreed, found, terms)
        if not self._index.compares_all:
            # What an entry is worth is its likest name, whether or not it was chosen for that one.
            best = np.sort(ordered(scores.total, person, found, terms, limit=_AGAIN * limit))
            found, terms = compare_all_names(person.titles.texts, found, best), terms.take(best)
            scores = scores_of(person, around, agreed, found, terms)
        total = scores.total
        order = ordered(total, person, found, terms, limit=limit)
        fits = []
        for place in order[total[order] >= self._floor].tolist():
            position, source = self._index.position(found, place)
            fits.append(
                self._fit(
                    position, source, place, float(total[place]), analysis, person, scores, self._index.forms
                )
            )
        return fits

    def _found(self, person: Person, limit: int) -> tuple[Neighbourhood, Compared]:
        """Return where the person's trades lie and the positions worth scoring."""
        if self._index.compares_all:
            found = self._index.compared(person.titles.texts)
            return neighbourhood_of(person.titles, person.studied, self._index, found), found
        around = neighbourhood_of(person.titles, person.studied, self._index)
        chosen = self._index.compared(
            person.titles.texts,
            chosen_by=person.titles.whole,
            wanted=max(_WANTED, 4 * limit),
            skills=sorted(person.skills.forms),
            sought=Sought(
                ISCO, around.near_units, max(_OF_TRADE, 4 * limit), source=BUNDLED, keys=around.near_keys
            ),
        )
        return around, chosen

    @staticmethod
    def _fit(
        position: Position,
        source: str,
        place: int,
        score: float,
        analysis: Analysis,
        person: Person,
        scores: Scores,
        forms: SkillForms,
    ) -> Fit:
        titles, nearness = person.titles.titles, scores.near[:, place].tolist()
        first = int(person.has_interest)
        nearest = max(range(first, len(titles)), key=nearness.__getitem__, default=None)
        matched, missing = skills_met(person.skills, position, forms)
        return Fit(
            position=position,
            score=score,
            interest=NearTitle(text=titles[0], nearness=nearness[0]) if first else None,
            held=None if nearest is None else NearTitle(text=titles[nearest], nearness=nearness[nearest]),
            related=scores.told and bool(scores.trade[place] >= _RELATED),
            matched=tuple(matched),
            missing=tuple(missing),
            skills_stated=bool(analysis[fields.SKILLS]),
            subject=person.subject_of(position.isco) if scores.studies[place] >= _LEADS_TO else None,
            step=float(scores.step[place]) if position.level is not None else 0.0,
            level_title=person.ladder.told_by[scores.told_by[place]] if scores.told_by[place] >= 0 else None,
            degree=person.degree,
            years=person.years_stated,
            pay=person.pay,
            source=source,
            breakdown=breakdown(place, person, position, scores),
        )


def _match_of(fit: Fit, analysis: Analysis) -> Match:
    chinese = analysis.language is Language.CHINESE
    return Match(
        position_code=fit.position.code,
        position=fit.position.title(chinese=chinese),
        salary_range=fit.position.salary_range,
        score=round(fit.score, 4),
        analysis=explain(fit, language=analysis.language),
        source=fit.source,
        breakdown=fit.breakdown,
        matched_skills=fit.matched,
        missing_skills=tuple(skill_forms(skill)[0 if chinese else 1] for skill in fit.missing),
    )
