from __future__ import annotations

from pathlib import Path

import pytest

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import BlockKind, Document
from domain.documents.reader import read_document


def read(folder: Path, content: str | bytes) -> Document:
    path = folder / "resume.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path.read_bytes(), MediaType.HTML)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_elements_become_lines_and_blocks(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "<h1>Grace <i>Field</i></h1><div>Engineer<br>Shanghai</div><ul><li>Python<li>SQL</ul>"
        "<p>Field\n &amp; Co</p>",
    )

    assert [block.text for block in document.blocks] == [
        "Grace Field\nEngineer\nShanghai",
        "Python\nSQL",
        "Field & Co",
    ]


def test_headings_and_styles_tell_size_and_weight(tmp_path: Path) -> None:
    name, title, place = read(
        tmp_path, "<h1>Grace</h1><div><b>Engineer</b></div><div style='font-size: 20px'>Shanghai</div>"
    ).lines

    assert (name.font_size, name.bold) == (24, True)
    assert (title.font_size, title.bold) == (12, True)
    assert (place.font_size, place.bold) == (15, False)


@pytest.mark.parametrize(
    "content",
    [
        "<meta charset=gb2312><p>方晓晴</p>".encode("gb18030"),
        "<meta http-equiv=Content-Type content='text/html; charset=big5'><p>方曉晴</p>".encode("big5"),
        "<meta charset=iso-8859-99><p>方晓晴，电话：一二三</p>".encode("gb18030"),
        "<p>方晓晴</p>".encode("utf-16"),
        "<?xml version='1.0' encoding='utf-8'?><html><p>方晓晴</p></html>".encode(),
        "<meta charset=hex><p>方晓晴</p>".encode(),
    ],
    ids=["gb2312", "big5", "unknown", "utf-16", "xhtml", "no encoding of text"],
)
def test_the_encoding_is_what_the_page_says_where_that_holds(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).text[::2].startswith("方晴")


def test_a_table_keeps_its_rows_and_cells(tmp_path: Path) -> None:
    [table] = read(
        tmp_path, "<table><tr><th>姓名<td>方晓晴<tr><th>电话<td>138<br>139<tr><td><td></table>"
    ).blocks

    assert table.kind is BlockKind.TABLE
    assert [[[line.text for line in cell] for cell in row] for row in table.rows] == [
        [["姓名"], ["方晓晴"]],
        [["电话"], ["138", "139"]],
    ]


def test_a_table_that_only_frames_the_page_is_text(tmp_path: Path) -> None:
    document = read(
        tmp_path, "<table><tr><td>方晓晴<table><tr><td>电话<td>138</table></td></tr><tr><td>工程师</table>"
    )

    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.TEXT, "方晓晴\n电话 138"),
        (BlockKind.TEXT, "工程师"),
    ]
    assert document.lines[1].tokens == ("电话", "138")


def test_links_are_kept_with_their_text(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "<a href='mailto:grace@example.com'> Mail <b>me</b></a> <a href=tel:+1-303-555-0161>call</a>"
        "<a href=#top>top</a><a href='javascript:x()'>x</a>",
    )

    assert [(link.uri, link.text) for link in document.links] == [
        ("mailto:grace@example.com", "Mail me"),
        ("tel:+1-303-555-0161", "call"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>Nora</script>",
        "<style>Nora{}</style>",
        "<head><title>Nora</title></head>",
        "<div hidden>Nora</div>",
        "<p style='color:red; DISPLAY : none'>Nora</p>",
        "<span style=visibility:hidden>Nora</span>",
        "<!-- Nora -->",
        "<svg><text>Nora</text></svg>",
        "<template>Nora</template>",
    ],
)
def test_what_a_browser_does_not_show_is_not_read(tmp_path: Path, hidden: str) -> None:
    assert read(tmp_path, f"{hidden}<p>Grace</p>").text == "Grace"


def test_spaces_of_the_source_are_one_space_and_preformatted_ones_stay(tmp_path: Path) -> None:
    document = read(tmp_path, "<p>Grace   \n <b> Field</b></p><pre>2019    Field\n2020    Brook</pre>")

    assert [line.tokens for line in document.lines] == [
        ("Grace Field",),
        ("2019", "Field"),
        ("2020", "Brook"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", FailureCode.NO_TEXT),
        ("<html><body><img src=x></body></html>", FailureCode.NO_TEXT),
        ("<div>" * 1_000_000 + "x", FailureCode.NO_TEXT),
        ("<i>x</i>" * 250_000, FailureCode.TOO_COMPLEX),
        ("<p>x" * 60_000, FailureCode.TOO_COMPLEX),
        (b"\0\xff\0\xfe\0" * 99, FailureCode.DAMAGED),
        (b"<p>" + b" " * (17 * 2**20), FailureCode.TOO_COMPLEX),
    ],
    ids=["empty", "picture", "nested", "elements", "lines", "no text", "size"],
)
def test_what_cannot_be_read_fails_with_a_reason(
    tmp_path: Path, content: str | bytes, code: FailureCode
) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content)
    assert caught.value.code is code


def test_entities_a_page_declares_are_not_expanded(tmp_path: Path) -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><p>Grace &b;</p>"

    assert "haha" not in read(tmp_path, bomb).text
