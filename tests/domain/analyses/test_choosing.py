from __future__ import annotations

import pytest

from domain.analyses.employments import HeaderReader
from domain.analyses.marks import Marks
from domain.analyses.pair_finding import find_pairs
from domain.analyses.text import read_text
from domain.analyses.undated import undated_jobs
from domain.documents.models import Block
from tests.domain.analyses.documents import document
from tests.domain.analyses.test_headers import told_by


def entries_of(*blocks: Block | str) -> list[tuple[str | None, str | None]]:
    text = read_text(document(*blocks))
    reader = HeaderReader(list(text.lines), find_pairs(text), Marks(), campus=False)
    return [(entry.company, entry.title) for entry in reader.read()]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Grain Roasting Intern", (None, "Grain Roasting Intern")),
        ("Software Engineering Intern", (None, "Software Engineering Intern")),
        ("Mill Nurse, Night Shift, Elm Hospital, Leeds, UK", ("Elm Hospital", "Mill Nurse, Night Shift")),
        ("Sr. Mill Manager\tElm & Ash", ("Elm & Ash", "Sr. Mill Manager")),
        ("Senior Mill Nurse; CNIM\tElm Hospital", ("Elm Hospital", "Senior Mill Nurse; CNIM")),
        ("Elm Hospital – Mill Nurse", ("Elm Hospital", "Mill Nurse")),
        ("Elm Bakery- Leeds, UK", ("Elm Bakery", None)),
        ("Vice President of Services\tElm & Ash", ("Elm & Ash", "Vice President of Services")),
        ("轮机工程师(RL 方向)\t蓝海渔业有限公司", ("蓝海渔业有限公司", "轮机工程师(RL 方向)")),
        ("蓝海渔业有限公司 Java 工程师(实习)", ("蓝海渔业有限公司", "Java 工程师(实习)")),
        ("所在单位:北岸\t岗位:会计", ("北岸", "会计")),
        ("蓝海渔业有限公司(财务实习生)", ("蓝海渔业有限公司", "财务实习生")),
        ("Site Fitter 装配工\t蓝海渔业有限公司", ("蓝海渔业有限公司", "Site Fitter")),
        ("项目一:渔港平台", (None, None)),
        ("职位/部门", (None, None)),
        ("北岸,会计", ("北岸", "会计")),
        ("某公司\t部门:综合部\t会计", ("某公司", "会计")),
        ("蓝海渔业有限公司\t轮机员\t远程", ("蓝海渔业有限公司", "轮机员")),
    ],
)
def test_what_the_parts_say_decides(header: str, told: tuple[str | None, str | None]) -> None:
    assert told_by(header) == told


@pytest.mark.parametrize(
    "header",
    [
        "Remote",
        "London / Leeds",
        "12 Mill Lane, Leeds",
        "Department: Ovens",
        "Prepared briefs for the mill manager",
        "负责接待来访",
    ],
)
def test_places_departments_and_tasks_are_neither(header: str) -> None:
    assert told_by(header) == (None, None)


def test_a_speciality_behind_a_title_is_its_own_where_the_employer_stands_elsewhere() -> None:
    rows = "Mill Director – Hybrid Flour   2018 - Present\nElm & Ash Holdings\n• Milled."
    assert entries_of(rows) == [("Elm & Ash Holdings", "Mill Director – Hybrid Flour")]
    rows = "Head Baker, Night Shift   2018 - Present\nOak & Ash Bakery\n• Baked."
    assert entries_of(rows) == [("Oak & Ash Bakery", "Head Baker, Night Shift")]


def test_entries_of_one_resume_are_set_alike() -> None:
    rows = (
        "缓缓茶业有限公司   店长   2018.03-2020.01\n• 泡茶\n"
        "北岸茶业有限公司   店员   2016.03-2018.01\n• 泡茶\n"
        "南坡   掌柜   2014.03-2016.01"
    )
    assert entries_of(rows)[-1] == ("南坡", "掌柜")


def test_the_line_above_goes_with_the_dates_where_it_does_in_the_other_entries() -> None:
    rows = (
        "Elm Works | Head Baker\nJan 2015 - Present\n• Baked.\n"
        "Oak | Mill Nurse\nJune 2014 - Sep 2014\nAsh Hall | Packer\nMay 2013 - Aug 2013\n• Packed."
    )
    assert entries_of(rows) == [("Elm Works", "Head Baker"), ("Oak", "Mill Nurse"), ("Ash Hall", "Packer")]


def test_an_unknown_title_in_bold_above_its_employer_is_read() -> None:
    from domain.documents.models import Line

    made = Block((Line("Mill Practicum", bold=True), Line("Elm Hospital 2019 - 2020"), Line("• Milled.")))
    assert entries_of(made) == [("Elm Hospital", "Mill Practicum")]


def test_employer_and_title_are_divided_at_a_space_in_all_entries_or_in_none() -> None:
    rows = "Copper Ridge Head Baker   2018 - 2020\n• Baked.\n{}   2016 - 2018\n• Baked."
    assert entries_of(rows.format("Elm Oak Head Baker")) == [
        ("Copper Ridge", "Head Baker"),
        ("Elm Oak", "Head Baker"),
    ]
    assert entries_of(rows.format("Head Baker")) == [
        (None, "Copper Ridge Head Baker"),
        (None, "Head Baker"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "Mill Nurse. Elm Hospital, Leeds, UK. 2010 – 2013",
        "Mill Nurse, Elm Hospital, Leeds, U.K.   2010 – 2013",
    ],
)
def test_an_entry_in_one_line_may_have_full_stops(row: str) -> None:
    assert entries_of(row) == [("Elm Hospital", "Mill Nurse")]


def test_a_title_with_a_degrees_word_is_no_study() -> None:
    assert entries_of("Elm Hospital\nUndergraduate Mill Assistant   2010 – 2013\n• Milled.") == [
        ("Elm Hospital", "Undergraduate Mill Assistant")
    ]
    assert entries_of("2010 – 2013\nTug Master\nElm Towage\n• Towed.") == [("Elm Towage", "Tug Master")]
    assert entries_of("北岸初中   数学教师\n2018.09 - 2020.01") == [("北岸初中", "数学教师")]


def test_prose_without_any_entry_gives_no_undated_one() -> None:
    text = read_text(document("活动可量化,有完整数据\n熟悉酒店行业,英语流利"))
    marks = Marks()
    assert not list(undated_jobs(list(text.lines), [marks.of(line) for line in text.lines]))
