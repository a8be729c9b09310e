from __future__ import annotations

from pathlib import Path

import pytest

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import BlockKind, Document
from domain.documents.reader import read_document
from tests import hostile_files, office_files
from tests.office_files import odt_paragraph, odt_with_body


def read(folder: Path, content: bytes) -> Document:
    path = folder / "resume.odt"
    path.write_bytes(content)
    return read_document(path.read_bytes(), MediaType.ODT)


def test_paragraphs_become_lines_and_empty_ones_separate_blocks(tmp_path: Path) -> None:
    body = "".join(map(odt_paragraph, ["方晓晴", "工程师", "", "工作经历"]))

    assert [block.text for block in read(tmp_path, odt_with_body(body)).blocks] == [
        "方晓晴\n工程师",
        "工作经历",
    ]


def test_tabs_and_repeated_spaces_separate_tokens(tmp_path: Path) -> None:
    body = (
        '<text:p>2019<text:tab/>Field &amp; Co<text:s text:c="6"/>Engineer<text:line-break/>Shanghai</text:p>'
    )

    assert [line.tokens for line in read(tmp_path, odt_with_body(body)).lines] == [
        ("2019", "Field & Co", "Engineer"),
        ("Shanghai",),
    ]


def test_styles_tell_size_and_weight_and_hide(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="Big"><style:text-properties fo:font-size="22pt" fo:font-weight="bold"/>'
        '</style:style><style:style style:name="P1" style:parent-style-name="Big"/><style:style '
        'style:name="T1"><style:text-properties text:display="none"/></style:style>'
    )
    body = '<text:p text:style-name="P1">Grace Field<text:span text:style-name="T1">Nora</text:span></text:p>'

    [line] = read(tmp_path, odt_with_body(body, styles=styles)).lines

    assert (line.text, line.font_size, line.bold) == ("Grace Field", 22, True)


def test_a_table_keeps_its_rows_and_cells(tmp_path: Path) -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell>{odt_paragraph(cell)}</table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in (["姓名", "方晓晴"], ["电话", "13800000000"])
    )

    [table] = read(tmp_path, odt_with_body(f"<table:table>{rows}</table:table>")).blocks

    assert [[cell[0].text for cell in row] for row in table.rows] == [
        ["姓名", "方晓晴"],
        ["电话", "13800000000"],
    ]


def test_headers_boxes_and_links_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    box = f"<draw:frame><draw:text-box>{odt_paragraph('13800000000')}</draw:text-box></draw:frame>"
    body = (
        f"<text:tracked-changes>{odt_paragraph('Nora')}</text:tracked-changes><text:p>{box}方晓晴 "
        '<text:a xlink:href="mailto:fang@example.cn">邮箱</text:a></text:p>'
    )

    document = read(tmp_path, odt_with_body(body, header=odt_paragraph("简历")))

    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.HEADER, "简历"),
        (BlockKind.TEXT, "方晓晴 邮箱"),
        (BlockKind.TEXT_BOX, "13800000000"),
    ]
    assert [(link.uri, link.text) for link in document.links] == [("mailto:fang@example.cn", "邮箱")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FailureCode.DAMAGED),
        (odt_with_body(odt_paragraph(" ")), FailureCode.NO_TEXT),
        (odt_with_body(odt_paragraph("方晓晴"), encrypted=True), FailureCode.ENCRYPTED),
        (hostile_files.docx_zip_bomb(megabytes=1), FailureCode.DAMAGED),
        (hostile_files.docx_with_entry_count(200_000), FailureCode.TOO_COMPLEX),
    ],
    ids=["empty", "blank", "encrypted", "another zip", "200,000 entries"],
)
def test_what_cannot_be_read_fails_with_a_reason(tmp_path: Path, content: bytes, code: FailureCode) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content)
    assert caught.value.code is code


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = office_files.odt_with_body("&lol;")
    content = bomb.replace(b"<office:document-content", b"<!DOCTYPE a []><office:document-content", 1)

    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content)
    assert caught.value.code is FailureCode.DAMAGED
