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
resembles nothing in the catalogue (an apprentice's, a founder's) counts as not stated.

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
_SAME_FIELD_SHARE = 0.25
_SKILLS_FOR_TITLE = 0.85


@dataclass(frozen=True, slots=True)
class _TitleReading:
    """The title feature of each position and what it rests on."""

    values: list[float] | None
    interest: tuple[str, list[float]] | None
    held: list[tuple[str, float, list[float]]]


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

        Equal scores are ordered by what the position asks for, least first, then as in the catalogue.
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
            title = titles.values[number] if titles.values is not None else skill * _SKILLS_FOR_TITLE
            scores.append(
                TITLE_WEIGHT * title
                + SKILL_WEIGHT * skill
                + DEGREE_WEIGHT * degree_value(degree, position.degree)
                + YEARS_WEIGHT * years_value(years, position.years_min)
                + PAY_WEIGHT * pay_value(pay, position)
            )
        order = sorted(
            range(len(scores)),
            key=lambda n: (-scores[n], self._positions[n].degree, self._positions[n].years_min, n),
        )
        return [
            self._fit(number, scores[number], analysis, titles, skills, degree, pay)
            for number in order[:limit]
        ]

    def _read_titles(self, analysis: Analysis) -> _TitleReading:
        interest = self._read_title(analysis.career_interest)
        read = [self._read_title(title) for title in dict.fromkeys(analysis.titles[:_TITLES_READ])]
        held = [
            (title[0], _OLDER_TITLE_SHARE**age, title[1])
            for age, title in enumerate(read)
            if title is not None
        ]
        if interest is None and not held:
            return _TitleReading(None, None, [])
        from_titles = [0.0] * len(self._positions)
        for _, share, nearness in held:
            from_titles = [max(old, share * new) for old, new in zip(from_titles, nearness, strict=True)]
        if interest is None:
            values = [_ONLY_TITLES * value for value in from_titles]
        else:
            values = [
                1 - (1 - _INTEREST_ALONE * wished) * (1 - _TITLES_ALONE * done)
                for wished, done in zip(interest[1], from_titles, strict=True)
            ]
        return _TitleReading(self._lend(values), interest, held)

    def _read_title(self, text: str | None) -> tuple[str, list[float]] | None:
        if text is None:
            return None
        nearness = self._titles.nearness(text)
        if max(nearness, default=0.0) < _TELLS_NOTHING:
            return None
        return text, [_sharpened(value) for value in nearness]

    def _lend(self, values: list[float]) -> list[float]:
        lent = list(values)
        for groups, share in ((self._groups, _SAME_GROUP_SHARE), (self._fields, _SAME_FIELD_SHARE)):
            for numbers in groups:
                nearest = share * max(values[number] for number in numbers)
                for number in numbers:
                    # What is already near by itself gains a little too: the group's order must not vanish.
                    lent[number] = max(lent[number], nearest + (1 - share) * values[number] * share)
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
        held = max(titles.held, key=lambda title: title[1] * title[2][number], default=None)
        return Fit(
            position=position,
            score=min(1.0, score),
            interest=titles.interest
            and NearTitle(text=titles.interest[0], nearness=titles.interest[1][number]),
            held=held and NearTitle(text=held[0], nearness=held[2][number]),
            related=titles.values is not None and titles.values[number] >= 0.3,
            matched=tuple(dict.fromkeys(matched[slot] for slot in sorted(matched))),
            missing=tuple(skill for slot, skill in enumerate(position.skills) if slot not in matched),
            skills_stated=bool(analysis.skills),
            degree=degree,
            years=analysis.years_of_experience,
            pay=pay,
        )


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
