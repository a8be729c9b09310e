"""The formats that can be read: each is declared here, once.

A declaration says how a format is named, how its content is known and who reads it. What is stored, the
detection of uploads, the dispatch to the readers and the lists in OpenAPI and in the README follow from it.
docs/extending.md walks through a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Self

from domain.documents import signatures
from domain.documents.models import Document, Recognition
from domain.documents.signatures import Sample

if TYPE_CHECKING:
    from PIL.Image import Image

    from domain.documents.pictures.rendered import RenderedPage

    Rendered = Iterable[RenderedPage]
    Reader = Callable[[bytes, Recognition, Rendered | None], Document]
    Painter = Callable[[bytes, int, Callable[[float, float], float]], Image]

# How much of a file's beginning and end is looked at.
HEAD_BYTES = 64 * 2**10
TAIL_BYTES = 128 * 2**10


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What is declared of a format.

    Attributes:
        name: What it is called in English; formats of one family may share a name.
        name_zh: The same in Chinese.
        suffix: That of its stored files.
        is_known: Tells whether a file is of it, by its content.
        read: Reads a file, with what was rendered of it, if that was done before. It imports the reader when
            it is first called: the server never reads.
        render: Returns the pages whose text has to be recognised, which a process of its own does; None where
            no file of it holds text in pictures.
        paint: Returns the picture of a page, given its number and what tells the pixels of a point; None
            where the format has no pages of its own.
        is_picture: Whether a file of it is a picture, all of whose text has to be recognised.
    """

    name: str
    name_zh: str
    suffix: str
    is_known: Callable[[Sample], bool]
    read: Reader
    render: Callable[[bytes], Rendered] | None = None
    paint: Painter | None = None
    is_picture: bool = False


def _read_pdf(content: bytes, recognition: Recognition, rendered: Rendered | None) -> Document:
    from domain.documents.pdf.reader import read_pdf

    return read_pdf(content, recognition=recognition, rendered=rendered)


def _render_pdf(content: bytes) -> Rendered:
    from domain.documents.pdf.reader import render_pdf

    return render_pdf(content)


def _paint_pdf(content: bytes, number: int, fitted: Callable[[float, float], float]) -> Image:
    from domain.documents.pdf.painting import paint_pdf_page

    return paint_pdf_page(content, number, fitted)


def _read_docx(content: bytes, recognition: Recognition, rendered: Rendered | None) -> Document:
    from domain.documents.pasted import read_word

    return read_word(content, recognition=recognition, rendered=rendered)


def _render_docx(content: bytes) -> Rendered:
    from domain.documents.pasted import render_word

    return render_word(content)


def _read_doc(content: bytes, *_: object) -> Document:
    from domain.documents.office.doc import read_doc

    return read_doc(content)


def _read_odt(content: bytes, *_: object) -> Document:
    from domain.documents.office.odt import read_odt

    return read_odt(content)


def _read_rtf(content: bytes, *_: object) -> Document:
    from domain.documents.office.rtf import read_rtf

    return read_rtf(content)


def _read_html(content: bytes, *_: object) -> Document:
    from domain.documents.markup.html import read_html

    return read_html(content)


def _read_linkedin(content: bytes, *_: object) -> Document:
    from domain.documents.structured.linkedin import read_linkedin

    return read_linkedin(content)


def _read_json_resume(content: bytes, *_: object) -> Document:
    from domain.documents.structured.json_resume import read_json_resume

    return read_json_resume(content)


def _read_text(content: bytes, *_: object) -> Document:
    from domain.documents.markup.plain import read_text

    return read_text(content)


def _picture(
    name: str, suffix: str, is_known: Callable[[Sample], bool], *, in_pillow: str | None = None
) -> Format:
    """Declare a picture; `in_pillow` is Pillow's name of the format, where it is another."""
    kind = in_pillow or name.upper()

    def read(content: bytes, recognition: Recognition, rendered: Rendered | None) -> Document:
        from domain.documents.pictures.reader import read_picture

        return read_picture(content, kind, recognition=recognition, rendered=rendered)

    def render(content: bytes) -> Rendered:
        from domain.documents.pictures.reader import render_picture

        return render_picture(content, kind)

    def paint(content: bytes, number: int, _fitted: Callable[[float, float], float]) -> Image:
        from domain.documents.pictures.files import picture_of_page

        return picture_of_page(content, kind, number)

    return Format(
        name=name,
        name_zh="图片",
        suffix=suffix,
        is_known=is_known,
        read=read,
        render=render,
        paint=paint,
        is_picture=True,
    )


