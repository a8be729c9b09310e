"""The least experience that a posting asks for is told from its words."""

from __future__ import annotations

import pytest

from domain.positions.importing.requirements import least_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3-5年", 3),
        ("5年以上", 5),
        ("1年工作经验", 1),
        ("三年以上", 3),
        ("十年以上", 10),
        ("十二年以上", 12),
        ("经验不限", 0),
        ("无工作经验", 0),
        ("应届毕业生", 0),
        ("1年以下", 0),
        ("6个月", 0),
        ("18 months", 1),
        ("3+ years", 3),
        ("2 to 4 yrs", 2),
        ("2.5", 2),
        ("999", 40),
        ("本科", 0),
    ],
)
def test_the_least_years_count(text: str, years: int) -> None:
    assert least_years(text) == years
