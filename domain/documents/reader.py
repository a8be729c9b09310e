"""The one entrance to the readers: a file of a known type becomes a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from domain.documents.complaints import complaints_logged
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.markup.html import read_html
from domain.documents.markup.plain import read_text
from domain.documents.models import Document, MediaType
from domain.documents.office.doc import read_doc
from domain.documents.office.docx import read_docx
from domain.documents.office.odt import read_odt
from domain.documents.office.rtf import read_rtf
from domain.documents.pdf.reader import read_pdf
from domain.documents.pictures.reader import read_picture
from domain.documents.pictures.recognition import Recognition, is_available

_READERS: dict[MediaType, Callable[[Path], Document]] = {
    MediaType.DOCX: read_docx,
    MediaType.DOC: read_doc,
    MediaType.RTF: read_rtf,
    MediaType.ODT: read_odt,
    MediaType.HTML: read_html,
    MediaType.TEXT: read_text,
}


def read_document(
    path: Path, media_type: MediaType, *, recognition: Recognition = Recognition.SIGNALLED
) -> Document:
    """Read a file as the type it was detected to be.

    A hostile file can make it hang, exhaust memory or kill the process: run it in the `Sandbox`.

    Args:
        path: Where it is.
        media_type: As which type it is read.
        recognition: What is done with text in pictures. Without the extra for it, pictures are left out.

    Raises:
        NeedsRecognition: Text has to be recognised, and that is to be signalled.
        ReadFailure: The file cannot be read; its code says why.
    """
    mode = recognition if is_available() else Recognition.NONE
    try:
        with complaints_logged():
            if media_type is MediaType.PDF:
                return read_pdf(path, recognition=mode)
            if media_type.is_image:
                return read_picture(path, media_type, mode=mode)
            return _READERS[media_type](path)
    except FileNotFoundError as error:
        raise ReadFailure(FailureCode.FILE_MISSING) from error
    except (MemoryError, RecursionError) as error:
        raise ReadFailure(FailureCode.TOO_COMPLEX, type(error).__name__) from error
