from __future__ import annotations

from pathlib import Path

import pytest

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import BlockKind, Document
from domain.documents.reader import read_document
from tests import office_files
from tests.office_files import DocParagraph


def read(folder: Path, content: bytes) -> Document:
    path = folder / "resume.doc"
    path.write_bytes(content)
    return read_document(path.read_bytes(), MediaType.DOC)


def test_paragraphs_become_lines_with_size_and_weight(tmp_path: Path) -> None:
    paragraphs = [DocParagraph("方晓晴", bold=True, size=22), DocParagraph("工程师")]

    name, title = read(tmp_path, office_files.doc_with_paragraphs(paragraphs)).lines

    assert (name.text, name.font_size, name.bold) == ("方晓晴", 22, True)
    assert (title.text, title.font_size, title.bold) == ("工程师", 10.5, False)


def test_a_table_keeps_its_rows_and_cells_empty_ones_too(tmp_path: Path) -> None:
    cells = ["姓名\x07", "方晓晴\x07", "", "电话\x07", "\x07", ""]
    paragraphs = [DocParagraph(cell or "\x07", in_table=True, ends_row=not cell) for cell in cells] + [
        DocParagraph("工作经历")
    ]

    table, after = read(tmp_path, office_files.doc_with_paragraphs(paragraphs)).blocks

    assert table.kind is BlockKind.TABLE
    assert [[[line.text for line in cell] for cell in row] for row in table.rows] == [
        [["姓名"], ["方晓晴"]],
        [["电话"], []],
    ]
    assert after.text == "工作经历"


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    paragraphs = [DocParagraph("Grace Field"), DocParagraph("Nora Hidden", hidden=True)]

    assert read(tmp_path, office_files.doc_with_paragraphs(paragraphs)).text == "Grace Field"


def test_headers_come_first_and_once(tmp_path: Path) -> None:
    header = DocParagraph("grace@example.com")

    document = read(
        tmp_path, office_files.doc_with_paragraphs([DocParagraph("Grace Field")], headers=[header])
    )

    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.HEADER, "grace@example.com"),
        (BlockKind.TEXT, "Grace Field"),
    ]


def test_a_field_gives_its_result_and_its_link(tmp_path: Path) -> None:
    field = '\x13 HYPERLINK "mailto:grace@example.com" \x14Mail me\x15'

    document = read(tmp_path, office_files.doc_with_lines([field]))

    assert document.text == "Mail me"
    assert [link.uri for link in document.links] == ["mailto:grace@example.com"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FailureCode.DAMAGED),
        (office_files.doc_with_lines(["Grace Field"])[:2_000], FailureCode.DAMAGED),
        (office_files.ole_with_streams({"Workbook": b"cells"}), FailureCode.DAMAGED),
        (office_files.ole_with_streams({"EncryptedPackage": b"secret"}), FailureCode.ENCRYPTED),
        (
            office_files.doc_with_paragraphs([DocParagraph("Grace Field")], encrypted=True),
            FailureCode.ENCRYPTED,
        ),
        (office_files.doc_with_lines([" "]), FailureCode.NO_TEXT),
    ],
)
def test_what_cannot_be_read_fails_with_a_reason(tmp_path: Path, content: bytes, code: FailureCode) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content)
    assert caught.value.code is code


def test_a_word_document_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "resume.docx"
    path.write_bytes(office_files.ole_with_streams({"EncryptedPackage": b"secret"}))

    with pytest.raises(ReadFailure) as caught:
        read_document(path.read_bytes(), MediaType.DOCX)
    assert caught.value.code is FailureCode.ENCRYPTED
