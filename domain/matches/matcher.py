"""Ranks the catalogue for one person.

The score is a weighted sum of five features, each 0..1 and none of them lowering it as it grows:

| feature | weight | 1.0 means | where nothing is stated |
|---|---|---|---|
| title | .60 | the objective and a title held are the position's own | rests on skills |
| skills | .25 | most of the position's skills are named | `skills.NEUTRAL` |
| degree | .05 | at least the usual degree | `NEUTRAL` |
| years | .05 | at least the usual years | `NEUTRAL` |
| pay | .05 | the wish is within the usual range | `NEUTRAL` |

The title feature joins the objective (worth up to .95 alone) and the titles held (up to .65; an older one
less), each by what the other leaves open. A position also borrows a part of the nearness of the nearest
position of its occupation group, so that a person's second-best matches are of their trade. A title that
resembles nothing in the catalogue (an apprentice's, a club president's) counts as not stated.

The weights were set on invented resumes of 26 occupations in both languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.analyses.models import Analysis, Language
from domain.matches.degrees import degree_level
from domain.matches.explanation import explain
from domain.matches.features import Fit, NearTitle
from domain.matches.models import Match
from domain.matches.salaries import ExpectedPay, expected_pay
from domain.matches.skills import NEUTRAL as SKILL_NEUTRAL
from domain.matches.skills import SkillIndex, SkillReading
from domain.matches.titles import TitleIndex
from domain.positions.catalogue import Catalogue
from domain.positions.models import DegreeLevel, Position

TITLE_WEIGHT = 0.60
SKILL_WEIGHT = 0.25
DEGREE_WEIGHT = 0.05
YEARS_WEIGHT = 0.05
PAY_WEIGHT = 0.05

NEUTRAL = 0.8
"""The value of a degree, years or pay that either side leaves open."""

_INTEREST_ALONE = 0.95
_TITLES_ALONE = 0.65
_ONLY_TITLES = 0.96
_OLDER_TITLE_SHARE = 0.9
_TITLES_READ = 5
_TELLS_NOTHING = 0.4
_SAME_GROUP_SHARE = 0.45
_SAME_FIELD_SHARE = 0.2
_NARROW_GROUP = 8
_OWN_SHARE = 0.5
_RELATED = 0.2
_SKILLS_FOR_TITLE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadTitle:
    """A title of the person with its nearness to each position."""

    text: str
    nearness: list[float]
    tells: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _TitleReading:
    """The title feature of each position, by itself and from its group, and what it rests on."""

    told: bool
    own: list[float]
    lent: list[float]
    interest: _ReadTitle | None
    held: list[tuple[float, _ReadTitle]]


class Matcher:
    """Matches people with the positions of one catalogue; safe to share between threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._positions = catalogue.positions
        self._titles = TitleIndex(self._positions)
        self._skills = SkillIndex(self._positions)
        self._groups = _groups(self._positions, digits=7)
        self._fields = _groups(self._positions, digits=4)

    def match(self, analysis: Analysis, *, limit: int = 10) -> tuple[Match, ...]:
        """Return the `limit` best positions, best first; fewer only where the catalogue has fewer.

        Equal scores are ordered by what the position asks for, see `_rank`.
        """
        chinese = analysis.language is Language.CHINESE
        return tuple(
            Match(
                position_code=fit.position.code,
                position=fit.position.title_zh if chinese else fit.position.title_en,
                salary_range=fit.position.salary_range,
                score=round(fit.score, 4),
                analysis=explain(fit, language=analysis.language),
            )
            for fit in self.fits(analysis, limit=limit)
        )

    def fits(self, analysis: Analysis, *, limit: int) -> list[Fit]:
        """Return the best positions with what was compared, best first."""
        degree = degree_level(analysis.highest_degree)
        years = analysis.years_of_experience
        pay = expected_pay(analysis.expected_salary)
        titles = self._read_titles(analysis)
        skills = self._skills.read(analysis.skills)
        scores = []
        for number, position in enumerate(self._positions):
            skill = skills.values[number]
            if titles.told:
                # A lent title needs skills that do not speak against it.
                lent = titles.lent[number] * min(1.0, skill / SKILL_NEUTRAL)
                title = max(titles.own[number], lent + (1 - lent) * titles.own[number] * _OWN_SHARE)
            else:
                title = _SKILLS_FOR_TITLE * skill**1.5 + (1 - _SKILLS_FOR_TITLE) * titles.own[number]
            scores.append(
                TITLE_WEIGHT * title
                + SKILL_WEIGHT * skill
                + DEGREE_WEIGHT * degree_value(degree, position.degree)
                + YEARS_WEIGHT * years_value(years, position.years_min)
                + PAY_WEIGHT * pay_value(pay, position)
            )
        order = sorted(range(len(scores)), key=lambda n: (-round(scores[n], 6), *self._rank(n, degree)))
        return [
            self._fit(number, scores[number], analysis, titles, skills, degree, pay)
            for number in order[:limit]
        ]

    def _rank(self, number: int, degree: DegreeLevel | None) -> tuple[int, int, float, int]:
        """Order what scores alike: nearest the degree held, least years, then open to most people."""
        position = self._positions[number]
        distance = abs(position.degree - (degree or DegreeLevel.NONE))
        return distance, position.years_min, self._skills.speciality[number], number

    def _read_titles(self, analysis: Analysis) -> _TitleReading:
        interest = self._read_title(analysis.career_interest)
        held = [
            (_OLDER_TITLE_SHARE**age, title)
            for age, text in enumerate(dict.fromkeys(analysis.titles[:_TITLES_READ]))
            if (title := self._read_title(text)) is not None
        ]
        telling = [(share, title) for share, title in held if title.tells]
        told = bool(telling) or (interest is not None and interest.tells)
        done = [0.0] * len(self._positions)
        for share, title in telling if told else held:
            done = [max(old, share * new) for old, new in zip(done, title.nearness, strict=True)]
        if interest is None or (told and not interest.tells):
            own = [_ONLY_TITLES * value for value in done]
        else:
            own = [
                1 - (1 - _INTEREST_ALONE * wished) * (1 - _TITLES_ALONE * past)
                for wished, past in zip(interest.nearness, done, strict=True)
            ]
        return _TitleReading(told=told, own=own, lent=self._lend(own), interest=interest, held=held)

    def _read_title(self, text: str | None) -> _ReadTitle | None:
        if text is None or not text.strip():
            return None
        likeness = self._titles.nearness(text)
        tells = max(likeness, default=0.0) >= _TELLS_NOTHING
        return _ReadTitle(text=text, nearness=[_sharpened(value) for value in likeness], tells=tells)

    def _lend(self, own: list[float]) -> list[float]:
        lent = [0.0] * len(own)
        for groups, share in ((self._groups, _SAME_GROUP_SHARE), (self._fields, _SAME_FIELD_SHARE)):
            for numbers in groups:
                # A group of very many says little of any one of them.
                width = min(1.0, _NARROW_GROUP / len(numbers))
                nearest = share * width * max(own[number] for number in numbers)
                for number in numbers:
                    lent[number] = max(lent[number], nearest)
        return lent

    def _fit(
        self,
        number: int,
        score: float,
        analysis: Analysis,
        titles: _TitleReading,
        skills: SkillReading,
        degree: DegreeLevel | None,
        pay: ExpectedPay | None,
    ) -> Fit:
        position = self._positions[number]
        matched = skills.matched.get(number, {})
        held = max(
            (title for _, title in titles.held), key=lambda title: title.nearness[number], default=None
        )
        return Fit(
            position=position,
            score=min(1.0, score),
            interest=_near(titles.interest, number),
            held=_near(held, number),
            related=titles.told and titles.lent[number] >= _RELATED,
            matched=tuple(dict.fromkeys(matched[slot] for slot in sorted(matched))),
            missing=tuple(skill for slot, skill in enumerate(position.skills) if slot not in matched),
            skills_stated=bool(analysis.skills),
            degree=degree,
            years=analysis.years_of_experience,
            pay=pay,
        )


