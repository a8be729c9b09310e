"""Queries for webhooks and what they are told."""

from __future__ import annotations

import strawberry
from strawberry import UNSET

from domain.webhooks.columns import EVERY_MESSAGE, MessageColumn, MessageConditions, WebhookColumn
from domain.webhooks.models import DeliveryState
from graphql_schema.ids import requested_number, requested_resume
from graphql_schema.pages import Order, PageRequest, page_request
from graphql_schema.reading import relation
from graphql_schema.sources.webhooks import AllMessages, AllWebhooks
from graphql_schema.types.paging import After, Before, Connection, First, Last, filtered_list
from graphql_schema.types.webhooks.types import Webhook, WebhookMessage

_OLDEST_FIRST = Order(WebhookColumn.ID, "id")
_NEWEST_FIRST = Order(MessageColumn.ID, "id", descending=True)


@strawberry.input(description="Only messages that meet every given condition are listed.")
class WebhookMessageFilter:
    """Conditions on messages."""

    webhook: strawberry.ID | None = strawberry.field(
        default=None, description="Lists only what the webhook with this `id` is told."
    )
    resume: strawberry.ID | None = strawberry.field(
        default=None, description="Lists only what is told of the resume with this `id` or `databaseId`."
    )
    state: DeliveryState | None = strawberry.field(
        default=None, description="Lists only messages that are this far."
    )

    def conditions(self) -> MessageConditions:
        """Return the conditions as reads know them. Raises `NotFound`."""
        return MessageConditions(
            webhook_id=None if self.webhook is None else requested_number(self.webhook),
            resume_id=None if self.resume is None else requested_resume(self.resume),
            state=self.state,
        )


@strawberry.type
class WebhookQueries:
    """Queries for administrators."""

    @relation(
        Connection[Webhook] | None,
        AllWebhooks(),
        description="Returns a page of the webhooks, the oldest first. Only an administrator may ask. For "
        "others it is null, with an error `FORBIDDEN`.",
    )
    def webhooks(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> PageRequest[None]:
        return page_request(
            first=first, after=after, last=last, before=before, order=_OLDEST_FIRST, conditions=None
        )

    webhook_messages = filtered_list(
        WebhookMessage,
        AllMessages(),
        filter_type=WebhookMessageFilter,
        everything=EVERY_MESSAGE,
        of="messages",
        order=_NEWEST_FIRST,
        description="Returns a page of what webhooks were told and are to be told, the newest first. Only an "
        "administrator may ask. For others it is null, with an error `FORBIDDEN`.",
    )
