"""The skills that entries ask for, each wording once, and which of them a named skill meets."""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar
from zlib import crc32

from domain.vocabulary.script import has_chinese
from domain.vocabulary.skills import skill_forms, skill_units

_LEAST_OVERLAP = 0.4
_LAST_SLOT_SHARE = 0.5
MOST_SKILLS = 60
"""So many skills of an entry count."""

_REMEMBERED = 5_000

K = TypeVar("K")
T = TypeVar("T")

Units = tuple[str, ...]
"""A wording as stemmed words and single Chinese characters."""


class Form(NamedTuple):
    """One wording of a skill as units; `rarity` is how few entries of the reference ask for it."""

    number: int
    units: Units
    rarity: float


class Met(NamedTuple):
    """The wordings that a named skill meets, by their numbers.

    Attributes:
        is_reference: Whether the reference knows one of them; then `rarity` is the highest of those that it
            knows, else of all.
    """

    numbers: tuple[int, ...]
    rarity: float
    is_reference: bool


@dataclass(frozen=True, slots=True)
class SkillRarity:
    """How much a wording of a skill tells: the logarithm of how few things ask for it (idf).

    Attributes:
        wordings: The rarity of each that is known.
        unknown: That of all others.
    """

    wordings: Mapping[Units, float]
    unknown: float

    @classmethod
    def among(cls, asked: Iterable[Sequence[Sequence[str]]]) -> SkillRarity:
        """Count among things, each told by the skills it asks for, each of those in all its wordings."""
        holders: Counter[Units] = Counter()
        size = 0
        for skills in asked:
            size += 1
            # In their order, since wordings are numbered by it, in every process alike.
            holders.update(list(dict.fromkeys(skill_units(form) for skill in skills for form in skill)))
        rarity = {units: math.log(1 + size / count) for units, count in holders.items() if units}
        return cls(rarity, math.log(1 + size))

    def of(self, units: Units) -> float:
        """Return the rarity of a wording, known or not."""
        return self.wordings.get(units, self.unknown)

    @property
    def fingerprint(self) -> str:
        """A key that changes with the skills counted and with their order."""
        return f"{crc32(repr(list(self.wordings.items())).encode()):08x}"


class _Remembered(Generic[K, T]):
    """What was found for skills, as long as no further wordings are known."""

    def __init__(self) -> None:
        self._found: dict[K, T] = {}
        self._known = 0

    def of(self, skill: K, find: Callable[[K], T], *, known: int) -> T:
        if self._known != known or len(self._found) > _REMEMBERED:
            self._found, self._known = {}, known
        remembered = self._found
        found = remembered.get(skill)
        if found is None:
            found = remembered[skill] = find(skill)
        return found


