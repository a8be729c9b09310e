from __future__ import annotations

import pytest

from tests.domain.analyses.documents import document, facts_of, table


@pytest.mark.parametrize(
    ("rows", "schools", "degree"),
    [
        ("2012.09-2016.06   桂林旅游学院   旅游管理   本科", ("桂林旅游学院",), "本科"),
        ("桂林旅游学院 旅游管理 本科 (2012年9月-2016年6月)", ("桂林旅游学院",), "本科"),
        ("集美大学   水产学院   海洋科学   硕士   2011-2013", ("集美大学",), "硕士"),
        ("2018.09至今\n华南农业大学\n兽医学   博士", ("华南农业大学",), "博士"),
        ("Harrow State University B.S. Nursing May 2017", ("Harrow State University",), "B.S. Nursing"),
        (
            "B.S. Forestry, Ridgeback University 2011 - 2015",
            ("Ridgeback University",),
            "B.S. Forestry",
        ),
        ("MBA in Tourism | Harrow University | 2016", ("Harrow University",), "MBA in Tourism"),
        (
            "Caltech   Aug 2020 - Present\nPh.D., Geology",
            ("Caltech",),
            "Ph.D., Geology",
        ),
        (
            "Pima Community College, Tucson, AZ\nAssociate of Science",
            ("Pima Community College",),
            "Associate of Science",
        ),
    ],
)
def test_schools_and_degrees_are_read_in_any_order(rows: str, schools: tuple[str, ...], degree: str) -> None:
    heading = "教育背景" if any(sign > "\u4e00" for sign in rows) else "EDUCATION"
    found = facts_of(document(f"# Ann Holt\n{heading}\n{rows}"))
    assert (found.schools, found.highest_degree) == (schools, degree)


def test_schools_in_a_table_with_headers_are_read() -> None:
    rows = (
        ("学习经历",),
        ("起止时间", "学校", "专业", "学历"),
        ("2019-09–2022-06", "武夷学\n院", "茶学", "硕士"),
        ("2015-09–2019-06", "集美大学", "茶学", "本科\n主修课程:茶树栽培学"),
        ("技能特长", "评茶、炒青"),
    )
    found = facts_of(document(table(*rows)))
    assert found.schools == ("武夷学院", "集美大学")
    assert found.highest_degree == "硕士"


def test_the_highest_degree_counts_wherever_it_stands() -> None:
    rows = "教育背景\n2012-2016   集美大学   海洋科学   本科\n2016-2019   厦门海洋大学   海洋科学   硕士"
    assert facts_of(document(f"# 林清川\n{rows}")).highest_degree == "硕士"
    assert facts_of(document("# 林清川\n最高学历:大专")).highest_degree == "大专"


def test_an_employers_university_is_no_school() -> None:
    text = "# Ann Holt\nEXPERIENCE\nHarrow University   Lecturer   2016 - 2020\nTaught."
    assert facts_of(document(text)).schools == ()


def test_scholarships_and_clubs_are_no_schools() -> None:
    awards = "获奖情况\n2015 集美大学奖学金"
    text = f"# 林清川\n{awards}\n教育背景\n集美大学   海洋科学   本科   2012-2016\n曾任集美大学学生会主席"
    assert facts_of(document(text)).schools == ("集美大学",)


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("2014年毕业于集美大学,轮机工程专业(硕士)", "集美大学"),
        ("XXX 大学   海洋技术专业   本科", "XXX大学"),
        ("EDUCATION Harrow University   Fernhill\nB.A. History   2004", "Harrow University"),
        ("Education: Harrow University   Fernhill\nB.A. History   2004", "Harrow University"),
        ("ACADEMIC BACKGROUND.\nHarrow Institute of Art   B.A.", "Harrow Institute of Art"),
    ],
)
def test_a_school_is_found_beside_or_without_a_heading(text: str, school: str) -> None:
    assert facts_of(document("# Ann Holt", text)).schools == (school,)


@pytest.mark.parametrize("text", ["Boston, MA | Expected May 2019", "Location: Devens, MA", "Bethesda, MD"])
def test_a_state_behind_a_town_is_no_degree(text: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{text}\nEDUCATION\n{text}")).highest_degree is None


def test_marks_are_no_part_of_a_degree() -> None:
    text = "EDUCATION\nHarrow University\nB.A. in Drama- GPA: 3.7/4.0   05/2011"
    assert facts_of(document("# Ann Holt", text)).highest_degree == "B.A. in Drama"
