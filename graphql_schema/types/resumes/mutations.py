"""Mutations of resumes: the same use cases as over REST. What a client must tell apart are unions."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload

from graphql_schema.ids import ObjectRequest, requested, resume_id
from graphql_schema.types.operations import Info, mutation, object_of
from graphql_schema.types.outcomes import FILE_REFUSALS, FileRejectedError, FileRejection
from graphql_schema.types.resumes.types import Resume, ResumeArgument


@strawberry.type(description="The file was kept; its analysis runs in the background.")
class UploadResumeSuccess:
    """An outcome."""

    resume: Resume = strawberry.field(description="The new resume; follow it with `resumeUpdated`.")


@strawberry.type(description="A resume is analysed anew.")
class ReanalyzeResumePayload:
    """An outcome."""

    resume: Resume = strawberry.field(description="The resume; follow it with `resumeUpdated`.")


@strawberry.type(description="A resume was deleted with its file and its results.")
class DeleteResumePayload:
    """An outcome."""

    deleted_resume_id: strawberry.ID = strawberry.field(description="The `id` that it had.")


UploadResumePayload = Annotated[
    UploadResumeSuccess | FileRejectedError,
    strawberry.union("UploadResumePayload", description="What became of an upload."),
]


@strawberry.type
class ResumeMutations:
    """Mutations of resumes."""

    @mutation(description="Keep a file and have it analysed.")
    async def upload_resume(
        self,
        info: Info,
        file: Annotated[
            Upload, strawberry.argument(description="The file; its type is told from its content.")
        ],
    ) -> UploadResumePayload:
        viewer = info.context.require_viewer()
        try:
            resume = await info.context.resumes.upload_resume(viewer, file)  # type: ignore[arg-type]
        except FILE_REFUSALS as error:
            return FileRejectedError(code=FileRejection(error.code), message=error.message)
        return UploadResumeSuccess(resume=await object_of(info, ObjectRequest("Resume", resume.id)))

    @mutation(description="Have a resume analysed anew; one that is in work already goes on.")
    async def reanalyze_resume(self, info: Info, id: ResumeArgument) -> ReanalyzeResumePayload:  # noqa: A002
        viewer = info.context.require_viewer()
        wanted = requested(id, kind="Resume")
        await info.context.resumes.reanalyze_resume(viewer, wanted.key)
        return ReanalyzeResumePayload(resume=await object_of(info, wanted))

    @mutation(description="Delete a resume with its file and its results.")
    async def delete_resume(self, info: Info, id: ResumeArgument) -> DeleteResumePayload:  # noqa: A002
        viewer = info.context.require_viewer()
        wanted = requested(id, kind="Resume")
        await info.context.resumes.delete_resume(viewer, wanted.key)
        return DeleteResumePayload(deleted_resume_id=strawberry.ID(resume_id(wanted.key)))
