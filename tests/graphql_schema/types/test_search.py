from __future__ import annotations

import pytest

from domain.errors import InvalidInput
from graphql_schema.types.search import LONGEST_TEXT, searched_text


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_blank_text_is_no_condition(text: str | None) -> None:
    assert searched_text(text) is None


def test_a_text_is_searched_for_without_what_is_around_it() -> None:
    assert searched_text(" Anna ") == "Anna"


def test_a_text_that_is_too_long_is_refused() -> None:
    assert searched_text("x" * LONGEST_TEXT)
    with pytest.raises(InvalidInput):
        searched_text("x" * (LONGEST_TEXT + 1))
