"""Levels of persons, and of positions for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from domain.analyses.facts import EducationEntry, Evidence, ExperienceEntry
from domain.matches.seniority import (
    RUNGS,
    begins_with_oldest,
    ladder_of,
    level_values,
    rungs_of,
    years_worked,
)
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.levels import Level
from domain.vocabulary.periods import Period

TODAY = date(2026, 6, 1)
SEEN = Evidence(field="experience", index=0, page=1, box=None, text="", confidence=1.0)


def job(start: str, end: str | None) -> ExperienceEntry:
    period = Period(
        start=PartialDate.parse(start),
        end=None if end is None else PartialDate.parse(end),
        is_current=end is None,
    )
    return ExperienceEntry(company="甲公司", title="会计", period=period, evidence=SEEN)


def studies(end: str) -> EducationEntry:
    return EducationEntry(
        school="某大学", degree=None, major=None, period=Period(end=PartialDate.parse(end)), evidence=SEEN
    )


def rung(titles: list[str], *, wish: str | None = None, years: float | None = None) -> float:
    """Return the rung in a trade of which the wish and all titles are."""
    ladder = ladder_of(wish, titles, years)
    rungs, _ = ladder.at(np.ones((len(ladder.rungs), 1), np.bool_))
    return float(rungs[0])


@pytest.mark.parametrize(
    ("titles", "wish", "years", "level"),
    [
        (["财务总监", "会计"], None, 12.0, Level.DIRECTOR),
        (["Senior Baker"], None, 3.0, Level.SENIOR),
        (["Baker"], None, 9.0, Level.SENIOR),
        (["Baker"], None, 3.0, Level.NORMAL),
        (["Baker"], None, 0.0, Level.JUNIOR),
        (["Baking Intern", "Teaching Intern"], None, 4.0, Level.JUNIOR),
        ([], "Internship in botany", None, Level.JUNIOR),
    ],
)
def test_the_titles_held_last_tell_the_level_else_the_years(
    titles: list[str], wish: str | None, years: float | None, level: Level
) -> None:
    assert rung(titles, wish=wish, years=years) == RUNGS[level]


def test_each_year_worked_leads_a_little_higher_up_to_the_senior_level() -> None:
    rungs = [rung(["Baker"], years=years) for years in (0.0, 0.5, 1.0, 3.0, 5.0, 6.0)]
    assert rungs == sorted(set(rungs))
    assert rungs[-1] == rung(["Baker"], years=20.0) == RUNGS[Level.SENIOR]


def test_a_wish_is_believed_a_step_up_and_any_way_down_but_little_of_what_is_beyond() -> None:
    held = rung(["会计"], years=4.0)
    assert rung(["会计"], wish="高级会计", years=4.0) == RUNGS[Level.SENIOR]
    assert held + 1.0 < rung(["会计"], wish="财务主管", years=4.0) < RUNGS[Level.LEAD]
    assert held + 1.0 < rung(["会计"], wish="财务总监", years=4.0) < held + 2.0
    assert rung(["财务总监"], wish="财务主管", years=20.0) == RUNGS[Level.LEAD]


def test_a_head_who_wishes_for_a_trade_without_a_level_wants_no_heads_place() -> None:
    ladder = ladder_of("Baker", ["Bakery Director"], 20.0)
    rungs, _ = ladder.at(np.ones((2, 2), np.bool_), np.array([True, False]))
    assert rungs.tolist() == [RUNGS[Level.SENIOR], RUNGS[Level.DIRECTOR]]


def test_who_manages_after_few_years_does_so_further_down() -> None:
    rungs = [rung(["Bakery Manager"], years=years) for years in (1.0, 3.0, 5.0)]
    assert rungs == sorted(set(rungs))
    assert rungs[-1] == rung(["Bakery Manager"]) == RUNGS[Level.MANAGER]


def test_a_level_counts_in_its_own_trade_and_says_which_title_tells_it() -> None:
    ladder = ladder_of(None, ["Store Manager", "Baker"], 5.0)
    in_trade = np.array([[True, False, False], [False, True, False]])
    rungs, told = ladder.at(in_trade)
    assert list(rungs[:2]) == [RUNGS[Level.MANAGER], rung(["Baker"], years=5.0)]
    assert rungs[2] < RUNGS[Level.NORMAL]
    assert [ladder.told_by[number] if number >= 0 else None for number in told] == [
        "Store Manager",
        None,
        None,
    ]


def test_a_head_of_one_trade_is_no_beginner_in_another() -> None:
    ladder = ladder_of(None, ["Chief Baker", "Botany Intern"], 8.0)
    rungs, told = ladder.at(np.array([[True, False, False], [False, True, False]]))
    assert rungs[0] == RUNGS[Level.DIRECTOR]
    assert rungs[1] == rungs[2] > RUNGS[Level.NORMAL]
    assert told.tolist() == [0, 1, -1]


def test_of_a_trade_the_two_latest_titles_count() -> None:
    assert rung(["Barista", "Waiter", "Store Manager"], years=3.0) == RUNGS[Level.NORMAL]


def test_jobs_side_by_side_are_counted_once_and_those_before_the_first_degree_not_at_all() -> None:
    jobs = [job("2022-01", None), job("2021-01", "2022-12"), job("2015-01", "2016-12")]
    assert years_worked(None, jobs, [studies("2020-06")], today=TODAY) == pytest.approx(5.4, abs=0.1)
    assert years_worked(7.0, jobs, [], today=TODAY) == 7.0
    assert years_worked(None, [], [], today=TODAY) is None


def test_a_job_without_an_end_lasts_until_the_next_began_but_not_for_ever() -> None:
    begun = [
        replace(job(start, None), period=Period(start=PartialDate.parse(start)))
        for start in ("2018-10", "2016-10", "2001-01")
    ]
    assert years_worked(None, begun, [], today=TODAY) == 6.0


def test_an_old_resume_of_a_student_is_as_old_as_its_studies() -> None:
    assert years_worked(None, [job("2009-09", None)], [studies("2010-05")], today=TODAY) == 0.0


def test_who_went_on_working_after_the_studies_is_no_student() -> None:
    assert years_worked(
        None, [job("2020-04", "2026-05")], [studies("2020-07")], today=TODAY
    ) == pytest.approx(5.8, abs=0.1)


def test_studies_that_ended_in_the_year_of_the_present_job_ended_before_it() -> None:
    assert years_worked(None, [job("2021-07", None)], [studies("2021")], today=TODAY) == pytest.approx(
        4.4, abs=0.1
    )


def test_jobs_begin_with_the_oldest_where_each_began_after_the_one_before() -> None:
    ascending = [job("2019-01", "2021-01"), job("2021-02", "2023-01"), job("2023-02", None)]
    assert begins_with_oldest(ascending)
    assert not begins_with_oldest(ascending[::-1])
    assert not begins_with_oldest(ascending[:1])
    assert not begins_with_oldest([])


def test_a_position_at_the_persons_level_is_best_and_each_step_away_is_worse_both_ways() -> None:
    levels = np.array([Level.INTERN, Level.JUNIOR, Level.NORMAL, Level.SENIOR, Level.MANAGER, Level.DIRECTOR])
    asked, nobody = rungs_of(levels, np.full(len(levels), 3.0)), np.zeros(len(levels))
    values = level_values(np.full(len(levels), RUNGS[Level.NORMAL]), asked, wished=nobody)
    assert values[0] < values[1] < values[2] == 1.0
    assert values[2] > values[3] > values[4] >= values[5] > 0.0
    director = level_values(np.full(len(levels), RUNGS[Level.DIRECTOR]), asked, wished=nobody)
    assert director[5] == 1.0
    assert (np.diff(director) >= 0).all()


def test_more_than_a_step_and_a_half_below_costs_more_than_each_step_before() -> None:
    held, asked = np.full(3, 3.0), np.array([2.4, 1.5, 0.6])
    values = level_values(held, asked, wished=np.zeros(3))
    assert values[1] - values[2] > values[0] - values[1] > 0.0


def test_a_beginner_fits_the_trades_own_position_where_it_asks_for_no_years() -> None:
    levels, held = np.array([Level.NORMAL] * 3), np.full(3, RUNGS[Level.JUNIOR])
    values = level_values(held, rungs_of(levels, np.array([0.0, 2.0, 6.0])), wished=np.zeros(3))
    assert values[0] > 0.9 > values[1] > values[2]


def test_what_the_person_wishes_for_is_not_too_low_unless_it_is_for_beginners() -> None:
    asked, wished = np.array([2.0, 2.0, 0.0]), np.array([1.0, 0.0, 1.0])
    values = level_values(np.full(3, RUNGS[Level.DIRECTOR]), asked, wished=wished)
    assert values[0] == 1.0 > values[1] >= values[2]
