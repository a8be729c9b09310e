from __future__ import annotations

from domain.rows import RowPlace
from persistence.reads.pages import given, place_values, text_value


def test_a_text_is_searched_for_anywhere_and_in_any_case() -> None:
    assert text_value("Anna") == "%anna%"
    assert text_value(None) is None


def test_what_like_takes_for_wildcards_stands_for_itself() -> None:
    assert text_value("50%_\\") == "%50\\%\\_\\\\%"


def test_only_conditions_in_force_have_parameters() -> None:
    assert given({"role": None, "text": "%a%", "owner_id": 0}) == {"text": "%a%", "owner_id": 0}


def test_a_place_is_bound_by_its_value_and_its_key() -> None:
    assert place_values(None, None) == {}
    assert place_values(RowPlace("a", 1), RowPlace("b", 2)) == {
        "after_value": "a",
        "after_id": 1,
        "before_value": "b",
        "before_id": 2,
    }
