"""How a position becomes an entry of an index, and an entry a position again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import cache

import numpy as np
import orjson

from domain.positions.catalogue import load_catalogue
from domain.positions.models import Position
from domain.positions.technologies import technologies_in
from domain.retrieval.entries import IndexColumn, IndexEntry
from domain.retrieval.reference import Reference
from domain.retrieval.skills import MOST_SKILLS
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from domain.vocabulary.places import place_key
from domain.vocabulary.skills import skill_forms, skill_units

DEGREE = IndexColumn("degree", np.int8)
YEARS = IndexColumn("years", np.float32)
PAY_MAX = IndexColumn("pay_max", np.float32)
GROUP = IndexColumn("group", np.int32)
CITY = IndexColumn("city", np.uint32)
ISCO = IndexColumn("isco", np.int16, sought=True)
LEVEL = IndexColumn("level", np.int8)
TECHNOLOGY = IndexColumn("technology", np.int8)
"""Which of its skills, counted from 1, the title of a position names."""

COLUMNS = (DEGREE, YEARS, PAY_MAX, GROUP, CITY, ISCO, LEVEL, TECHNOLOGY)
"""What is compared of a position beside its names and skills; 0 stands for none."""

_KEPT = [field.name for field in fields(Position) if field.name != "code"]

PAYLOAD_FORM = " ".join(_KEPT)


def entry_of(position: Position) -> IndexEntry:
    """Return a position as an entry; `position_of` gives it back."""
    titles = [title for title in dict.fromkeys((position.title_zh, position.title_en)) if title]
    names = [name for name in dict.fromkeys((*titles, *position.aliases)) if name]
    skills, technology = _skills_of(position)
    return IndexEntry(
        key=position.code,
        names=tuple(names),
        proper=len(titles),
        skills=skills,
        numbers=(
            position.degree,
            position.years_min,
            position.salary_max or 0,
            group_number(position.occupation_code),
            place_key(position.city),
            isco_number(position.isco),
            position.level or 0,
            technology,
        ),
        payload=orjson.dumps([getattr(position, name) for name in _KEPT]),
    )


def _skills_of(position: Position) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Return the skills asked for, and which of them, counted from 1, the title names; 0 for none.

    A technology that the title names is asked for, whether or not it stands among the skills.
    """
    skills = tuple(skill_forms(skill) for skill in position.skills)
    named = technologies_in(position.title_zh or position.title_en)
    if not named:
        return skills, 0
    units = skill_units(named[0])
    known = (number for number, forms in enumerate(skills, 1) if units in map(skill_units, forms))
    place = next(known, 0)
    return (skills, place) if 0 < place <= MOST_SKILLS else (((named[0],), *skills), 1)


def position_of(code: str, payload: bytes) -> Position:
    """Return the position of an entry's key and payload."""
    values = dict(zip(_KEPT, orjson.loads(payload), strict=True))
    values["degree"] = DegreeLevel(values["degree"])
    values["level"] = None if values["level"] is None else Level(values["level"])
    for name in ("aliases", "skills"):
        values[name] = tuple(values[name])
    return Position(code=code, **values)


def group_number(occupation_code: str | None) -> int:
    """Return the digits of an occupation's group, like 20603 of `2-06-03-00`; 0 for none."""
    digits = (occupation_code or "")[:7].replace("-", "")
    return int(digits) if digits.isdigit() else 0


def isco_number(isco: str | None) -> int:
    """Return the digits of an ISCO unit group, 110 of `0110`; 0 for none."""
    return int(isco) if isco and isco.isdigit() else 0


def reference_of(positions: Iterable[Position]) -> Reference:
    """Return what rarities are counted among where it is these positions."""
    return Reference.of(map(entry_of, positions))


@cache
def bundled_reference() -> Reference:
    """Return the reference of the bundled positions, whatever else is imported."""
    return reference_of(load_catalogue())
