"""The amounts of money in a text, and which two make a range."""

from __future__ import annotations

import pytest

from domain.vocabulary.amounts import range_of, with_points


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("8000-12000", [8_000, 12_000]),
        ("about 1,200,000", [1_200_000]),
        ("1万5", [15_000]),
        ("1万5千", [15_000]),
        ("5天 8k", [8_000]),
        ("3 years 20k-30k", [20_000, 30_000]),
        ("2024: 10k", [10_000]),
        ("none", []),
    ],
)
def test_the_first_amount_is_told_with_the_end_of_its_range(text: str, values: list[float]) -> None:
    assert [amount.value for amount in range_of(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [("1-1.5万", [10_000, 15_000]), ("10k-15", [10_000, 15_000]), ("8000-1.2万", [8_000, 12_000])],
)
def test_a_scale_is_shared_where_the_range_would_be_none_without_it(text: str, values: list[float]) -> None:
    assert [amount.value for amount in range_of(text)] == values


def test_an_amount_knows_its_place() -> None:
    text = "pay 8k a month"
    (amount,) = range_of(text)
    assert text[amount.start : amount.end] == "8k"


@pytest.mark.parametrize(
    ("text", "currency", "written"),
    [
        ("2.500,00", "EUR", "2500.00"),
        ("2.500", "PLN", "2500"),
        ("2.500", "CNY", "2.500"),
        ("2.5", None, "2.5"),
    ],
)
def test_a_decimal_comma_is_one_in_the_currencies_that_use_it(
    text: str, currency: str | None, written: str
) -> None:
    assert with_points(text, currency) == written
