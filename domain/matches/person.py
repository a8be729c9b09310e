"""What is compared of one resume: the person that it tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from domain.analyses import fields
from domain.analyses.models import Analysis
from domain.matches.neighbourhood import trades_of_studies
from domain.matches.seniority import Ladder, begins_with_oldest, ladder_of, years_worked
from domain.matches.skills import NamedSkills, named_skills
from domain.matches.studies import units_of
from domain.matches.titles import ReadTitles, read_titles
from domain.matches.trades import load_trades
from domain.matches.usable import says_a_trade, wished_of
from domain.positions.technologies import technologies_in
from domain.retrieval.index import Index
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import Pay, PayRange

TITLES_READ = 5


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of one resume.

    Attributes:
        titles: The objective, where there is one, then the titles held that say a trade.
        told: The technologies that titles name.
        technologies: The numbers of the wordings of what is named, among the skills and in titles.
        subjects: What the person has studied, as printed.
        studied: Unit groups of ISCO-08 that the subjects lead to, the nearest first.
        ladder: How far up the person stands, trade by trade.
        years: The years worked, stated or counted; `years_stated` are those that the resume states.
    """

    titles: ReadTitles
    has_interest: bool
    skills: NamedSkills
    told: frozenset[str]
    technologies: frozenset[int]
    subjects: tuple[str, ...]
    studied: tuple[int, ...]
    degree: DegreeLevel | None
    ladder: Ladder
    years: float | None
    years_stated: float | None
    pay: PayRange[int] | None
    city: int

    @property
    def says_nothing(self) -> bool:
        """Whether neither a title or an objective says a trade, nor a skill is one that positions ask for."""
        return not self.titles.titles and not self.skills.forms

    def subject_of(self, isco: str | None) -> str | None:
        """Return the subject studied that leads nearest to a unit group."""
        if isco is None or not isco.isdigit():
            return None
        trades = load_trades()
        (place,) = trades.places(np.array([int(isco)]))
        near = [trades_of_studies(units_of(subject))[place] for subject in self.subjects]
        return self.subjects[int(np.argmax(near))] if place >= 0 and any(near) else None


def read_person(analysis: Analysis, index: Index, *, today: date) -> Person:
    """Make what a resume says ready for comparing with the positions of an index."""
    stated, degree, city = (
        analysis[fields.CAREER_INTEREST],
        analysis[fields.HIGHEST_DEGREE],
        analysis[fields.CITY],
    )
    interest = stated if stated and says_a_trade(wish := wished_of(stated)) else None
    jobs = analysis[fields.EXPERIENCE]
    titles = dict.fromkeys(analysis[fields.TITLES])
    latest_first = reversed(titles) if begins_with_oldest(jobs) else titles
    held = [title for title in latest_first if says_a_trade(title)][:TITLES_READ]
    years_stated = analysis[fields.YEARS_OF_EXPERIENCE]
    studies = analysis[fields.EDUCATION]
    years = years_worked(years_stated, jobs, studies, today=today)
    subjects = tuple(dict.fromkeys(entry.major for entry in studies if entry.major))
    named = {name: title for title in ([stated] if stated else []) + held for name in technologies_in(title)}
    # Who is called after a technology knows it, whether or not a list of skills says so.
    told = [_as_printed(name, title) for name, title in named.items()]
    skills = named_skills([*analysis[fields.SKILLS], *told], index.forms)
    return Person(
        titles=read_titles([*([wish] if interest else []), *held], index),
        has_interest=interest is not None,
        skills=skills,
        told=frozenset(named),
        technologies=frozenset(skills.forms)
        | {form.number for name in named for form in index.forms.alike(name)},
        subjects=subjects,
        studied=tuple(dict.fromkeys(unit for subject in subjects for unit in units_of(subject))),
        degree=None if degree is None else degree.level,
        ladder=ladder_of(interest, held, years),
        years=years,
        years_stated=years_stated,
        pay=_wished_pay(analysis[fields.EXPECTED_SALARY]),
        city=0 if city is None else city.key,
    )


def _as_printed(name: str, title: str) -> str:
    found = re.search(re.escape(name), title, re.IGNORECASE)
    return found.group() if found else name


def _wished_pay(pay: Pay | None) -> PayRange[int] | None:
    """Return the pay that is asked for a month in CNY; None where none can be told."""
    month = None if pay is None else pay.monthly_cny
    return None if month is None or month.least is None else month
