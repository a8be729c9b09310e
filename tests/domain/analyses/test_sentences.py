from __future__ import annotations

import pytest

from domain.analyses.marks import Marks
from domain.analyses.sentences import jobs_in
from domain.analyses.text import read_text
from domain.vocabulary.periods import read_period
from tests.domain.analyses.documents import document, facts_of, table


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("在蓝海渔业担任轮机员,负责维护主机。", ("蓝海渔业", "轮机员")),
        ("2018.03至今在东港水产加工厂任质检主管,工作地点北岸。", ("东港水产加工厂", "质检主管")),
        ("2019年7月至今,在云港物流担任调度主管,负责车辆调度。", ("云港物流", "调度主管")),
        ("就职于缓缓茶业,担任店长一职", ("缓缓茶业", "店长")),
        ("2011年12月-2012年3月,南坡培训中心担任主讲教师。", ("南坡培训中心", "主讲教师")),
        ("2012年4月-12月,新视觉工作室,负责设计并制作网站。", ("新视觉工作室", None)),
        ("2012年4月-12月:新视觉工作室,市场部,客户经理。", ("新视觉工作室", "客户经理")),
        ("2009年至2015年在东港水产加工厂工作,职务:质检员", ("东港水产加工厂", "质检员")),
        ("2009年至2015年底,就职于蓝海渔业,岗位为轮机员。", ("蓝海渔业", "轮机员")),
        ("2019年至今在家乡开办“缓缓茶馆”,任店主。", ("缓缓茶馆", "店主")),
        ("Worked as a Fitter at Elm Works from 2010 to 2012.", ("Elm Works", "Fitter")),
        ("Presently working as Mill Nurse in Elm Hospital since 2016.", ("Elm Hospital", "Mill Nurse")),
    ],
)
def test_a_sentence_tells_of_a_job(text: str, told: tuple[str, str | None]) -> None:
    assert [found[:2] for found in jobs_in(Marks().of(read_text(document(text)).lines[0]))] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "在比赛中获得第一名。",
        "在校期间认真学习。",
        "Worked hard at home.",
        "维护主机。",
        "2005-2012 在北京做住家保姆",
    ],
)
def test_other_sentences_tell_of_none(text: str) -> None:
    assert list(jobs_in(Marks().of(read_text(document(text)).lines[0]))) == []


def test_every_sentence_of_a_line_tells_its_own_job_and_time() -> None:
    first = "I worked as a mill nurse at Elm Hospital from 2015 to 2018."
    text = f"{first} Then I served as Baker at Oak Bakery until 2022."
    found = list(jobs_in(Marks().of(read_text(document(text)).lines[0])))
    assert [told[:2] for told in found] == [("Elm Hospital", "mill nurse"), ("Oak Bakery", "Baker")]
    assert found[0][2] == read_period("2015 to 2018")


def test_chinese_clauses_tell_each_their_own_job_and_time() -> None:
    first = "曾就职于蓝海渔业有限公司,担任轮机员(2017年4月至2023年10月)。"
    text = f"{first}此前在东港水产集团担任司机(2010年至2017年)。"
    found = list(jobs_in(Marks().of(read_text(document(text)).lines[0])))
    assert found == [
        ("蓝海渔业有限公司", "轮机员", read_period("2017年4月至2023年10月")),
        ("东港水产集团", "司机", read_period("2010年至2017年")),
    ]


def test_sentences_tell_of_jobs_where_no_section_does() -> None:
    told = facts_of(document("姓名:舒畅\n2017年4月至2023年10月在蓝海渔业有限公司担任轮机员。")).experience
    assert [(entry.company, entry.title, entry.start) for entry in told] == [
        ("蓝海渔业有限公司", "轮机员", "2017-04")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "舒畅\n2018年3月—2020年1月\n公司:蓝海渔业有限公司\n职务:轮机员",
        "单位名称   部门   职位   入职   离职\n蓝海渔业有限公司   船队   轮机员   2018.03   2020.01",
        "2018.03-2020.01   蓝海渔业有限公司   轮机员\n2015.03-2018.02   北岸理发   店员\n姓名:舒畅",
    ],
)
def test_jobs_without_any_heading_are_told_by_their_labels_columns_and_form(text: str) -> None:
    first = facts_of(document(text)).experience[0]
    assert (first.company, first.title, first.start, first.end) == (
        "蓝海渔业有限公司",
        "轮机员",
        "2018-03",
        "2020-01",
    )


def test_a_labelled_title_belongs_to_the_employer_above_it() -> None:
    rows = "2018/3 - 至今\n蓝海渔业有限公司\n行业:渔业\n规模:大\n部门:船队\n职位:轮机员\n职责:\n维护主机"
    assert entries_of(rows) == [("蓝海渔业有限公司", "轮机员", "2018-03", None)]


def entries_of(*parts: object) -> list[tuple[str | None, str | None, str | None, str | None]]:
    found = facts_of(document("# 舒畅", "工作经历", *parts)).experience  # type: ignore[arg-type]
    return [(entry.company, entry.title, entry.start, entry.end) for entry in found]


def test_sentences_of_jobs_are_entries() -> None:
    assert entries_of("2018.03-2020.01在东港水产加工厂担任质检主管。\n2016年 在蓝海渔业担任轮机员。") == [
        ("东港水产加工厂", "质检主管", "2018-03", "2020-01"),
        ("蓝海渔业", "轮机员", "2016", None),
    ]


def test_labelled_lines_are_one_entry_until_a_label_recurs() -> None:
    rows = "单位:{}\n岗位:{}\n工作时间:{}\n"
    made = rows.format("蓝海渔业", "轮机员", "2018.03-2020.01") + rows.format(
        "北岸茶业", "店长", "2015.03-2018.02"
    )
    assert entries_of(made) == [
        ("蓝海渔业", "轮机员", "2018-03", "2020-01"),
        ("北岸茶业", "店长", "2015-03", "2018-02"),
    ]


def test_labels_may_stand_above_their_values() -> None:
    rows = "公司名称\n蓝海渔业有限公司\n职位\n轮机员\n工作时间\n2018.03-2020.01"
    assert entries_of(rows) == [("蓝海渔业有限公司", "轮机员", "2018-03", "2020-01")]


@pytest.mark.parametrize(
    "header", [("公司", "职位", "开始时间", "结束时间"), ("Company", "Role", "From", "To")]
)
def test_a_table_may_have_columns_for_both_ends(header: tuple[str, ...]) -> None:
    assert entries_of(table(header, ("蓝海渔业", "轮机员", "2018.03", "2020.01"))) == [
        ("蓝海渔业", "轮机员", "2018-03", "2020-01")
    ]


def test_a_row_of_duties_below_a_job_is_no_job() -> None:
    rows = (
        ("时间", "公司", "职位", "地点"),
        ("2018.03-2020.01", "蓝海渔业", "轮机员", "北岸"),
        ("工作描述", "维护主机,保障航行"),
    )
    assert entries_of(table(*rows)) == [("蓝海渔业", "轮机员", "2018-03", "2020-01")]
