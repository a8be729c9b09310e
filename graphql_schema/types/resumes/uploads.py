"""Many files in one upload, each with its verdict."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload

from domain import policies
from domain.errors import NotFound
from domain.resumes.uploading import FileVerdict as Verdict
from domain.resumes.uploading import ManyUploads
from graphql_schema.blind import NOTHING, STARS
from graphql_schema.ids import ResumeRequest
from graphql_schema.reading import RULE
from graphql_schema.types.operations import BULK_POINTS, Info, mutation, object_of
from graphql_schema.types.outcomes import FileRejectedError, rejection_of
from graphql_schema.types.resumes.mutations import UploadResumeSuccess
from graphql_schema.types.resumes.types import Resume


@strawberry.type(description="The file was left out, because the user has it already, byte by byte.")
class SameFileSkipped:
    """What became of a file where `skipSameFiles` is asked for."""

    resume: Resume = strawberry.field(
        description="This resume is the same file.", metadata={RULE: policies.SEE_RESUME}
    )


UploadedFile = Annotated[
    UploadResumeSuccess | FileRejectedError | SameFileSkipped,
    strawberry.union("UploadedFile", description="A file is stored, rejected or left out."),
]


@strawberry.type(description="This says what became of one file of an upload.")
class FileVerdict:
    """A file of `uploadResumes`; each has its own outcome, whatever became of the others."""

    file_name: str = strawberry.field(
        extensions=[STARS],
        description="The file had this name. In a ZIP it is the whole path. Characters that no screen shows, "
        "and those that turn the direction of text, are left out.",
    )
    archive: str | None = strawberry.field(
        extensions=[NOTHING],
        description="This is the name of the ZIP that holds the file. It is null for a file by itself.",
    )
    outcome: UploadedFile = strawberry.field(description="This became of the file.")


@strawberry.type(description="This says what became of each file of an upload.")
class UploadResumesPayload:
    """What `uploadResumes` returns: the verdicts, and how many of each kind."""

    verdicts: list[FileVerdict] = strawberry.field(
        description="There is one for each file, in their order, and for each file in a ZIP."
    )
    stored_count: int = strawberry.field(description="This many files were stored as new resumes.")
    skipped_count: int = strawberry.field(description="This many files were left out as known ones.")
    rejected_count: int = strawberry.field(description="This many files were rejected.")


@strawberry.type
class ManyUploadMutations:
    """The mutation by which many resumes come at once."""

    @mutation(
        permission=policies.UPLOAD_RESUME,
        points=BULK_POINTS,
        description="Stores several files as new resumes of the user who asks, and starts their analysis. A "
        "ZIP is unpacked, and the files in it count like others. Each file has its own verdict, and "
        "those that are rejected do not hold up the others.",
    )
    async def upload_resumes(
        self,
        info: Info,
        files: Annotated[
            list[Upload],
            strawberry.argument(
                description="These are the files, and some may be ZIP archives of files. A ZIP may hold 500 "
                "files, and one in another is not unpacked."
            ),
        ],
        skip_same_files: Annotated[
            bool,
            strawberry.argument(
                description="With true, a file that the user has stored already is left out. So an upload "
                "that broke off can be sent again."
            ),
        ] = False,
    ) -> UploadResumesPayload:
        viewer = info.context.require_viewer()
        many = ManyUploads(info.context.resumes)
        verdicts = await many.upload_resumes(viewer, files, skip_same=skip_same_files)  # type: ignore[arg-type]
        shown = [await _shown(info, verdict) for verdict in verdicts]
        return UploadResumesPayload(
            verdicts=shown,
            stored_count=sum(verdict.resume is not None for verdict in verdicts),
            skipped_count=sum(verdict.same_as is not None for verdict in verdicts),
            rejected_count=sum(verdict.refusal is not None for verdict in verdicts),
        )


async def _shown(info: Info, verdict: Verdict) -> FileVerdict:
    try:
        outcome = await _outcome(info, verdict)
    except NotFound as error:
        # Deleted meanwhile: what became of the others is told all the same.
        outcome = rejection_of(error)
    return FileVerdict(file_name=verdict.file_name, archive=verdict.archive, outcome=outcome)


async def _outcome(info: Info, verdict: Verdict) -> UploadResumeSuccess | FileRejectedError | SameFileSkipped:
    if verdict.resume is not None:
        return UploadResumeSuccess(resume=await object_of(info, ResumeRequest(verdict.resume.id)))
    if verdict.same_as is not None:
        return SameFileSkipped(resume=await object_of(info, ResumeRequest(verdict.same_as)))
    assert verdict.refusal is not None
    return rejection_of(verdict.refusal)
