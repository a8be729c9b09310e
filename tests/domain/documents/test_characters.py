from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.characters import clean_text, is_wide, join_spaced, join_tokens, readable_count


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("ＡＢＣ：１２３", "ABC:123"),
        ("⼯作经历⻘年", "工作经历青年"),
        ("\uf06c Python", "• Python"),
        ("zero\u200bwidth", "zerowidth"),
        ("(cid:12)a\x00b", " a b"),
        ("a \u2003 b\tc\nd", "a b\tc\nd"),
        ("well\x02known", "well-known"),
        ("lone \ud800 half", "lone half"),
    ],
)
def test_what_carries_no_meaning_is_dropped(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(max_size=200))
def test_clean_text_can_be_stored(raw: str) -> None:
    text = clean_text(raw)

    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize(
    ("spaced", "joined"),
    [
        ("张 三", "张三"),
        ("姓  名: 张三", "姓名: 张三"),
        ("个 人 简 历", "个人简历"),
        ("J O H N  D O E", "JOHN DOE"),
        ("Grace Field", "Grace Field"),
        ("a b", "a b"),
        ("北京 上海", "北京 上海"),
    ],
)
def test_words_set_letter_by_letter_are_joined(spaced: str, joined: str) -> None:
    assert join_spaced(spaced) == joined


def test_what_only_looks_separate_is_one_token() -> None:
    assert join_tokens(["•", "Python"]) == ("• Python",)
    assert join_tokens(["姓", "名", "张三"]) == ("姓名", "张三")
    assert join_tokens(["2019", "Field"]) == ("2019", "Field")


def test_wide_and_readable_characters_are_told() -> None:
    assert [is_wide(letter) for letter in "方：a·"] == [True, True, False, False]
    assert readable_count("方 a-1。") == 3
