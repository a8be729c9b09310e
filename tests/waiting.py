"""Waiting for what tells nobody that it has come."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 60.0

T = TypeVar("T")


def until(
    look: Callable[[], T], good: Callable[[T], object] = bool, *, seconds: float = PATIENCE_SECONDS
) -> T:
    """Look again and again until what is there is good, and return it.

    Raises:
        AssertionError: It was not so for so long; what was there last is told.
    """
    end = time.monotonic() + seconds
    while not good(found := look()):
        assert time.monotonic() < end, f"it is still {found!r}"
    return found
