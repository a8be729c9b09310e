"""The least experience that a posting asks for is told from its words."""

from __future__ import annotations

import pytest

from domain.positions.importing.requirements import least_years


@pytest.mark.parametrize(("column", "years"), [("experience.months", 2), ("Experience", 30)])
def test_the_name_of_the_column_may_say_that_months_are_counted(column: str, years: int) -> None:
    assert least_years("30", column=column) == years


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
        ("at least four years", 4),
        ("six months", 0),
        ("22-35岁，有3年以上经验", 3),
        ("2年以内", 0),
        ("不到1年", 0),
        ("3月5日", 0),
        ("5-Mar", 0),
        ("46086", 0),
    ],
)
def test_the_least_years_count(text: str, years: int) -> None:
    assert least_years(text) == years
