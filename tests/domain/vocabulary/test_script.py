from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.vocabulary.script import count_chinese, has_chinese, simplified


@pytest.mark.parametrize("text", ["中", "Java开发", "二〇二四", "㐂", "\uf900"])
def test_one_ideograph_makes_a_text_chinese(text: str) -> None:
    assert has_chinese(text)


@pytest.mark.parametrize("text", ["", "Java", "，。：", "ひらがな", "한국어", "Ａ１", "é"])
def test_marks_and_other_scripts_are_not_chinese(text: str) -> None:
    assert not has_chinese(text)


def test_ideographs_are_counted() -> None:
    assert count_chinese("3年Java开发经验") == 5


@pytest.mark.parametrize(
    ("traditional", "simple"), [("碩士", "硕士"), ("1萬5", "1万5"), ("面議", "面议"), ("abc", "abc")]
)
def test_traditional_characters_become_simplified_ones(traditional: str, simple: str) -> None:
    assert simplified(traditional) == simple


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(simplified(text)) == len(text)
