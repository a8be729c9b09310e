from __future__ import annotations

import pytest

from domain.analyses.headers import Parts, firm_score, is_noise, parse_header


@pytest.mark.parametrize(
    "text",
    ["东港水产加工厂", "云顶山酒店(北岸店)", "某银行东岭支行", "Marrow Mills Ltd", "Elm & Ash Studios"],
)
def test_a_firm_is_told_by_its_ending(text: str) -> None:
    assert firm_score(text) >= 0.8


@pytest.mark.parametrize("text", ["质检主管", "Head Baker"])
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
    ],
)
def test_a_place_a_kind_of_work_and_a_length_of_time_are_noise(part: str) -> None:
    assert is_noise(part)


@pytest.mark.parametrize("part", ["Birch Nursery, Lagos", "Marrow Mills Ltd", "大堂经理", "Baker"])
def test_employers_and_titles_are_no_noise(part: str) -> None:
    assert not is_noise(part)


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("公司名称:北岸\t车工", Parts("北岸", "车工")),
        ("北岸科 技有限公司\t车工", Parts("北岸科技有限公司", "车工")),
        ("平湖建筑有限公司产品经理", Parts("平湖建筑有限公司", "产品经理")),
        ("客房部\t云顶山酒店\t领班", Parts("云顶山酒店", "领班")),
        ("Engineer / Architect", Parts(None, "Engineer / Architect")),
        ("Oak & Ash Bakery / Head Baker", Parts("Oak & Ash Bakery", "Head Baker")),
        ("Packer (Marrow Mills Ltd)", Parts("Marrow Mills Ltd", "Packer")),
        ("Packer, Marrow Mills Ltd, Leeds, UK", Parts("Marrow Mills Ltd", "Packer")),
        ("Packer\tMarrow Mills Ltd\tLocation: Leeds", Parts("Marrow Mills Ltd", "Packer")),
        ("", Parts()),
    ],
)
def test_a_line_is_divided_into_employer_and_title(header: str, parts: Parts) -> None:
    assert parse_header(header) == parts


def test_a_title_beside_the_dated_line_may_stand_alone() -> None:
    assert parse_header("Head Baker", beside=True) == Parts(None, "Head Baker")


def test_what_is_left_beside_a_known_title_is_the_employer() -> None:
    assert parse_header("北岸", titled=True) == Parts("北岸", None)
    assert parse_header("北岸") == Parts()
