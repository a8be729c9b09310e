"""The one entrance to the readers: a file of a known format becomes a document."""

from __future__ import annotations

from pathlib import Path

from domain.documents.complaints import complaints_logged
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import Document, Recognition


def read_document(
    path: Path, media_type: MediaType, *, recognition: Recognition = Recognition.SIGNALLED
) -> Document:
    """Read a file as the format it was detected to be.

    A hostile file can make it hang, exhaust memory or kill the process: run it in the `Sandbox`.

    Args:
        path: Where it is.
        media_type: As which format it is read.
        recognition: What is done with text in pictures. Without the extra for it, pictures are left out.

    Raises:
        NeedsRecognition: Text has to be recognised, and that is to be signalled.
        ReadFailure: The file cannot be read; its code says why.
    """
    try:
        with complaints_logged():
            return media_type.declared.read(path, recognition)
    except FileNotFoundError as error:
        raise ReadFailure(FailureCode.FILE_MISSING) from error
    except (MemoryError, RecursionError) as error:
        raise ReadFailure(FailureCode.TOO_COMPLEX, type(error).__name__) from error
