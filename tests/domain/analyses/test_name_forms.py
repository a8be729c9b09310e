from __future__ import annotations

import pytest

from domain.analyses.name_forms import chinese_name, clean_name, loose_name


@pytest.mark.parametrize(
    "text", ["殷立群", "诸葛明轩", "殷 立 群", "欧阳云", "殷王立群", "达娃卓嘎", "买买提·艾力"]
)
def test_a_chinese_name_begins_with_a_surname_or_is_made_of_known_parts(text: str) -> None:
    assert chinese_name(text) == "".join(text.split())


@pytest.mark.parametrize("text", ["包装", "教育经历", "姓名", "平面", "高级", "殷立群山水画"])
def test_words_headings_and_labels_are_no_chinese_names(text: str) -> None:
    assert chinese_name(text) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("殷立群先生", "殷立群"),
        ("个人简历 - 殷立群", "殷立群"),
        ("CV: Ann Holt", "Ann Holt"),
        ("Ann Holt's Resume", "Ann Holt"),
        ("Dr. Ann Holt", "Ann Holt"),
        ("Ann Holt, RN, MSc", "Ann Holt"),
        ("Ann Holt RN", "Ann Holt"),
        ("Ann B. Holt PMP", "Ann B. Holt"),
        ("Ann Holt (殷安)", "Ann Holt"),
        ("Ann–Marie Holt", "Ann-Marie Holt"),
        ("Juan de la Cruz", "Juan de la Cruz"),
        ("殷某某", "殷某某"),
        ("xxx", "xxx"),
    ],
)
def test_what_stands_around_a_name_is_cut_off(printed: str, name: str) -> None:
    assert clean_name(printed) == name


@pytest.mark.parametrize(
    "text", ["Ann", "ann holt", "A B C", "Ann Holt 2", "Work History", "One Two Three Four Five Six Seven"]
)
def test_single_small_and_many_words_are_no_english_name(text: str) -> None:
    assert clean_name(text) is None


@pytest.mark.parametrize(
    ("value", "name"), [("阿达力 江", "阿达力江"), ("Björk", "Björk"), ("Ann (she/her)", "Ann")]
)
def test_a_labelled_name_may_have_any_form(value: str, name: str) -> None:
    assert loose_name(value) == name


@pytest.mark.parametrize(
    "value", ["", "13800004321", "ann@example.com", "Education", "性别", "ann", "A" * 25]
)
def test_a_labelled_value_may_be_plainly_no_name(value: str) -> None:
    assert loose_name(value) is None
