"""Subscriptions: a resume's way through its states."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import strawberry

from domain import policies
from domain.errors import NotFound
from domain.viewers import Viewer
from graphql_schema.ids import ResumeRequest, requested_resume
from graphql_schema.types.operations import Info, object_of, subscription
from graphql_schema.types.resumes.types import Resume, ResumeArgument


@strawberry.type
class ResumeSubscriptions:
    """The root field by which a client follows the analysis of a resume."""

    @subscription(
        permission=policies.SEE_RESUME,
        graphql_type=Resume,
        description="Sends a resume in its present state at once, then after every change of state, "
        "and ends when the analysis has succeeded or failed. Only its owner and "
        "administrators may follow it.",
    )
    async def resume_updated(self, info: Info, id: ResumeArgument) -> AsyncIterator[Any]:  # noqa: A002
        viewer = info.context.require_viewer()
        wanted = ResumeRequest(requested_resume(id))
        # Refused now, not as the first event.
        await info.context.resumes.resume(viewer, wanted.id)
        return _states(info, viewer, wanted)


async def _states(info: Info, viewer: Viewer, wanted: ResumeRequest) -> AsyncIterator[Any]:
    async with aclosing(info.context.results.follow(viewer, wanted.id)) as states:
        async for _state in states:
            try:
                record = await object_of(info, wanted)
            except NotFound:
                return
            yield record
