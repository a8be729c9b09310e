"""What a client must tell apart when it is refused: types of payloads' unions, one for each kind of error.

Where a mutation's payload has such a type among its members, what its resolver raises is answered by it
(`REFUSALS`), and by an error of the answer elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

import strawberry

from domain.errors import (
    ArchiveRefused,
    DomainError,
    EmptyFile,
    FileTooLarge,
    InvalidCredentials,
    InvalidInput,
    NoFileUploaded,
    NoTitleColumn,
    QuotaExceeded,
    UnsupportedFileType,
    UsernameTaken,
    WrongPassword,
)
from graphql_schema.types.input_rules import InputRule

FILE_REFUSALS = (NoFileUploaded, EmptyFile, FileTooLarge, UnsupportedFileType, QuotaExceeded)
"""What `FileRejectedError` is told for."""


@strawberry.enum(description="This says why a file was not accepted.")
class FileRejection(Enum):
    """Why a file was refused before it was stored. Each value is the code of the domain's error."""

    NO_FILE_UPLOADED = strawberry.enum_value(NoFileUploaded.code, description="The request holds no file.")
    EMPTY_FILE = strawberry.enum_value(EmptyFile.code, description="The file has no content.")
    FILE_TOO_LARGE = strawberry.enum_value(
        FileTooLarge.code, description="The file is larger than the server allows."
    )
    UNSUPPORTED_FILE_TYPE = strawberry.enum_value(
        UnsupportedFileType.code, description="The content is of a type that the server cannot read."
    )
    QUOTA_EXCEEDED = strawberry.enum_value(
        QuotaExceeded.code, description="The user has as many files or bytes stored as one may have."
    )
    ARCHIVE_REFUSED = strawberry.enum_value(
        ArchiveRefused.code,
        description="The ZIP, or the file in it, is damaged, encrypted or too large when it is unpacked.",
    )
    TRY_LATER = strawberry.enum_value(
        "TRY_LATER",
        description="The server takes no file of this user at the moment. It can be sent again later.",
    )


@strawberry.type
class _Told:
    """What a person can be shown."""

    message: str = strawberry.field(
        description="This says so in a Chinese sentence that can be shown to the user."
    )


@strawberry.type(description="Another user has this name already, so no account was made.")
class UsernameTakenError(_Told):
    """Tells the client of `register` that the name is taken, so that its form can ask for another."""


@strawberry.type(description="The username or the password is wrong. It is not said which of them.")
class InvalidCredentialsError(_Told):
    """Tells the client of `login` that it failed, without saying which names exist."""


@strawberry.type(description="The current password is wrong, so the password was not changed.")
class WrongPasswordError(_Told):
    """Tells the client of `changePassword` that the current password was mistyped."""


@strawberry.type(description="A value breaks its rule, so nothing was changed.")
class InvalidInputError:
    """The domain's `InvalidInput` in a payload's union: tells a client which rule its input breaks."""

    rule: InputRule = strawberry.field(
        description="This is the rule that is broken. An error of an answer has it in its `extensions`."
    )
    message: str = strawberry.field(
        description="This says which rule is broken. It is a Chinese sentence that can be shown to the user."
    )


@strawberry.type(
    description="No column of the file is known to hold titles, so nothing was imported. `mappings` can "
    "say which one does."
)
class NoTitleColumnError(_Told):
    """Tells the client of `importPositions` the columns among which its user can choose."""

    column_names: list[str] = strawberry.field(description="The file has columns of these names.")


@strawberry.type(description="The file was not accepted, so nothing was stored.")
class FileRejectedError:
    """The domain's `FILE_REFUSALS` in a payload's union: tells a client why its file was refused."""

    code: FileRejection = strawberry.field(description="This is the reason as a code, for programs.")
    message: str = strawberry.field(
        description="This is the reason as a Chinese sentence that can be shown to the user."
    )


def rejection_of(refusal: DomainError) -> FileRejectedError:
    """Return why one of several files was refused; what would be an error of a single one is told too."""
    known = isinstance(refusal, (*FILE_REFUSALS, ArchiveRefused))
    return FileRejectedError(
        code=FileRejection(refusal.code) if known else FileRejection.TRY_LATER, message=refusal.message
    )


class Refusal:
    """Answers errors of the domain by a type of the schema; a `strawberry.ExceptionHandler`."""

    def __init__(
        self, *errors: type[DomainError], told: type, told_as: Callable[[Any], object] | None = None
    ) -> None:
        self.exception_type = errors
        self.error_type = told
        self._told_as = told_as

    def handle(self, exception: DomainError, **_: object) -> object:
        if self._told_as is not None:
            return self._told_as(exception)
        return self.error_type(message=exception.message)


REFUSALS = (
    Refusal(UsernameTaken, told=UsernameTakenError),
    Refusal(InvalidCredentials, told=InvalidCredentialsError),
    Refusal(WrongPassword, told=WrongPasswordError),
    Refusal(*FILE_REFUSALS, told=FileRejectedError, told_as=rejection_of),
    Refusal(
        NoTitleColumn,
        told=NoTitleColumnError,
        told_as=lambda refusal: NoTitleColumnError(
            message=refusal.message, column_names=list(refusal.columns)
        ),
    ),
    # Last: it is what some of the others are too.
    Refusal(
        InvalidInput,
        told=InvalidInputError,
        told_as=lambda refusal: InvalidInputError(rule=refusal.rule, message=refusal.message),
    ),
)
"""The first that a mutation's payload knows is taken."""
