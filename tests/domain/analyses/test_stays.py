"""Which lines tell of a stay at a school, and how many stays there are."""

from __future__ import annotations

import pytest

from tests.domain.analyses.documents import Stay, document, facts_of, stays, table


def test_a_stay_begins_above_its_school_where_the_first_one_does() -> None:
    text = """# Ann Holt
EDUCATION
Master of Science in Soil Physics
Harrow University   2014 - 2016
Bachelor of Arts, History
Ridgeback University   2010 - 2014"""
    assert [(row[0], row[2], row[3]) for row in stays(text)] == [
        ("Harrow University", "Soil Physics", "2014"),
        ("Ridgeback University", "History", "2010"),
    ]


def test_a_table_with_a_header_gives_a_stay_for_each_row() -> None:
    rows = table(
        ("起止时间", "学校", "专业", "学历"),
        ("2016.09-2019.06", "集美大学", "海洋科学", "硕士"),
        ("2012.09-2016.06", "桂林旅游学院", "旅游管理", "本科"),
    )
    assert stays("# 林清川\n教育背景", rows) == [
        ("集美大学", "硕士", "海洋科学", "2016-09", "2019-06"),
        ("桂林旅游学院", "本科", "旅游管理", "2012-09", "2016-06"),
    ]


def test_a_form_tells_of_one_stay_in_its_cells() -> None:
    form = table(
        ("姓名", "林清川", "出生年月", "1990.12"),
        ("毕业院校", "集美大学", "专业", "轮机工程"),
        ("学历", "本科", "毕业时间", "2013.06"),
    )
    assert stays("个人简历", form) == [("集美大学", "本科", "轮机工程", None, "2013-06")]


def test_a_stay_that_is_printed_twice_is_one_entry_with_the_facts_of_both() -> None:
    text = "# 林清川\n毕业院校:集美大学\n教育背景\n2009.09-2013.06   集美大学   轮机工程   本科"
    assert stays(text) == [("集美大学", "本科", "轮机工程", "2009-09", "2013-06")]


