"""Cells become clean text and lists, however a program left them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.positions.importing.cells import listed, printed_list
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import Cell, Posting, SourceRow
from domain.positions.importing.postings import read_posting


def posting(*mappings: str, **cells: Cell) -> Posting:
    read = read_posting(SourceRow(2, cells.items()), ColumnMap(mappings))
    assert isinstance(read, Posting), read
    return read


def test_cells_that_are_printed_python_lists_are_read_as_their_items() -> None:
    read = posting(
        职位="['数据分析师']", 公司="[]", 技能="['SQL', \"it's\", 'a\\'b', '\\u4e2d', '并行, 计算']"
    )
    assert (read.title_zh, read.company) == ("数据分析师", None)
    assert read.skills == ("SQL", "it's", "a'b", "中", "并行", "计算")


@pytest.mark.parametrize(
    "text", ["", "[", "['a'", "['a' 'b']", "[['a'], ['b']]", "[急聘]销售]", "['a']x", "[__import__('os')]"]
)
def test_what_is_no_flat_printed_list_stays_text(text: str) -> None:
    assert printed_list(text) is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=8))
def test_what_python_prints_of_texts_is_read_back(items: list[str]) -> None:
    assert printed_list(repr(items)) == tuple(items)


@given(st.text("[]'\"\\,a \n", max_size=60))
def test_any_brackets_and_quotes_are_read_or_left(text: str) -> None:
    read = printed_list(text)
    assert read is None or all(isinstance(item, str) for item in read)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("Java;MySQL、Redis,Linux", ("Java", "MySQL", "Redis", "Linux")),
        ("C/C++, C#", ("C/C++", "C#")),
        ("machine learning", ("machine learning",)),
        ("Excel  Word", ("Excel", "Word")),
        (("A, B", "c"), ("A", "B", "c")),
        ("sql;SQL; ;无", ("sql",)),
    ],
)
def test_lists_are_divided_by_what_stands_between_their_items(cell: Cell, items: tuple[str, ...]) -> None:
    assert listed(cell) == items
