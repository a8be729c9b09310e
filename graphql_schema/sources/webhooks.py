"""Webhooks and what they are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from domain import policies
from domain.errors import NotFound
from domain.rows import PageQuery, Row, RowPlace
from domain.webhooks.columns import MessageColumn, MessageConditions, WebhookColumn
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.pages import PageRequest
from graphql_schema.sources.shared import PageSource


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
        return _found(await context.graph.webhooks.webhook(wanted.columns, wanted.request.id))


class OneMessage(Source[MessageRequest, MessageColumn]):
    """What a webhook is told."""

    shape = "object"
    rule = policies.MANAGE_WEBHOOKS

    async def load(self, context: Context, wanted: Wanted[MessageRequest, MessageColumn]) -> Loaded:
        policies.MANAGE_WEBHOOKS.require(context.viewer)
        return _found(await context.graph.webhooks.message(wanted.columns, wanted.request.id))


class AllWebhooks(PageSource[None, WebhookColumn]):
    """Pages of webhooks."""

    rule = policies.MANAGE_WEBHOOKS
    _key = WebhookColumn.ID

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[None], WebhookColumn],
        query: PageQuery[WebhookColumn],
        after: RowPlace | None,
        before: RowPlace | None,
    ) -> dict[int | None, list[Row]]:
        policies.MANAGE_WEBHOOKS.require(context.viewer)
        limit = wanted.request.size + 1
        return {None: await context.graph.webhooks.webhooks(query, limit=limit, after=after, before=before)}

    async def _counts(
        self, context: Context, _request: PageRequest[None], _keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return {None: await context.graph.webhooks.webhook_count()}


class AllMessages(PageSource[MessageConditions, MessageColumn]):
    """Pages of what webhooks are told."""

    rule = policies.MANAGE_WEBHOOKS
    _key = MessageColumn.ID

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[MessageConditions], MessageColumn],
        query: PageQuery[MessageColumn],
        after: RowPlace | None,
        before: RowPlace | None,
    ) -> dict[int | None, list[Row]]:
        policies.MANAGE_WEBHOOKS.require(context.viewer)
        request = wanted.request
        return {
            None: await context.graph.webhooks.messages(
                query, limit=request.size + 1, after=after, before=before, conditions=request.conditions
            )
        }

    async def _counts(
        self, context: Context, request: PageRequest[MessageConditions], _keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return {None: await context.graph.webhooks.message_count(request.conditions)}


def _found(rows: list[Row]) -> Loaded:
    if not rows:
        raise NotFound
    return Loaded(rows)