def _near(title: _ReadTitle | None, number: int) -> NearTitle | None:
    return None if title is None else NearTitle(text=title.text, nearness=title.nearness[number])


def _sharpened(likeness: float) -> float:
    """Return a likeness as nearness: chance likeness fades, and the very title stands out from a near one."""
    return likeness**3 * (3 - 2 * likeness)


def degree_value(held: DegreeLevel | None, asked: DegreeLevel) -> float:
    """Return 1.0 for enough, less for each level below."""
    if held is None:
        return NEUTRAL
    return (1.0, 0.5, 0.2, 0.0, 0.0, 0.0)[max(0, asked - held)]


def years_value(held: float | None, asked: int) -> float:
    """Return the share of the years asked for, at most 1.0."""
    if held is None:
        return NEUTRAL
    return 1.0 if held >= asked else max(0.0, held) / asked


def pay_value(wish: ExpectedPay | None, position: Position) -> float:
    """Return 1.0 where the lowest wish is within the range, less the further it lies above."""
    if wish is None or position.salary_max is None:
        return NEUTRAL
    return min(1.0, position.salary_max / wish.low)


def _groups(positions: Sequence[Position], *, digits: int) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, position in enumerate(positions):
        if position.occupation_code:
            groups[position.occupation_code[:digits]].append(number)
    return [numbers for numbers in groups.values() if len(numbers) > 1]
