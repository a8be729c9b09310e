"""Webhook and WebhookMessage: who is told, and what became of it."""

from __future__ import annotations

import strawberry

from domain.documents.errors import FailureCode
from domain.webhooks.columns import MessageColumn, WebhookColumn
from domain.webhooks.messages import message_id
from domain.webhooks.models import DeliveryFailure, DeliveryState, WebhookEvent
from graphql_schema.ids import resume_id
from graphql_schema.reading import value
from graphql_schema.types.enums import describe
from graphql_schema.types.scalars import DateTime

describe(
    WebhookEvent,
    "An event is what a webhook is told of.",
    RESUME_ANALYSED="A resume was analysed and matched.",
    RESUME_FAILED="A resume could not be analysed.",
    PING="An administrator tries the webhook.",
)
describe(
    DeliveryState,
    "This says how far a message to a webhook is.",
    PENDING="The message is still to be taken, and is sent again.",
    DELIVERED="The receiver has taken the message.",
    GIVEN_UP="The message was not taken, and is not sent again.",
)
describe(
    DeliveryFailure,
    "This says why a message to a webhook was not taken.",
    ADDRESS_NOT_ALLOWED="The URL leads to no address that the server may ask.",
    NO_CONNECTION="The receiver cannot be reached, or broke off.",
    NO_TRUST="The receiver's certificate is not to be trusted.",
    TIMEOUT="The receiver did not answer in time.",
    REDIRECTED="The receiver answered with a redirect, which is not followed.",
    REFUSED="The receiver answered with another status than 2xx.",
    GONE="The receiver answered with 410: it wants no more messages, and the webhook was switched off.",
    SWITCHED_OFF="The webhook was switched off.",
    NO_KEY="The key that the settings hold is not known where the message was to be sent.",
)


def number_id(number: int) -> str:
    """Return the id of an object that is known by its number alone."""
    return str(number)


def is_configured(url: str | None, _number: int) -> bool:
    """Whether a webhook is one of the settings, given the address by which they name it."""
    return url is not None


@strawberry.type(
    description="A webhook is another system that is told when the work on a resume has ended. Only "
    "administrators can see it."
)
class Webhook:
    """Who is told."""

    id: strawberry.ID = value(
        WebhookColumn.ID, compute=number_id, description="The webhook is known by this id."
    )
    url: str = value(WebhookColumn.URL, description="Messages are sent to this URL.")
    details: bool = value(
        WebhookColumn.DETAILS,
        compute=bool,
        description="With true, messages tell the analysis and the matches too, as REST tells them. "
        "Otherwise they tell only ids.",
    )
    active: bool = value(
        WebhookColumn.ACTIVE, compute=bool, description="With false, the webhook is told nothing."
    )
    from_settings: bool = value(
        WebhookColumn.CONFIGURED,
        WebhookColumn.ID,
        compute=is_configured,
        description="This says whether the server's settings name the webhook.",
    )
    created_at: DateTime = value(WebhookColumn.CREATED_AT, description="The webhook was made at this moment.")


@strawberry.type(
    description="This is what a webhook is told, and what became of it. It is kept for 30 days, and goes "
    "with its resume."
)
class WebhookMessage:
    """What is told."""

    id: strawberry.ID = value(
        MessageColumn.ID,
        compute=message_id,
        description="The receiver knows the message by this id, from the header `webhook-id`.",
    )
    webhook_id: strawberry.ID = value(
        MessageColumn.WEBHOOK_ID, compute=number_id, description="The webhook with this `id` is told."
    )
    event: WebhookEvent = value(
        MessageColumn.EVENT, compute=WebhookEvent, description="The webhook is told of this event."
    )
    resume_id: strawberry.ID | None = value(
        MessageColumn.RESUME_ID,
        compute=resume_id,
        description="It is about the resume with this `id`. It is null for a `PING`.",
    )
    failure_code: FailureCode | None = value(
        MessageColumn.FAILURE_CODE,
        compute=FailureCode,
        description="For this reason the resume could not be analysed. It is null where it was.",
    )
    at: DateTime = value(MessageColumn.AT, description="The event happened at this moment.")
    state: DeliveryState = value(
        MessageColumn.STATE, compute=DeliveryState, description="This says how far the message is."
    )
    attempts: int = value(MessageColumn.ATTEMPTS, description="The message was sent this many times.")
    tried_at: DateTime | None = value(
        MessageColumn.TRIED_AT,
        description="The message was sent at this moment, for the last time. It is null before the first.",
    )
    next_at: DateTime | None = value(
        MessageColumn.NEXT_AT,
        description="The message is sent at this moment, or soon after. It is null where it is not sent "
        "again.",
    )
    status: int | None = value(
        MessageColumn.STATUS,
        description="The receiver answered with this HTTP status, the last time. It is null without an "
        "answer.",
    )
    failure: DeliveryFailure | None = value(
        MessageColumn.FAILURE,
        compute=DeliveryFailure,
        description="For this reason the message was not taken, the last time. It is null where it was.",
    )
