"""What a webhook is told: ids, and only where it was asked for what is known of the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from domain.webhooks.models import Delivery

ID_PREFIX = "msg_"


def message_id(delivery_id: int) -> str:
    """Return the id of a message, the same at each attempt, for receivers that are told twice."""
    return f"{ID_PREFIX}{delivery_id}"


def message(delivery: Delivery, details: Mapping[str, Any] | None) -> bytes:
    """Return the body of a message."""
    news = delivery.news
    data: dict[str, Any] = {}
    if news.resume_id is not None:
        data = {"resume_id": news.resume_id, "user_id": delivery.user_id}
        if news.failure_code is not None:
            data["failure_code"] = news.failure_code
        if details is not None:
            data |= details
    return orjson.dumps(
        {"type": news.event.value, "timestamp": news.at.isoformat(timespec="microseconds"), "data": data}
    )
