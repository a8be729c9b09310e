from __future__ import annotations

import io
import zipfile

import pytest

from domain.documents.formats import (
    HEAD_BYTES,
    TAIL_BYTES,
    MediaType,
    detect_media_type,
)
from tests import hostile_files, pdf_files, word_files


def detect(content: bytes) -> MediaType | None:
    return detect_media_type(head=content[:HEAD_BYTES], tail=content[-TAIL_BYTES:], size_bytes=len(content))


def zip_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return out.getvalue()


OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def stream_name(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (OLE_MARK + b"\0" * 504 + b"\xec\xa5\xc1\0", MediaType.DOC),
        (OLE_MARK + b"\0" * 70_000 + stream_name("WordDocument") + b"\0" * 90_000, MediaType.DOC),
        (OLE_MARK + b"\0" * 600 + stream_name("EncryptedPackage"), MediaType.DOCX),
        (b"{\\rtf1\\ansi Grace Field}", MediaType.RTF),
        (b"\xef\xbb\xbf\r\n{\\rtf1\\ansi Grace Field}", MediaType.RTF),
        (b"<!DOCTYPE html><html><body>Grace Field</body></html>", MediaType.HTML),
        (b"<?xml version='1.0'?><!-- saved from a site --><HTML lang=zh><body>Grace", MediaType.HTML),
        ("<meta charset=gb2312><p>姓名：方晓晴</p>".encode("gb18030"), MediaType.HTML),
        ("<html><body>方晓晴</body></html>".encode("utf-16"), MediaType.HTML),
        (b"# Grace Field\n\n- **Python**\n", MediaType.TEXT),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", MediaType.PNG),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", MediaType.JPEG),
        (b"RIFF\x24\0\0\0WEBPVP8 ", MediaType.WEBP),
        (b"II*\0\x08\0\0\0", MediaType.TIFF),
        (b"MM\0*\0\0\0\x08", MediaType.TIFF),
        (b"GIF89a\x01\0\x01\0", MediaType.GIF),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", MediaType.BMP),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", MediaType.HEIC),
    ],
)
def test_a_type_is_told_by_the_content(content: bytes, media_type: MediaType) -> None:
    assert detect(content) is media_type


def test_an_open_document_is_told_by_its_first_entry() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<content/>")

    assert detect(out.getvalue()) is MediaType.ODT


def test_a_text_that_speaks_of_markup_is_text() -> None:
    assert detect(b"Wrote <html> by hand, and {\\rtf} too.") is MediaType.TEXT


def test_a_pdf_is_a_pdf() -> None:
    assert detect(pdf_files.pdf_with_lines(["Grace Field"])) is MediaType.PDF


def test_a_pdf_may_begin_within_its_first_kilobyte() -> None:
    assert detect(b"\r\nprinter leftovers\r\n" + pdf_files.pdf_with_lines(["Grace Field"])) is MediaType.PDF


def test_a_text_that_speaks_of_the_pdf_mark_is_text() -> None:
    assert detect(b"Every such file begins with %PDF- and a version.") is MediaType.TEXT


def test_markdown_may_begin_with_an_element_that_centres_its_head() -> None:
    head = b'<div align="center">\n\n# Grace Field\n\n</div>\n\n'
    assert detect(head + b"## Skills\n\n- Throwing\n- Glazing\n") is MediaType.TEXT
    assert detect(head + b"<p>Throwing</p>") is MediaType.HTML


def test_a_word_document_is_told_by_its_parts() -> None:
    assert detect(word_files.docx_with_paragraphs(["方晓晴"])) is MediaType.DOCX


def test_a_word_document_without_its_end_is_told_by_its_local_headers() -> None:
    assert detect(word_files.docx_with_paragraphs(["方晓晴"])[:-60]) is MediaType.DOCX


@pytest.mark.parametrize(
    "names",
    [
        ["[Content_Types].xml", "xl/workbook.xml"],
        ["[Content_Types].xml", "ppt/presentation.xml"],
        ["mimetype", "content.xml"],
        ["META-INF/MANIFEST.MF", "Main.class"],
        ["AndroidManifest.xml", "classes.dex"],
        ["notes.txt"],
    ],
)
def test_other_zips_are_nothing_we_read(names: list[str]) -> None:
    assert detect(zip_of(*names)) is None


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"]
)
def test_chinese_text_is_text_in_every_usual_encoding(encoding: str) -> None:
    text = "姓名：方晓晴\n电话：13800000000\nEmail: fang@example.cn\n工作经历：软件工程师，负责系统设计。"
    assert detect(text.encode(encoding)) is MediaType.TEXT


def test_traditional_chinese_in_big5_is_text() -> None:
    assert detect("姓名：張曉晴，電話：0912000000，工作經歷：軟體工程師".encode("big5")) is MediaType.TEXT


def test_western_text_with_accents_is_text() -> None:
    assert (
        detect("Résumé of José Álvarez, café manager in Malmö for nine years".encode("cp1252"))
        is MediaType.TEXT
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_head_cut_within_a_character_is_still_text(encoding: str) -> None:
    content = ("a" + "历" * 60_000).encode(encoding)
    assert detect(content) is MediaType.TEXT


@pytest.mark.parametrize(
    "content",
    [
        hostile_files.windows_executable(),
        b"\x7fELF\x02\x01\x01" + b"\0" * 60,
        b"\xcf\xfa\xed\xfe\x07\0\0\x01" + b"\0" * 60,
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03abc",
        b"7z\xbc\xaf\x27\x1c\0\x04",
        b"Rar!\x1a\x07\x01\0",
        b"\xfd7zXZ\0\0\x04",
        b"BZh91AY&SY",
        b"\x28\xb5\x2f\xfd\x24\x00",
        b"name.txt".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 248,
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"\0\0\0\x18ftypmp42\0\0\0\0",
        b"\xff\xfb\x90\x64\0\0",
        OLE_MARK + b"\0" * 500,
        OLE_MARK + b"\0" * 600 + stream_name("Workbook"),
        OLE_MARK + b"\0" * 600 + stream_name("PowerPoint Document"),
        b"<?xml version='1.0'?><!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'><text>Grace</text></svg>",
        b"<!DOCTYPE bomb [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><bomb>&b;</bomb>",
        b"",
        b"   \n\n ",
        bytes(range(256)) * 8,
    ],
)
def test_what_is_no_resume_we_read_is_nothing(content: bytes) -> None:
    assert detect(content) is None


def test_a_program_does_not_become_text_by_a_long_comment() -> None:
    assert detect(hostile_files.windows_executable() + b"harmless words " * 8000) is None
