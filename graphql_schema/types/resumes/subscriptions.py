"""Subscriptions: a resume's way through its states, and what changes of it afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

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
        "and ends when the analysis has succeeded or failed. With `afterAnalysis` it goes on. Only its owner "
        "and administrators may follow it.",
    )
    async def resume_updated(
        self,
        info: Info,
        id: ResumeArgument,  # noqa: A002
        after_analysis: Annotated[
            bool,
            strawberry.argument(
                description="With true, it does not end with the analysis: the resume is sent again when "
                "it is corrected or analysed again, whoever does so, and within ten seconds of other new "
                "matches. It ends within ten seconds of the resume's deletion."
            ),
        ] = False,
    ) -> AsyncIterator[Any]:
        viewer = info.context.require_viewer()
        wanted = ResumeRequest(requested_resume(id))
        # Refused now, not as the first event.
        await info.context.resumes.resume(viewer, wanted.id)
        return _states(info, viewer, wanted, goes_on=after_analysis)


async def _states(info: Info, viewer: Viewer, wanted: ResumeRequest, *, goes_on: bool) -> AsyncIterator[Any]:
    async with aclosing(info.context.results.follow(viewer, wanted.id, goes_on=goes_on)) as states:
        async for _state in states:
            try:
                record = await object_of(info, wanted)
            except NotFound:
                return
            yield record
