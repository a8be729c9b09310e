from __future__ import annotations

import pytest

from domain.vocabulary.phones import PhoneNumber


@pytest.mark.parametrize(
    ("printed", "e164"),
    [
        ("139 1234 5678", "+8613912345678"),
        ("(+86) 139-1234-5678", "+8613912345678"),
        ("008613912345678", "+8613912345678"),
        ("+44 (0)20 7946 0123", "+442079460123"),
        ("0049 30 901820", "+4930901820"),
        ("(+1) 208-555-0134 ext. 12", "+12085550134"),
        ("(208) 555-0134", None),
        ("0592-5551234", None),
        ("+12 34", None),
        ("", None),
    ],
)
def test_a_country_is_told_where_it_is_printed_and_of_chinese_mobiles(printed: str, e164: str | None) -> None:
    assert PhoneNumber(printed).e164 == e164


def test_numbers_are_the_same_where_the_same_is_dialled() -> None:
    printed, dialled = PhoneNumber("139 1234 5678"), PhoneNumber("(+86)13912345678")
    assert printed == dialled
    assert len({printed, dialled}) == 1
    assert str(printed) == "139 1234 5678"


def test_without_a_country_the_digits_compare() -> None:
    assert PhoneNumber("0592-555 1234") == PhoneNumber("(0592) 5551234")
    assert PhoneNumber("0592-5551234") != PhoneNumber("0592-5551235")
    assert PhoneNumber("1") != "1"
