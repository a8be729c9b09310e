"""The skills that positions ask for, each wording once, and which of them a named skill meets."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from domain.positions.catalogue import load_catalogue
from domain.positions.models import Position, skill_forms
from domain.vocabulary.words import is_chinese, skill_units

_LEAST_OVERLAP = 0.4
_LAST_SLOT_SHARE = 0.5
_MOST_SLOTS = 60
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a skill as units; `rarity` is how few reference positions ask for it."""

    number: int
    units: tuple[str, ...]
    size: int
    chinese: bool
    rarity: float


class SkillForms:
    """Numbers for wordings of skills. A wording keeps its number; none is ever taken away.

    Rarity is counted among the bundled positions, whatever else is imported.
    """

    def __init__(self, wordings: Iterable[Sequence[str]] = ()) -> None:
        self._rarity = reference_skill_rarity()
        self._reference = len(self._rarity) - 1
        self._known: dict[tuple[str, ...], Form] = {}
        self._forms: list[Form] = []
        self._holders: dict[str, list[Form]] = defaultdict(list)
        self._remembered: dict[str, list[Form]] = {}
        self._remembered_of = 0
        for units in (*self._rarity, *map(tuple, wordings)):
            if units:
                self._form(units)

    def __len__(self) -> int:
        return len(self._forms)

    @property
    def wordings(self) -> list[tuple[str, ...]]:
        """All wordings in the order of their numbers."""
        return [form.units for form in self._forms]

    def is_reference(self, number: int) -> bool:
        """Tell whether the bundled positions know the wording of that number."""
        return number < self._reference

    def number(self, units: tuple[str, ...]) -> int | None:
        """Return the number of a wording, or None."""
        form = self._known.get(units)
        return None if form is None else form.number

    def rarity(self, number: int) -> float:
        """Return the rarity of the wording of that number."""
        return self._forms[number].rarity

    def add(self, skills: Sequence[str]) -> list[tuple[int, int, float]]:
        """Return a position's skills as (wording, place, weight); what stands first weighs most."""
        slots: dict[int, dict[int, float]] = {}
        last = max(1, min(len(skills), _MOST_SLOTS) - 1)
        for slot, entry in enumerate(skills[:_MOST_SLOTS]):
            for wording in skill_forms(entry):
                if units := skill_units(wording):
                    form = self._form(units)
                    slots.setdefault(slot, {})[form.number] = form.rarity
        found = []
        for slot, forms in slots.items():
            place = 1 - (1 - _LAST_SLOT_SHARE) * slot / last
            weight = max(forms.values()) * place
            found += [(number, slot, weight) for number in forms]
        return found

    def alike(self, skill: str) -> list[Form]:
        """Return the wordings that a named skill meets: equal words, or one within the other."""
        if self._remembered_of != len(self._forms) or len(self._remembered) > _REMEMBERED:
            self._remembered, self._remembered_of = {}, len(self._forms)
        remembered = self._remembered
        found = remembered.get(skill)
        if found is None:
            found = remembered[skill] = self._alike(skill)
        return found

    def _alike(self, skill: str) -> list[Form]:
        units = skill_units(skill)
        size = _size(units)
        chinese = any(is_chinese(unit) for unit in units)
        near = {form.number: form for key in _keys(units) for form in self._holders.get(key, ())}
        return [form for form in near.values() if _meet(form, units, size, chinese=chinese)]

    def _form(self, units: tuple[str, ...]) -> Form:
        form = self._known.get(units)
        if form is None:
            rarity = self._rarity.get(units, self._rarity[()])
            chinese = any(is_chinese(unit) for unit in units)
            form = Form(len(self._forms), units, _size(units), chinese, rarity)
            self._known[units] = form
            self._forms.append(form)
            for key in dict.fromkeys(_keys(units)):
                self._holders[key].append(form)
        return form


@cache
def reference_skill_rarity() -> dict[tuple[str, ...], float]:
    """Return the rarity of wordings among the bundled positions; that of unknown ones under ()."""
    return _rarity(load_catalogue())


def _rarity(positions: Iterable[Position]) -> dict[tuple[str, ...], float]:
    holders: Counter[tuple[str, ...]] = Counter()
    size = 0
    for position in positions:
        size += 1
        holders.update({skill_units(form) for entry in position.skills for form in skill_forms(entry)})
    rarity = {units: math.log(1 + size / count) for units, count in holders.items() if units}
    return {**rarity, (): math.log(1 + size)}


def _meet(form: Form, units: tuple[str, ...], size: int, *, chinese: bool) -> bool:
    small, large = (form.size, size) if form.size < size else (size, form.size)
    if small < _LEAST_OVERLAP * large:
        return False
    if form.size <= size:
        return _within(form.units, units, chinese=form.chinese)
    return _within(units, form.units, chinese=chinese)


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
