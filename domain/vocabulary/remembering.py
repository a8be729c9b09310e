"""Functions of texts that remember what they returned."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

# A resume has a few hundred lines and parts of lines; nobody reads a longer text than a line this way.
_REMEMBERED: Final = 2_048


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Make a function of texts remember: the readers of one document ask the same of the same lines.

    What it returns must not be changed.
    """
    # What lru_cache gives takes anything that can be hashed: the function's own types are told.
    return cast(Callable[P, T], lru_cache(maxsize=_REMEMBERED)(function))
