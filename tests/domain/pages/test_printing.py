"""What finds a value in the line that it was read from."""

from __future__ import annotations

import pytest

from domain.pages.printing import pattern_of


@pytest.mark.parametrize(
    ("field", "value", "line", "printed"),
    [
        ("schools", "西岭大学", "西岭大学 园艺 本科", "西岭大学"),
        ("skills", "C++", "C 、C++、Java", "C++"),
        ("name", "令狐小满", "令 狐 小 满", "令 狐 小 满"),
        ("phone", "13900003753", "电话:139-0000-3753", "139-0000-3753"),
        ("birth_date", "1991-06", "女|1991年6月|大连", "1991年6月"),
        ("birth_date", "1991-06-09", "born 1991.06.09 in Dalian", "1991.06.09"),
        ("birth_date", "1991-06", "Born June 9, 1991", "June 9, 1991"),
        ("gender", "female", "女|1991年6月", "女"),
        ("gender", "male", "Gender: Male", "Male"),
        ("years_of_experience", "5.0", "五年数据分析经验", "五年"),
        ("years_of_experience", "3.0", "with 3+ years of work", "3+ years"),
        ("age", "28", "28岁|13928281111", "28"),
    ],
)
def test_a_value_is_found_as_it_is_printed(field: str, value: str, line: str, printed: str) -> None:
    match = pattern_of(field, value).search(line)
    assert match is not None
    assert match[0].strip() == printed


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("skills", "Java", "JavaScript"),
        ("age", "28", "1928"),
        ("gender", "male", "Female"),
        ("skills", "·", "·"),
        ("skills", "C", "C++"),
    ],
)
def test_what_is_part_of_something_else_is_not_found(field: str, value: str, line: str) -> None:
    assert pattern_of(field, value).search(line) is None
