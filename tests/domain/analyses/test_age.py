from __future__ import annotations

from datetime import date

import pytest

from tests.domain.analyses.documents import document, facts_of


@pytest.mark.parametrize(
    "printed", ["年龄:25岁", "年龄 25", "Age: 25", "女 | 25岁 | 本科", "25岁丨女丨南通", "(25岁)"]
)
def test_a_stated_age_is_read(printed: str) -> None:
    assert facts_of(document(f"# 林清川\n{printed}")).age_stated == 25


@pytest.mark.parametrize(
    "printed",
    [
        "年龄:二十六",
        "年齡:二十六歲",
        "贰拾陆岁",
        "女 | 二十六岁 | 本科",
        "Age: twenty-six",
        "English, 26 years old",
    ],
)
def test_an_age_in_words_is_read(printed: str) -> None:
    assert facts_of(document(f"# 林清川\n{printed}")).age_stated == 26


@pytest.mark.parametrize(
    "line",
    [
        "Married, two children aged 12 and 15",
        "Taught potters aged 17",
        "A kiln aged 20 years",
        "Age: 18+",
        "家庭情况:父亲 58岁,母亲 55岁",
        "Father: 61 years old",
        "Clients aged 65+",
    ],
)
def test_an_age_that_is_not_the_candidates_is_left(line: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{line}")).age_stated is None


def test_a_day_that_its_month_does_not_have_leaves_the_month() -> None:
    assert facts_of(document("# 景天\n出生日期:1998-02-30")).birth_date == "1998-02"


def test_a_year_beside_a_gender_is_the_year_of_birth() -> None:
    assert facts_of(document("# 景天\n景天/男/1996/湖北")).birth_date == "1996"


def test_a_birth_date_among_other_data_is_read() -> None:
    assert facts_of(document("# 景天\n1991-03-05   13800002222   广东省广州市")).birth_date == "1991-03-05"
    assert facts_of(document("# 莫晓棠\n女 / 1998年5月生 / 湖南长沙")).birth_date == "1998-05"


def test_the_date_of_the_form_is_no_birth_date() -> None:
    found = facts_of(document("简历编号:40001234   更新时间:2004-06-03\n# 景天\n2016年9月入学"))
    assert found.birth_date is None


def test_the_age_of_others_is_not_the_candidates() -> None:
    assert facts_of(document("# 汪洋\n13800001111\n家庭成员\n父亲 汪大海 52岁")).age_stated is None


def test_the_age_follows_from_the_birth_date() -> None:
    found = facts_of(document("# 景天\n出生年月:1998年12月"))
    assert found.age(today=date(2026, 11, 22)) == 27


@pytest.mark.parametrize(
    ("number", "birth"), [("+44 7700 900345", "1991-05-12"), ("(208) 555-0134", "1991-12-05")]
)
def test_the_day_comes_first_but_for_american_resumes(number: str, birth: str) -> None:
    text = f"# Ann Holt\nPhone: {number}\nDate of birth: 12/05/1991"
    assert facts_of(document(text)).birth_date == birth


@pytest.mark.parametrize(
    ("facts", "birth"),
    [
        ("男   23岁(2003年9月)   本科", "2003-09"),
        ("女 1994.12 大专 昆明", "1994-12"),
        ("民国87年3月2日出生", "1998-03-02"),
    ],
)
def test_a_birth_among_the_facts_is_told_by_its_company(facts: str, birth: str) -> None:
    assert facts_of(document(f"# 林清川\n{facts}")).birth_date == birth


@pytest.mark.parametrize("line", ["年龄:25-40岁", "年龄25-40岁,性别不限", "年龄要求:35岁以下"])
def test_a_range_of_ages_is_nobodys_age(line: str) -> None:
    assert facts_of(document(line)).age_stated is None


def test_a_relatives_name_beside_it_takes_no_birth_date_away() -> None:
    line = "Father's Name: Tom Holt   Date of birth: 12.05.1991"
    assert facts_of(document(f"# Ann Holt\n{line}")).birth_date == "1991-05-12"
    assert facts_of(document("# 林清川\n客户经理 | 女 | 28岁")).age_stated == 28
