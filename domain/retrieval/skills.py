"""The skills that entries ask for, each wording once, and which of them a named skill meets."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from domain.vocabulary.script import has_chinese
from domain.vocabulary.skills import skill_units

_LEAST_OVERLAP = 0.4
_LAST_SLOT_SHARE = 0.5
_MOST_SLOTS = 60
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a skill as units; `rarity` is how few entries of the reference ask for it."""

    number: int
    units: tuple[str, ...]
    size: int
    chinese: bool
    rarity: float


class SkillRarity:
    """How much a wording of a skill tells: the logarithm of how few things ask for it (idf).

    Args:
        asked: The skills of each thing that is counted, each in all its wordings.
    """

    def __init__(self, asked: Iterable[Sequence[Sequence[str]]]) -> None:
        holders: Counter[tuple[str, ...]] = Counter()
        size = 0
        for skills in asked:
            size += 1
            # In their order, since wordings are numbered by it, in every process alike.
            holders.update(list(dict.fromkeys(skill_units(form) for skill in skills for form in skill)))
        self._rarity = {units: math.log(1 + size / count) for units, count in holders.items() if units}
        self._unknown = math.log(1 + size)

    def __len__(self) -> int:
        return len(self._rarity)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._rarity)

    def of(self, units: tuple[str, ...]) -> float:
        """Return the rarity of a wording, known or not."""
        return self._rarity.get(units, self._unknown)

    @property
    def fingerprint(self) -> str:
        """A key that changes with the skills counted and with their order."""
        return f"{crc32(repr(list(self._rarity.items())).encode()):08x}"


class SkillForms:
    """Numbers for wordings of skills. A wording keeps its number; none is ever taken away.

    Args:
        rarity: Its wordings are numbered first.
        wordings: Further ones.
    """

    def __init__(self, rarity: SkillRarity, wordings: Iterable[Sequence[str]] = ()) -> None:
        self._rarity = rarity
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
        """Tell whether the reference knows the wording of that number."""
        return number < len(self._rarity)

    def number(self, units: tuple[str, ...]) -> int | None:
        """Return the number of a wording, or None."""
        form = self._known.get(units)
        return None if form is None else form.number

    def rarity(self, number: int) -> float:
        """Return the rarity of the wording of that number."""
        return self._forms[number].rarity

    def add(self, skills: Sequence[Sequence[str]]) -> list[tuple[int, int, float]]:
        """Return an entry's skills as (wording, place, weight); what stands first weighs most."""
        slots: dict[int, dict[int, float]] = {}
        last = max(1, min(len(skills), _MOST_SLOTS) - 1)
        for slot, skill in enumerate(skills[:_MOST_SLOTS]):
            for wording in skill:
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
        chinese = any(has_chinese(unit) for unit in units)
        near = {form.number: form for key in _keys(units) for form in self._holders.get(key, ())}
        return [form for form in near.values() if _meet(form, units, size, chinese=chinese)]

    def _form(self, units: tuple[str, ...]) -> Form:
        form = self._known.get(units)
        if form is None:
            chinese = any(has_chinese(unit) for unit in units)
            form = Form(len(self._forms), units, _size(units), chinese, self._rarity.of(units))
            self._known[units] = form
            self._forms.append(form)
            for key in dict.fromkeys(_keys(units)):
                self._holders[key].append(form)
        return form


def _meet(form: Form, units: tuple[str, ...], size: int, *, chinese: bool) -> bool:
    small, large = (form.size, size) if form.size < size else (size, form.size)
    if small < _LEAST_OVERLAP * large:
        return False
    if form.size <= size:
        return _within(form.units, units, chinese=form.chinese)
    return _within(units, form.units, chinese=chinese)


def _keys(units: tuple[str, ...]) -> list[str]:
    """Return what two wordings must share to be compared: a word, or a pair of Chinese characters."""
    words = [unit for unit in units if not has_chinese(unit)]
    pairs = [a + b for a, b in pairwise(units) if has_chinese(a) and has_chinese(b)]
    return words + pairs


def _size(units: tuple[str, ...]) -> int:
    return sum(1 if has_chinese(unit) else 2 for unit in units)


def _within(part: tuple[str, ...], whole: tuple[str, ...], *, chinese: bool) -> bool:
    """Tell whether Chinese characters stand in the whole in their order, or English words in any."""
    if chinese:
        return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))
    return set(part) <= set(whole)
