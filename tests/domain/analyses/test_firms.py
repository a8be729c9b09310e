from __future__ import annotations

import pytest

from domain.analyses.firms import firm_score, is_noise


@pytest.mark.parametrize(
    "text",
    [
        "东港水产加工厂",
        "云顶山酒店(北岸店)",
        "某银行东岭支行",
        "Marrow Mills Ltd",
        "Roble S.A.",
        "Elm & Ash Studios",
        "中建三局",
        "市一院",
        "华为",
        "深圳富士康",
        "OPPO",
        "东港水产集团 Eastport Fish",
    ],
)
def test_a_firm_is_told_by_its_ending(text: str) -> None:
    assert firm_score(text) >= 0.8


@pytest.mark.parametrize("text", ["质检主管", "Head Baker", "微信支付系统", "投资银行部"])
def test_other_words_are_hardly_a_firm(text: str) -> None:
    assert firm_score(text) < 0.5


@pytest.mark.parametrize(
    "part",
    [
        "Leeds, UK",
        "Full-time",
        "Remote",
        "全职",
        "3年2个月",
        "12 months",
        "https://example.com",
        "- -",
        "Location",
        "中国 广东省 深圳",
        "老家务农",
    ],
)
def test_a_place_a_kind_of_work_and_a_length_of_time_are_noise(part: str) -> None:
    assert is_noise(part)


@pytest.mark.parametrize("part", ["Birch Nursery, Lagos", "Marrow Mills Ltd", "大堂经理", "Baker"])
def test_employers_and_titles_are_no_noise(part: str) -> None:
    assert not is_noise(part)
