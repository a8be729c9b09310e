"""Explanations read in the resume's language and say only what was compared."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from domain.analyses.models import Analysis
from domain.matches.explanation import explain
from domain.matches.features import Fit, NearTitle
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.positions.models import Position
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.languages import Language
from domain.vocabulary.pay import PayRange
from tests.factories import stated

ACCOUNTANT = Position(
    code="accountant",
    title_zh="会计",
    title_en="Accountant",
    skills=("纳税申报/tax filing", "总账/general ledger", "SAP"),
    degree=DegreeLevel.ASSOCIATE,
    years_min=3,
    salary_min=6_000,
    salary_max=12_000,
)
FIT = Fit(
    position=ACCOUNTANT,
    score=0.9,
    interest=NearTitle(text="成本会计", nearness=0.9),
    held=NearTitle(text="出纳", nearness=0.4),
    matched=("用友U8", "纳税申报"),
    missing=("总账/general ledger", "SAP"),
    skills_stated=True,
    degree=DegreeLevel.BACHELOR,
    years=5,
)


def test_a_chinese_explanation_names_what_fits_and_what_is_missing() -> None:
    assert explain(FIT, language=Language.CHINESE) == (
        "求职意向“成本会计”与该岗位吻合，“出纳”的任职经历也相近，具备用友U8、纳税申报相关技能。"
        "尚未体现岗位看重的总账、SAP；5年经验满足通常要求的3年；本科学历高于通常要求的大专。"
    )


def test_an_english_explanation_names_what_fits_and_what_is_missing() -> None:
    fit = replace(
        FIT,
        interest=NearTitle(text="Cost Accountant", nearness=0.9),
        held=NearTitle(text="Cashier", nearness=0.1),
        matched=("QuickBooks",),
        years=1,
    )
    assert explain(fit, language=Language.ENGLISH) == (
        "Your objective “Cost Accountant” matches this position, and you bring QuickBooks. "
        "The resume does not show general ledger or SAP yet. "
        "Your 1 year of experience falls short of the usual 3 and education is above the usual level "
        "(an associate degree or diploma)."
    )


@pytest.mark.parametrize(
    ("low", "high", "chinese", "english"),
    [
        (20_000, 25_000, "期望薪资高于", "expected pay is above"),
        (9_000, 10_000, "期望薪资符合", "expected pay is within"),
        (1_000, 2_000, "期望薪资低于", "expected pay is below"),
    ],
)
def test_how_far_the_wish_agrees_with_the_range_is_said(
    low: int, high: int, chinese: str, english: str
) -> None:
    fit = replace(FIT, pay=PayRange(low=low, high=high))
    assert chinese in explain(fit, language=Language.CHINESE)
    assert english in explain(fit, language=Language.ENGLISH)


def test_estimated_pay_says_so() -> None:
    estimated = replace(FIT, position=replace(ACCOUNTANT, salary_basis="estimate"))
    assert explain(estimated, language=Language.CHINESE).endswith("薪资范围为估算。")
    assert explain(estimated, language=Language.ENGLISH).endswith("The pay range is an estimate.")
    counted = replace(FIT, position=replace(ACCOUNTANT, salary_basis="51job 2019 (n=40)"))
    assert "估算" not in explain(counted, language=Language.CHINESE)


def test_a_long_objective_is_quoted_in_part() -> None:
    fit = replace(FIT, interest=NearTitle(text="I would like\nto work " + "very " * 40, nearness=0.9))
    explanation = explain(fit, language=Language.ENGLISH)
    assert "“I would like to work very" in explanation
    assert len(explanation) < 400


def test_nothing_is_said_of_what_the_resume_leaves_open() -> None:
    bare = Fit(position=ACCOUNTANT, score=0.4, missing=ACCOUNTANT.skills)
    assert explain(bare, language=Language.CHINESE) == (
        "简历未写明求职意向与任职经历。尚未体现岗位看重的纳税申报、总账、SAP。"
    )
    assert explain(bare, language=Language.ENGLISH) == (
        "The resume states neither an objective nor earlier positions. "
        "The resume does not show tax filing, general ledger or SAP yet."
    )


MATCHER = Matcher(load_catalogue())
PEOPLE = [
    stated(Language.CHINESE),
    stated(Language.ENGLISH),
    stated(
        language=Language.CHINESE,
        career_interest="电工",
        titles=("学徒",),
        skills=("万用表", "PLC"),
        highest_degree="中专",
    ),
    stated(Language.CHINESE, titles=("店长",), skills=("陈列", "排班"), highest_degree="大专"),
    stated(
        language=Language.ENGLISH,
        career_interest="Head Chef",
        titles=("Line Cook",),
        skills=("HACCP", "Butchery"),
        years_of_experience=3,
    ),
    stated(Language.ENGLISH, titles=("Founder",), highest_degree="PhD"),
]


@pytest.mark.parametrize("analysis", PEOPLE)
def test_every_match_has_an_explanation_of_its_own(analysis: Analysis) -> None:
    explanations = [match.analysis for match in MATCHER.match(analysis)]
    assert all(explanations)
    assert len(set(explanations)) == len(explanations)


@pytest.mark.parametrize("analysis", [person for person in PEOPLE if person.language is Language.ENGLISH])
def test_an_english_explanation_holds_no_chinese(analysis: Analysis) -> None:
    for match in MATCHER.match(analysis):
        assert not re.search("[\u4e00-\u9fff]", match.analysis)
