"""What the English explanation says of each comparison, and when it says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.matches.explanation_en import explain_in_english
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
WANTED, HELD = NearTitle(text="Chef", nearness=0.8), NearTitle(text="Waiter", nearness=0.3)
FAR = NearTitle(text="Pilot", nearness=0.1)


def said(position: Position = COOK, /, **compared: Any) -> str:
    return explain_in_english(replace(Fit(position=position, score=0.5), **compared))


@pytest.mark.parametrize(
    ("titles", "sentence"),
    [
        (
            {"interest": WANTED, "held": HELD},
            "Your objective “Chef” matches this position, your experience as “Waiter” comes close to it too.",
        ),
        (
            {"interest": WANTED, "held": WANTED},
            "“Chef”, both your objective and your experience, matches this position.",
        ),
        ({"interest": WANTED, "held": FAR}, "Your objective “Chef” matches this position."),
        (
            {"interest": FAR, "held": HELD},
            "Your experience as “Waiter” comes close to this position.",
        ),
        (
            {"interest": FAR, "related": True},
            "This position belongs to an occupation related to your objective “Pilot”.",
        ),
        ({"held": FAR}, "This position is related to what the resume says."),
        ({"held": FAR, "subject": "Catering"}, "Your studies of “Catering” lead to this position."),
        ({"related": True}, "The resume states neither an objective nor earlier positions."),
    ],
)
def test_the_titles_that_are_near_are_named(titles: dict[str, Any], sentence: str) -> None:
    assert said(**titles) == sentence


@pytest.mark.parametrize(
    ("nearness", "verb"), [(0.75, "matches"), (0.74, "comes close to"), (0.25, "comes close to")]
)
def test_the_nearness_chooses_the_verb(nearness: float, verb: str) -> None:
    assert said(held=NearTitle(text="Cook", nearness=nearness)) == (
        f"Your experience as “Cook” {verb} this position."
    )


def test_of_many_skills_four_are_named_and_the_others_counted() -> None:
    assert said(held=WANTED, matched=("A", "B", "C", "D")).endswith(", and you bring A, B, C and D.")
    assert said(held=WANTED, matched=("A", "B", "C", "D", "E", "F")).endswith(
        ", and you bring A, B, C, D and 2 more of its skills."
    )


def test_skills_that_all_miss_the_position_are_told_but_not_skills_that_were_never_named() -> None:
    none_fits = ", and none of the listed skills is among those it usually asks for."
    assert said(skills_stated=True).endswith(none_fits)
    assert none_fits not in said(skills_stated=False)


def test_the_first_three_missing_skills_are_named_in_english() -> None:
    missing = ("总账/general ledger", "SAP", "税务/tax", "审计/audit")
    assert said(missing=missing).endswith(" The resume does not show general ledger, SAP or tax yet.")


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        (3, "Your 3 years of experience meet the usual 3."),
        (2.5, "Your 2.5 years of experience fall short of the usual 3."),
        (1, "Your 1 year of experience falls short of the usual 3."),
    ],
)
def test_years_are_compared_with_the_usual_ones(years: float, sentence: str) -> None:
    assert said(years=years).endswith(sentence)


def test_a_single_year_that_is_enough_stands_in_the_singular() -> None:
    assert said(replace(COOK, years_min=1), years=1).endswith("1 year of experience meets the usual 1.")


@pytest.mark.parametrize(
    ("degree", "sentence"),
    [
        (DegreeLevel.BACHELOR, "Your education is at the level usually asked for."),
        (DegreeLevel.MASTER, "Your education is above the usual level (a bachelor's degree)."),
        (DegreeLevel.SECONDARY, "Your education is below the usual level (a bachelor's degree)."),
    ],
)
def test_the_degree_is_compared_with_the_usual_one(degree: DegreeLevel, sentence: str) -> None:
    assert said(degree=degree).endswith(sentence)


@pytest.mark.parametrize(
    ("pay", "order"),
    [
        (PayRange(low=12_001, high=None), "above"),
        (PayRange(low=12_000, high=None), "within"),
        (PayRange(low=None, high=6_000), "within"),
        (PayRange(low=None, high=5_999), "below"),
    ],
)
def test_an_open_range_of_pay_counts_by_the_end_that_is_told(pay: PayRange[int], order: str) -> None:
    assert said(PAID, pay=pay).endswith(
        f"Your expected pay is {order} its usual range of 6,000-12,000 CNY a month."
    )


def test_what_the_position_does_not_ask_for_is_not_compared() -> None:
    nothing = replace(COOK, degree=DegreeLevel.NONE, years_min=0)
    pay = PayRange(low=9_000, high=9_000)
    assert said(nothing, years=5, degree=DegreeLevel.MASTER, pay=pay) == said(nothing)


def test_only_pay_that_we_estimated_is_said_to_be_an_estimate() -> None:
    assert said(replace(PAID, salary_basis="estimate")).endswith(" The pay range is an estimate.")
    assert "estimate" not in said(PAID)
