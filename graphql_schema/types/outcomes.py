"""Outcomes that the payloads of several nouns have in common."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.errors import (
    ArchiveRefused,
    DomainError,
    EmptyFile,
    FileTooLarge,
    NoFileUploaded,
    QuotaExceeded,
    UnsupportedFileType,
)

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


@strawberry.type(description="A value breaks its rule, so nothing was changed.")
class InvalidInputError:
    """The domain's `InvalidInput` in a payload's union: tells a client which rule its input breaks."""

    message: str = strawberry.field(
        description="This says which rule is broken. It is a Chinese sentence that can be shown to the user."
    )


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
