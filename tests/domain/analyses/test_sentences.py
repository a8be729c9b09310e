from __future__ import annotations

import pytest

from domain.analyses.marks import Marks
from domain.analyses.sentences import job_in
from domain.analyses.text import read_text
from tests.domain.analyses.documents import document, facts_of, table


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("在蓝海渔业担任轮机员,负责维护主机。", ("蓝海渔业", "轮机员")),
        ("2018.03至今在东港水产加工厂任质检主管,工作地点北岸。", ("东港水产加工厂", "质检主管")),
        ("就职于缓缓茶业,担任店长一职", ("缓缓茶业", "店长")),
        ("2011年12月-2012年3月,南坡培训中心担任主讲教师。", ("南坡培训中心", "主讲教师")),
        ("2012年4月-12月,新视觉工作室,负责设计并制作网站。", ("新视觉工作室", None)),
        ("Worked as a Fitter at Elm Works from 2010 to 2012.", ("Elm Works", "Fitter")),
        ("Presently working as Mill Nurse in Elm Hospital since 2016.", ("Elm Hospital", "Mill Nurse")),
    ],
)
def test_a_sentence_tells_of_a_job(text: str, told: tuple[str, str | None]) -> None:
    assert job_in(Marks().of(read_text(document(text)).lines[0])) == told


@pytest.mark.parametrize(
    "text", ["在比赛中获得第一名。", "在校期间认真学习。", "Worked hard at home.", "维护主机。"]
)
def test_other_sentences_tell_of_none(text: str) -> None:
    assert job_in(Marks().of(read_text(document(text)).lines[0])) is None


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
