"""What a field reader found, where, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.analyses.text import TextLine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible value of a field. `source` is the line it was read from, if it has one.

    `confidence` lies between 0 and 1; candidates below `THRESHOLD` are never taken.
    """

    value: T
    confidence: float
    source: TextLine | None = None


THRESHOLD = 0.5


def sureness(probability: float) -> float:
    """Return the confidence in what is taken and has this probability."""
    return THRESHOLD + (1 - THRESHOLD) * probability


def best(candidates: Iterable[Candidate[T]]) -> Candidate[T] | None:
    """Return the surest candidate, the first among equals, if one is sure enough."""
    found: Candidate[T] | None = None
    for candidate in candidates:
        if candidate.confidence >= THRESHOLD and (found is None or candidate.confidence > found.confidence):
            found = candidate
    return found
