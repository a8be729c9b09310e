from __future__ import annotations

import pytest

from domain.analyses.text import (
    MAX_LINE_LENGTH,
    MAX_LINES,
    as_printed,
    join_wrapped,
    normalise,
    read_text,
    spaced_facts,
    split_pieces,
    squeeze,
    without_inner_spaces,
)
from domain.vocabulary.languages import Language
from domain.vocabulary.script import has_chinese
from tests.domain.analyses.documents import document, table


def test_a_text_has_one_width_one_hyphen_and_simplified_characters() -> None:
    assert normalise("電話：１３８‐０") == "电话:138-0"
    assert as_printed("電話：１３８‐０") == "電話:138-0"
    assert len(normalise("x" * (MAX_LINE_LENGTH + 1))) == MAX_LINE_LENGTH


def test_white_space_is_squeezed() -> None:
    assert squeeze(" a \t b\n") == "a b"
    assert without_inner_spaces("姓 名 Ann Holt") == "姓名 Ann Holt"


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["Harrow", "University"], "Harrow University"),
        (["蓝海渔业有限", "公司"], "蓝海渔业有限公司"),
        (["ann@", "example.com"], "ann@example.com"),
        (["ann", "@example.com"], "ann@example.com"),
        (["2017-", "01"], "2017-01"),
        (["", "a"], "a"),
    ],
)
def test_wrapped_lines_are_joined_as_their_script_asks(texts: list[str], joined: str) -> None:
    assert join_wrapped(texts) == joined


def test_wide_gaps_bars_and_dots_divide_a_line() -> None:
    assert split_pieces("a  b | c · d • e\tf") == ("a", "b", "c", "d", "e", "f")
    assert split_pieces("Ann·Holt") == ("Ann·Holt",)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("女 26岁 本科 武汉", ["女", "26岁", "本科", "武汉"]),
        ("女26岁本科", ["女", "26岁", "本科"]),
        ("女·27岁·5年经验", ["女", "27岁", "5年经验"]),
        ("蓝海 渔业 公司", ["蓝海 渔业 公司"]),
        ("Ann Holt Leeds", ["Ann Holt Leeds"]),
    ],
)
def test_a_line_of_facts_is_divided_at_its_spaces(text: str, facts: list[str]) -> None:
    assert spaced_facts(text) == facts


def test_bullets_and_icons_are_noted_and_cut_off() -> None:
    first, second, third = read_text(document("• Baked bread\n☎ 13800004321\n+49 30 1234567")).lines
    assert (first.text, first.bullet) == ("Baked bread", True)
    assert (second.text, second.icon) == ("13800004321", True)
    assert (third.text, third.bullet) == ("+49 30 1234567", False)


def test_lines_know_their_cells_and_their_neighbours() -> None:
    text = read_text(document(table(("姓名", "殷\n立群"), ("性别", "男"))))
    assert [line.cell and line.cell[1:] for line in text.lines] == [(0, 0), (0, 1), (0, 1), (1, 0), (1, 1)]
    assert text.tables[0][0][1].text == "殷立群"
    assert text.next_to(text.lines[0]) is text.lines[1]
    assert text.next_to(text.lines[0], -1) is None


def test_most_letters_tell_the_language() -> None:
    assert read_text(document("殷立群 工程师")).language is Language.CHINESE
    assert read_text(document("Ann Holt, engineer in Leeds 殷")).language is Language.ENGLISH
    assert has_chinese("a殷")
    assert not has_chinese("é")


def test_the_commonest_size_is_the_bodys() -> None:
    assert read_text(document("# Ann Holt\nBaked bread every day of the week")).body_size == 10.0


def test_a_document_is_read_up_to_a_bound() -> None:
    assert len(read_text(document("a\n" * (MAX_LINES + 10))).lines) == MAX_LINES
