"""Which occupations of the Chinese classification a job name may mean, best first.

Kernel ridge regression over the job names of known occupation that are most alike: what several of them
share counts once, not once for each, as it would among voters. Beside it count the occupation's own name and
the kinds of jobs that the classification's makers put to it. The numbers were chosen by cross-validation
over the job names that `benchmarks.matching` does not measure with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.positions.models import Position
from domain.retrieval import comparing
from domain.retrieval.building import build
from domain.retrieval.comparing import Rows
from domain.retrieval.encoder import Encoder, unit
from domain.retrieval.entries import IndexEntry
from domain.retrieval.names import TextPieces
from domain.retrieval.reference import Reference
from domain.retrieval.segments import Segment
from domain.retrieval.skills import SkillForms

WORDS_SHARE: Final = 0.65
"""What likeness by words counts beside likeness by meaning where one number says how alike names are."""

_NEIGHBOURS: Final = 100
_RIDGE: Final = 0.35
_JOB: Final = 0.0
_KIND: Final = 0.3
LEARNED_SHARE: Final = 2.0
OWN_SHARE: Final = 1.0
POSITION_SHARE: Final = 0.1
"""What the nearest name of each kind counts; job names count by what is learned."""

Values = NDArray[np.float64]


class Occupation(NamedTuple):
    """An occupation of the classification, and how well a job name fits it: from 0 to about 3."""

    code: str
    name: str
    score: float


class Known(NamedTuple):
    """A row of the table: an occupation's own name, a job name of it, or a kind of jobs that is put to it."""

    code: str
    name: str
    is_job: bool
    is_kind: bool = False


class OccupationFinder:
    """Finds occupations by job name; safe to share between threads.

    Args:
        rows: Occupations, job names and kinds. One of an occupation without a name of its own is left out.
        positions: Positions with a code, which count too.
        encoder: Gives the meaning of names.
    """

    def __init__(self, rows: Sequence[Known], positions: Iterable[Position], *, encoder: Encoder) -> None:
        self._names = {row.code: row.name for row in rows if not (row.is_job or row.is_kind)}
        self._codes = sorted(self._names)
        numbers = {code: number for number, code in enumerate(self._codes)}
        held = [(row.name, row.code, _share_of(row)) for row in rows]
        counted = [name for name, code, share in held if code in numbers and share != _KIND]
        held += [
            (name, position.occupation_code or "", POSITION_SHARE)
            for position in positions
            for name in dict.fromkeys((position.title_zh, *position.aliases))
        ]
        held = [(name, code, share) for name, code, share in held if code in numbers]
        self._occupation = np.array([numbers[code] for _, code, _ in held], np.int64)
        shares = np.array([share for _, _, share in held])
        self._jobs = np.flatnonzero(shares == _JOB)
        self._beside = [
            (share, np.flatnonzero(shares == share)) for share in (OWN_SHARE, _KIND, POSITION_SHARE)
        ]
        reference = Reference.of(_entries(counted))
        self._reader = comparing.TextReader(encoder=encoder, rarity=reference.names)
        self._segment = build(
            _entries([name for name, _, _ in held]),
            columns=(),
            encoder=encoder,
            rarity=reference.names,
            forms=SkillForms(reference.skills),
        )

    def find(self, job_name: str, *, limit: int) -> list[Occupation]:
        """Return the occupations that fit a job name, best first; none for an empty one."""
        if not job_name.strip():
            return []
        texts = self._reader.read([job_name])
        likeness = comparing.compare(texts, self._segment, np.arange(self._segment.rows))
        meaning = likeness.meaning[0].astype(np.float64)
        alike = WORDS_SHARE * likeness.words[0] + (1 - WORDS_SHARE) * meaning
        score = np.zeros(len(self._codes))
        for share, rows in self._beside:
            best = np.zeros(len(self._codes))
            np.maximum.at(best, self._occupation[rows], alike[rows])
            score += share * best
        if len(self._jobs):
            near = self._jobs[np.argsort(-alike[self._jobs], kind="stable")[:_NEIGHBOURS]]
            weights = LEARNED_SHARE * ridge_weights(texts.pieces[0], meaning[near], self._segment, near)
            score += np.bincount(self._occupation[near], weights, len(self._codes))
        score = np.round(score, 6)
        order = np.argsort(-score, kind="stable")[:limit]
        return [
            Occupation(self._codes[number], self._names[self._codes[number]], float(score[number]))
            for number in order.tolist()
            if score[number] > 0
        ]


def ridge_weights(pieces: TextPieces, meaning: Values, segment: Segment, rows: Rows) -> Values:
    """Return what each of some names counts for a text, by kernel ridge regression.

    Args:
        pieces: Of the text.
        meaning: The text's likeness to the names by meaning.
        segment: Where the names are.
        rows: Which they are.
    """
    by_words = _cosines(pieces, segment, rows)
    among = (by_words[1:, 1:] + _meaning_among(segment, rows) ** 2) / 2
    to_text = (by_words[0, 1:] + meaning**2) / 2
    weights: Values = np.linalg.solve(among + _RIDGE * np.eye(len(rows)), to_text).astype(np.float64)
    return weights


def _share_of(row: Known) -> float:
    return _JOB if row.is_job else _KIND if row.is_kind else OWN_SHARE


def _entries(names: Sequence[str]) -> list[IndexEntry]:
    return [IndexEntry(key=str(number), names=(name,), proper=1) for number, name in enumerate(names)]


def _cosines(pieces: TextPieces, segment: Segment, rows: Rows) -> Values:
    """Return the cosines of the weighted pieces of a text (first) and of names."""
    places, rank = comparing.ragged(segment.piece_start, rows)
    keys, column = np.unique(np.concatenate([pieces.pieces, segment.piece[places]]), return_inverse=True)
    weighed = np.zeros((1 + len(rows), len(keys)))
    owner = np.concatenate([np.zeros(len(pieces.pieces), np.int64), 1 + rank])
    weighed[owner, column] = np.concatenate([pieces.weights, segment.weight[places]])
    weighed /= np.maximum(np.linalg.norm(weighed, axis=1, keepdims=True), 1e-9)
    cosines: Values = weighed @ weighed.T
    return cosines


def _meaning_among(segment: Segment, rows: Rows) -> Values:
    """Return the likeness of names to each other by meaning."""
    vectors = unit(segment.vector[rows])
    near, column = np.unique(segment.anchor[rows], return_inverse=True)
    anchors = np.zeros((len(rows), len(near)))
    anchors[np.arange(len(rows))[:, None], column.reshape(len(rows), -1)] = segment.nearness[rows] / 255
    meaning: Values = np.maximum(vectors @ vectors.T + anchors @ anchors.T, 0.0) / 2
    return meaning
