from __future__ import annotations

import pytest

from domain.analyses.pair_finding import find_pairs
from domain.analyses.pairs import personal_blocks
from domain.analyses.sections import split_sections
from domain.analyses.text import read_text
from domain.documents.models import Document
from tests.domain.analyses.documents import document, table


def pairs_of(made: Document) -> list[tuple[str, str]]:
    return [(pair.key, pair.value) for pair in find_pairs(read_text(made)).all]


def test_a_cell_is_the_label_of_the_next_one() -> None:
    made = document(table(("姓名", "殷立群", "性别", "男"), ("民族", "汉族", "", "")))
    assert pairs_of(made) == [("name", "殷立群"), ("gender", "男"), ("ethnicity", "汉族")]


def test_a_row_of_labels_names_the_row_below() -> None:
    made = document(table(("姓名", "性别", "年龄"), ("殷立群", "男", "41岁")))
    assert sorted(pairs_of(made)) == [("age", "41岁"), ("gender", "男"), ("name", "殷立群")]


def test_a_row_of_labels_above_entries_names_nobody() -> None:
    made = document(table(("学校", "专业", "学历"), ("集美大学", "轮机", "本科")))
    assert pairs_of(made) == []


def test_what_follows_a_value_is_kept_beside_it() -> None:
    (pair,) = find_pairs(read_text(document("求职意向:会计 | 烟台 | 全职"))).all
    assert (pair.key, pair.value, pair.rest) == ("interest", "会计", ("烟台", "全职"))


def test_a_value_must_look_like_one_of_its_field() -> None:
    assert pairs_of(document("电话\n殷立群")) == []
    assert pairs_of(document("电话\n138 0000 4321")) == [("phone", "138 0000 4321")]


def test_a_label_may_end_a_line_above_its_value() -> None:
    assert pairs_of(document("邮箱:\nyin@example.com")) == [("email", "yin@example.com")]


def test_a_label_that_the_end_of_the_line_has_cut_is_joined() -> None:
    assert ("gender", "男") in pairs_of(document("殷立群 性\n别:男"))


def test_lines_of_labels_and_lines_of_values_are_paired_in_order() -> None:
    made = document("姓名\n性别\n电话\n殷立群\n男\n13800004321")
    assert pairs_of(made) == [("name", "殷立群"), ("gender", "男"), ("phone", "13800004321")]


def test_a_lone_heading_is_no_label() -> None:
    assert pairs_of(document("Education\nHarrow University")) == []


def test_the_bullets_of_entries_hold_no_personal_data() -> None:
    text = read_text(document("工作经历\n蓝海渔业有限公司\n• 年龄:25岁以下客户的维护\n• 职位:轮机员"))
    pairs = find_pairs(text)
    kept = pairs.without_bullets(split_sections(text))
    assert {pair.key for pair in pairs.all} == {"age", "title"}
    assert [pair.key for pair in kept.all] == ["title"]


def test_pairs_are_found_by_their_line() -> None:
    text = read_text(document("姓名:殷立群\n集美大学"))
    pairs = find_pairs(text)
    assert pairs.key_of_line(text.lines[0]) == "name"
    assert pairs.key_of_line(text.lines[1]) is None
    assert [pair.value for pair in pairs.of("name", "gender")] == ["殷立群"]


def test_a_block_of_labels_or_of_contact_data_is_personal() -> None:
    text = read_text(
        document("姓名:殷立群\n性别:男\n年龄:41岁", "集美大学\n轮机", "13800004321\nyin@example.com")
    )
    assert personal_blocks(text, find_pairs(text)) == {text.lines[0].block, text.lines[-1].block}


def test_latin_words_behind_a_chinese_label_are_its_value_unless_they_translate_it() -> None:
    made = document("姓名 Tom\n专业 Marketing\n住址 Auckland\n电话 Mobile\n13800000000")
    assert pairs_of(made) == [
        ("name", "Tom"),
        ("major", "Marketing"),
        ("city", "Auckland"),
        ("phone", "13800000000"),
    ]


@pytest.mark.parametrize("label", ["住址", "住址:"])
def test_the_heading_of_the_next_section_is_no_value(label: str) -> None:
    assert pairs_of(document(f"姓名:殷立群\n{label}\n教育背景\n集美大学")) == [("name", "殷立群")]
