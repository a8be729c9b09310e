"""How well the skills of many persons fit one position, as `domain.matches.skills` tells of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from domain.candidates.growing import Lists
from domain.candidates.people import People
from domain.matches.asked import Asked
from domain.matches.skills import FULL_COVERAGE, NEUTRAL, PRIOR_WEIGHT
from domain.positions.entries import TECHNOLOGY
from domain.vocabulary.skills import skill_units

Rows = NDArray[np.int64]
Values = NDArray[np.float64]
_Bits = NDArray[np.uint64]


def skills_of(people: People, asked: Asked, rows: Rows) -> tuple[Values, NDArray[np.bool_]]:
    """Return the skill feature of each person, and who does not name the technology of the title."""
    meets, weights = _asked_bits(people, asked)
    numbers, rank = people.skills.of(rows)
    hit = np.flatnonzero(meets.take(numbers))
    numbers, rank = numbers.take(hit), rank.take(hit)
    named = _joined(meets.take(numbers), rank, len(rows))
    weight = people.skill_weight.values.take(numbers)
    met = np.bincount(rank, weight, minlength=len(rows))
    unknown = np.where(people.skill_known.values.take(numbers), 0.0, weight)
    beyond = np.bincount(rank, unknown, minlength=len(rows))
    covered = np.zeros(len(rows))
    for slot, worth in weights.items():
        covered += worth * ((named >> np.uint64(slot)) & np.uint64(1))
    covered /= max(float(asked.part.segment.skill_total[asked.entry]), 1e-9)
    common = people.common.values.take(rows).astype(np.float64)
    wanted = (NEUTRAL * PRIOR_WEIGHT + met) / (PRIOR_WEIGHT + common + beyond)
    values: Values = wanted + (1 - wanted) * np.minimum(1.0, covered / FULL_COVERAGE)
    return values, _lacking(people.technologies, asked, rows, meets, named)


def naming_all(people: People, skills: Sequence[str], rows: Rows) -> Rows:
    """Return those of the persons who name every one of some skills."""
    for skill in skills:
        alike = np.zeros(people.skill_weight.size, np.bool_)
        alike[[form.number for form in people.forms.alike_units(skill_units(skill))]] = True
        numbers, rank = people.skills.of(rows)
        rows = rows[np.bincount(rank, alike.take(numbers), minlength=len(rows)) > 0]
    return rows


def _asked_bits(people: People, asked: Asked) -> tuple[_Bits, dict[int, float]]:
    """Return for each known skill which of the position's it meets, a bit each, and what those weigh."""
    segment, forms = asked.part.segment, asked.index.forms
    meets = np.zeros(people.skill_weight.size + 1, np.uint64)
    weights: dict[int, float] = {}
    for place in range(int(segment.skill_start[asked.entry]), int(segment.skill_start[asked.entry + 1])):
        slot = int(segment.skill_slot[place])
        weights[slot] = float(segment.skill_weight[place])
        alike = people.forms.alike_units(forms.units(int(segment.skill_form[place])))
        meets[[form.number for form in alike]] |= np.uint64(1 << slot)
    return meets, weights


def _joined(bits: _Bits, rank: Rows, size: int) -> _Bits:
    joined = np.zeros(size, np.uint64)
    np.bitwise_or.at(joined, rank, bits)
    return joined


def _lacking(technologies: Lists, asked: Asked, rows: Rows, meets: _Bits, named: _Bits) -> NDArray[np.bool_]:
    slot = int(asked.part.segment.columns[TECHNOLOGY][asked.entry]) - 1
    if slot < 0:
        return np.zeros(len(rows), np.bool_)
    numbers, rank = technologies.of(rows)
    told = named | _joined(meets.take(numbers), rank, len(rows))
    lacks: NDArray[np.bool_] = ((told >> np.uint64(slot)) & np.uint64(1)) == 0
    return lacks
