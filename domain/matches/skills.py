"""How well a person's skills fit positions: shares of rare and common skills, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.positions.models import Position
from domain.retrieval.comparing import Rows, ragged
from domain.retrieval.segments import Segment
from domain.retrieval.skills import SkillForms
from domain.vocabulary.skills import skill_forms, skill_units

NEUTRAL = 0.4
"""The skill feature of a person who names no skill that any position knows."""

_PRIOR_WEIGHT = 8.0
_FULL_COVERAGE = 0.65


@dataclass(frozen=True, slots=True)
class NamedSkills:
    """A person's distinct skills that positions may ask for.

    Attributes:
        texts: In the person's own words; `weights` are their rarities.
        common: Together, the weight of those that the bundled positions know.
        known: Whether each is one of those.
        forms: For each wording met, the numbers of the skills that meet it.
    """

    texts: list[str]
    weights: NDArray[np.float64]
    known: NDArray[np.bool_]
    forms: dict[int, list[int]]

    @property
    def common(self) -> float:
        return float(self.weights[self.known].sum())


def named_skills(skills: Iterable[str], forms: SkillForms) -> NamedSkills:
    """Return what a person names, one spelling of each; units in another order are other skills."""
    texts: list[str] = []
    weights: list[float] = []
    known: list[bool] = []
    met: dict[int, list[int]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for text in skills:
        units = skill_units(text)
        if not units or units in seen:
            continue
        seen.add(units)
        alike = forms.alike(text)
        if not alike:
            continue
        reference = [form.rarity for form in alike if forms.is_reference(form.number)]
        for form in alike:
            met[form.number].append(len(texts))
        texts.append(text)
        known.append(bool(reference))
        weights.append(max(reference or [form.rarity for form in alike]))
    return NamedSkills(texts, np.array(weights), np.array(known, np.bool_), dict(met))


def skill_values(named: NamedSkills, segment: Segment, numbers: Rows) -> NDArray[np.float64]:
    """Return the skill feature (0..1) of chosen positions.

    It joins two shares: how much of what the person names is asked for (drawn towards `NEUTRAL` while
    little is named) and how much of what is asked for the person names. Both grow with every further skill
    that matches, so naming one more never lowers the feature. A skill that the bundled positions do not know
    counts where it is asked for alone, so that the feature does not depend on what else is imported.
    """
    base = NEUTRAL * _PRIOR_WEIGHT
    asked = np.zeros(len(numbers))
    beyond = np.zeros(len(numbers))
    covered = np.zeros(len(numbers))
    places, rank = ragged(segment.skill_start, numbers)
    if named.forms and len(places):
        table = np.zeros(max(int(segment.form[-1]), *named.forms) + 1, np.bool_)
        table[list(named.forms)] = True
        hit = np.flatnonzero(table[segment.skill_form[places]])
        places, rank = places[hit], rank[hit]
        slot = rank * 256 + segment.skill_slot[places]
        _, first = np.unique(slot, return_index=True)
        covered += np.bincount(rank[first], segment.skill_weight[places[first]], minlength=len(numbers))
        covered /= np.maximum(segment.skill_total[numbers], 1e-9)
        forms = sorted(named.forms)
        starts = np.cumsum([0, *(len(named.forms[form]) for form in forms)])
        skills = np.array([skill for form in forms for skill in named.forms[form]], np.int64)
        at, hit_of = ragged(starts, np.searchsorted(forms, segment.skill_form[places]))
        pairs = np.unique(rank[hit_of] * len(named.texts) + skills[at])
        owners, skills = np.divmod(pairs, len(named.texts))
        asked += np.bincount(owners, named.weights[skills], minlength=len(numbers))
        unknown = ~named.known[skills]
        beyond += np.bincount(owners[unknown], named.weights[skills[unknown]], minlength=len(numbers))
    wanted = (base + asked) / (_PRIOR_WEIGHT + named.common + beyond)
    values: NDArray[np.float64] = wanted + (1 - wanted) * np.minimum(1.0, covered / _FULL_COVERAGE)
    return values


def lacks_technology(
    forms: Collection[int], segment: Segment, numbers: Rows, named: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """Return which positions are named for a technology that a person does not name.

    Args:
        forms: The numbers of the wordings that the person names.
        segment: Of the index.
        numbers: The positions.
        named: Which of its skills the title of each names, counted from 1; 0 for none.
    """
    lacks = named > 0
    places, rank = ragged(segment.skill_start, numbers[lacks])
    asked = segment.skill_slot[places] == (named[lacks] - 1)[rank]
    met = asked & np.isin(segment.skill_form[places], list(forms))
    lacks[np.flatnonzero(lacks)[rank[met]]] = False
    return lacks


def skills_met(named: NamedSkills, position: Position, forms: SkillForms) -> tuple[list[str], list[str]]:
    """Return the position's skills that are named, in the person's words, and those that are not."""
    matched: list[str] = []
    missing: list[str] = []
    for entry in position.skills:
        numbers = [forms.number(skill_units(form)) for form in skill_forms(entry)]
        met = [skill for number in numbers if number is not None for skill in named.forms.get(number, ())]
        if met:
            matched.append(named.texts[met[0]])
        else:
            missing.append(entry)
    return list(dict.fromkeys(matched)), missing
