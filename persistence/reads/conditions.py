"""Which resumes are meant, as conditions of SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any

import orjson
from sqlalchemy import BigInteger, ColumnElement, Float, Integer, Text, bindparam, exists, func, or_, select

from domain.resumes.columns import ALL_RESUMES, ResumeConditions
from domain.vocabulary.places import CITY_LEVELS, Place
from persistence.reads.columns import ANALYSED, ANALYSES, MATCHES, RESUMES
from persistence.reads.pages import given
from persistence.reads.words import APART, TEXT, SqlWords
from persistence.statements import RowReader

_SKILL, _SKILL_WORDS = "skill_", "skill_words"
_A = ANALYSES.c


def birth_bound(age: int, today: date) -> str:
    """Return the date of birth, as it is stored, up to which one has that age on the day."""
    return f"{max(0, today.year - age):04}{today:-%m-%d}"


class SqlConditions:
    """The conditions of `ResumeConditions` on SQLite or PostgreSQL; each is in force where it has a value."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self.words = SqlWords(embedded=reader.embedded)

    @cached_property
    def _of_resumes(self) -> dict[str, ColumnElement[bool]]:
        reader = self._reader
        return {
            "ids": reader.among(RESUMES.c.id, "ids"),
            "states": reader.among(RESUMES.c.state, "states"),
            "owner_id": bindparam("owner_id", type_=BigInteger) == RESUMES.c.user_id,
            "uploaded_from": RESUMES.c.upload_time >= bindparam("uploaded_from", type_=Text),
            "uploaded_until": RESUMES.c.upload_time < bindparam("uploaded_until", type_=Text),
            "review_from": RESUMES.c.review_weight >= bindparam("review_from", type_=Float),
            TEXT: RESUMES.c.id.in_(self.words.found()),
            _SKILL_WORDS: RESUMES.c.id.in_(self.words.found(_SKILL_WORDS)),
            "position": ANALYSED
            & _found_in(MATCHES.c.resume_id, MATCHES.c.position == bindparam("position", type_=Text)),
        }

    @cached_property
    def _of_analyses(self) -> dict[str, ColumnElement[bool]]:
        reader = self._reader
        return {
            "degree_from": _A.highest_degree_level >= bindparam("degree_from", type_=Integer),
            "years_from": _A.years_of_experience >= bindparam("years_from", type_=Float),
            "years_until": _A.years_of_experience <= bindparam("years_until", type_=Float),
            "cities": reader.among(func.lower(_A.city, type_=Text), "cities"),
            "age_from": _aged(
                _A.age_stated >= bindparam("age_from", type_=Integer),
                _A.birth_date <= bindparam("born_until", type_=Text),
            ),
            "age_until": _aged(
                _A.age_stated <= bindparam("age_until", type_=Integer),
                _A.birth_date > bindparam("born_after", type_=Text),
            ),
            "pay_from": _A.expected_salary_max >= bindparam("pay_from", type_=Integer),
            "pay_until": _A.expected_salary_min <= bindparam("pay_until", type_=Integer),
        }

    async def values(self, conditions: ResumeConditions) -> dict[str, object]:
        """Return the parameters of the conditions that are in force, by their names."""
        if conditions is ALL_RESUMES:
            return {}
        states, text, array = conditions.states, conditions.text, self._reader.array
        values = given(
            {
                "ids": None if conditions.ids is None else array(conditions.ids),
                "states": None if states is None else array([state.value for state in states]),
                "owner_id": conditions.owner_id,
                "uploaded_from": conditions.uploaded_from,
                "uploaded_until": conditions.uploaded_until,
                "review_from": conditions.review_from,
                TEXT: None if text is None else await self.words.asked(text),
                APART: None if text is None else self.words.apart(text),
                "position": conditions.position,
                "degree_from": conditions.degree_from,
                "years_from": conditions.years_from,
                "years_until": conditions.years_until,
                "cities": None if conditions.cities is None else array(_spellings(conditions.cities)),
                "age_from": conditions.age_from,
                "age_until": conditions.age_until,
                "pay_from": conditions.pay_from,
                "pay_until": conditions.pay_until,
            }
        )
        if conditions.skills:
            values[_SKILL_WORDS] = await self.words.asked_for_skills(conditions.skills)
            for number, skill in enumerate(conditions.skills):
                values[f"{_SKILL}{number}"] = orjson.dumps(skill.lower()).decode()
        today = conditions.today or datetime.now().astimezone().date()
        if conditions.age_from is not None:
            values["born_until"] = birth_bound(conditions.age_from, today)
        if conditions.age_until is not None:
            values["born_after"] = birth_bound(conditions.age_until + 1, today)
        return values

    def in_force(
        self, names: tuple[str, ...], *, with_analyses: bool = False
    ) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions of these names, over resumes alone, or where their analyses are joined."""
        of_resumes = [self._of_resumes[name] for name in names if name in self._of_resumes]
        of_analyses = [self._of_analyses[name] for name in names if name in self._of_analyses]
        of_analyses += [
            self._holds(_A.skills, name) for name in names if name.startswith(_SKILL) and name != _SKILL_WORDS
        ]
        if of_analyses:
            of_resumes.append(ANALYSED)
            if with_analyses:
                of_resumes += of_analyses
            elif TEXT in names or _SKILL_WORDS in names:
                # Few are left by the words: only their analyses are looked at.
                of_resumes.append(_found_in(_A.resume_id, *of_analyses))
            else:
                of_resumes.append(RESUMES.c.id.in_(select(_A.resume_id).where(*of_analyses)))
        return tuple(of_resumes)

    def _holds(self, listed: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Whether a list as JSON has an item, given as JSON in lower case."""
        place: Callable[..., ColumnElement[int]] = func.instr if self._reader.embedded else func.strpos
        return place(func.lower(listed), bindparam(name, type_=Text), type_=Integer) > 0


def _found_in(resume_id: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a resume has a row with these conditions, whatever else it is joined with."""
    return exists().where(resume_id == RESUMES.c.id, *conditions).correlate(RESUMES)


def _aged(stated: ColumnElement[bool], born: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(stated, _A.age_stated.is_(None) & born)


def _spellings(cities: tuple[str, ...]) -> list[str]:
    """Return how cities are printed, in lower case: 北京 and 北京市."""
    names = {Place(city).name for city in cities} | {city.strip().lower() for city in cities}
    return sorted(names | {name + level for name in names for level in CITY_LEVELS})
