"""What a score is made from, and that it means the same in every catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analyses.models import Analysis
from domain.matches.matcher import Matcher
from domain.matches.models import Match
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED, Position
from domain.retrieval import index as index_module
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.languages import Language
from domain.vocabulary.skills import skill_forms
from tests.factories import restated, stated

ACCOUNTANT = stated(
    language=Language.CHINESE,
    career_interest="会计",
    titles=("总账会计", "出纳"),
    skills=("用友U8", "纳税申报", "钢琴"),
    highest_degree="大专",
    years_of_experience=2,
    expected_salary="8-10K",
    city="上海市",
)
POSTINGS = [
    Position(code="near", title_zh="会计", title_en="", skills=("用友", "纳税申报"), city="上海"),
    Position(code="far", title_zh="会计", title_en="", skills=("用友", "纳税申报"), city="北京"),
    Position(code="english", title_zh="", title_en="Cost Accountant", degree=DegreeLevel.MASTER),
    Position(code="nurse", title_zh="护士", title_en="Nurse", years_min=3),
]


@cache
def bundled_with_postings() -> PositionIndex:
    index = PositionIndex()
    index.add(load_catalogue(), source=BUNDLED)
    index.add(POSTINGS, source="postings")
    return index


@cache
def postings() -> Matcher:
    index = PositionIndex()
    index.add(POSTINGS, source="postings")
    return Matcher(index, floor=0.0)


@pytest.fixture(params=[10_000, 0], ids=["all compared", "candidates chosen"], autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways to candidates, the one of small indexes and the one of large ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_ALL_COMPARED", request.param)
        yield


def matches(analysis: Analysis) -> dict[str, Match]:
    return {match.position_code: match for match in postings().match(analysis)}


def test_the_score_is_the_sum_of_the_features_times_their_weights() -> None:
    for match in Matcher(bundled_with_postings()).match(ACCOUNTANT):
        total = sum(feature.value * feature.weight for feature in match.breakdown)
        assert match.score == pytest.approx(total, abs=0.001)


def test_what_the_title_is_made_from_weighs_nothing_by_itself() -> None:
    (match, *_) = Matcher(bundled_with_postings()).match(ACCOUNTANT)
    weights = {feature.name: feature.weight for feature in match.breakdown}
    assert {name for name, weight in weights.items() if not weight} == {
        "career_interest",
        "experience",
        "occupation",
    }
    assert sum(weights.values()) == pytest.approx(1.0)


def test_a_match_lists_the_skills_named_and_those_missing() -> None:
    match = next(match for match in Matcher(load_catalogue()).match(ACCOUNTANT) if match.position == "会计")
    assert set(match.matched_skills) == {"用友U8", "纳税申报"}
    assert match.missing_skills
    position = load_catalogue().find(match.position_code)
    assert position is not None
    assert set(match.missing_skills) < {skill_forms(skill)[0] for skill in position.skills}


def test_work_in_the_persons_city_counts_a_little_more() -> None:
    found = matches(ACCOUNTANT)
    assert 0 < found["near"].score - found["far"].score < 0.05


def test_a_posting_in_one_language_shows_the_title_that_it_has() -> None:
    assert matches(ACCOUNTANT)["english"].position == "Cost Accountant"
    assert matches(ACCOUNTANT)["english"].source == "postings"


def test_a_score_is_the_same_among_few_and_among_many_positions() -> None:
    among_many = Matcher(bundled_with_postings(), floor=0.0).match(
        ACCOUNTANT, limit=len(bundled_with_postings())
    )
    scores = {match.position_code: match.score for match in among_many if match.source == "postings"}
    few = matches(ACCOUNTANT)
    assert scores["near"] == pytest.approx(few["near"].score, abs=1e-4)
    assert scores["far"] == pytest.approx(few["far"].score, abs=1e-4)


def test_postings_and_bundled_positions_are_ranked_together() -> None:
    found = Matcher(bundled_with_postings()).match(ACCOUNTANT)
    assert {match.source for match in found} == {BUNDLED, "postings"}


def test_a_resume_that_says_nothing_gets_no_matches() -> None:
    assert Matcher(bundled_with_postings()).match(stated(Language.ENGLISH)) == ()


@given(
    years=st.floats(0, 40),
    degrees=st.lists(st.sampled_from(["高中", "大专", "本科", "硕士", "博士"]), min_size=2, max_size=2),
    wish=st.integers(3, 60),
    lower=st.integers(0, 30),
)
def test_a_higher_degree_and_a_smaller_wish_never_lower_a_score(
    years: float, degrees: list[str], wish: int, lower: int
) -> None:
    ranks = ["高中", "大专", "本科", "硕士", "博士"]
    low, high = sorted(degrees, key=ranks.index)
    stated_years = restated(ACCOUNTANT, years_of_experience=years)
    worse = restated(stated_years, highest_degree=low, expected_salary=f"{wish}K")
    better = restated(stated_years, highest_degree=high, expected_salary=f"{max(1, wish - lower)}K")
    before, after = matches(worse), matches(better)
    assert all(after[code].score >= before[code].score for code in before)
