from __future__ import annotations

from pathlib import Path

import pytest

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import BlockKind, Document
from domain.documents.reader import read_document
from tests import office_files


def read(folder: Path, content: bytes | str) -> Document:
    path = folder / "resume.rtf"
    path.write_bytes(office_files.rtf_with_body(content) if isinstance(content, str) else content)
    return read_document(path.read_bytes(), MediaType.RTF)


def test_paragraphs_become_lines_with_size_and_weight(tmp_path: Path) -> None:
    name, title = read(tmp_path, r"{\b\fs44 方晓晴\par}\fs21 工程师\par").lines

    assert (name.text, name.font_size, name.bold) == ("方晓晴", 22, True)
    assert (title.text, title.font_size, title.bold) == ("工程师", 10.5, False)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u26041?\u26195?\u-27064 ?", "方晓陈"),
        (r"{\uc2 \u26041\'b7\'bd\u26195\'cf\'fe}", "方晓"),
        (r"{\fonttbl{\f1\fcharset136 PMingLiU;}}\f1 \'a4\'e8", "方"),
        (r"\'95Z", "昛"),
        (r"caf\'a8\'a6 \{x\}", "café {x}"),
        (r"\u-10179?\u-8704?", "😀"),
    ],
    ids=[
        "unicode",
        "two fallback bytes",
        "a font's charset",
        "a letter as second byte",
        "escapes",
        "surrogates",
    ],
)
def test_characters_are_read_in_every_notation(tmp_path: Path, body: str, text: str) -> None:
    assert read(tmp_path, "A " + body).text.removeprefix("A ") == text


def test_a_table_keeps_its_rows_and_cells(tmp_path: Path) -> None:
    rows = [["姓名", "方晓晴"], ["电话", ""]]
    body = "".join(
        r"\trowd\pard\intbl " + "".join(rf"{cell}\cell " for cell in row) + r"\row " for row in rows
    )

    table, after = read(tmp_path, body + r"\pard 工作经历\par").blocks

    assert table.kind is BlockKind.TABLE
    assert [[[line.text for line in cell] for cell in row] for row in table.rows] == [
        [["姓名"], ["方晓晴"]],
        [["电话"], []],
    ]
    assert after.text == "工作经历"


def test_boxes_headers_and_footers_are_read_in_their_places(tmp_path: Path) -> None:
    shape = r"{\shp{\*\shpinst{\sp{\sn n}{\sv 1}}{\shptxt\pard 13800000000\par}}{\shprslt twice}}"
    body = r"{\footer page\par}{\header fang@example.cn\par}" + shape + r"方晓晴\par\par 工程师\par"

    assert [(block.kind, block.text) for block in read(tmp_path, body).blocks] == [
        (BlockKind.HEADER, "fang@example.cn"),
        (BlockKind.TEXT, "方晓晴"),
        (BlockKind.TEXT_BOX, "13800000000"),
        (BlockKind.TEXT, "工程师"),
        (BlockKind.FOOTER, "page"),
    ]


def test_hidden_deleted_and_ignorable_text_is_not_read(tmp_path: Path) -> None:
    body = r"{\info{\author Nora}}{\*\unknown Nora}{\v Nora}{\deleted Nora}{\pict\bin4 {{}}00ff}Grace\par"

    assert read(tmp_path, body).text == "Grace"


def test_a_field_gives_its_result_and_its_link(tmp_path: Path) -> None:
    body = r'{\field{\*\fldinst{HYPERLINK "mailto:grace@example.com"}}{\fldrslt{Mail me}}}'

    document = read(tmp_path, body)

    assert document.text == "Mail me"
    assert [link.uri for link in document.links] == ["mailto:grace@example.com"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FailureCode.DAMAGED),
        (rb"{\rtf1 }", FailureCode.NO_TEXT),
        (rb"{\rtf1 " + b"{" * 1_000_000, FailureCode.TOO_COMPLEX),
        (rb"{\rtf1 " + rb"a\par " * 60_000, FailureCode.TOO_COMPLEX),
        (rb"{\rtf1 {\pict " + rb"\bin999999999 " * 3, FailureCode.NO_TEXT),
    ],
    ids=["empty", "blank", "nested groups", "lines without end", "binary beyond the end"],
)
def test_what_cannot_be_read_fails_with_a_reason(tmp_path: Path, content: bytes, code: FailureCode) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content)
    assert caught.value.code is code
