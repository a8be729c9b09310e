from __future__ import annotations

from pathlib import Path

import pytest

from domain.documents.formats import MediaType
from domain.documents.models import BlockKind, Document
from domain.documents.reader import read_document


def read(folder: Path, content: str) -> Document:
    path = folder / "resume.md"
    path.write_text(content, encoding="utf-8")
    return read_document(path.read_bytes(), MediaType.TEXT)


def test_markup_is_taken_off(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Grace Field\n\n**Engineer** at *Field* & `Co`, snake_case\n\n---\n## Skills ##\n\n"
        "- **Python**\n* SQL\\*\n\n> quoted<br>twice\n\n```\ncode\n```\n![photo](me.png)\n",
    )

    assert [line.text for line in document.lines] == [
        "Grace Field",
        "Engineer at Field & Co, snake_case",
        "Skills",
        "• Python",
        "• SQL*",
        "quoted",
        "twice",
        "code",
    ]


def test_breaks_and_signs_are_read_as_they_are_meant(tmp_path: Path) -> None:
    document = read(
        tmp_path, "# Grace\\\n\nField \\\nCo &middot; C\\+\\+\n\n1. **Python**\n2. SQL\n    Node\n- a"
    )

    assert [line.text for line in document.lines] == [
        "Grace\\",
        "Field",
        "Co · C++",
        "1. Python",
        "2. SQL",
        "Node",
        "• a",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("**技能：**Python", "技能:Python"),
        ("熟悉**“数据库”**与*网络*", "熟悉“数据库”与网络"),
        ("2 * 3 * 4 是 24", "2 * 3 * 4 是 24"),
        ("**优秀 学生", "**优秀 学生"),
        ("Field*s* and **Co**", "Fields and Co"),
    ],
)
def test_emphasis_needs_no_spaces_beside_chinese(tmp_path: Path, written: str, meant: str) -> None:
    document = read(tmp_path, f"# 张三\n## 简历\n[a](b)\n\n{written}\n")

    assert document.lines[-1].text == meant


def test_html_in_markdown_loses_its_tags(tmp_path: Path) -> None:
    document = read(
        tmp_path, "# A\n## B\n**c**\n<div>\n    <h3>Field &amp; Co</h3>\n</div>\n<!-- a\nb --> 2019\n"
    )

    assert [line.text for line in document.lines[2:]] == ["c", "Field & Co", "2019"]


def test_of_an_underlined_paragraph_the_last_line_is_the_heading(tmp_path: Path) -> None:
    document = read(tmp_path, "# Grace\n## Field\n**a**\n\nPhone\nSkills\n---\nSQL\n")

    assert [(line.text, line.bold) for line in document.lines[3:]] == [
        ("Phone", False),
        ("Skills", True),
        ("SQL", False),
    ]


def test_empty_lines_and_rules_part_blocks(tmp_path: Path) -> None:
    document = read(tmp_path, "# Grace\n## Field\n**a**\nb\n\nc\r\nd\n***\n- e\n- f\n\n- g\n")

    assert [block.text for block in document.blocks] == ["Grace", "Field\na\nb", "c\nd", "• e\n• f", "• g"]


def test_a_text_too_long_for_a_resume_is_read_as_it_stands(tmp_path: Path) -> None:
    document = read(tmp_path, "# Grace\n## Field\n" + "**SQL**\n" * 9_000)

    assert document.lines[0].text == "# Grace"


@pytest.mark.parametrize("piece", ["[", "*a **b ", "![a](", "<!-- ", "|a|b|\n|-|-|\n", "> - ", "`` ` "])
def test_markup_without_end_is_read_in_time(tmp_path: Path, piece: str) -> None:
    begin = "# Grace\n## Field\n**a**\n\n"

    assert read(tmp_path, begin + (piece * 2**16)[: 2**16 - len(begin)]).lines[0].text == "Grace"


def test_headings_are_large_and_bold(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Grace Field\n===\n\nSkills\n---\n\n**Field & Co**\n\n- [me](https://example.com)\n"
    )

    assert [(line.font_size, line.bold) for line in document.lines[:3]] == [
        (24, True),
        (18, True),
        (12, True),
    ]


def test_links_are_kept(tmp_path: Path) -> None:
    document = read(
        tmp_path, "# Grace\n\n[**Mail** me](mailto:grace@example.com) or <field@example.com>, a **b**\n"
    )

    assert document.lines[1].text == "Mail me or field@example.com, a b"
    assert [(link.uri, link.text) for link in document.links] == [
        ("mailto:grace@example.com", "Mail me"),
        ("mailto:field@example.com", "field@example.com"),
    ]


def test_a_table_keeps_its_rows_and_cells(tmp_path: Path) -> None:
    document = read(tmp_path, "## 基本信息\n\n| 姓名 | 方晓晴 |\n|---|:--:|\n| 电话 | **138** |\n后文\n")

    table = document.blocks[1]
    assert table.kind is BlockKind.TABLE
    assert [[cell[0].text for cell in row] for row in table.rows] == [["姓名", "方晓晴"], ["电话", "138"]]
    assert document.blocks[2].text == "后文"


@pytest.mark.parametrize(
    "text",
    [
        "- Python\n- SQL",
        "# 1 in sales\nraised *much*",
        "__init__.py and a|b",
        "2019 - 2023\n-----\nField_and_Co",
    ],
)
def test_plain_text_is_left_alone(tmp_path: Path, text: str) -> None:
    assert [line.text for line in read(tmp_path, text).lines] == text.split("\n")
