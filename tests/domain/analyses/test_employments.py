from __future__ import annotations

import pytest

from domain.analyses.employments import HeaderReader
from domain.analyses.marks import Marks
from domain.analyses.pair_finding import find_pairs
from domain.analyses.text import read_text
from domain.analyses.undated import undated_jobs
from tests.domain.analyses.documents import document


def entries_of(rows: str, *, campus: bool = False) -> list[tuple[str | None, str | None]]:
    text = read_text(document(rows))
    reader = HeaderReader(list(text.lines), find_pairs(text), Marks(), campus=campus)
    return [(entry.company, entry.title) for entry in reader.read()]


def test_the_dated_line_and_its_neighbours_are_an_entry() -> None:
    assert entries_of("Oak & Ash Bakery\nHead Baker\nMay 2020 - Present\n• Baked bread.") == [
        ("Oak & Ash Bakery", "Head Baker")
    ]


def test_where_dates_come_first_nothing_above_belongs_to_an_entry() -> None:
    rows = "2018.03-2020.01\n蓝海渔业有限公司\n轮机员\n2015.03-2018.02\n东港水产加工厂\n质检主管"
    assert entries_of(rows) == [("蓝海渔业有限公司", "轮机员"), ("东港水产加工厂", "质检主管")]


def test_an_employer_without_a_known_ending_stands_where_the_others_do() -> None:
    rows = "缓缓茶业有限公司\n店长   2018.03-2020.01\n北岸\n店员   2015.03-2018.02"
    assert entries_of(rows) == [("缓缓茶业有限公司", "店长"), ("北岸", "店员")]


def test_bullets_with_dates_are_no_entries() -> None:
    assert entries_of("• Won the prize for the best bread of the whole county in 2019") == []


def test_a_master_of_a_trade_has_no_degree() -> None:
    assert entries_of("Oak & Ash\nMaster Electrician\n2012 - Present") == [
        ("Oak & Ash", "Master Electrician")
    ]


def test_a_degree_is_no_employment() -> None:
    assert entries_of("Harrow University   2010 - 2014\nBachelor of Arts in History") == []


def test_a_relatives_job_is_not_the_candidates() -> None:
    assert entries_of("父亲 南坡机械厂 工人 2010.01-2020.01") == []


def test_a_pupil_is_no_employee_of_the_school() -> None:
    assert entries_of("2014.09-2018.07 东岭大学 学生") == []


def test_without_any_date_an_employer_above_its_title_is_an_entry() -> None:
    rows = "Marrow Mills Ltd\nHead Baker\n• Packed flour."
    text = read_text(document(rows))
    marks = Marks()
    found = undated_jobs(list(text.lines), [marks.of(line) for line in text.lines])
    assert [(job.company, job.title) for job in found] == [("Marrow Mills Ltd", "Head Baker")]
    assert entries_of(rows) == []


@pytest.mark.parametrize("number", ["1. ", "(1) ", "2) "])
def test_a_numbered_line_may_head_an_entry(number: str) -> None:
    rows = f"{number}Marrow Mills Ltd   2016 - Till Date\nHead Baker"
    assert entries_of(rows) == [("Marrow Mills Ltd", "Head Baker")]


def test_a_client_is_the_employer_where_no_other_is_named() -> None:
    assert entries_of("Millwright\nClient: Elm & Ash (via Oak Hill)\n2016 - 2019") == [
        ("Elm & Ash", "Millwright")
    ]
    rows = "Marrow Mills Ltd\nMillwright 2016 - 2019\nClient: Elm Foods"
    assert entries_of(rows) == [("Marrow Mills Ltd", "Millwright")]


def test_one_title_after_another_is_at_one_employer() -> None:
    rows = (
        "Oak & Ash\nHead Baker (May 2020 - Present)\nBaker (June 2016 - April 2020)\n• Baked.\n"
        "Elm Group\n3 years 2 months\nSenior Packer\nJan 2014 - March 2016\nPacker\nFeb 2013 - Dec 2013"
    )
    assert entries_of(rows) == [
        ("Oak & Ash", "Head Baker"),
        ("Oak & Ash", "Baker"),
        ("Elm Group", "Senior Packer"),
        ("Elm Group", "Packer"),
    ]