def test_two_degrees_of_one_school_are_two_entries() -> None:
    text = """# 林清川
教育背景
2013.09-2016.06   集美大学   轮机工程   硕士
2009.09-2013.06   集美大学   轮机工程   本科"""
    found = facts_of(document(text))
    assert [entry.degree for entry in found.education] == ["硕士", "本科"]
    assert found.schools == ("集美大学",)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # A subject between the degree and the school is no school.
        (
            "Master's\nSoil Physics\nHarrow University\n2014 - 2016\n"
            "Bachelor's\nHistory\nRidgeback University\n2010 - 2014",
            [
                ("Harrow University", "Master's", "Soil Physics", "2014", "2016"),
                ("Ridgeback University", "Bachelor's", "History", "2010", "2014"),
            ],
        ),
        # What was passed beside the school is no graduation.
        (
            "Bachelor of Science in Forestry, May 2011   Overall GPA: 3.02\n"
            "Ridgeback University, Fernhill   Passed the licence exam, October 2010",
            [("Ridgeback University", "Bachelor of Science", "Forestry", None, "2011-05")],
        ),
        (
            "Harrow University, Fernhill\nB.S. in Meteorology\nGPA: 3.39/4.0, May 2010",
            [("Harrow University", "B.S.", "Meteorology", None, "2010-05")],
        ),
        (
            "Bachelor of Science in Nursing (BSN)\n"
            "Harrow University, Fernhill   Graduated: May 2019   GPA: 3.6",
            [("Harrow University", "Bachelor of Science", "Nursing", None, "2019-05")],
        ),
        (
            "Ridgeback University\nB.A. in History with Honors   2010–\n2014",
            [("Ridgeback University", "B.A.", "History", "2010", "2014")],
        ),
        (
            "Associate in Arts in Hospitality   JUNE 2011   Bigfern College, Fernhill",
            [("Bigfern College", "Associate in Arts", "Hospitality", None, "2011-06")],
        ),
        # One school, two degrees, each with its time.
        (
            "Harrow University, Fernhill\nMaster of Arts in History   Spring, 2012\nGPA: 3.8\n"
            "Bachelor of Arts in Drama   Spring, 2009",
            [
                ("Harrow University", "Master of Arts", "History", None, "2012"),
                ("Harrow University", "Bachelor of Arts", "Drama", None, "2009"),
            ],
        ),
        # Where no word tells the school, its place beside a dated degree does.
        (
            "Associate of Applied Science in Welding – Fernhill Ridge (2012 - 2014)",
            [
                (
                    "Fernhill Ridge",
                    "Associate of Applied Science",
                    "Welding",
                    "2012",
                    "2014",
                )
            ],
        ),
        # Lines of honours, courses and the like name no school.
        (
            "Bachelor of Arts   May 2004\nHarrow University\nMajor: Drama\nMinor: History\n"
            "Study Abroad: Oslo, Summer 2003\n"
            "Related Courses\nStage Design   Costume History",
            [("Harrow University", "Bachelor of Arts", "Drama", None, "2004-05")],
        ),
        (
            "北川示例大学   石桥镇\n硕士海洋牧场工程, GPA: 3.9/4.0   2019.09 - 2022.06",
            [("北川示例大学", "硕士", "海洋牧场工程", "2019-09", "2022-06")],
        ),
        ("集美大学,轮机工程,本科,2018年毕业", [("集美大学", "本科", "轮机工程", None, "2018")]),
        (
            "2015.09至2019.06就读于集美大学轮机工程专业,本科学历。",
            [("集美大学", "本科", "轮机工程", "2015-09", "2019-06")],
        ),
        (
            "2021.09 - 2025.06\n北川理工大学   省部共建高校   卓越人才培养计划   海洋技术   本科",
            [("北川理工大学", "本科", "海洋技术", "2021-09", "2025-06")],
        ),
        (
            "2006.9-2010.7   XXX 大学   海洋技术专业   本科",
            [("XXX大学", "本科", "海洋技术", "2006-09", "2010-07")],
        ),
        (
            "信息工程系   集美大学\n2014年9月 - 2018年6月",
            [("集美大学", None, "信息工程系", "2014-09", "2018-06")],
        ),
        (
            "集美大学   2016.09-2020.06\n轮机工程   本科\n担任校学院学生会部长",
            [("集美大学", "本科", "轮机工程", "2016-09", "2020-06")],
        ),
    ],
)
def test_a_stay_is_told_by_where_its_parts_stand(rows: str, expected: list[Stay]) -> None:
    heading = "EDUCATION" if not any(map(_is_chinese, rows)) else "教育背景"
    assert stays(f"# 林清川\n{heading}\n{rows}") == expected


def test_stays_in_one_line_are_parted_where_each_has_its_degree_and_time() -> None:
    line = "本科:集美大学 轮机工程 2009.9-2013.6;硕士:厦门海洋大学 海洋科学 2013.9-2016.6"
    assert stays(f"# 林清川\n教育背景\n{line}") == [
        ("集美大学", "本科", "轮机工程", "2009-09", "2013-06"),
        ("厦门海洋大学", "硕士", "海洋科学", "2013-09", "2016-06"),
    ]


def test_who_examined_is_not_the_school_where_a_column_names_it() -> None:
    rows = """Qualification | Institution | Board/University | Year of passing
B.Tech (ECE) | Harrow College, Elm | Ridgeback University | 2021
XII | Elm Junior College | State Board | 2017"""
    assert [
        (row[0].split(",")[0], row[2], row[4]) for row in stays(f"# Ann Holt\nACADEMIC PROFILE\n{rows}")
    ] == [
        ("Harrow College", "ECE", "2021"),
        ("Elm Junior College", None, "2017"),
    ]


def test_a_heading_may_have_a_note_in_brackets() -> None:
    assert stays("# 林清川\n教育经历(从大学填起)\n2009.09-2013.06   集美大学   轮机工程   本科") == [
        ("集美大学", "本科", "轮机工程", "2009-09", "2013-06")
    ]


def test_a_certificate_of_school_below_a_degree_makes_no_stay() -> None:
    rows = "2011 - 2014   Licence en Droit, Harrow University\n2011   Baccalauréat ES"
    assert stays(f"# Ann Holt\nEDUCATION\n{rows}") == [
        ("Harrow University", "Licence", "Droit", "2011", "2014")
    ]


