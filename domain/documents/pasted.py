"""Word documents that hold a resume as pictures: pages that were scanned or cut out, and pasted.

They are recognised where the document has hardly any text of its own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from PIL import Image

from domain.documents.characters import readable_count
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.models import Document, Recognition
from domain.documents.office.docx import read_docx
from domain.documents.pictures.files import pictures_of
from domain.documents.pictures.reader import recognised_pages, rendered_while_time
from domain.documents.pictures.recognition import MAXIMUM_PAGES_RECOGNISED, possible
from domain.documents.pictures.rendered import RenderedPage
from domain.documents.zip_guard import GuardedZip

_LEAST_TEXT = 80
_SHORTEST_SIDE = 300
_WIDTH = 595.0
_PICTURE = re.compile(r"word/media/[^/]{0,60}?(\d{0,6})\.(png|jpe?g|bmp|gif|tiff?)", re.IGNORECASE)
_IN_PILLOW = {"jpg": "JPEG", "tif": "TIFF"}


def read_word(
    content: bytes, *, recognition: Recognition, rendered: Iterable[RenderedPage] | None = None
) -> Document:
    """Read a Word document, and what is pasted into one that has hardly any text.

    Args:
        content: The file.
        recognition: What is done with text in pictures.
        rendered: What `render_word` made of the file; None: that is done here.

    Raises:
        NeedsRecognition: Its pictures have to be recognised, and that is to be signalled.
        ReadFailure: As `read_docx` does.
    """
    mode, without_text, document = possible(recognition), None, Document()
    try:
        document = read_docx(content)
    except ReadFailure as failure:
        if failure.code is not FailureCode.NO_TEXT:
            raise
        without_text = failure
    has_pictures = readable_count(document.text) < _LEAST_TEXT and mode is not Recognition.NONE
    if has_pictures and _holds_pictures(content):
        if mode is Recognition.SIGNALLED:
            raise NeedsRecognition(has_text=without_text is None)
        found, unread = recognised_pages(render_word(content) if rendered is None else rendered)
        pasted = (replace(page, number=page.number + len(document.pages)) for page in found if page.blocks)
        document = Document((*document.pages, *pasted), unread, document.hidden)
    if not document.pages and without_text is not None:
        raise without_text
    return document


def render_word(content: bytes) -> Iterator[RenderedPage]:
    """Decode the larger pictures of a document, in the order of their numbers. Raises `ReadFailure`."""
    return rendered_while_time(_rendered(content))


def _rendered(content: bytes) -> Iterator[RenderedPage]:
    for number, picture in enumerate(islice(_pictures(content), MAXIMUM_PAGES_RECOGNISED), start=1):
        yield RenderedPage(number, picture, _WIDTH / picture.size[0])


def _pictures(content: bytes) -> Iterator[Image.Image]:
    with GuardedZip(io.BytesIO(content)) as archive:
        for name, kind in _names(archive):
            part = archive.read_if_there(name)
            try:
                pictures = list(pictures_of(part or b"", kind, most=1))
            except ReadFailure:
                continue
            yield from (picture for picture in pictures if min(picture.size) >= _SHORTEST_SIDE)


def _holds_pictures(content: bytes) -> bool:
    with GuardedZip(io.BytesIO(content)) as archive:
        return bool(_names(archive))


def _names(archive: GuardedZip) -> list[tuple[str, str]]:
    """The pictures' names with Pillow's name of their format."""
    found = [match for name in archive.names(_PICTURE) if (match := _PICTURE.fullmatch(name))]
    found.sort(key=lambda match: (int(match[1] or 0), match[0]))
    return [(match[0], _IN_PILLOW.get(match[2].lower(), match[2].upper())) for match in found]
