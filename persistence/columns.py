"""How values stand in columns: times and lists are texts, the same on every database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson


def iso(moment: datetime) -> str:
    """Return an aware time as fixed-width ISO 8601 text in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def json_text(values: Sequence[Any]) -> str:
    """Return a list as JSON."""
    return orjson.dumps(values).decode()
