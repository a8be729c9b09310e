"""How well a person's skills fit positions: shares of rare and common skills, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.positions.models import Position
from domain.retrieval.asking import AskedSkills
from domain.retrieval.comparing import ragged
from domain.retrieval.skills import SkillForms
from domain.vocabulary.skills import skill_units

NEUTRAL = 0.4
"""The skill feature of a person who names no skill that any position knows."""

PRIOR_WEIGHT = 8.0
FULL_COVERAGE = 0.65
_SLOTS = 256


@dataclass(frozen=True, slots=True)
class NamedSkills:
    """A person's distinct skills that positions may ask for.

    Attributes:
        texts: In the person's own words; `weights` are their rarities.
        common: Together, the weight of those that the bundled positions know.
        known: Whether each is one of those.
        forms: For each wording met, the numbers of the skills that meet it.
        numbers: Those wordings in order; `meeting` are the skills that meet each, which begin at `starts`.
    """

    texts: list[str]
    weights: NDArray[np.float64]
    known: NDArray[np.bool_]
    common: float
    forms: dict[int, list[int]]
    numbers: NDArray[np.int64]
    starts: NDArray[np.int64]
    meeting: NDArray[np.int64]


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
        alike = forms.met(text)
        if not alike.numbers:
            continue
        for number in alike.numbers:
            met[number].append(len(texts))
        texts.append(text)
        known.append(alike.is_reference)
        weights.append(alike.rarity)
    numbers = sorted(met)
    rarities, is_known = np.array(weights, np.float64), np.array(known, np.bool_)
    return NamedSkills(
        texts=texts,
        weights=rarities,
        known=is_known,
        common=float(rarities[is_known].sum()),
        forms=dict(met),
        numbers=np.array(numbers, np.int64),
        starts=np.cumsum([0, *(len(met[number]) for number in numbers)]),
        meeting=np.array([skill for number in numbers for skill in met[number]], np.int64),
    )


def skill_values(named: NamedSkills, asked: AskedSkills) -> NDArray[np.float64]:
    """Return the skill feature (0..1) of positions that ask for these skills, of those named at least.

    It joins two shares: how much of what the person names is asked for (drawn towards `NEUTRAL` while
    little is named) and how much of what is asked for the person names. Both grow with every further skill
    that matches, so naming one more never lowers the feature. A skill that the bundled positions do not know
    counts where it is asked for alone, so that the feature does not depend on what else is imported.
    """
    size = len(asked)
    wanted = np.full(size, NEUTRAL * PRIOR_WEIGHT / (PRIOR_WEIGHT + named.common))
    if not len(named.numbers):
        return wanted
    at = np.minimum(named.numbers.searchsorted(asked.form), len(named.numbers) - 1)
    hit = np.flatnonzero(named.numbers.take(at) == asked.form)
    rank = asked.rank.take(hit)
    _, first = np.unique(rank * _SLOTS + asked.slot.take(hit), return_index=True)
    shares = np.bincount(rank.take(first), asked.weight.take(hit.take(first)), minlength=size)
    covered = shares / np.maximum(asked.total, 1e-9)
    meeting, hit_of = ragged(named.starts, at.take(hit))
    is_met = np.zeros((size, len(named.texts)), np.bool_)
    is_met[rank.take(hit_of), named.meeting.take(meeting)] = True
    owners, skills = is_met.nonzero()
    weights = named.weights.take(skills)
    met = np.bincount(owners, weights, minlength=size)
    beyond = np.bincount(owners, np.where(named.known.take(skills), 0.0, weights), minlength=size)
    wanted = (NEUTRAL * PRIOR_WEIGHT + met) / (PRIOR_WEIGHT + named.common + beyond)
    values: NDArray[np.float64] = wanted + (1 - wanted) * np.minimum(1.0, covered / FULL_COVERAGE)
    return values


def lacks_technology(asked: AskedSkills, named: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return which positions are named for a technology that a person does not name.

    Args:
        asked: What the positions ask for of what the person names.
        named: Which of its skills the title of each names, counted from 1; 0 for none.
    """
    lacks: NDArray[np.bool_] = named > 0
    lacks[asked.rank[asked.slot == named.take(asked.rank) - 1]] = False
    return lacks


def skills_met(named: NamedSkills, position: Position, forms: SkillForms) -> tuple[list[str], list[str]]:
    """Return the position's skills that are named, in the person's words, and those that are not."""
    matched: list[str] = []
    missing: list[str] = []
    for entry in position.skills:
        for number in forms.numbers(entry):
            if number in named.forms:
                matched.append(named.texts[named.forms[number][0]])
                break
        else:
            missing.append(entry)
    return list(dict.fromkeys(matched)), missing
