from __future__ import annotations

from domain.rows import RowPlace
from persistence.reads.pages import given, place_values


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
