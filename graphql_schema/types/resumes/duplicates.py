"""How duplicates are asked for, and how their signs are told."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.errors import InvalidInput
from domain.resumes.duplicates import MOST_DUPLICATES, DuplicateSign

DEFAULT_DUPLICATES = 10
DUPLICATES_POINTS = 10

DuplicatesArgument = Annotated[
    int | None,
    strawberry.argument(
        description="Returns at most this many duplicates. The default is "
        f"{DEFAULT_DUPLICATES}, and {MOST_DUPLICATES} is the largest value."
    ),
]


def duplicate_signs(told: str) -> list[DuplicateSign]:
    """Return the signs that a column holds."""
    return [DuplicateSign(sign) for sign in told.split()]


def duplicate_count(first: int | None) -> int:
    """Return how many duplicates are asked for. Raises `InvalidInput`."""
    size = DEFAULT_DUPLICATES if first is None else first
    if not 0 <= size <= MOST_DUPLICATES:
        raise InvalidInput(f"first 须在 0 至 {MOST_DUPLICATES} 之间")
    return size
