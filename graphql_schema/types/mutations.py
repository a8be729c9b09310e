"""Mutations: the same use cases as over REST. Outcomes that a client must tell apart are unions."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry.file_uploads import Upload

from domain.errors import (
    EmptyFile,
    FileTooLarge,
    InvalidCredentials,
    InvalidInput,
    NoFileUploaded,
    UnsupportedFileType,
    UsernameTaken,
    WrongPassword,
)
from domain.users.models import Role, Viewer
from graphql_schema.context import Context
from graphql_schema.reading import Record, record_of
from graphql_schema.sources import Objects
from graphql_schema.types.node import ObjectRequest, requested, resume_id
from graphql_schema.types.resumes import Resume
from graphql_schema.types.users import User

Info = strawberry.Info[Context, None]
_OBJECTS = Objects()

# Strawberry leaves its decorators untyped.
_mutation: Callable[..., Callable[[Callable[..., Any]], Any]] = strawberry.mutation

ResumeArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The resume's `id`, or its `databaseId`.")
]


@strawberry.enum(description="Why a file is not accepted.")
class FileRejection(Enum):
    """Each value is the domain's code."""

    NO_FILE_UPLOADED = strawberry.enum_value(NoFileUploaded.code, description="There is no file.")
    EMPTY_FILE = strawberry.enum_value(EmptyFile.code, description="The file has no content.")
    FILE_TOO_LARGE = strawberry.enum_value(FileTooLarge.code, description="The file exceeds the size limit.")
    UNSUPPORTED_FILE_TYPE = strawberry.enum_value(
        UnsupportedFileType.code, description="Its content is of no type that can be read."
    )


@strawberry.type(description="A value breaks its rule.")
class InvalidInputError:
    """A refusal."""

    message: str = strawberry.field(description="The rule, for people.")


@strawberry.type(description="Another user has this name.")
class UsernameTakenError:
    """A refusal."""

    message: str = strawberry.field(description="The same, for people.")


@strawberry.type(description="The username or the password is wrong; which of them is not told.")
class InvalidCredentialsError:
    """A refusal."""

    message: str = strawberry.field(description="The same, for people.")


@strawberry.type(description="The current password given for a change is wrong.")
class WrongPasswordError:
    """A refusal."""

    message: str = strawberry.field(description="The same, for people.")


@strawberry.type(description="The file is not accepted.")
class FileRejectedError:
    """A refusal."""

    code: FileRejection = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")


@strawberry.type(description="A user was made.")
class RegisterSuccess:
    """An outcome."""

    user: User = strawberry.field(description="The new user; he still has to log in.")


@strawberry.type(description="The login succeeded.")
class LoginSuccess:
    """An outcome."""

    access_token: str = strawberry.field(description="For the header `Authorization: Bearer …`.")
    user: User = strawberry.field(description="Whoever logged in.")


@strawberry.type(description="The password was changed; every earlier token has ended.")
class ChangePasswordSuccess:
    """An outcome."""

    access_token: str = strawberry.field(description="A new token, in place of the present one.")


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


@strawberry.type(description="A user's role was set.")
class SetUserRolePayload:
    """An outcome."""

    user: User = strawberry.field(description="The user with the new role.")


RegisterPayload = Annotated[
    RegisterSuccess | UsernameTakenError | InvalidInputError,
    strawberry.union("RegisterPayload", description="What became of a registration."),
]
LoginPayload = Annotated[
    LoginSuccess | InvalidCredentialsError,
    strawberry.union("LoginPayload", description="What became of a login."),
]
ChangePasswordPayload = Annotated[
    ChangePasswordSuccess | WrongPasswordError | InvalidInputError,
    strawberry.union("ChangePasswordPayload", description="What became of a change of password."),
]
UploadResumePayload = Annotated[
    UploadResumeSuccess | FileRejectedError,
    strawberry.union("UploadResumePayload", description="What became of an upload."),
]


@strawberry.input(description="A new user.")
class RegisterInput:
    """The arguments of `register`."""

    username: str = strawberry.field(description="A unique name, regardless of case, of 1 to 64 characters.")
    password: str = strawberry.field(description="The password, of at most 128 characters.")
    email: str | None = strawberry.field(default=None, description="E-mail address.")
    role: Role = strawberry.field(
        default=Role.JOB_SEEKER, description="`ADMIN` only where an administrator registers the user."
    )


@strawberry.input(description="A user's credentials.")
class LoginInput:
    """The arguments of `login`."""

    username: str = strawberry.field(description="The name.")
    password: str = strawberry.field(description="The password.")


