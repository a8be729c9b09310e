"""Mutations by which administrators say who is told."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from domain import policies
from domain.webhooks.service import SavedWebhook
from graphql_schema.ids import requested_message, requested_number
from graphql_schema.reading import record_of
from graphql_schema.sources.webhooks import MessageRequest, OneMessage, OneWebhook, WebhookRequest
from graphql_schema.types.operations import Info, mutation
from graphql_schema.types.outcomes import InvalidInputError
from graphql_schema.types.webhooks.types import Webhook, WebhookMessage, number_id

_WEBHOOK = OneWebhook()
_MESSAGE = OneMessage()

WebhookArgument = Annotated[strawberry.ID, strawberry.argument(description="The webhook has this `id`.")]


@strawberry.input(description="This says who is told when the work on a resume has ended.")
class CreateWebhookInput:
    """The arguments of `createWebhook`."""

    url: str = strawberry.field(
        description="Messages are sent to this URL. It begins with `https://`; with `http://` only in "
        "networks that the server's settings name. Only public addresses are asked, and those of such "
        "networks."
    )
    details: bool = strawberry.field(
        default=False,
        description="With true, messages tell the analysis and the matches too, which are personal data. "
        "Otherwise they tell only ids.",
    )


@strawberry.input(description="This says what is changed of a webhook. What is not given stays as it is.")
class UpdateWebhookInput:
    """The arguments of `updateWebhook`."""

    webhook: strawberry.ID = strawberry.field(description="The webhook has this `id`.")
    url: str | None = strawberry.field(
        default=None, description="Messages are sent to this URL from now on, also those that wait."
    )
    details: bool | None = strawberry.field(
        default=None, description="This says whether messages tell the analysis and the matches too."
    )
    active: bool | None = strawberry.field(
        default=None,
        description="With false, the webhook is told nothing more, and what waits to be told is dropped.",
    )
    renew_secret: bool = strawberry.field(
        default=False, description="With true, messages are signed with a new secret from now on."
    )


@strawberry.type(description="The webhook is stored.")
class SaveWebhookSuccess:
    """What `createWebhook` and `updateWebhook` return where the webhook is stored."""

    webhook: Webhook = strawberry.field(description="This is the webhook as it is now.")
    secret: str | None = strawberry.field(
        description="This is a new secret, by which the receiver checks signatures. It is told this once. "
        "It is null where the secret is the one as before."
    )


SaveWebhookPayload = Annotated[
    SaveWebhookSuccess | InvalidInputError,
    strawberry.union(
        "SaveWebhookPayload", description="The webhook is stored, or a value of it breaks its rule."
    ),
]


@strawberry.type(description="The webhook was deleted, with all that is known of its messages.")
class DeleteWebhookSuccess:
    """What `deleteWebhook` returns: only the id is left."""

    deleted_webhook_id: strawberry.ID = strawberry.field(description="The deleted webhook had this `id`.")


DeleteWebhookPayload = Annotated[
    DeleteWebhookSuccess | InvalidInputError,
    strawberry.union(
        "DeleteWebhookPayload",
        description="The webhook is deleted, or it is one of the server's settings and can only be switched "
        "off.",
    ),
]


@strawberry.type(description="The message will be sent soon.")
class WebhookMessageQueued:
    """What `pingWebhook` and `resendWebhookMessage` return."""

    webhook_message: WebhookMessage = strawberry.field(
        description="This is the message. `webhookMessages` tells what becomes of it."
    )


PingWebhookPayload = Annotated[
    WebhookMessageQueued | InvalidInputError,
    strawberry.union(
        "PingWebhookPayload", description="The message waits to be sent, or the webhook is switched off."
    ),
]


@strawberry.type
class WebhookMutations:
    """The mutations of webhooks."""

    @mutation(
        permission=policies.MANAGE_WEBHOOKS,
        description="Has another system told when the work on a resume has ended. Only an administrator may "
        "do so. There can be 20 webhooks.",
    )
    async def create_webhook(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            CreateWebhookInput, strawberry.argument(description="This says who is told.")
        ],
    ) -> SaveWebhookPayload:
        viewer = info.context.require_viewer()
        saved = await info.context.webhooks.create_webhook(viewer, url=input.url, details=input.details)
        return await _saved(info, saved)

    @mutation(
        permission=policies.MANAGE_WEBHOOKS,
        description="Changes a webhook. Only an administrator may do so.",
    )
    async def update_webhook(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            UpdateWebhookInput, strawberry.argument(description="This says what is changed.")
        ],
    ) -> SaveWebhookPayload:
        viewer = info.context.require_viewer()
        saved = await info.context.webhooks.update_webhook(
            viewer,
            requested_number(input.webhook),
            url=input.url,
            details=input.details,
            active=input.active,
            renew_secret=input.renew_secret,
        )
        return await _saved(info, saved)

    @mutation(
        permission=policies.MANAGE_WEBHOOKS,
        description="Deletes a webhook with what is known of its messages. Only an administrator may do so.",
    )
    async def delete_webhook(self, info: Info, id: WebhookArgument) -> DeleteWebhookPayload:  # noqa: A002
        viewer = info.context.require_viewer()
        webhook_id = requested_number(id)
        await info.context.webhooks.delete_webhook(viewer, webhook_id)
        return DeleteWebhookSuccess(deleted_webhook_id=strawberry.ID(number_id(webhook_id)))

    @mutation(
        permission=policies.MANAGE_WEBHOOKS,
        description="Sends a webhook a message that is about no resume, to try it. Only an administrator may "
        "do so.",
    )
    async def ping_webhook(self, info: Info, id: WebhookArgument) -> PingWebhookPayload:  # noqa: A002
        viewer = info.context.require_viewer()
        message = await info.context.webhooks.ping_webhook(viewer, requested_number(id))
        return await _queued(info, message)

    @mutation(
        permission=policies.MANAGE_WEBHOOKS,
        description="Sends a message again that was delivered or given up, under the same id. Only an "
        "administrator may do so.",
    )
    async def resend_webhook_message(
        self,
        info: Info,
        id: Annotated[  # noqa: A002
            strawberry.ID, strawberry.argument(description="The message has this `id`.")
        ],
    ) -> WebhookMessageQueued:
        viewer = info.context.require_viewer()
        message = requested_message(id)
        await info.context.webhooks.resend_message(viewer, message)
        return await _queued(info, message)


async def _saved(info: Info, saved: SavedWebhook) -> SaveWebhookSuccess:
    webhook: Any = await record_of(_WEBHOOK, WebhookRequest(saved.webhook_id), info)
    return SaveWebhookSuccess(webhook=webhook, secret=saved.secret)


async def _queued(info: Info, message_id: int) -> WebhookMessageQueued:
    message: Any = await record_of(_MESSAGE, MessageRequest(message_id), info)
    return WebhookMessageQueued(webhook_message=message)
