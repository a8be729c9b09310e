from __future__ import annotations

import pytest

from domain.analyses.labels import label_of
from domain.analyses.pair_finding import find_pairs
from domain.analyses.text import read_text
from domain.documents.models import Document
from tests.domain.analyses.documents import block, document, facts_of, table


def pairs_of(made: Document) -> dict[str, str]:
    return {pair.key: pair.value for pair in find_pairs(read_text(made)).all}


@pytest.mark.parametrize("text", ["姓名", "姓 名", "姓  名:", "Name", "NAME:", "姓名 Name", "姓名/Name"])
def test_a_label_is_known_however_it_is_spaced_or_doubled(text: str) -> None:
    assert label_of(text) == "name"


def test_several_pairs_on_one_line_are_told_apart() -> None:
    found = pairs_of(document("姓    名: 殷立群   性    别: 男   年    龄: 41岁"))
    assert found == {"name": "殷立群", "gender": "男", "age": "41岁"}


def test_pairs_are_told_apart_by_spaces_alone() -> None:
    found = pairs_of(document("姓名 殷立群 性别 男 民族 汉族"))
    assert found == {"name": "殷立群", "gender": "男", "ethnicity": "汉族"}


def test_labels_in_brackets_and_full_width_signs_are_read() -> None:
    found = pairs_of(document("【姓名】诸葛明轩\n【电子邮箱】zhuge＠example.com"))
    assert found == {"name": "诸葛明轩", "email": "zhuge@example.com"}


def test_a_label_in_both_languages_has_one_value() -> None:
    assert pairs_of(document("政治面貌 Political Status 群众")) == {"political": "群众"}


def test_a_label_cut_by_the_line_end_is_put_together() -> None:
    found = pairs_of(document("现居:佛山市顺德区 | 应聘职\n位:花艺师"))
    assert found["interest"] == "花艺师"


def test_cells_are_paired_with_the_cell_to_the_right() -> None:
    rows = (("姓名", "麦嘉禾", "性别", "女", "照片"), ("手机", "138 0000 4567", "现居住地", "珠海"))
    found = pairs_of(document(table(*rows)))
    assert found == {"name": "麦嘉禾", "gender": "女", "phone": "138 0000 4567", "city": "珠海"}


def test_a_row_of_labels_is_paired_with_the_row_below() -> None:
    found = pairs_of(document(table(("姓名", "性别", "年龄"), ("麦嘉禾", "女", "33"))))
    assert found == {"name": "麦嘉禾", "gender": "女", "age": "33"}


def test_a_cell_wrapped_by_its_width_is_one_value() -> None:
    found = pairs_of(document(table(("电子邮箱", "wrapped.address@exam\nple.com", "居住地", "上海"))))
    assert found["email"] == "wrapped.address@example.com"


LABELS = ["姓名", "性别", "年龄", "电话", "邮箱", "求职意向"]
VALUES = ["鲍思远", "男", "29", "13800007788", "siyuan@example.cn", "药品检验员"]


@pytest.mark.parametrize(
    "rows",
    [
        [word for pair in zip(LABELS, VALUES, strict=True) for word in pair],
        [word for pair in zip(VALUES, LABELS, strict=True) for word in pair],
    ],
    ids=["label first", "value first"],
)
def test_labels_and_values_on_lines_of_their_own_are_paired(rows: list[str]) -> None:
    found = facts_of(document("\n".join(rows)))
    assert found.name == "鲍思远"
    assert found.age_stated == 29
    assert found.phone == "13800007788"
    assert found.email == "siyuan@example.cn"
    assert found.career_interest == "药品检验员"


def test_a_column_of_labels_is_paired_with_a_column_of_values() -> None:
    made = document(
        block("性别\n年龄\n手机号码\n电子邮件"), block("女\n23 岁\n+86-13800001075\ngu@example.cn")
    )
    found = facts_of(made)
    assert (found.age_stated, found.phone, found.email) == (23, "+86-13800001075", "gu@example.cn")


def test_a_lone_heading_is_no_label() -> None:
    found = facts_of(
        document("# Ann Holt\nExperience\n12 Main Bakery   Baker   2019 - 2021\nEducation\nDiploma mill")
    )
    assert found.years_of_experience is None


def test_a_cell_beside_wide_cells_of_text_is_still_a_label() -> None:
    rows = (
        ("个人信息", "姓名:纪晓芙\n电话:13800005555"),
        ("工作经历", "2018.07-至今 浦江路桥工程有限公司 道路工程师\n负责设计"),
        ("求职意向", "桥梁工程师"),
    )
    found = facts_of(document(table(*rows)))
    assert (found.name, found.phone, found.career_interest) == ("纪晓芙", "13800005555", "桥梁工程师")
    assert found.companies == ("浦江路桥工程有限公司",)


def test_words_in_a_bullet_that_end_like_a_label_are_none() -> None:
    text = (
        "# Ann Holt\nEXPERIENCE\nOak Bakery   Baker   2019 - 2021\n• Customer Experience: served 50+ guests"
    )
    assert facts_of(document(text)).years_of_experience is None
