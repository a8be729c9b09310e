"""Whether a library's function that we have written after is still what it was then."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable


def digest(function: Callable[..., object]) -> str:
    """Return what changes with the text of a function.

    Where a test finds another one than it knows, the library has changed: bring what was written after it
    up to that, then note the new digest.
    """
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]
