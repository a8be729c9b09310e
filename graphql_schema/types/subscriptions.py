"""Subscriptions: a resume's way through its states."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Annotated, Any

import strawberry

from domain.errors import NotFound
from domain.users.models import Viewer
from graphql_schema.context import Context
from graphql_schema.reading import record_of
from graphql_schema.sources import Objects
from graphql_schema.types.node import ObjectRequest, requested
from graphql_schema.types.resumes import Resume

Info = strawberry.Info[Context, None]
_OBJECTS = Objects()

# Strawberry leaves its decorators untyped.
_subscription: Callable[..., Callable[[Callable[..., Any]], Any]] = strawberry.subscription


@strawberry.type(description="What can be followed.")
class Subscription:
    """The root of subscriptions."""

    @_subscription(
        graphql_type=Resume,
        description="A resume on every change of its state: first as it is now, whenever one subscribes, "
        "and for the last time when its work has ended.",
    )
    async def resume_updated(
        self,
        info: Info,
        id: Annotated[  # noqa: A002
            strawberry.ID, strawberry.argument(description="The resume's `id`, or its `databaseId`.")
        ],
    ) -> AsyncIterator[Any]:
        viewer = info.context.require_viewer()
        wanted = requested(id, kind="Resume")
        # Refused now, not as the first event.
        await info.context.resumes.resume(viewer, wanted.key)
        return _states(info, viewer, wanted)


async def _states(info: Info, viewer: Viewer, wanted: ObjectRequest) -> AsyncIterator[Any]:
    async with aclosing(info.context.analyses.follow(viewer, wanted.key)) as states:
        async for _state in states:
            try:
                record = await record_of(_OBJECTS, wanted, info)
            except NotFound:
                return
            yield record
