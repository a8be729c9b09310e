"""The degree, the subject and the time of a stay at a school."""

from __future__ import annotations

import pytest

from tests.domain.analyses.documents import Stay, document, facts_of, stays


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
        ("集美大学   2016年6月\n专业:生物(师范)", [("集美大学", None, "生物(师范)", None, "2016-06")]),
        (
            "MBA in Tourism | Harrow University | 2016",
            [("Harrow University", "MBA", "Tourism", None, "2016")],
        ),
        (
            "B.S. Forestry, Ridgeback University 2011 - 2015",
            [("Ridgeback University", "B.S.", "Forestry", "2011", "2015")],
        ),
        (
            "Harrow University   2014 - 2016\nMaster of Science in Soil Physics\n"
            "Ridgeback University   2010 - 2014\nBachelor of Arts, History",
            [
                ("Harrow University", "Master of Science", "Soil Physics", "2014", "2016"),
                ("Ridgeback University", "Bachelor of Arts", "History", "2010", "2014"),
            ],
        ),
    ],
)
def test_a_stay_has_degree_major_and_dates(rows: str, expected: list[Stay]) -> None:
    heading = "EDUCATION" if rows.isascii() else "教育背景"
    assert stays(f"# 林清川\n{heading}\n{rows}") == expected


def test_a_birth_date_beside_a_school_is_no_graduation() -> None:
    ((_, _, _, start, end),) = stays("# 林清川\n毕业院校:集美大学   出生年月:1990.12\n手机:13800004321")
    assert (start, end) == (None, None)


def test_studies_may_last() -> None:
    (entry,) = facts_of(document("# 林清川\n教育背景\n集美大学   轮机工程   2023.09-至今")).education
    assert (entry.start, entry.end, entry.is_current) == ("2023-09", None, True)


def test_labels_tell_when_studies_began_and_ended() -> None:
    form = "毕业院校:集美大学\n专业:轮机工程\n学历:本科\n入学时间:2009-09\n毕业时间:2013-06"
    assert stays(f"# 林清川\n{form}") == [("集美大学", "本科", "轮机工程", "2009-09", "2013-06")]


def test_a_sentence_tells_school_and_year() -> None:
    text = "# 林清川\n男 1988年5月\n文化程度:高中(2006年毕业于某市第四中学)\n驾照:A2"
    ((school, degree, _, _, end),) = stays(text)
    assert (school, degree, end) == ("某市第四中学", "高中", "2006")


def test_a_date_may_stand_among_the_parts_of_a_line() -> None:
    rows = "HSC – Elm Higher Secondary School, Harrow – 2013 – 78%"
    assert [(row[1], row[4]) for row in stays(f"# Ann Holt\nEDUCATION\n{rows}")] == [("HSC", "2013")]


def test_a_date_before_a_dash_and_a_degree_is_no_time_that_lasts() -> None:
    rows = "May 2014 – Associate of Science, Harrow College"
    assert [row[3:] for row in stays(f"# Ann Holt\nEDUCATION\n{rows}")] == [(None, "2014-05")]


def test_studies_under_a_heading_of_studies_and_work_have_degrees() -> None:
    rows = "2014.09-2018.06 集美大学 法学专业 本科\n2021.07-至今 某律师事务所 律师助理"
    found = facts_of(document(f"# 林清川\n学习及工作简历\n{rows}"))
    assert found.highest_degree == "本科"
    assert [entry.degree for entry in found.education] == ["本科"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Bigfern College   2012 - 2013\nCertificate in Welding",
            ("Bigfern College", "Certificate", "Welding", "2012", "2013"),
        ),
        (
            "HARROW UNIVERSITY   2014 - 2016\nBachelor of Arts\n\n"
            "FERNHILL RIDGE   2009 - 2011\nDrama\nCertificate",
            ("FERNHILL RIDGE", "Certificate", "Drama", "2009", "2011"),
        ),
    ],
)
def test_a_certificate_stands_where_others_have_their_degree(
    rows: str, expected: tuple[str | None, ...]
) -> None:
    assert stays(f"# Ann Holt\nEDUCATION\n{rows}")[-1] == expected


def test_months_may_be_named_in_other_languages() -> None:
    rows = "Harrow University, MSc Forestry   Sept. 2017 - Juil. 2019"
    assert stays(f"# Ann Holt\nEDUCATION\n{rows}")[0][3:] == ("2017-09", "2019-07")
