"""What can be read of webhooks and of what they are told, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from domain.rows import Column, ListReads, Row
from domain.webhooks.models import DeliveryState


class WebhookColumn(Column, Enum):
    """What can be read of a webhook. Its secret cannot."""

    ID = "id"
    URL = "url"
    CONFIGURED = "configured"
    DETAILS = "details"
    ACTIVE = "active"
    CREATED_AT = "created_at"


class MessageColumn(Column, Enum):
    """What can be read of what a webhook is told."""

    ID = "id"
    WEBHOOK_ID = "webhook_id"
    EVENT = "event"
    RESUME_ID = "resume_id"
    FAILURE_CODE = "failure_code"
    AT = "at"
    STATE = "state"
    ATTEMPTS = "attempts"
    NEXT_AT = "next_at"
    TRIED_AT = "tried_at"
    STATUS = "status"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageConditions:
    """Which messages are meant: those that meet every condition given."""

    webhook_id: int | None = None
    resume_id: int | None = None
    state: DeliveryState | None = None


EVERY_MESSAGE = MessageConditions()


class WebhookReads(ListReads[WebhookColumn, None], Protocol):
    """Bounded reads of webhooks."""

    async def one(self, columns: tuple[WebhookColumn, ...], row_id: int) -> list[Row]:
        """Return a webhook, if it is there."""


class MessageReads(ListReads[MessageColumn, MessageConditions], Protocol):
    """Bounded reads of what webhooks are told."""

    async def one(self, columns: tuple[MessageColumn, ...], row_id: int) -> list[Row]:
        """Return a message, if it is there."""