class MediaType(StrEnum):
    """A format that can be read. The value is its media type on the web, and what is stored of it.

    Detection asks pictures first, then the others in their order: plain text is what is nothing else.
    """

    _value_: str
    declared: Format

    def __new__(cls, media_type: str, declared: Format | None = None) -> Self:
        """Make a member as it is declared; `MediaType("text/html")` only finds one, and never comes here."""
        assert declared is not None
        member = str.__new__(cls, media_type)
        member._value_ = media_type
        member.declared = declared
        return member

    PDF = (
        "application/pdf",
        Format(
            name="PDF",
            name_zh="PDF",
            suffix=".pdf",
            is_known=signatures.is_pdf,
            read=_read_pdf,
            render=_render_pdf,
            paint=_paint_pdf,
        ),
    )
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format(
            name="Word",
            name_zh="Word",
            suffix=".docx",
            is_known=signatures.is_docx,
            read=_read_docx,
            render=_render_docx,
        ),
    )
    DOC = (
        "application/msword",
        Format(name="Word", name_zh="Word", suffix=".doc", is_known=signatures.is_doc, read=_read_doc),
    )
    RTF = (
        "application/rtf",
        Format(name="RTF", name_zh="RTF", suffix=".rtf", is_known=signatures.is_rtf, read=_read_rtf),
    )
    ODT = (
        "application/vnd.oasis.opendocument.text",
        Format(name="OpenDocument", name_zh="ODT", suffix=".odt", is_known=signatures.is_odt, read=_read_odt),
    )
    HTML = (
        "text/html",
        Format(name="HTML", name_zh="HTML", suffix=".html", is_known=signatures.is_html, read=_read_html),
    )
    LINKEDIN = (
        "application/zip",
        Format(
            name="LinkedIn",
            name_zh="LinkedIn",
            suffix=".zip",
            is_known=signatures.is_linkedin,
            read=_read_linkedin,
        ),
    )
    JSON_RESUME = (
        "application/json",
        Format(
            name="JSON Resume",
            name_zh="JSON Resume",
            suffix=".json",
            is_known=signatures.is_json_resume,
            read=_read_json_resume,
        ),
    )
    TEXT = (
        "text/plain",
        Format(name="text", name_zh="文本", suffix=".txt", is_known=signatures.is_text, read=_read_text),
    )
    PNG = "image/png", _picture("PNG", ".png", signatures.is_png)
    JPEG = "image/jpeg", _picture("JPEG", ".jpg", signatures.is_jpeg)
    WEBP = "image/webp", _picture("WebP", ".webp", signatures.is_webp)
    TIFF = "image/tiff", _picture("TIFF", ".tiff", signatures.is_tiff)
    HEIC = "image/heic", _picture("HEIC", ".heic", signatures.is_heic, in_pillow="HEIF")
    GIF = "image/gif", _picture("GIF", ".gif", signatures.is_gif)
    BMP = "image/bmp", _picture("BMP", ".bmp", signatures.is_bmp)


_ASKED = sorted(MediaType, key=lambda media_type: not media_type.declared.is_picture)


def detect_media_type(*, head: bytes, tail: bytes, size_bytes: int) -> MediaType | None:
    """Tell a file's format, or None where it is none that can be read.

    Args:
        head: The first bytes, up to `HEAD_BYTES`; they may end in the middle of a character.
        tail: The last bytes, up to `TAIL_BYTES`; they overlap with the head in a short file.
        size_bytes: The size of the whole file.
    """
    sample = Sample(head[:HEAD_BYTES], tail[-TAIL_BYTES:], size_bytes)
    return next((media_type for media_type in _ASKED if media_type.declared.is_known(sample)), None)


def media_type_of(path: Path) -> MediaType | None:
    """Tell the format of a file on the disk."""
    with path.open("rb") as file:
        size_bytes = file.seek(0, 2)
        file.seek(0)
        head = file.read(HEAD_BYTES)
        file.seek(max(0, size_bytes - TAIL_BYTES))
        return detect_media_type(head=head, tail=file.read(TAIL_BYTES), size_bytes=size_bytes)


def names_zh() -> str:
    """The formats' Chinese names, each once: what a form for uploads says that it takes."""
    return "、".join(dict.fromkeys(media_type.declared.name_zh for media_type in MediaType))
