from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from domain.documents.errors import ReadFailure
from domain.documents.formats import MediaType, detect_media_type
from domain.documents.models import Document, Page, Recognition
from domain.documents.pictures import reader as pictures_reader
from domain.documents.pictures import recognition
from domain.documents.pictures.rendered import RenderedPage
from domain.documents.reader import read_document
from tests import office_files, pdf_files, picture_files, structured_files, word_files
from tests.office_files import DocParagraph


def encoded(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


SEEDS = {
    MediaType.PDF: pdf_files.pdf_with_lines(["Grace Field", "方晓晴"]),
    MediaType.DOCX: word_files.docx_with_table([["姓名", "方晓晴"]], before=["Grace Field"]),
    MediaType.DOC: office_files.doc_with_paragraphs([DocParagraph("方晓晴\x07", in_table=True)]),
    MediaType.RTF: office_files.rtf_with_body(
        r"{\b 姓名}\intbl 方\cell\row\pard{\header x\par}{\shptxt y}\u8211?"
    ),
    MediaType.ODT: office_files.odt_with_body(office_files.odt_paragraph("方晓晴")),
    MediaType.HTML: "<meta charset=gbk><table><tr><td>姓名<td>方晓晴</table><a href=tel:1>x".encode(
        "gb18030"
    ),
    MediaType.LINKEDIN: structured_files.linkedin(
        {"Profile": [{"First Name": "Grace"}], "Skills": [{"Name": "x"}]}
    ),
    MediaType.JSON_RESUME: b'{"basics": {"name": "Grace"}, "work": [{"name": "x"}], "skills": []}',
    MediaType.TEXT: "# 姓名：方晓晴\tGrace\n[a](b)|**x**\n".encode("gb18030"),
    **dict.fromkeys(
        (each for each in MediaType if each.declared.is_picture), picture_files.png_of_size(8, 8)
    ),
}


PICTURES = {
    media_type: encoded(Image.new("RGB", (20, 20), "white"), kind)
    for media_type, kind in (
        (MediaType.PNG, "PNG"),
        (MediaType.JPEG, "JPEG"),
        (MediaType.WEBP, "WEBP"),
        (MediaType.TIFF, "TIFF"),
        (MediaType.GIF, "GIF"),
        (MediaType.BMP, "BMP"),
    )
} | {MediaType.HEIC: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"}


def test_every_format_has_a_file_to_damage() -> None:
    assert set(SEEDS) == set(MediaType)
    assert set(PICTURES) == {each for each in MediaType if each.declared.is_picture}


def unrecognised_page(rendered: RenderedPage) -> Page:
    """Stand in for the recognition, which takes seconds."""
    assert rendered.picture.mode == "RGB"
    return Page(rendered.number, ())


def reads_or_fails(
    content: bytes, media_type: MediaType, recognition: Recognition = Recognition.SIGNALLED
) -> bool:
    try:
        return isinstance(read_document(content, media_type, recognition=recognition), Document)
    except ReadFailure:
        return True


@given(content=st.binary(max_size=400), media_type=st.sampled_from(MediaType))
def test_any_bytes_are_read_or_refused(content: bytes, media_type: MediaType) -> None:
    assert reads_or_fails(content, media_type)


@given(
    media_type=st.sampled_from(MediaType),
    at=st.floats(0, 1),
    cut=st.integers(0, 40),
    inserted=st.binary(max_size=20),
)
def test_damaged_files_are_read_or_refused(
    media_type: MediaType, at: float, cut: int, inserted: bytes
) -> None:
    seed = SEEDS[media_type]
    place = int(at * len(seed))

    assert reads_or_fails(seed[:place] + inserted + seed[place + cut :], media_type)


@given(head=st.binary(max_size=400), tail=st.binary(max_size=100), size=st.integers(0, 10**9))
def test_any_bytes_have_a_type_or_none(head: bytes, tail: bytes, size: int) -> None:
    for mark in (b"", b"PK\x03\x04", b"%PDF-1.7 obj", b"\xff\xfe"):
        found = detect_media_type(head=mark + head, tail=tail + b"PK\x05\x06" + head, size_bytes=size)
        assert found is None or isinstance(found, MediaType)


@given(
    media_type=st.sampled_from([each for each in MediaType if each.declared.is_picture]),
    at=st.floats(0, 1),
    cut=st.integers(0, 40),
    inserted=st.binary(max_size=20),
)
def test_damaged_pictures_are_opened_or_refused(
    media_type: MediaType, at: float, cut: int, inserted: bytes
) -> None:
    seed = PICTURES[media_type]
    place = int(at * len(seed))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recognition, "is_available", lambda: True)
        patch.setattr(pictures_reader, "recognised_page", unrecognised_page)
        assert reads_or_fails(seed[:place] + inserted + seed[place + cut :], media_type, Recognition.DONE)
