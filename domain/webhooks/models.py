"""Webhooks, and what becomes of each thing that one is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WebhookEvent(StrEnum):
    """What a webhook is told, by the `type` of the message."""

    RESUME_ANALYSED = "resume.analysed"
    RESUME_FAILED = "resume.failed"
    PING = "ping"


class DeliveryState(StrEnum):
    """PENDING → DELIVERED, or GIVEN_UP. It is the truth about what is left to do."""

    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class DeliveryFailure(StrEnum):
    """Why an attempt failed. What the receiver answered is not kept."""

    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    NO_CONNECTION = "no_connection"
    NO_TRUST = "no_trust"
    TIMEOUT = "timeout"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    GONE = "gone"
    SWITCHED_OFF = "switched_off"
    NO_KEY = "no_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWebhook:
    """Who is to be told.

    Attributes:
        secret: The key that signs; None where the settings hold it.
        details: Whether what was read and matched is told too, beside ids.
    """

    url: str
    secret: str | None
    details: bool = False
    active: bool = True
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook(NewWebhook):
    """A stored webhook."""

    id: int

    @property
    def from_settings(self) -> bool:
        """Whether an operator named it in the settings."""
        return self.secret is None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to tell; a failure has its code."""

    event: WebhookEvent
    resume_id: int | None
    failure_code: str | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """News for one webhook, still to be told.

    Attributes:
        user_id: The owner of the resume.
        attempts: How often it was tried.
    """

    id: int
    webhook: Webhook
    news: News
    user_id: int | None
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of an attempt: the status that was answered, or why there was none.

    Attributes:
        retry_after: The answer's header of that name, as it came.
    """

    status: int | None = None
    failure: DeliveryFailure | None = None
    retry_after: str | None = None
