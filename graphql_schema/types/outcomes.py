"""Outcomes that the payloads of several nouns have in common."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.errors import EmptyFile, FileTooLarge, NoFileUploaded, UnsupportedFileType

FILE_REFUSALS = (NoFileUploaded, EmptyFile, FileTooLarge, UnsupportedFileType)
"""What `FileRejectedError` is told for."""


@strawberry.enum(description="This says why a file was not accepted.")
class FileRejection(Enum):
    """Each value is the domain's code."""

    NO_FILE_UPLOADED = strawberry.enum_value(NoFileUploaded.code, description="The request holds no file.")
    EMPTY_FILE = strawberry.enum_value(EmptyFile.code, description="The file has no content.")
    FILE_TOO_LARGE = strawberry.enum_value(
        FileTooLarge.code, description="The file is larger than the server allows."
    )
    UNSUPPORTED_FILE_TYPE = strawberry.enum_value(
        UnsupportedFileType.code, description="The content is of a type that the server cannot read."
    )


@strawberry.type(description="A value breaks its rule, so nothing was changed.")
class InvalidInputError:
    """A refusal."""

    message: str = strawberry.field(
        description="This says which rule is broken. It is a Chinese sentence that can be shown to the user."
    )


@strawberry.type(description="The file was not accepted, so nothing was stored.")
class FileRejectedError:
    """A refusal."""

    code: FileRejection = strawberry.field(description="This is the reason as a code, for programs.")
    message: str = strawberry.field(
        description="This is the reason as a Chinese sentence that can be shown to the user."
    )
