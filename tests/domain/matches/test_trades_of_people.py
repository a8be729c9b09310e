"""People are sent to positions of their trade and level, whatever words they share with others."""

from __future__ import annotations

from functools import cache

import pytest

from domain.analyses.models import Analysis
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.vocabulary.languages import Language
from tests.factories import stated


@cache
def matcher() -> Matcher:
    return Matcher(load_catalogue())


def codes(analysis: Analysis, count: int = 5) -> list[str]:
    return [match.position_code for match in matcher().match(analysis)][:count]


def english(*titles: str, skills: tuple[str, ...] = (), years: float | None = None) -> Analysis:
    return stated(Language.ENGLISH, titles=titles, skills=skills, years_of_experience=years)


@pytest.mark.parametrize(
    ("person", "first", "never"),
    [
        (english("Veterinarian", years=6), "veterinarian", ["law-enforcement-inspector", "physician"]),
        (
            english("Front-end Developer", skills=("React", "CSS"), years=4),
            "front-end-developer",
            ["java-developer"],
        ),
        (english("DevOps Engineer", skills=("Kubernetes",), years=5), "devops-engineer", ["civil-engineer"]),
        (english("Head of Data", years=24), "head-of-data", ["data-entry-clerk", "data-entry-specialist"]),
        (english("QA Engineer", skills=("Selenium",)), "software-test-engineer", ["food-safety-manager"]),
    ],
    ids=["veterinarian", "front end", "DevOps", "head of data", "tester"],
)
def test_the_trade_comes_first_and_other_trades_of_the_same_words_do_not_come(
    person: Analysis, first: str, never: list[str]
) -> None:
    found = codes(person)
    assert first in found[:2]
    assert not set(never) & set(found)


def test_a_rank_is_no_trade_and_skills_tell_it() -> None:
    found = codes(english("Member of Technical Staff", skills=("React", "TypeScript", "CSS", "JavaScript")))
    assert "fast-food-crew-member" not in found
    assert "front-end-developer" in found


def test_who_is_called_after_a_technology_knows_it() -> None:
    analysis = stated(Language.CHINESE, titles=("Java开发工程师",), skills=("HTML5", "CSS", "jQuery"))
    first = matcher().match(analysis)[0]
    assert first.position_code == "java-developer"
    assert "Java" in first.matched_skills


def test_a_head_is_not_sent_to_positions_for_beginners() -> None:
    head = english("Marketing Director", "Marketing Manager", years=15)
    assert {"marketing-assistant", "marketing-intern"}.isdisjoint(codes(head, 10))
    assert codes(head)[0] == "marketing-director"


def test_a_teacher_of_one_subject_is_not_sent_to_teach_another() -> None:
    assert not [code for code in codes(english("Mathematics Teacher", years=4)) if "chinese-teacher" in code]


def test_a_beginner_is_not_sent_to_lead_the_trade() -> None:
    beginner = english("Accounting Intern", years=0.5)
    assert {"finance-manager", "finance-director"}.isdisjoint(codes(beginner))


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    traditional = stated(Language.CHINESE, titles=("專案經理",))
    assert matcher().match(traditional)
    assert (
        codes(stated(Language.CHINESE, titles=("會計",)))[0]
        == codes(stated(Language.CHINESE, titles=("会计",)))[0]
    )


def test_the_reason_tells_a_level_above_or_below_and_quotes_the_title() -> None:
    matches = matcher().match(stated(Language.CHINESE, titles=("财务总监",), years_of_experience=15))
    assert any("岗位级别低于“财务总监”" in match.analysis for match in matches)
