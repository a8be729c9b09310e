"""Webhooks and what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain import policies
from domain.errors import NotFound
from domain.rows import Row
from domain.webhooks.columns import (
    MessageColumn,
    MessageConditions,
    MessageReads,
    WebhookColumn,
    WebhookReads,
)
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.sources.shared import WholeList


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """One webhook."""

    kind: ClassVar[str] = "Webhook"
    id: int


@dataclass(frozen=True, slots=True)
class MessageRequest:
    """One message."""

    kind: ClassVar[str] = "WebhookMessage"
    id: int


class OneWebhook(Source[WebhookRequest, WebhookColumn]):
    """A webhook."""

    shape = "object"
    rule = policies.MANAGE_WEBHOOKS

    async def load(self, context: Context, wanted: Wanted[WebhookRequest, WebhookColumn]) -> Loaded:
        policies.MANAGE_WEBHOOKS.require(context.viewer)
        return _found(await context.graph.webhooks.one(wanted.columns, wanted.request.id))


class OneMessage(Source[MessageRequest, MessageColumn]):
    """What a webhook is told."""

    shape = "object"
    rule = policies.MANAGE_WEBHOOKS

    async def load(self, context: Context, wanted: Wanted[MessageRequest, MessageColumn]) -> Loaded:
        policies.MANAGE_WEBHOOKS.require(context.viewer)
        return _found(await context.graph.messages.one(wanted.columns, wanted.request.id))


class AllWebhooks(WholeList[None, WebhookColumn]):
    """Pages of webhooks."""

    rule = policies.MANAGE_WEBHOOKS
    _key = WebhookColumn.ID

    def _reads(self, context: Context) -> WebhookReads:
        return context.graph.webhooks


class AllMessages(WholeList[MessageConditions, MessageColumn]):
    """Pages of what webhooks are told."""

    rule = policies.MANAGE_WEBHOOKS
    _key = MessageColumn.ID

    def _reads(self, context: Context) -> MessageReads:
        return context.graph.messages


def _found(rows: list[Row]) -> Loaded:
    if not rows:
        raise NotFound
    return Loaded(rows)
