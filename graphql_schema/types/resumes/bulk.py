"""Many resumes at once: analysed again, deleted, and followed until their work ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Annotated

import strawberry

from domain import policies
from domain.errors import InvalidInput
from domain.resumes.bulk import MOST_AT_ONCE, BulkOutcome, Progress, Selection
from domain.resumes.models import ResumeState
from domain.viewers import Viewer
from graphql_schema.ids import requested_resume, resume_id
from graphql_schema.sources.shared import meant
from graphql_schema.types.operations import BULK_POINTS, Info, mutation, subscription
from graphql_schema.types.resumes.filters import ResumeFilter
from graphql_schema.types.scalars import DateTime


@strawberry.input(description="This says which resumes are meant, by `ids` or by `filter`.")
class ResumeSelection:
    """The resumes of `reanalyzeResumes` and `deleteResumes`: exactly one of the first two is given."""

    ids: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="The resumes with these ids are meant. There may be "
        f"{MOST_AT_ONCE}, and one of another user refuses the whole request.",
    )
    filter: ResumeFilter | None = strawberry.field(
        default=None,
        description="The resumes that meet these conditions are meant, the one that was added first "
        "first. Of a job seeker only their own resumes are meant.",
    )
    limit: int = strawberry.field(
        default=MOST_AT_ONCE,
        description="Takes at most this many of the resumes that meet the conditions. The default is also "
        "the largest value.",
    )
    after: strawberry.ID | None = strawberry.field(
        default=None,
        description="Takes only resumes that were added after this one. Pass the `next` of the last answer.",
    )

    def selection(self) -> Selection:
        """Return what is meant as the domain knows it. Raises `InvalidInput`, `NotFound`."""
        if (self.ids is None) == (self.filter is None):
            raise InvalidInput("须指定 ids 或 filter 之一")
        return Selection(
            ids=None if self.ids is None else tuple(map(requested_resume, self.ids)),
            conditions=None if self.filter is None else self.filter.conditions(),
            most=self.limit,
            after=0 if self.after is None else requested_resume(self.after),
        )


SelectionArgument = Annotated[
    ResumeSelection, strawberry.argument(description="These are the resumes that are meant.")
]


@strawberry.type(description="The resumes will be analysed again. Their analysis runs in the background.")
class ReanalyzeResumesPayload:
    """What `reanalyzeResumes` returns."""

    resume_ids: list[strawberry.ID] = strawberry.field(
        description="The resumes with these ids will be analysed again. Follow them with `resumesProgress`."
    )
    in_work_count: int = strawberry.field(
        description="This many resumes were left alone: they were waiting or being analysed already, and "
        "simply go on, or were analysed since `analysedBefore`."
    )
    missing_count: int = strawberry.field(description="This many of the given ids name no resume.")
    next: strawberry.ID | None = strawberry.field(
        description="More resumes meet the conditions: pass this as `after` to go on with them. It is null "
        "where nothing is left."
    )


@strawberry.type(description="The resumes were deleted, with their files and their results.")
class DeleteResumesPayload:
    """What `deleteResumes` returns."""

    deleted_resume_ids: list[strawberry.ID] = strawberry.field(
        description="The deleted resumes had these ids."
    )
    missing_count: int = strawberry.field(
        description="This many of the chosen resumes were not there any more."
    )
    next: strawberry.ID | None = strawberry.field(
        description="More resumes meet the conditions: pass this as `after` to go on with them. It is null "
        "where nothing is left."
    )


@strawberry.type(description="This says how far the work on several resumes is.")
class ResumesProgress:
    """What `resumesProgress` sends: how many of the followed resumes are in each state."""

    uploaded_count: int = strawberry.field(
        description="This many resumes are stored and wait to be analysed."
    )
    analysing_count: int = strawberry.field(description="This many resumes are being read.")
    analysed_count: int = strawberry.field(description="This many resumes were analysed.")
    failed_count: int = strawberry.field(description="This many resumes could not be analysed.")
    gone_count: int = strawberry.field(description="This many resumes were deleted, or have never been.")


@strawberry.type
class BulkMutations:
    """The mutations that change many resumes at once."""

    @mutation(
        permission=policies.REANALYZE_RESUME,
        points=BULK_POINTS,
        description="Analyses many resumes again and replaces their results. Only their owners and "
        f"administrators may do so. It takes at most {MOST_AT_ONCE} resumes, after which `next` says "
        "where to go on. A request that broke off can be sent again.",
    )
    async def reanalyze_resumes(
        self,
        info: Info,
        input: SelectionArgument,  # noqa: A002
        analysed_before: Annotated[
            DateTime | None,
            strawberry.argument(
                description="Resumes that were analysed or corrected at this moment or later are left alone. "
                "Pass the time when the work began in all its requests: one that broke off and is sent again "
                "then has nothing analysed twice, but what failed."
            ),
        ] = None,
    ) -> ReanalyzeResumesPayload:
        viewer = info.context.require_viewer()
        outcome = await info.context.bulk.reanalyze_resumes(
            viewer, _selected(info, input), analysed_before=analysed_before
        )
        return ReanalyzeResumesPayload(
            resume_ids=_ids(outcome),
            in_work_count=outcome.left_alone,
            missing_count=outcome.missing,
            next=_next(outcome),
        )

    @mutation(
        permission=policies.DELETE_RESUME,
        points=BULK_POINTS,
        description="Deletes many resumes with their files and their results. Only their owners and "
        f"administrators may do so, and it cannot be undone. It takes at most {MOST_AT_ONCE} resumes, after "
        "which `next` says where to go on. A request that broke off can be sent again.",
    )
    async def delete_resumes(self, info: Info, input: SelectionArgument) -> DeleteResumesPayload:  # noqa: A002
        viewer = info.context.require_viewer()
        outcome = await info.context.bulk.delete_resumes(viewer, _selected(info, input))
        return DeleteResumesPayload(
            deleted_resume_ids=_ids(outcome), missing_count=outcome.missing, next=_next(outcome)
        )


@strawberry.type
class BulkSubscriptions:
    """The root field by which a client follows the work on many resumes."""

    @subscription(
        permission=policies.SEE_RESUME,
        graphql_type=ResumesProgress,
        description="Sends at once how far the work on several resumes is, again within a second of "
        "each change, and ends when the analysis of all of them has succeeded or failed. Only their "
        "owners and administrators may follow them.",
    )
    async def resumes_progress(
        self,
        info: Info,
        ids: Annotated[
            list[strawberry.ID],
            strawberry.argument(description=f"The resumes have these ids. There may be {MOST_AT_ONCE}."),
        ],
    ) -> AsyncIterator[ResumesProgress]:
        viewer = info.context.require_viewer()
        wanted = list(map(requested_resume, ids))
        # Refused now, not as the first event.
        await info.context.bulk.check(viewer, wanted)
        return _progress(info, viewer, wanted)


def _selected(info: Info, given: ResumeSelection) -> Selection:
    selection = given.selection()
    if selection.conditions is None:
        return selection
    return replace(selection, conditions=meant(info.context, selection.conditions))


async def _progress(info: Info, viewer: Viewer, wanted: list[int]) -> AsyncIterator[ResumesProgress]:
    async with aclosing(info.context.bulk.follow(viewer, wanted)) as told:
        async for progress in told:
            yield _shown(progress)


def _shown(progress: Progress) -> ResumesProgress:
    states = progress.states
    return ResumesProgress(
        uploaded_count=states[ResumeState.UPLOADED],
        analysing_count=states[ResumeState.ANALYSING],
        analysed_count=states[ResumeState.ANALYSED],
        failed_count=states[ResumeState.FAILED],
        gone_count=progress.gone,
    )


def _ids(outcome: BulkOutcome) -> list[strawberry.ID]:
    return [strawberry.ID(resume_id(each)) for each in outcome.done]


def _next(outcome: BulkOutcome) -> strawberry.ID | None:
    return None if outcome.next_after is None else strawberry.ID(resume_id(outcome.next_after))
