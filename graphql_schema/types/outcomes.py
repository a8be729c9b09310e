"""Outcomes that the payloads of several nouns have in common."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.errors import EmptyFile, FileTooLarge, NoFileUploaded, UnsupportedFileType

FILE_REFUSALS = (NoFileUploaded, EmptyFile, FileTooLarge, UnsupportedFileType)
"""What `FileRejectedError` is told for."""


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


@strawberry.type(description="The file is not accepted.")
class FileRejectedError:
    """A refusal."""

    code: FileRejection = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")
