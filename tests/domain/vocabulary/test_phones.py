from __future__ import annotations

from domain.vocabulary.phones import PhoneNumber


def test_numbers_are_the_same_where_the_same_is_dialled() -> None:
    printed, dialled = (
        PhoneNumber("139 1234 5678", "+8613912345678"),
        PhoneNumber("(+86)13912345678", "+8613912345678"),
    )
    assert printed == dialled
    assert len({printed, dialled}) == 1
    assert str(printed) == "139 1234 5678"


def test_without_a_country_the_digits_compare() -> None:
    assert PhoneNumber("0592-555 1234") == PhoneNumber("(0592) 5551234")
    assert PhoneNumber("0592-5551234") != PhoneNumber("0592-5551235")
    assert PhoneNumber("1") != "1"
