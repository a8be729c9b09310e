from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.pictures.reader import _repaired_text


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("邮箱:grace@163，com", "邮箱:grace@163.com"),
        ("grace @ example. com", "grace@example.com"),
        ("123456Qqq.com", "123456@qq.com"),
        ("grace©gmail.com", "grace@gmail.com"),
        ("2019, com © Field", "2019, com © Field"),
        ("meet @ Field, Com", "meet @ Field, Com"),
        ("a@b, c@d", "a@b, c@d"),
    ],
)
def test_marks_within_an_address_are_repaired_where_that_is_certain(recognised: str, meant: str) -> None:
    assert _repaired_text(recognised) == meant


@given(text=st.text(alphabet="@.,，comqgra 1©-_\n", max_size=200))
def test_repairs_keep_every_letter(text: str) -> None:
    letters = [character for character in _repaired_text(text) if character.isalnum() and character != "Q"]

    assert letters == [character for character in text if character.isalnum() and character != "Q"]
