from __future__ import annotations

import pytest

from domain.errors import InvalidInput
from graphql_schema.types.search import LONGEST_TEXT, text_pattern


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_blank_text_is_no_condition(text: str | None) -> None:
    assert text_pattern(text) is None


def test_a_text_is_searched_for_anywhere_and_in_any_case() -> None:
    assert text_pattern(" Anna ") == "%anna%"


def test_what_like_takes_for_wildcards_stands_for_itself() -> None:
    assert text_pattern("50%_\\") == "%50\\%\\_\\\\%"


def test_a_text_that_is_too_long_is_refused() -> None:
    assert text_pattern("x" * LONGEST_TEXT)
    with pytest.raises(InvalidInput):
        text_pattern("x" * (LONGEST_TEXT + 1))
