from __future__ import annotations

from pathlib import Path

import pytest

from domain.documents.formats import MediaType
from domain.documents.models import BlockKind, Document
from domain.documents.reader import read_document


def read(folder: Path, content: str) -> Document:
    path = folder / "resume.md"
    path.write_text(content, encoding="utf-8")
    return read_document(path, MediaType.TEXT)


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
