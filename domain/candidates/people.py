"""What is compared of all persons whose resumes are analysed, as arrays in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from domain.analyses.models import Analysis
from domain.candidates.growing import Growing, Lists
from domain.candidates.titles import Titles
from domain.matches.neighbourhood import neighbourhood_from, trades_of_studies
from domain.matches.person import Person, read_person
from domain.matches.scoring import agreed_of
from domain.positions.index import PositionIndex
from domain.retrieval.skills import SkillForms, SkillRarity
from domain.vocabulary.skills import skill_units

TITLES = 6
"""The wish, then the titles held: so many are compared of a person."""

_NOTHING = -1


@dataclass(frozen=True, slots=True)
class Known:
    """An analysis as it stands in the index: of which resume, and when it was made."""

    resume_id: int
    analysed_at: str


class People:
    """Persons by their rows. One writer at a time, and no reader meanwhile.

    Args:
        index: What positions are matched with.
    """

    def __init__(self, index: PositionIndex) -> None:
        self._index = index
        self._row: dict[int, int] = {}
        self.known: dict[int, str] = {}
        self.titles = Titles(index)
        self.title = [Growing(np.int32) for _ in range(TITLES)]
        self.rungs = [Growing(np.float32) for _ in range(TITLES)]
        self.ids, self.alive, self.has_interest = Growing(np.int64), Growing(np.bool_), Growing(np.bool_)
        self.outside, self.years, self.agreed = Growing(np.float32), Growing(np.float32), Growing(np.float32)
        self.degree, self.pay, self.city = Growing(np.int8), Growing(np.float32), Growing(np.uint32)
        self.studied, self.skills, self.technologies = Growing(np.int32), Lists(np.int32), Lists(np.int32)
        self.common, self.says_title = Growing(np.float32), Growing(np.bool_)
        # Persons' skills are looked up by what positions ask for, the other way round than in the index.
        self.forms = SkillForms(SkillRarity({}, 1.0))
        self.skill_weight, self.skill_known = Growing(np.float32), Growing(np.bool_)
        self._studies: dict[tuple[int, ...], int] = {(): 0}
        self.near_studies = Growing(np.float32, len(trades_of_studies(())))
        self.near_studies.extend([trades_of_studies(())])

    def __len__(self) -> int:
        return len(self._row)

    @property
    def size_bytes(self) -> int:
        """How much memory the arrays take."""
        held = [*vars(self).values(), *self.title, *self.rungs]
        return sum(each.size_bytes for each in held if isinstance(each, Growing | Lists | Titles))

    def put(self, known: Known, analysis: Analysis, *, today: date) -> None:
        """Add a person, or replace the one of the same resume."""
        person = read_person(analysis, self._index, today=today)
        numbers, nearest = self.titles.numbers_of(person.titles)
        around = neighbourhood_from(nearest, person.studied)
        row = self._row.setdefault(known.resume_id, len(self._row) + self._gone)
        self.known[known.resume_id] = known.analysed_at
        slots = [_NOTHING] * (not person.has_interest) + numbers
        rungs = [np.nan] * (not person.has_interest) + person.ladder.rungs.tolist()
        slots += [_NOTHING] * (TITLES - len(slots))
        rungs += [np.nan] * (TITLES - len(rungs))
        skills = self._skills(person.skills.texts)
        common = sum(
            float(self.skill_weight.values[each]) for each in skills if self.skill_known.values[each]
        )
        told = self._skills(sorted(person.told))
        for column, value in (
            *zip(self.title, slots, strict=True),
            *zip(self.rungs, rungs, strict=True),
            (self.ids, known.resume_id),
            (self.alive, True),
            (self.has_interest, person.has_interest),
            (self.outside, person.ladder.outside),
            (self.years, np.nan if person.years is None else person.years),
            (self.agreed, agreed_of(person, around) if person.studied else 0.0),
            (self.degree, _NOTHING if person.degree is None else int(person.degree)),
            (self.pay, np.nan if person.pay is None else person.pay.least),
            (self.city, person.city),
            (self.studied, self._study(person)),
            (self.common, common),
            (self.says_title, self._tells(numbers)),
        ):
            _set(column, row, value)
        self.skills.put(row, skills)
        self.technologies.put(row, told)

    def drop(self, resume_ids: Iterable[int]) -> None:
        """Take persons out; of a resume that is not there nothing is."""
        for resume_id in resume_ids:
            row = self._row.pop(resume_id, None)
            self.known.pop(resume_id, None)
            if row is not None:
                self.alive.values[row] = False
                self.ids.values[row] = 0

    @property
    def _gone(self) -> int:
        return self.ids.size - len(self._row)

    def _tells(self, numbers: list[int]) -> bool:
        return bool(self.titles.told[numbers].any()) if numbers else False

    def _study(self, person: Person) -> int:
        number = self._studies.setdefault(person.studied, len(self._studies))
        if number == self.near_studies.size:
            self.near_studies.extend([trades_of_studies(person.studied)])
        return number

    def _skills(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers of skills, each once, which are known from now on."""
        numbers = []
        for text in texts:
            units = skill_units(text)
            if not units:
                continue
            number = self.forms.number_of(units)
            if number == self.skill_weight.size:
                forms = self._index.forms
                rarities = [form.rarity for form in forms.alike(text) if forms.is_reference(form.number)]
                self.skill_known.extend([bool(rarities)])
                self.skill_weight.extend([max(rarities, default=self._index.reference.skills.unknown)])
            numbers.append(number)
        return list(dict.fromkeys(numbers))


def _set(column: Growing, row: int, value: object) -> None:
    if row == column.size:
        column.extend([value])
    else:
        column.values[row] = value


def all_rows(people: People) -> NDArray[np.int64]:
    """Return the rows of all persons."""
    return np.flatnonzero(people.alive.values)