def test_a_title_of_another_time_is_at_no_employer_above_it() -> None:
    rows = "Oak & Ash\nHead Baker (May 2020 - Present)\nBaker (June 2011 - April 2012)"
    assert entries_of(rows) == [("Oak & Ash", "Head Baker"), (None, "Baker")]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("2015 - 2019: Baker, Oak & Ash, Ambleford", "Baker"),
        ("2015 - 2019: Baker, Pastry, Oak & Ash", "Baker, Pastry"),
        ("Oak & Ash-Ambleford, UK\nBaker\n2015 - 2019", "Baker"),
    ],
)
def test_towns_and_teams_are_no_employers(header: str, title: str) -> None:
    assert entries_of(header) == [("Oak & Ash", title)]


def test_an_employer_before_a_city_is_no_place() -> None:
    rows = "Baker\nKiln, Lagos\n2019 - 2021\n\nPacker\nElm, Lagos\n2015 - 2019\n"
    assert entries_of(rows) == [("Kiln", "Baker"), ("Elm", "Packer")]


def test_only_spaces_divide_the_employers_of_entries_that_are_all_set_so() -> None:
    rows = "2019 - 2021\nPROCESS ENGINEER OAK ASH\n2015 - 2019\nSTORE ASSISTANT ELM HILL"
    assert entries_of(rows) == [("OAK ASH", "PROCESS ENGINEER"), ("ELM HILL", "STORE ASSISTANT")]


def test_titles_below_the_whole_time_at_an_employer_are_there() -> None:
    rows = (
        "ELM MILLS, Leeds, UK   2013 - Present\nMills with five hundred people and their flour.\n"
        "Vice President, Packing (2017 - Present)\n• Packed.\nDirector of Flour, North (2013 - 2017)"
    )
    assert entries_of(rows) == [
        ("ELM MILLS", "Vice President, Packing"),
        ("ELM MILLS", "Director of Flour, North"),
    ]


def test_several_titles_beside_names_are_jobs_without_any_date() -> None:
    text = read_text(
        document("Baker, Oak & Ash\nBread for the whole of the town.\nPacker, Elm\nFlour for the town.")
    )
    marks = Marks()
    found = undated_jobs(list(text.lines), [marks.of(line) for line in text.lines])
    assert [(job.company, job.title) for job in found] == [("Oak & Ash", "Baker"), ("Elm", "Packer")]


def test_a_notice_of_copyright_is_no_entry() -> None:
    assert entries_of("© Marrow Mills Ltd, 2002-2013\nPacker") == []


def test_a_teacher_and_a_postdoc_do_not_study_at_their_schools() -> None:
    assert entries_of("2014.09-2018.07 东岭中学 高中语文教师") == [("东岭中学", "高中语文教师")]
    assert entries_of("2014.09-2018.07 东岭大学 博士后") == [("东岭大学", "博士后")]
    assert entries_of("2014.09-2018.07 东岭警察学院治安学专业学习") == []
    assert entries_of("国家重点实验室\n硕士研究生 2014.09-2018.07") == []


def test_a_bullet_with_a_title_in_a_column_of_its_own_is_an_entry() -> None:
    row = "★ 武汉北岸职业足球俱乐部   新媒体专员   2021.04 ~ 2023.01"
    assert entries_of(f"{row}\n运营公众号") == [("武汉北岸职业足球俱乐部", "新媒体专员")]


def test_a_department_behind_its_employer_is_told_with_it() -> None:
    assert entries_of("东岭安定医院心理科 治疗师 2014.09-2018.07") == [("东岭安定医院心理科", "治疗师")]
    assert entries_of("东岭大学心理学部 研究助理 2014.09-2018.07") == [("东岭大学心理学部", "研究助理")]


def test_a_club_needs_both_an_office_and_a_name() -> None:
    assert entries_of("2014.09-2015.06   摄影协会   会长", campus=True) == [("摄影协会", "会长")]
    assert entries_of("2014.09-2015.06   摄影协会", campus=True) == []
