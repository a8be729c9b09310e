"""Scores of many persons for one position are those of the matcher, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from domain.analyses.models import Analysis
from domain.candidates.choosing import rows_of
from domain.candidates.growing import Lists
from domain.candidates.models import ANYBODY, CandidateConditions
from domain.candidates.people import Known, People, all_rows
from domain.candidates.ranking import rank
from domain.matches.asked import Asked, asked_alone, asked_of
from domain.matches.matcher import FLOOR, Matcher
from domain.positions.bundled import bundled_index
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.languages import Language
from tests.factories import stated

TODAY = date(2026, 5, 4)
_CITIES = ("上海", "北京", "")
_DEGREES = ("本科", "硕士", "大专", "")


@cache
def persons() -> tuple[Analysis, ...]:
    """Return persons of many trades, who state much or little."""
    found = []
    for number, position in enumerate(list(load_catalogue())[::60]):
        chinese = number % 3 != 0
        title = position.title_zh if chinese else position.title_en
        found.append(
            stated(
                language=Language.CHINESE if chinese else Language.ENGLISH,
                career_interest=title if number % 2 else None,
                titles=(title, *position.aliases[: number % 6])[number % 4 == 3 :],
                skills=tuple(skill.split("/")[0] for skill in position.skills[: number % 8]),
                highest_degree=_DEGREES[number % 4] or None,
                years_of_experience=float(number % 15) if number % 5 else None,
                expected_salary=f"{5 + number % 30}K" if number % 3 else None,
                city=_CITIES[number % 3] or None,
            )
        )
    return tuple(found)


@cache
def index() -> PositionIndex:
    return bundled_index()


@cache
def people() -> People:
    held = People(index())
    for number, analysis in enumerate(persons()):
        held.put(Known(number, str(number)), analysis, today=TODAY)
    return held


@cache
def matcher() -> Matcher:
    return Matcher(index(), today=lambda: TODAY)


@cache
def asked(code: str) -> Asked:
    found = asked_of(index(), source=BUNDLED, code=code)
    assert found is not None
    return found


POSITIONS = [position.code for position in list(load_catalogue())[7::220]]


@pytest.mark.parametrize("code", POSITIONS)
def test_all_are_scored_as_the_matcher_scores_each(code: str) -> None:
    rows, scores = rank(people(), asked(code), all_rows(people()), limit=1_000)
    found = dict(zip(people().ids.values.take(rows).tolist(), scores.tolist(), strict=True))
    for number, analysis in enumerate(persons()):
        match = matcher().match_with(asked(code), analysis, known=people().titles.known)
        own = 0.0 if match is None else match.score
        if own >= FLOOR + 0.01:
            assert found[number] == pytest.approx(own, abs=0.005)
        elif number in found:
            assert found[number] < FLOOR + 0.02


def test_who_states_no_degree_is_ranked_for_a_position_that_asks_for_the_highest() -> None:
    (position,) = (held for held in load_catalogue() if held.code == POSITIONS[0])
    alone = asked_alone(replace(position, source="described", degree=DegreeLevel.DOCTOR), index())
    held = People(index())
    held.put(Known(1, "a"), stated(titles=(position.title_zh,)), today=TODAY)
    rows, _ = rank(held, alone, all_rows(held), limit=1)
    assert held.ids.values.take(rows).tolist() == [1]


def test_a_pair_has_one_score_and_one_reason_whichever_side_asks() -> None:
    compared = 0
    for analysis in persons():
        for match in matcher().match(analysis, limit=5):
            assert matcher().match_with(asked(match.position_code), analysis) == match
            known = matcher().match_with(asked(match.position_code), analysis, known=people().titles.known)
            assert known == match
            compared += 1
    assert compared > 100


def test_what_else_is_compared_changes_no_score() -> None:
    larger = index().copy()
    before = [matcher().match(analysis, limit=3) for analysis in persons()]
    larger.add((replace(position, source="jobs") for position in list(load_catalogue())[::40]), source="jobs")
    after = Matcher(larger, today=lambda: TODAY)
    for analysis, matches in zip(persons(), before, strict=True):
        scores = {
            match.position_code: match.score
            for match in after.match(analysis, limit=20)
            if match.source == BUNDLED
        }
        for match in matches:
            assert scores.get(match.position_code, match.score) == match.score


def test_a_position_by_itself_is_scored_as_in_the_catalogue() -> None:
    (position,) = (held for held in load_catalogue() if held.code == POSITIONS[0])
    alone = asked_alone(replace(position, source="described", isco=position.isco), index())
    rows, scores = rank(people(), alone, all_rows(people()), limit=10)
    assert len(rows)
    assert (np.diff(np.round(scores, 4)) <= 0).all()


def test_of_very_many_those_whose_titles_and_studies_are_nearest_are_scored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = [rank(people(), asked(code), all_rows(people()), limit=3)[0].tolist() for code in POSITIONS]
    monkeypatch.setattr("domain.candidates.ranking.SCORED", len(people()) // 2)
    chosen = [rank(people(), asked(code), all_rows(people()), limit=3)[0].tolist() for code in POSITIONS]
    missed = sum(len(set(best) - set(found)) for best, found in zip(whole, chosen, strict=True))
    assert missed <= 1


def test_a_person_is_replaced_and_dropped() -> None:
    held = People(index())
    title = load_catalogue().positions[0].title_zh
    held.put(Known(5, "a"), stated(titles=("厨师",)), today=TODAY)
    held.put(Known(6, "a"), stated(titles=(title,)), today=TODAY)
    held.put(Known(5, "b"), stated(titles=(title,), skills=("Excel",)), today=TODAY)
    assert (len(held), held.known) == (2, {5: "b", 6: "a"})
    rows, _ = rank(held, asked(load_catalogue().positions[0].code), all_rows(held), limit=9)
    assert set(held.ids.values.take(rows).tolist()) == {5, 6}
    held.drop([5, 99])
    assert (len(held), all_rows(held).tolist()) == (1, [1])
    held.put(Known(7, "a"), stated(titles=(title,)), today=TODAY)
    assert held.ids.values.take(all_rows(held)).tolist() == [6, 7]


def test_conditions_let_through_who_states_what_they_are_about() -> None:
    everybody = rows_of(people(), ANYBODY)
    assert len(everybody) == len(people())
    degree = rows_of(people(), CandidateConditions(degree=DegreeLevel.MASTER))
    assert 0 < len(degree) < len(everybody)
    years = rows_of(people(), CandidateConditions(years_from=3, years_until=5))
    assert set(people().years.values.take(years).tolist()) <= {3.0, 4.0, 5.0}
    assert not len(rows_of(people(), CandidateConditions(cities=())))


def test_lists_are_replaced_and_tidied() -> None:
    lists = Lists(np.int32)
    for _ in range(50):
        for row in range(3):
            lists.put(row, [row] * (row + 1))
    values, rank_of = lists.of(np.array([2, 0]))
    assert (values.tolist(), rank_of.tolist()) == ([2, 2, 2, 0], [0, 0, 0, 1])
    assert lists.size_bytes < 3_000
