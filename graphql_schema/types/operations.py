"""What mutations and subscriptions are declared with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry

from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.ids import NodeRequest
from graphql_schema.reading import record_of
from graphql_schema.sources.nodes import AnyNode

Info = strawberry.Info[Context, None]

# Strawberry leaves its decorators untyped.
mutation: Callable[..., Callable[[Callable[..., Any]], Any]] = strawberry.mutation
subscription: Callable[..., Callable[[Callable[..., Any]], Any]] = strawberry.subscription

_NODES = AnyNode()


async def object_of(info: Info, request: NodeRequest, *, viewer: Viewer | None = None) -> Any:
    """Return an object as it is now, for its fields to be read; as `viewer` sees it where given."""
    return await record_of(_NODES, request, info, viewer=viewer)