@strawberry.input(description="A change of one's own password.")
class ChangePasswordInput:
    """The arguments of `changePassword`."""

    current_password: str = strawberry.field(description="The password so far.")
    new_password: str = strawberry.field(description="The new password, of at most 128 characters.")


@strawberry.input(description="A user's new role.")
class SetUserRoleInput:
    """The arguments of `setUserRole`."""

    user: strawberry.ID = strawberry.field(description="The user's `id` or `databaseId`; not oneself.")
    role: Role = strawberry.field(description="The new role.")


@strawberry.type(description="What can be changed. Each needs a token but `register` and `login`.")
class Mutation:
    """The root of mutations."""

    @_mutation(description="Make a user.")
    async def register(
        self,
        info: Info,
        input: Annotated[RegisterInput, strawberry.argument(description="Whom.")],  # noqa: A002
    ) -> RegisterPayload:
        context = info.context
        try:
            user = await context.users.register(
                username=input.username,
                password=input.password,
                email=input.email,
                role=input.role,
                viewer=context.viewer,
            )
        except UsernameTaken as error:
            return UsernameTakenError(message=error.message)
        except InvalidInput as error:
            return InvalidInputError(message=error.message)
        viewer = Viewer(user.id, user.username, user.role)
        return RegisterSuccess(user=await _object(info, ObjectRequest("User", user.id), viewer=viewer))

    @_mutation(description="Get a token for a user.")
    async def login(
        self,
        info: Info,
        input: Annotated[LoginInput, strawberry.argument(description="Who.")],  # noqa: A002
    ) -> LoginPayload:
        users = info.context.users
        try:
            token = await users.login(username=input.username, password=input.password)
        except InvalidCredentials as error:
            return InvalidCredentialsError(message=error.message)
        viewer = await users.authenticate(token)
        user = await _object(info, ObjectRequest("User", viewer.id), viewer=viewer)
        return LoginSuccess(access_token=token, user=user)

    @_mutation(description="Change one's own password. Every token given out so far ends.")
    async def change_password(
        self,
        info: Info,
        input: Annotated[ChangePasswordInput, strawberry.argument(description="The passwords.")],  # noqa: A002
    ) -> ChangePasswordPayload:
        viewer = info.context.require_viewer()
        try:
            token = await info.context.users.change_password(
                viewer, current=input.current_password, new=input.new_password
            )
        except WrongPassword as error:
            return WrongPasswordError(message=error.message)
        except InvalidInput as error:
            return InvalidInputError(message=error.message)
        return ChangePasswordSuccess(access_token=token)

    @_mutation(description="Keep a file and have it analysed.")
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
        except (NoFileUploaded, EmptyFile, FileTooLarge, UnsupportedFileType) as error:
            return FileRejectedError(code=FileRejection(error.code), message=error.message)
        return UploadResumeSuccess(resume=await _object(info, ObjectRequest("Resume", resume.id)))

    @_mutation(description="Have a resume analysed anew; one that is in work already goes on.")
    async def reanalyze_resume(self, info: Info, id: ResumeArgument) -> ReanalyzeResumePayload:  # noqa: A002
        viewer = info.context.require_viewer()
        wanted = requested(id, kind="Resume")
        await info.context.resumes.reanalyze_resume(viewer, wanted.key)
        return ReanalyzeResumePayload(resume=await _object(info, wanted))

    @_mutation(description="Delete a resume with its file and its results.")
    async def delete_resume(self, info: Info, id: ResumeArgument) -> DeleteResumePayload:  # noqa: A002
        viewer = info.context.require_viewer()
        wanted = requested(id, kind="Resume")
        await info.context.resumes.delete_resume(viewer, wanted.key)
        return DeleteResumePayload(deleted_resume_id=strawberry.ID(resume_id(wanted.key)))

    @_mutation(description="Set a user's role; only for administrators.")
    async def set_user_role(
        self,
        info: Info,
        input: Annotated[SetUserRoleInput, strawberry.argument(description="Whose role.")],  # noqa: A002
    ) -> SetUserRolePayload:
        viewer = info.context.require_admin()
        wanted = requested(input.user, kind="User")
        await info.context.users.set_user_role(viewer, wanted.key, role=input.role)
        return SetUserRolePayload(user=await _object(info, wanted))


async def _object(info: Info, request: ObjectRequest, *, viewer: Viewer | None = None) -> Any:
    """Return an object as it is now, for its fields to be read; as `viewer` sees it where given."""
    record: Record = await record_of(_OBJECTS, request, info, viewer=viewer)
    return record
