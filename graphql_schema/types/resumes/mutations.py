"""Mutations of resumes: the same use cases as over REST. What a client must tell apart are unions."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload

from domain import policies
from graphql_schema.ids import ResumeRequest, requested_resume, resume_id
from graphql_schema.types.operations import Info, mutation, object_of
from graphql_schema.types.outcomes import FileRejectedError
from graphql_schema.types.resumes.types import Resume, ResumeArgument


@strawberry.type(description="The file was stored. Its analysis runs in the background.")
class UploadResumeSuccess:
    """What `uploadResume` returns when the file is stored. The resume has not been analysed yet."""

    resume: Resume = strawberry.field(
        description="This is the new resume. Follow its analysis with `resumeUpdated`."
    )


@strawberry.type(description="The resume will be analysed again. The analysis runs in the background.")
class ReanalyzeResumePayload:
    """What `reanalyzeResume` returns. Its refusals are errors, so it needs no union."""

    resume: Resume = strawberry.field(
        description="This is the resume in its new state. Follow its analysis with `resumeUpdated`."
    )


@strawberry.type(description="The resume was deleted, with its file and its results.")
class DeleteResumePayload:
    """What `deleteResume` returns: only the id is left, for clients to drop from what they keep."""

    deleted_resume_id: strawberry.ID = strawberry.field(description="The deleted resume had this `id`.")


UploadResumePayload = Annotated[
    UploadResumeSuccess | FileRejectedError,
    strawberry.union("UploadResumePayload", description="An upload either succeeds or its file is rejected."),
]


@strawberry.type
class ResumeMutations:
    """The mutations by which a resume comes, is analysed again and goes."""

    @mutation(
        permission=policies.UPLOAD_RESUME,
        description="Stores a file as a new resume of the user who asks, and starts its analysis. "
        "When the answer arrives, the file is safe on disk.",
    )
    async def upload_resume(
        self,
        info: Info,
        file: Annotated[
            Upload,
            strawberry.argument(
                description="This is the file. Its type is worked out from its content, not from its name."
            ),
        ],
    ) -> UploadResumePayload:
        viewer = info.context.require_viewer()
        resume = await info.context.resumes.upload_resume(viewer, file)  # type: ignore[arg-type]
        return UploadResumeSuccess(resume=await object_of(info, ResumeRequest(resume.id)))

    @mutation(
        permission=policies.REANALYZE_RESUME,
        description="Analyses a resume again and replaces its results. Only its owner and "
        "administrators may do so. A resume that is waiting or being analysed already "
        "simply goes on.",
    )
    async def reanalyze_resume(self, info: Info, id: ResumeArgument) -> ReanalyzeResumePayload:  # noqa: A002
        viewer = info.context.require_viewer()
        wanted = requested_resume(id)
        await info.context.resumes.reanalyze_resume(viewer, wanted)
        return ReanalyzeResumePayload(resume=await object_of(info, ResumeRequest(wanted)))

    @mutation(
        permission=policies.DELETE_RESUME,
        description="Deletes a resume with its file and its results. Only its owner and "
        "administrators may do so. It cannot be undone.",
    )
    async def delete_resume(self, info: Info, id: ResumeArgument) -> DeleteResumePayload:  # noqa: A002
        viewer = info.context.require_viewer()
        wanted = requested_resume(id)
        await info.context.resumes.delete_resume(viewer, wanted)
        return DeleteResumePayload(deleted_resume_id=strawberry.ID(resume_id(wanted)))
