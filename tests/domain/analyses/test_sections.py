from __future__ import annotations

import pytest

from domain.analyses.sections import SectionKind, heading_key, heading_kind, split_sections
from domain.analyses.text import read_text
from tests.domain.analyses.documents import block, document


@pytest.mark.parametrize(
    "text", ["一、教育经历", "【教育经历】", "(2) 教 育 经 历:", "■ 教育经历", "2. 教育经历"]
)
def test_numbers_spaces_and_ornaments_do_not_change_a_heading(text: str) -> None:
    assert heading_key(text) == "教育经历"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("WORK EXPERIENCE", SectionKind.EXPERIENCE),
        ("工作经历 Work Experience", SectionKind.EXPERIENCE),
        ("Education 教育经历", SectionKind.EDUCATION),
        ("海外学习经历", SectionKind.EDUCATION),
        ("学习工作经历", SectionKind.EXPERIENCE),
        ("社团活动经历", SectionKind.CAMPUS),
        ("驻外经历", SectionKind.EXPERIENCE),
        ("主要工作简历", SectionKind.EXPERIENCE),
        ("志愿服务", SectionKind.CAMPUS),
        ("其他经历", SectionKind.OTHER),
        ("校园经历/实践", SectionKind.CAMPUS),
        ("工作经历与收获", SectionKind.EXPERIENCE),
        ("技能概述", SectionKind.SKILLS),
        ("Technical Strengths", SectionKind.SKILLS),
        ("Where I've worked", SectionKind.EXPERIENCE),
        ("Selected Publications", SectionKind.PUBLICATIONS),
        ("Teaching Experience", SectionKind.EXPERIENCE),
        ("Skills & Tools", SectionKind.SKILLS),
        ("Education with Dates", SectionKind.EDUCATION),
        ("Educational Attainment", SectionKind.EDUCATION),
        ("Seminars Attended", SectionKind.CERTIFICATES),
        ("Sea Service", SectionKind.EXPERIENCE),
        ("PREVIOUS POSTS", SectionKind.EXPERIENCE),
        ("Flying Career", SectionKind.EXPERIENCE),
        ("Pro bono", SectionKind.CAMPUS),
        ("what I did", SectionKind.EXPERIENCE),
    ],
)
def test_a_heading_tells_its_kind_of_section(text: str, kind: SectionKind) -> None:
    assert heading_kind(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Worked with experience.",
        "MSc Primary Education",
        "years of Experience",
        "Passion for Education",
        "获奖2次经历",
        "I have experience",
        "Work experience, since 2010,",
    ],
)
def test_degrees_and_sentences_are_no_headings(text: str) -> None:
    assert heading_kind(text) is None


def test_a_document_is_divided_at_its_headings() -> None:
    found = split_sections(read_text(document("舒畅\n教育经历\n集美大学\n工作经历\n蓝海渔业有限公司")))
    assert [(part.kind, [line.text for line in part.lines]) for part in found.all] == [
        (SectionKind.HEAD, ["舒畅"]),
        (SectionKind.EDUCATION, ["集美大学"]),
        (SectionKind.EXPERIENCE, ["蓝海渔业有限公司"]),
    ]
    assert len(found.headings) == 2


def test_an_employer_set_as_headings_are_is_none() -> None:
    rows = "PROFILE\nBaker.\nWORK HISTORY\nOAK & ASH\nBaker\n2015 - 2019\nELM\nPacker\n2012 - 2015\nHOBBIES"
    found = split_sections(read_text(document(rows)))
    assert [part.heading.text for part in found.all if part.heading] == ["PROFILE", "WORK HISTORY", "HOBBIES"]


def test_what_is_set_as_the_body_heads_no_section_among_headings_in_capitals() -> None:
    rows = "PROFILE\nA baker.\nWORK HISTORY\nBaker, Elm Ltd\n2015 - 2019\nAchievements\nBread\nHOBBIES\nGo"
    found = split_sections(read_text(document(rows)))
    assert [part.heading.text for part in found.all if part.heading] == ["PROFILE", "WORK HISTORY", "HOBBIES"]


def test_a_heading_beside_its_first_entry_leaves_the_rest_of_the_line() -> None:
    found = split_sections(read_text(document("教育经历   2012-2016   集美大学\nEducation 2016 Harrow")))
    assert [part.lines[0].text for part in found.all if part.lines] == ["2012-2016 集美大学", "2016 Harrow"]


def test_a_label_that_looks_like_a_heading_opens_nothing() -> None:
    text = read_text(document("求职意向\n会计"))
    assert split_sections(text).all[-1].kind is SectionKind.INTEREST
    assert [part.kind for part in split_sections(text, labels=text.lines[:1]).all] == [SectionKind.HEAD]


def test_a_heading_word_that_is_set_smaller_than_the_headings_is_a_line() -> None:
    made = document(
        block("EXPERIENCE", size=16),
        block("Elm Works", size=10),
        block("Key Achievements:", size=10),
        block("EDUCATION", size=16),
    )
    kinds = [section.kind for section in split_sections(read_text(made)).all]
    assert kinds == [SectionKind.HEAD, SectionKind.EXPERIENCE, SectionKind.EDUCATION]


def test_personal_data_are_told_wherever_they_stand() -> None:
    text = read_text(document("技能\nExcel", "13800004321\nann@example.com"))
    personal = frozenset({text.lines[-1].block})
    kinds = [section.kind for section in split_sections(text, personal=personal).all]
    assert kinds == [SectionKind.HEAD, SectionKind.SKILLS, SectionKind.BASIC]


def test_what_stands_right_below_a_heading_and_is_set_like_it_heads_an_entry() -> None:
    rows = """EDUCATION
HARROW UNIVERSITY
B.S. in Forestry, 2014
ELM ACADEMY
Graduated in 2010
EXPERIENCE
ELM WORKS
Forester, 2014 - 2018"""
    kinds = [section.kind for section in split_sections(read_text(document(rows))).all]
    assert kinds == [SectionKind.HEAD, SectionKind.EDUCATION, SectionKind.EXPERIENCE]


def test_a_heading_may_stand_before_a_year_as_a_label_does() -> None:
    found = split_sections(read_text(document("教育经历:2006年至2009年 北岸技师学院\n工作经验:2 年")))
    assert [(part.kind, part.lines[0].text) for part in found.all if part.lines] == [
        (SectionKind.EDUCATION, "2006年至2009年 北岸技师学院")
    ]
