"""How well the occupations of the Chinese classification fit a job name, by the names that are alike to it.

Kernel ridge regression over the job names of known occupation that are most alike: what several of them
share counts once, not once for each, as it would among voters. Beside it count the occupation's own name,
the kinds of jobs that the classification's makers put to it, and bundled positions. The numbers were chosen
by cross-validation over the job names that `benchmarks.matching` does not measure with.
"""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.retrieval import comparing
from domain.retrieval.comparing import Rows
from domain.retrieval.encoder import unit
from domain.retrieval.names import TextPieces
from domain.retrieval.segments import Segment

WORDS_SHARE: Final = 0.65
"""What likeness by words counts beside likeness by meaning where one number says how alike names are."""

_RIDGE: Final = 0.35
_LEARNED_SHARE: Final = 2.0

Values = NDArray[np.float64]


class Role(IntEnum):
    """What a name is to its occupation: its own, a kind of jobs put to it, a job name, or a position's."""

    OWN = auto()
    KIND = auto()
    JOB = auto()
    POSITION = auto()


_SHARES: Final = {Role.OWN: 1.0, Role.KIND: 0.3, Role.POSITION: 0.1}
"""What the nearest name of each role counts; job names count by what is learned."""


class Alike(NamedTuple):
    """Names that are alike to a text, best first: how alike they are, and by words and by meaning alone."""

    pieces: TextPieces
    rows: Rows
    alike: Values
    words: Values
    meaning: Values


class Names(NamedTuple):
    """Names of occupations: where they are, and for each its role and its occupation's number, 0 for none."""

    segment: Segment
    roles: NDArray[np.int64]
    occupations: NDArray[np.int64]


def occupation_scores(found: Alike, names: Names, *, count: int, neighbours: int) -> Values:
    """Return how well each of `count` occupations fits, from 0 to about 3; 0.0 for number 0.

    Args:
        found: Names alike to the text.
        names: All names.
        count: How many numbers of occupations there are, 0 included.
        neighbours: So many of the most alike job names are learned from.
    """
    roles, numbers = names.roles[found.rows], names.occupations[found.rows]
    scores = np.zeros(count)
    for role, share in _SHARES.items():
        best = np.zeros(count)
        of_role = roles == role
        np.maximum.at(best, numbers[of_role], found.alike[of_role])
        scores += share * best
    jobs = np.flatnonzero(roles == Role.JOB)[:neighbours]
    if len(jobs):
        weights = ridge_weights(found.pieces, found.meaning[jobs], names.segment, found.rows[jobs])
        scores += np.bincount(numbers[jobs], _LEARNED_SHARE * weights, count)
    scores[0] = 0.0
    return scores


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
