from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analyses import text as text_module
from domain.analyses.extraction import analyse, find
from domain.analyses.fields import NAME, PHONE, SCHOOLS, SKILLS
from domain.analyses.models import Analysis
from domain.analyses.text import read_text
from domain.documents.models import Block, BlockKind, Document, Line, Link, Page
from domain.vocabulary.languages import Language
from tests.domain.analyses.documents import document, facts_of

WORDS = [
    *(
        "姓名",
        "姓 名:",
        "求职意向:",
        "电话",
        "Email:",
        "Objective",
        "EXPERIENCE",
        "教育背景",
        "工作经历",
        "至今",
    ),
    *("2019.01-2021.02", "蓝海渔业有限公司", "轮机员", "集美大学", "本科", "Ann Holt", "ann@example.com"),
    *(
        "138 0000 1234",
        "Jan 2016 - Apr 2020",
        "Harrow University",
        "B.S.",
        "25岁",
        "男",
        "10-16K",
        "Leeds, UK",
    ),
    *("(", ")", "【", "】", "|", "/", ",", "@", "·", "\t", "   "),
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
some_lines = st.builds(
    Line,
    text=texts,
    font_size=st.none() | st.floats(1, 80),
    bold=st.booleans(),
    tokens=st.lists(texts, max_size=3).map(tuple),
)
blocks = st.builds(Block, lines=st.lists(some_lines, max_size=12).map(tuple), kind=st.sampled_from(BlockKind))
cells = st.lists(
    st.lists(st.lists(some_lines, max_size=2).map(tuple), max_size=4).map(tuple), max_size=4
).map(tuple)
tables = st.builds(Block, lines=st.just(()), kind=st.just(BlockKind.TABLE), rows=cells)
pages = st.builds(
    Page,
    number=st.integers(1, 3),
    blocks=st.lists(blocks | tables, max_size=4).map(tuple),
    links=st.lists(
        st.builds(
            Link, uri=st.sampled_from(["mailto:", "tel:", "x:"]).flatmap(lambda s: texts.map(s.__add__))
        )
    ).map(tuple),
)
documents = st.builds(Document, pages=st.lists(pages, max_size=2).map(tuple))


@given(documents)
def test_any_document_is_analysed(made: Document) -> None:
    found = facts_of(made)
    assert found.birth_date is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", found.birth_date)
    assert analyse(made) == analyse(made)
    assert _keys(entry.school for entry in found.education) == _keys(found.schools)
    assert _keys(entry.company for entry in found.experience) == _keys(found.companies)
    assert _keys(entry.title for entry in found.experience) == _keys(found.titles)
    assert all(0 <= evidence.confidence <= 1 for evidence in found.evidence)


def _keys(names: Iterable[str | None]) -> set[str]:
    return {"".join(filter(str.isalnum, name or "")).casefold() for name in names} - {""}


def test_an_empty_document_states_nothing() -> None:
    nothing = Analysis(language=Language.ENGLISH)
    assert analyse(Document()) == nothing
    assert analyse(document("")) == nothing
    assert analyse(document(""))[NAME] is None
    assert analyse(document(""))[SKILLS] == ()


@pytest.mark.parametrize(
    "sign",
    [
        "a",
        " ",
        "1",
        "@",
        ".",
        "-",
        "(",
        "姓",
        "姓名:",
        "a.",
        "1-",
        "a@",
        "年",
        "A ",
        "·",
        "/",
        "| ",
        "2019-",
        ", A",
        "x x@",
    ],
)
def test_a_pathological_line_is_cut_before_any_pattern_sees_it(sign: str) -> None:
    made = document(Block((Line(sign * 200_000),) * 3))
    assert all(len(line.text) <= text_module.MAX_LINE_LENGTH for line in read_text(made).lines)
    analyse(made)


def test_the_number_of_lines_cells_and_characters_is_bounded() -> None:
    many = document(Block((Line("工作经历 2019.01-2021.02 " * 8),) * 20_000))
    kept = read_text(many).lines
    assert len(kept) <= text_module.MAX_LINES
    assert sum(len(line.text) for line in kept) <= text_module.MAX_CHARACTERS + text_module.MAX_LINE_LENGTH
    row = ((Line("a"),),) * 500
    assert (
        len(read_text(document(Block((), kind=BlockKind.TABLE, rows=(row,) * 500))).lines)
        <= text_module.MAX_CELLS
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# 林清川\n工作经历\n负责水样采集与分析", Language.CHINESE),
        ("# 林清川\nJava Python Spring Boot\n负责平台开发,使用 Kubernetes 部署", Language.CHINESE),
        ("# Ann Holt\nEXPERIENCE\nBaked bread in 北京", Language.ENGLISH),
    ],
)
def test_the_language_is_what_most_is_written_in(text: str, language: Language) -> None:
    assert facts_of(document(text)).language is language


def test_every_value_knows_the_line_it_was_read_from() -> None:
    text = "# 林清川\n手机:13800004321\n教育背景\n集美大学   海洋科学   本科   2012-2016"
    found = find(document(text))
    name, phone = found[NAME], found[PHONE]
    assert name is not None
    assert name.source is not None
    assert name.source.source.text == "林清川"
    assert phone is not None
    assert phone.source is not None
    assert (phone.source.page, phone.source.source.text) == (1, "手机:13800004321")
    source = found[SCHOOLS][0].source
    assert source is not None
    assert source.source.text.startswith("集美大学")
    assert 0.5 <= name.confidence <= 1.0


def test_values_are_listed_once_however_often_they_are_printed() -> None:
    entry = "集美大学   海洋科学   本科   2012-2016"
    assert facts_of(document(f"# 林清川\n教育背景\n{entry}\n{entry}")).schools == ("集美大学",)


def test_the_candidates_name_in_a_running_head_is_no_employer() -> None:
    text = "# Ann Holt\nEXPERIENCE\nOak & Ash Bakery   Head Baker   2019 - 2021"
    page = document(text).pages[0]
    running = dataclasses.replace(page, number=2, blocks=(Block((Line("Ann Holt 2 June 10, 2021"),)),))
    assert facts_of(Document((page, running))).companies == ("Oak & Ash Bakery",)