class SkillForms:
    """Numbers for wordings of skills. A wording keeps its number; none is ever taken away.

    Args:
        rarity: Its wordings are numbered first.
        wordings: All of another one's `wordings`, which begin with those.
        holders: That one's `holders`; they are found again where they are missing.
    """

    def __init__(
        self,
        rarity: SkillRarity,
        wordings: Iterable[Sequence[str]] | None = None,
        *,
        holders: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        self._rarity = rarity
        numbered = rarity.wordings if wordings is None else map(tuple, wordings)
        self._forms = [Form(number, units, rarity.of(units)) for number, units in enumerate(numbered)]
        self._known = {form.units: form for form in self._forms}
        self._holders = None if holders is None else {key: list(held) for key, held in holders.items()}
        self._changing = threading.Lock()
        self._alike = _Remembered[Units, list[Form]]()
        self._met = _Remembered[str, Met]()
        self._numbers = _Remembered[str, tuple[int, ...]]()

    def __len__(self) -> int:
        return len(self._forms)

    @property
    def wordings(self) -> list[Units]:
        """All wordings in the order of their numbers."""
        return [form.units for form in self._forms]

    @property
    def holders(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the wordings that have a word, or a pair of Chinese characters."""
        with self._changing:
            if self._holders is None:
                self._holders = {}
                for form in self._forms:
                    _hold(self._holders, form)
            return self._holders

    def copy(self) -> SkillForms:
        """Return one of the same numbers, which may be added to by itself."""
        return SkillForms(self._rarity, self.wordings, holders=self.holders)

    def is_reference(self, number: int) -> bool:
        """Tell whether the reference knows the wording of that number."""
        return number < len(self._rarity.wordings)

    def units(self, number: int) -> Units:
        """Return the wording of that number."""
        return self._forms[number].units

    def number_of(self, units: Units) -> int:
        """Return the number of a wording, which is known from now on."""
        return self._form(units).number

    def number(self, units: Units) -> int | None:
        """Return the number of a wording, or None."""
        form = self._known.get(units)
        return None if form is None else form.number

    def rarity(self, number: int) -> float:
        """Return the rarity of the wording of that number."""
        return self._forms[number].rarity

    def add(self, skills: Sequence[Sequence[str]]) -> list[tuple[int, int, float]]:
        """Return an entry's skills as (wording, place, weight); what stands first weighs most."""
        slots: dict[int, dict[int, float]] = {}
        last = max(1, min(len(skills), MOST_SKILLS) - 1)
        for slot, skill in enumerate(skills[:MOST_SKILLS]):
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
        return self.alike_units(skill_units(skill))

    def met(self, skill: str) -> Met:
        """Return what `alike` does, summed up."""
        return self._met.of(skill, self._met_by, known=len(self._forms))

    def _met_by(self, skill: str) -> Met:
        alike = self.alike(skill)
        reference = [form.rarity for form in alike if self.is_reference(form.number)]
        rarity = max(reference or [form.rarity for form in alike], default=0.0)
        return Met(tuple(form.number for form in alike), rarity, bool(reference))

    def numbers(self, skill: str) -> tuple[int, ...]:
        """Return the numbers of the wordings of a skill that is asked for, like `会计/accounting`."""
        return self._numbers.of(skill, self._numbers_of, known=len(self._forms))

    def _numbers_of(self, skill: str) -> tuple[int, ...]:
        numbers = (self.number(skill_units(wording)) for wording in skill_forms(skill))
        return tuple(number for number in numbers if number is not None)

    def alike_units(self, units: Units) -> list[Form]:
        """Return the wordings that a named skill of these units meets."""
        return self._alike.of(units, self._alike_to, known=len(self._forms))

    def _alike_to(self, units: Units) -> list[Form]:
        named, holders = _shape(units), self.holders
        near = dict.fromkeys(number for key in _keys(units) for number in holders.get(key, ()))
        forms = map(self._forms.__getitem__, near)
        return [form for form in forms if _meet(_shape(form.units), named)]

    def _form(self, units: Units) -> Form:
        form = self._known.get(units)
        if form is None:
            with self._changing:
                form = Form(len(self._forms), units, self._rarity.of(units))
                self._forms.append(form)
                self._known[units] = form
                if self._holders is not None:
                    _hold(self._holders, form)
        return form


def _hold(holders: dict[str, list[int]], form: Form) -> None:
    for key in _keys(form.units):
        holders.setdefault(key, []).append(form.number)


def _meet(held: _Shape, named: _Shape) -> bool:
    part, whole = (held, named) if held.size <= named.size else (named, held)
    if part.size < _LEAST_OVERLAP * whole.size:
        return False
    # Chinese characters stand in the whole in their order, or English words in any.
    return part.run in whole.run if part.chinese else set(part.units) <= set(whole.units)


def _keys(units: Units) -> list[str]:
    """Return what two wordings must share to be compared: a word, or a pair of Chinese characters."""
    if len(units) == 1:
        return [] if has_chinese(units[0]) else [units[0]]
    chinese = [has_chinese(unit) for unit in units]
    words = [unit for unit, is_chinese in zip(units, chinese, strict=True) if not is_chinese]
    pairs = [
        a + b for (a, first), (b, second) in pairwise(zip(units, chinese, strict=True)) if first and second
    ]
    return list(dict.fromkeys(words + pairs))


class _Shape(NamedTuple):
    """What is compared of a wording.

    Attributes:
        size: How long it is, a word as long as two characters.
        chinese: Whether it holds Chinese characters.
        run: Its units one after the other, each between two marks.
    """

    size: int
    chinese: bool
    run: str
    units: Units


@lru_cache(maxsize=20_000)
def _shape(units: Units) -> _Shape:
    chinese = sum(map(has_chinese, units))
    return _Shape(2 * len(units) - chinese, chinese > 0, "\0".join(("", *units, "")), units)
