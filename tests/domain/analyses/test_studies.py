from __future__ import annotations

import pytest

from domain.documents.models import Block
from tests.domain.analyses.documents import document, facts_of, table

Row = tuple[str, str | None, str | None, str | None, str | None]


def stays(*blocks: Block | str) -> list[Row]:
    found = facts_of(document(*blocks)).education
    return [(entry.school, entry.degree, entry.major, entry.start, entry.end) for entry in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "2012.09-2016.06   桂林旅游学院   旅游管理   本科",
            [("桂林旅游学院", "本科", "旅游管理", "2012-09", "2016-06")],
        ),
        (
            "集美大学 海洋科学 硕士 (2016年9月-2019年6月)\n桂林旅游学院 旅游管理 本科 (2012年9月-2016年6月)",
            [
                ("集美大学", "硕士", "海洋科学", "2016-09", "2019-06"),
                ("桂林旅游学院", "本科", "旅游管理", "2012-09", "2016-06"),
            ],
        ),
        ("2018.09至今\n华南农业大学\n兽医学   博士", [("华南农业大学", "博士", "兽医学", "2018-09", None)]),
        ("集美大学   2016年6月\n专业:轮机工程", [("集美大学", None, "轮机工程", None, "2016-06")]),
        (
            "MBA in Tourism | Harrow University | 2016",
            [("Harrow University", "MBA in Tourism", "Tourism", None, "2016")],
        ),
        (
            "B.S. Forestry, Ridgeback University 2011 - 2015",
            [("Ridgeback University", "B.S. Forestry", "Forestry", "2011", "2015")],
        ),
        (
            "Harrow University   2014 - 2016\nMaster of Science in Soil Physics\n"
            "Ridgeback University   2010 - 2014\nBachelor of Arts, History",
            [
                ("Harrow University", "Master of Science in Soil Physics", "Soil Physics", "2014", "2016"),
                ("Ridgeback University", "Bachelor of Arts, History", "History", "2010", "2014"),
            ],
        ),
    ],
)
def test_a_stay_has_degree_major_and_dates(rows: str, expected: list[Row]) -> None:
    heading = "EDUCATION" if rows.isascii() else "教育背景"
    assert stays(f"# 林清川\n{heading}\n{rows}") == expected


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


def test_a_birth_date_beside_a_school_is_no_graduation() -> None:
    ((_, _, _, start, end),) = stays("# 林清川\n毕业院校:集美大学   出生年月:1990.12\n手机:13800004321")
    assert (start, end) == (None, None)


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


def test_studies_may_last() -> None:
    (entry,) = facts_of(document("# 林清川\n教育背景\n集美大学   轮机工程   2023.09-至今")).education
    assert (entry.start, entry.end, entry.is_current) == ("2023-09", None, True)
