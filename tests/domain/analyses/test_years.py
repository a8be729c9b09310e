from __future__ import annotations

import pytest

from domain.analyses.candidates import best
from domain.analyses.pair_finding import find_pairs
from domain.analyses.sections import split_sections
from domain.analyses.text import read_text
from domain.analyses.years import years
from tests.domain.analyses.documents import document


def years_of(text: str) -> float | None:
    read = read_text(document(text))
    found = best(years(read, find_pairs(read), split_sections(read)))
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("工作经验:7.5年", 7.5),
        ("工作年限:三年", 3.0),
        ("10多年的餐饮管理经验", 10.0),
        ("从事水产养殖12余年", 12.0),
        ("个人简介\n干了一辈子木工,从学徒算起干木工30年了", 30.0),
        ("男   36岁   工作12年   大专", 12.0),
        ("Summary\nNearly 9 years building bridges.", 9.0),
        ("Summary\nA baker with 4 yrs of experience.", 4.0),
        ("Summary\n11 years in hospitality.", 11.0),
        ("Summary\nOver ten years of experience in pottery.", 10.0),
        ("Summary\nTwo years of experience in kilns.", 2.0),
        ("Summary\nTwenty-five years of experience.", 25.0),
        ("Summary\n2 years 6 months of experience.", 2.5),
        ("Summary\n18 months of experience as a potter.", 1.5),
        ("Summary\nA decade of experience.", 10.0),
        ("Experience: twelve years", 12.0),
        ("Summary\n4+ yrs exp. in Python, 2 years in Go", 4.0),
        ("个人简介\n九年陶瓷教学经验", 9.0),
        ("个人简介\n十五年以上窑炉管理经验", 15.0),
        ("个人简介\n5 年 B2B 外贸经验", 5.0),
        ("个人简介\n3年+UI/UX设计经验", 3.0),
        ("工作年限:十二年", 12.0),
        ("Summary\nA baker with more than 6\nyears of experience.", 6.0),
    ],
)
def test_years_are_read_behind_a_label_and_in_sentences(text: str, number: float) -> None:
    assert years_of(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "工作年限:2015年至今",
        "Summary\n3 years in school.",
        "Summary\n90 years of experience.",
        "工作经历\n5年经验",
        "25 years old",
        "Summary\nTwo years of school.",
        "个人简介\n三年级学生",
    ],
)
def test_calendar_years_ages_and_schooling_are_no_experience(text: str) -> None:
    assert years_of(text) is None
