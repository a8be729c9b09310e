from __future__ import annotations

from domain.vocabulary.people import PersonName


def test_a_name_is_the_same_however_it_is_spaced_cased_and_written() -> None:
    assert PersonName("张 三") == PersonName("張三")
    assert PersonName("JANE  DOE") == PersonName("Jane Doe")
    assert len({PersonName("Jane Doe"), PersonName("jane doe"), PersonName("Jane Roe")}) == 2


def test_a_name_is_no_text_but_prints_as_it_stands() -> None:
    assert PersonName("張三") != "張三"
    assert str(PersonName("張三")) == "張三"
