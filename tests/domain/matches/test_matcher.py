"""The matcher over the bundled catalogue."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.analyses.models import Analysis
from domain.matches.matcher import FLOOR, Matcher
from domain.matches.values import degree_values, pay_values, years_values
from domain.positions.catalogue import Catalogue, load_catalogue
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.languages import Language
from domain.vocabulary.pay import PayRange
from domain.vocabulary.skills import skill_forms
from tests.factories import restated, stated


def chinese(
    interest: str | None = None, *titles: str, skills: str = "", degree: str | None = None
) -> Analysis:
    """Return a Chinese resume; skills stand in one string, parted by spaces."""
    return stated(
        language=Language.CHINESE,
        career_interest=interest,
        titles=titles,
        skills=tuple(skills.split()),
        highest_degree=degree,
    )


def english(
    interest: str | None = None, *titles: str, skills: str = "", degree: str | None = None
) -> Analysis:
    """Return an English resume; skills stand in one string, parted by commas."""
    return stated(
        language=Language.ENGLISH,
        career_interest=interest,
        titles=titles,
        skills=tuple(skill.strip() for skill in skills.split(",") if skill.strip()),
        highest_degree=degree,
    )


@cache
def bundled() -> Catalogue:
    return load_catalogue()


@cache
def matcher() -> Matcher:
    return Matcher(bundled())


@cache
def every() -> Matcher:
    """Return a matcher that shows whatever scores."""
    return Matcher(bundled(), floor=0.0)


def score_of(code: str, analysis: Analysis) -> float:
    # Without the explanations, which take longer than the scores.
    fits = every().fits(analysis, limit=len(bundled()))
    return next((round(fit.score, 4) for fit in fits if fit.position.code == code), 0.0)


OCCUPATIONS = [
    (chinese("护士", "责任护士", skills="静脉穿刺 无菌操作"), "护士"),
    (chinese("货车司机", "司机", skills="A2驾照 安全驾驶"), "货车司机"),
    (chinese("初中数学老师", "数学教师", skills="班级管理 教案设计"), "高中数学教师"),
    (chinese("会计", "出纳", "会计助理", skills="用友 纳税申报"), "会计"),
    (chinese("Java开发工程师", "Java程序员", skills="Spring MySQL Redis"), "Java开发工程师"),
    (chinese("中餐厨师", "厨师", skills="川菜 刀工"), "厨师"),
    (chinese("电工", "维修电工", skills="PLC 电工证"), "电工"),
    (chinese("电焊工", skills="氩弧焊"), "焊工"),
    (chinese("律师", "实习律师", skills="诉讼"), "律师"),
    (chinese("幼儿园老师", "幼师"), "幼儿园教师"),
    (chinese("保安队长", "保安"), "保安队长"),
    (chinese("养猪场饲养员"), "养殖工"),
    (chinese("室内设计", "室内设计师助理", skills="3dsMax CAD"), "室内设计助理"),
    (chinese("外卖配送", "骑手"), "外卖骑手"),
    (english("Registered Nurse", "Staff Nurse", skills="Wound care, BLS"), "Registered Nurse"),
    (english(None, "Lorry Driver", skills="route planning"), "Truck Driver"),
    (english("Seeking a role as a kindergarten teacher", "Nursery Teacher"), "Kindergarten Teacher"),
    (english("Accountant", "Bookkeeper", skills="Reconciliation, Excel"), "Accountant"),
    (english("Java Developer", skills="Spring Boot, Kafka"), "Java Developer"),
    (english("Line cook", "Prep cook", skills="HACCP"), "Chef"),
    (english(None, "Electrician", skills="PLC, cable laying"), "Electrician"),
    (english("CNC Machinist", skills="Mastercam, FANUC"), "CNC Machinist"),
    (english("Flight attendant", "Cabin crew"), "Flight Attendant"),
    (english("Hair stylist", "Barber"), "Hairdresser"),
]


@pytest.mark.parametrize(("analysis", "position"), OCCUPATIONS, ids=[name for _, name in OCCUPATIONS])
def test_each_trade_gets_its_own_position_first(analysis: Analysis, position: str) -> None:
    assert matcher().match(analysis)[0].position == position


@pytest.mark.parametrize("language", Language)
def test_nothing_comes_of_nothing(language: Language) -> None:
    assert matcher().match(stated(language=language)) == ()
    filled_in = stated(language, name="王芳", highest_degree="本科", years_of_experience=8, city="上海")
    assert matcher().match(filled_in) == ()


@pytest.mark.parametrize("title", ["Your title", "Job Title 1", "职位名称", "XXX", "Member", "社团部长"])
def test_the_filler_of_a_form_and_an_office_in_a_club_say_no_trade(title: str) -> None:
    assert matcher().match(stated(Language.ENGLISH, titles=(title,))) == ()


def test_skills_alone_find_their_trade() -> None:
    first = matcher().match(chinese(skills="Hadoop Spark Hive Flink 数据仓库"))[0]
    assert first.position == "大数据开发工程师"


def test_a_title_the_catalogue_does_not_know_leaves_the_ranking_to_the_skills() -> None:
    first = matcher().match(english(None, "Zyxgleblor", skills="TIG welding, MIG welding, arc welding"))[0]
    assert first.position == "Welder"


def test_the_same_resume_gets_the_same_matches() -> None:
    analysis = chinese("产品经理", "产品助理", skills="Axure SQL")
    assert Matcher(bundled()).match(analysis) == matcher().match(analysis)


def test_matches_come_best_first_and_as_many_as_asked() -> None:
    matches = every().match(english("Project manager", skills="Scrum, budgeting"), limit=25)
    assert len({match.position_code for match in matches}) == 25
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_a_small_catalogue_is_returned_whole() -> None:
    small = Catalogue(bundled().positions[:3])
    assert len(Matcher(small, floor=0.0).match(chinese("会计"))) == 3
    assert Matcher(Catalogue(())).match(chinese("会计")) == ()


def test_titles_and_pay_follow_the_position() -> None:
    match = matcher().match(chinese("会计"))[0]
    position = bundled().find(match.position_code)
    assert position is not None
    assert (match.position, match.salary_range) == (position.title_zh, position.salary_range)


def test_a_perfect_fit_a_near_one_and_an_unrelated_one_are_told_apart() -> None:
    nurse = restated(
        chinese(
            "护士", "护士", skills="静脉穿刺 护理文书 无菌操作 心肺复苏 伤口护理 健康宣教", degree="本科"
        ),
        years_of_experience=4,
        expected_salary="8k-10k",
    )
    assert score_of("registered-nurse", nurse) > 0.9
    assert 0.4 < score_of("icu-nurse", nurse) < 0.9
    assert score_of("mechanical-engineer", nurse) < 0.4


def test_the_objective_weighs_more_than_the_titles_held() -> None:
    changer = chinese("会计", "厨师", skills="Excel")
    assert score_of("accountant", changer) > score_of("chef", changer)


def test_a_recent_title_weighs_more_than_an_old_one() -> None:
    recent = english(None, "Welder", "Bus Driver")
    assert score_of("welder", recent) > score_of("bus-driver", recent)


@given(data=st.data())
@settings(max_examples=40)
def test_a_further_matching_skill_never_lowers_the_score(data: st.DataObject) -> None:
    positions = bundled().positions
    position = data.draw(st.sampled_from(positions))
    others = data.draw(st.lists(st.sampled_from(positions), max_size=4))
    held = [skill_forms(skill)[0] for other in others for skill in other.skills[:4]]
    title = data.draw(st.sampled_from([None, position.title_zh, *[other.title_zh for other in others]]))
    further = skill_forms(data.draw(st.sampled_from(position.skills)))[data.draw(st.integers(0, 1))]
    before = restated(chinese(title), skills=tuple(held))
    after = restated(before, skills=(*held, further))
    assert score_of(position.code, after) >= score_of(position.code, before)


@given(
    interest=st.none() | st.text(max_size=200),
    titles=st.lists(st.text(max_size=60), max_size=6),
    skills=st.lists(st.text(max_size=40), max_size=12),
    language=st.sampled_from(Language),
)
def test_whatever_a_resume_was_misread_as_nothing_below_the_floor_is_shown(
    interest: str | None, titles: list[str], skills: list[str], language: Language
) -> None:
    analysis = stated(language=language, career_interest=interest, titles=tuple(titles), skills=tuple(skills))
    matches = matcher().match(analysis)
    assert len(matches) <= 10
    assert all(FLOOR <= match.score <= 1 and match.analysis for match in matches)


def test_more_education_and_more_years_never_count_less() -> None:
    levels = np.array(list(DegreeLevel))
    for worse, better in pairwise(degree_values(held, levels) for held in DegreeLevel):
        assert (better >= worse).all()
    asked = np.array([0, 1, 5, 10])
    for worse, better in pairwise(years_values(years, asked) for years in (0, 1, 3, 5, 20)):
        assert (better >= worse).all()
    assert years_values(0, np.array([0]))[0] == 1.0


def test_a_wish_above_the_range_counts_less_the_higher_it_is() -> None:
    most = np.array([12_000])
    values = [pay_values(PayRange(low=low, high=low), most)[0] for low in (5_000, 12_000, 15_000, 30_000)]
    assert values == sorted(values, reverse=True)
    assert values[1] == 1.0


def test_scores_stay_between_nothing_and_all() -> None:
    for analysis, _ in OCCUPATIONS:
        assert all(0 <= match.score <= 1 for match in matcher().match(analysis, limit=len(bundled())))
