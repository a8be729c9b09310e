"""The clock: whoever needs the time is given one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present time, aware, in UTC."""


def utc_now() -> datetime:
    """Return the present time: the clock of the running program."""
    return datetime.now(UTC)