def test_a_part_of_the_school_above_it_is_no_school() -> None:
    rows = """Harrow University
College of Engineering
B.S. Soil Physics   2014
School of Visual Arts
B.A. Drawing   2010"""
    assert [row[0] for row in stays(f"# Ann Holt\nEDUCATION\n{rows}")] == [
        "Harrow University",
        "School of Visual Arts",
    ]


def test_a_table_may_tell_marks_and_numbers_too() -> None:
    rows = table(
        ("Sr. No.", "Exam", "Board / University", "Passing Year", "Percentage", "Class"),
        ("1", "B.Com", "Harrow University", "2012", "58%", "Second"),
        ("2", "H.S.C.", "Elm Board", "2009", "61%", "First"),
    )
    assert [(row[0], row[1], row[4]) for row in stays("# Ann Holt\nEDUCATION", rows)] == [
        ("Harrow University", "B.Com", "2012"),
        ("Elm Board", "H.S.C.", "2009"),
    ]


def test_a_heading_may_stand_before_its_first_entry_as_a_label_does() -> None:
    text = "# 林清川\n求职意向:电焊工\n教育经历:2006年至2009年 北岸技师学院 电气焊专业 中专\n证书:焊工证"
    assert stays(text) == [("北岸技师学院", "中专", "电气焊", "2006", "2009")]


def test_qualifications_with_degrees_and_years_are_studies() -> None:
    rows = "BSc (Hons) History, 2:2, Harrow University, 2015 - 2021\n8 GCSEs, Elm School, 2007 - 2012"
    assert [(row[0], row[1], row[3]) for row in stays(f"# Ann Holt\nQualifications\n{rows}\nEmployment")] == [
        ("Harrow University", "BSc (Hons)", "2015"),
        ("Elm School", "GCSEs", "2007"),
    ]


def test_a_faculty_below_its_university_is_no_school() -> None:
    text = "# 林清川\n教育背景\n集美大学(2009-2013)\n轮机工程 / 本科 / 轮机工程学院"
    assert stays(text) == [("集美大学", "本科", "轮机工程", "2009", "2013")]


def test_a_life_told_line_by_line_has_stays_too() -> None:
    text = """# 林清川
毕业院校:集美大学
简历
2006.09—2009.07 北岸市第二中学高中学习
2009.09—2013.07 集美大学轮机工程专业学习
2013.07—2016.05 北岸市港务局科员"""
    assert stays(text) == [
        ("集美大学", None, "轮机工程", "2009-09", "2013-07"),
        ("北岸市第二中学", "高中", None, "2006-09", "2009-07"),
    ]


def test_a_form_with_a_label_in_each_row_tells_of_one_stay() -> None:
    rows = table(
        ("Institution", "Harrow University"), ("Qualification", "BSc Forestry"), ("Period", "2012 - 2015")
    )
    assert stays("# Ann Holt\nEDUCATION", rows) == [("Harrow University", "BSc", "Forestry", "2012", "2015")]


def test_studies_are_read_where_their_heading_stands_apart_from_them() -> None:
    text = """# Ann Holt
EDUCATION

WORK EXPERIENCE
Elm Clinic   2016 - 2019
Nurse

UNIVERSITY OF HARROW
MA Drama
2012 - 2014"""
    assert stays(text) == [("UNIVERSITY OF HARROW", "MA", "Drama", "2012", "2014")]


def test_a_degree_may_stand_in_another_row_than_its_school() -> None:
    rows = table(
        ("Harrow University", "May 2014"),
        ("MSc Forestry", ""),
        ("Ridgeback University", "May 2012"),
        ("BSc Botany", ""),
    )
    assert stays("# Ann Holt\nEDUCATION", rows) == [
        ("Harrow University", "MSc", "Forestry", None, "2014-05"),
        ("Ridgeback University", "BSc", "Botany", None, "2012-05"),
    ]


def test_a_time_below_the_school_is_no_beginning_of_the_next_stay() -> None:
    rows = """BSc Forestry
Harrow University
March 2015 to January 2019

Bigfern College - Fernhill
Some college"""
    assert stays(f"# Ann Holt\nEDUCATION\n{rows}") == [
        ("Harrow University", "BSc", "Forestry", "2015-03", "2019-01"),
        ("Bigfern College", None, None, None, None),
    ]


def _is_chinese(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"
