"""What the Chinese explanation says of each comparison, and when it says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.matches.explanation_zh import explain_in_chinese
from domain.matches.features import Fit, NearTitle
from domain.positions.models import Position
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import PayRange

COOK = Position(
    code="cook",
    title_zh="厨师",
    title_en="Cook",
    skills=("HACCP",),
    degree=DegreeLevel.BACHELOR,
    years_min=3,
)
PAID = replace(COOK, salary_min=6_000, salary_max=12_000)
WANTED, HELD = NearTitle(text="主厨", nearness=0.8), NearTitle(text="服务员", nearness=0.3)
FAR = NearTitle(text="飞行员", nearness=0.1)


def said(position: Position = COOK, /, **compared: Any) -> str:
    return explain_in_chinese(replace(Fit(position=position, score=0.5), **compared))


@pytest.mark.parametrize(
    ("titles", "sentence"),
    [
        (
            {"interest": WANTED, "held": HELD},
            "求职意向“主厨”与该岗位吻合，“服务员”的任职经历也相近。",
        ),
        (
            {"interest": WANTED, "held": WANTED},
            "求职意向与任职经历均为“主厨”，与该岗位吻合。",
        ),
        ({"interest": WANTED, "held": FAR}, "求职意向“主厨”与该岗位吻合。"),
        ({"interest": FAR, "held": HELD}, "“服务员”的任职经历与该岗位相近。"),
        ({"interest": FAR, "related": True}, "该岗位与求职意向“飞行员”属于相关职业。"),
        ({"held": FAR}, "该岗位与简历所述相关。"),
        ({"held": FAR, "subject": "烹饪工艺"}, "所学“烹饪工艺”与该岗位对口。"),
        ({"related": True}, "简历未写明求职意向与任职经历。"),
    ],
)
def test_the_titles_that_are_near_are_named(titles: dict[str, Any], sentence: str) -> None:
    assert said(**titles) == sentence


@pytest.mark.parametrize(("nearness", "word"), [(0.75, "吻合"), (0.74, "相近"), (0.25, "相近")])
def test_the_nearness_chooses_the_word(nearness: float, word: str) -> None:
    near = NearTitle(text="厨师", nearness=nearness)
    assert said(held=near) == f"“厨师”的任职经历与该岗位{word}。"


def test_of_many_skills_four_are_named_and_all_are_counted() -> None:
    assert said(held=WANTED, matched=("甲", "乙", "丙", "丁")).endswith("，具备甲、乙、丙、丁相关技能。")
    assert said(held=WANTED, matched=("甲", "乙", "丙", "丁", "戊")).endswith(
        "，具备甲、乙、丙、丁等5项相关技能。"
    )


def test_skills_that_all_miss_the_position_are_told_but_not_skills_that_were_never_named() -> None:
    assert said(skills_stated=True).endswith("，所列技能与岗位的常见要求没有重合。")
    assert "技能" not in said(skills_stated=False)


def test_the_first_three_missing_skills_are_named_in_chinese() -> None:
    missing = ("总账/general ledger", "SAP", "税务/tax", "审计/audit")
    assert said(missing=missing).endswith("。尚未体现岗位看重的总账、SAP、税务。")


@pytest.mark.parametrize(
    ("years", "sentence"), [(3, "3年经验满足通常要求的3年。"), (2.5, "2.5年经验少于通常要求的3年。")]
)
def test_years_are_compared_with_the_usual_ones(years: float, sentence: str) -> None:
    assert said(years=years).endswith("。" + sentence)


@pytest.mark.parametrize(
    ("degree", "sentence"),
    [
        (DegreeLevel.BACHELOR, "本科学历符合要求。"),
        (DegreeLevel.MASTER, "硕士学历高于通常要求的本科。"),
        (DegreeLevel.ASSOCIATE, "大专学历低于通常要求的本科。"),
    ],
)
def test_the_degree_is_compared_with_the_usual_one(degree: DegreeLevel, sentence: str) -> None:
    assert said(degree=degree).endswith("。" + sentence)


@pytest.mark.parametrize(
    ("pay", "order"),
    [
        (PayRange(low=12_001, high=None), "高于"),
        (PayRange(low=12_000, high=None), "符合"),
        (PayRange(low=None, high=6_000), "符合"),
        (PayRange(low=None, high=5_999), "低于"),
    ],
)
def test_an_open_range_of_pay_counts_by_the_end_that_is_told(pay: PayRange[int], order: str) -> None:
    assert said(PAID, pay=pay).endswith(f"。期望薪资{order}该岗位常见的6k-12k/月。")


def test_comparisons_stand_in_one_sentence() -> None:
    compared = said(missing=("SAP",), years=3, degree=DegreeLevel.BACHELOR)
    assert compared.endswith("。尚未体现岗位看重的SAP；3年经验满足通常要求的3年；本科学历符合要求。")


def test_what_the_position_does_not_ask_for_is_not_compared() -> None:
    nothing = replace(COOK, degree=DegreeLevel.NONE, years_min=0)
    pay = PayRange(low=9_000, high=9_000)
    assert said(nothing, years=5, degree=DegreeLevel.MASTER, pay=pay) == said(nothing)


def test_only_pay_that_we_estimated_is_said_to_be_an_estimate() -> None:
    assert said(replace(PAID, salary_basis="estimate")).endswith("。薪资范围为估算。")
    assert "估算" not in said(PAID)
