from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analyses.extraction import find
from domain.analyses.fields import COMPANIES
from domain.vocabulary.degrees import read_degree
from domain.vocabulary.pay import read_pay
from domain.vocabulary.script import simplified
from domain.vocabulary.traditional import printer, respelt
from tests.domain.analyses.documents import document, facts_of, table

RESUME = """
# 個人履歷
姓名：單曉嵐
性別：女
出生日期：民國78年5月17日
行動電話：0912-345-678
希望職務：農藝師
期望待遇：面議
通訊地址：臺中市
學歷
2007.09-2011.06   中興農業大學   園藝   學士
工作經歷
2015.03-至今   豐源種業有限公司   農藝師
專長
病蟲害防治、溫室管理
"""


def test_traditional_characters_are_read_and_answered_as_printed() -> None:
    found = facts_of(document(RESUME))
    assert (found.name, found.birth_date, found.phone) == ("單曉嵐", "1989-05-17", "0912-345-678")
    assert (found.career_interest, found.expected_salary, found.city) == ("農藝師", "面議", "臺中市")
    assert (found.highest_degree, found.schools) == ("學士", ("中興農業大學",))
    assert (found.companies, found.titles) == (("豐源種業有限公司",), ("農藝師",))
    assert found.skills == ("病蟲害防治", "溫室管理")


def test_the_line_a_value_was_read_from_stays_as_printed() -> None:
    found = find(document(RESUME))
    source = found[COMPANIES][0].source
    assert source is not None
    assert "豐源種業有限公司" in source.source.text


def test_labels_of_a_form_are_read_in_traditional_characters() -> None:
    found = facts_of(
        document(table(("姓名", "衛國棟", "手提電話", "+852 6965 1543"), ("電郵地址", "a.wai@example.com")))
    )
    assert (found.name, found.phone, found.email) == ("衛國棟", "+852 6965 1543", "a.wai@example.com")


def test_simplified_text_needs_no_respelling() -> None:
    assert printer(["姓名:卫国栋", "Ann Holt"]) is None


@pytest.mark.parametrize(("value", "printed"), [("台中 / 高雄", "臺中 / 高雄"), ("没有的字", "没有的字")])
def test_what_a_value_adds_to_the_print_is_kept(value: str, printed: str) -> None:
    spell = printer(["居住地: 臺中、高雄", "農 藝 師"])
    assert spell is not None
    assert spell(value) == printed
    assert spell("农艺师") == "農藝師"


@given(st.text())
def test_simplifying_keeps_every_character_in_its_place(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


def test_of_a_typed_value_only_what_is_printed_is_respelt() -> None:
    spell = printer(["學歷 碩士 期望 1萬5"])
    assert spell is not None
    degree, pay = respelt((read_degree("硕士"), read_pay("1万5")), spell, keep=())
    assert degree is not None
    assert (degree, degree.printed) == (read_degree("硕士"), "碩士")
    assert (pay, pay.printed) == (read_pay("1万5"), "1萬5")
    assert pay.monthly_cny == (15_000, 15_000)
