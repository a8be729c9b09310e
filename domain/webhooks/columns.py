"""What can be read of webhooks and of what they are told, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from domain.rows import Column, PageQuery, Row, RowPlace
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


class WebhookReads(Protocol):
    """Bounded reads of only those columns that a query asks for; between two places, in their order."""

    async def webhooks(
        self,
        query: PageQuery[WebhookColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
    ) -> list[Row]:
        """Return webhooks."""

    async def webhook_count(self) -> int:
        """Return how many there are."""

    async def webhook(self, columns: tuple[WebhookColumn, ...], webhook_id: int) -> list[Row]:
        """Return one webhook, if it is there."""

    async def messages(
        self,
        query: PageQuery[MessageColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: MessageConditions = EVERY_MESSAGE,
    ) -> list[Row]:
        """Return messages."""

    async def message_count(self, conditions: MessageConditions = EVERY_MESSAGE) -> int:
        """Return how many there are."""

    async def message(self, columns: tuple[MessageColumn, ...], message_id: int) -> list[Row]:
        """Return one message, if it is there."""
