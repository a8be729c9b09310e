"""Which of a position's skills a person names, in either language."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.matches.words import is_chinese, skill_units
from domain.positions.models import Position, skill_forms

NEUTRAL = 0.4
"""The skill feature of a person who names no skill that any position knows."""

_PRIOR_WEIGHT = 12.0
_FULL_COVERAGE = 0.65
_LEAST_OVERLAP = 0.4
_LAST_SLOT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Form:
    units: tuple[str, ...]
    size: int
    chinese: bool
    slots: tuple[tuple[int, int], ...]
    rarity: float


@dataclass(frozen=True, slots=True)
class SkillReading:
    """A person's skills against the catalogue.

    Attributes:
        values: The skill feature of each position, 0..1.
        matched: For each position, its skill numbers met, each with the person's own words for it.
    """

    values: list[float]
    matched: dict[int, dict[int, str]]


class SkillIndex:
    """Finds positions by skill: equal words, or one wording within the other (`用友U8` and `用友`).

    The feature joins two shares: how much of what the person names is asked for (drawn towards `NEUTRAL`
    while little is named) and how much of what is asked for the person names. Both grow with every
    further skill that matches, so naming one more never lowers the feature.
    """

    def __init__(self, positions: Sequence[Position]) -> None:
        self._size = len(positions)
        slots: dict[tuple[str, ...], set[tuple[int, int]]] = defaultdict(set)
        for number, position in enumerate(positions):
            for slot, entry in enumerate(position.skills):
                for form in skill_forms(entry):
                    if units := skill_units(form):
                        slots[units].add((number, slot))
        self._forms: list[_Form] = []
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._slot_weights: list[list[float]] = [[0.0] * len(position.skills) for position in positions]
        for units, places in slots.items():
            rarity = math.log(1 + self._size / len({number for number, _ in places}))
            for key in _keys(units):
                self._holders[key].append(len(self._forms))
            chinese = any(is_chinese(unit) for unit in units)
            self._forms.append(_Form(units, _size(units), chinese, tuple(sorted(places)), rarity))
            for number, slot in places:
                weights = self._slot_weights[number]
                place = 1 - (1 - _LAST_SLOT_SHARE) * slot / max(1, len(weights) - 1)
                weights[slot] = max(weights[slot], rarity * place)
        self._totals = [sum(weights) or 1.0 for weights in self._slot_weights]
        self.speciality = [
            total / max(1, len(weights))
            for total, weights in zip(self._totals, self._slot_weights, strict=True)
        ]
        """How rare each position's skills are: lowest where anyone's might do."""

    def read(self, skills: Iterable[str]) -> SkillReading:
        """Compare a person's skills with every position's."""
        matched: dict[int, dict[int, str]] = defaultdict(dict)
        asked_for: dict[int, float] = defaultdict(float)
        named = 0.0
        for skill in _distinct(skills):
            forms = self._alike(skill_units(skill))
            if not forms:
                continue
            weight = max(form.rarity for form in forms)
            named += weight
            for number in {number for form in forms for number, _ in form.slots}:
                asked_for[number] += weight
            for form in forms:
                for number, slot in form.slots:
                    matched[number].setdefault(slot, skill)
        base = NEUTRAL * _PRIOR_WEIGHT
        values = [base / (_PRIOR_WEIGHT + named)] * self._size
        for number, slots in matched.items():
            wanted = (base + asked_for[number]) / (_PRIOR_WEIGHT + named)
            weights = self._slot_weights[number]
            covered = sum(weights[slot] for slot in slots) / self._totals[number]
            values[number] = wanted + (1 - wanted) * min(1.0, covered / _FULL_COVERAGE)
        return SkillReading(values=values, matched=matched)

    def _alike(self, units: tuple[str, ...]) -> list[_Form]:
        size = _size(units)
        chinese = any(is_chinese(unit) for unit in units)
        found = []
        for number in dict.fromkeys(holder for key in _keys(units) for holder in self._holders.get(key, ())):
            form = self._forms[number]
            small, large = (form.size, size) if form.size < size else (size, form.size)
            if small < _LEAST_OVERLAP * large:
                continue
            part_in_whole = (
                _within(form.units, units, chinese=form.chinese)
                if form.size <= size
                else _within(units, form.units, chinese=chinese)
            )
            if part_in_whole:
                found.append(form)
        return found


def _distinct(skills: Iterable[str]) -> list[str]:
    """Return one spelling of each skill; units in another order or language are other skills."""
    return list(
        {skill_units(skill): skill for skill in reversed(list(skills)) if skill_units(skill)}.values()
    )[::-1]


def _keys(units: tuple[str, ...]) -> list[str]:
    """Return what two wordings must share to be compared: a word, or a pair of Chinese characters."""
    words = [unit for unit in units if not is_chinese(unit)]
    pairs = [a + b for a, b in pairwise(units) if is_chinese(a) and is_chinese(b)]
    return words + pairs


def _size(units: tuple[str, ...]) -> int:
    return sum(1 if is_chinese(unit) else 2 for unit in units)


def _within(part: tuple[str, ...], whole: tuple[str, ...], *, chinese: bool) -> bool:
    """Tell whether Chinese characters stand in the whole in their order, or English words in any."""
    if chinese:
        return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))
    return set(part) <= set(whole)
