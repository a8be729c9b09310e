"""The one entrance to the readers: a file of a known format becomes a document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from domain.documents.complaints import complaints_logged
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.furniture import with_furniture_marked
from domain.documents.hiding import with_hidden_told
from domain.documents.models import Document, Recognition
from domain.documents.tables import with_tables_settled


def read_document(
    content: bytes, media_type: MediaType, *, recognition: Recognition = Recognition.SIGNALLED
) -> Document:
    """Read a file as the format it was detected to be.

    A hostile file can make it hang, exhaust memory or kill the process: run it in the `Sandbox`.

    Args:
        content: The file.
        media_type: As which format it is read.
        recognition: What is done with text in pictures. Without the extra for it, pictures are left out.

    Raises:
        NeedsRecognition: Its text is in pictures, and that is to be signalled.
        ReadFailure: The file has no text, is damaged or encrypted, or asks for more than a resume needs.
    """
    with _bounded():
        return _arranged(media_type.declared.read(content, recognition, None))


def render_document(content: bytes, media_type: MediaType) -> bytes:
    """Return as bytes the pages whose text has to be recognised. Raises `ReadFailure`."""
    from domain.documents.pictures.rendered import packed_pages

    render = media_type.declared.render
    if render is None:
        raise ReadFailure(FailureCode.NO_TEXT, "a format without pictures")
    with _bounded():
        return packed_pages(render(content))


def recognise_document(content: bytes, rendered: bytes, media_type: MediaType) -> Document:
    """Read a file with the text in what `render_document` made of it. Raises `ReadFailure`."""
    from domain.documents.pictures.rendered import unpacked_pages

    with _bounded():
        pages = unpacked_pages(rendered)
        return _arranged(media_type.declared.read(content, Recognition.DONE, pages))


def _arranged(document: Document) -> Document:
    return with_hidden_told(with_furniture_marked(with_tables_settled(document)))


@contextmanager
def _bounded() -> Iterator[None]:
    try:
        with complaints_logged():
            yield
    except (MemoryError, RecursionError) as error:
        raise ReadFailure(FailureCode.TOO_COMPLEX, type(error).__name__) from error
