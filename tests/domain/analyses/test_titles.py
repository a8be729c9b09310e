from __future__ import annotations

import pytest

from domain.analyses.titles import is_plural_title, split_title, tells_duty, title_score


@pytest.mark.parametrize("text", ["Voss Engineers", "Elm & Ash Consultants", "Holt Architects"])
def test_the_plural_of_a_title_is_no_persons(text: str) -> None:
    assert is_plural_title(text)


@pytest.mark.parametrize("text", ["Engineers", "Head of Operations", "Site Engineer"])
def test_a_single_word_or_a_modifier_in_the_plural_is_no_plural_title(text: str) -> None:
    assert not is_plural_title(text)


def test_a_task_begins_with_what_is_done() -> None:
    assert tells_duty("负责日常接待")
    assert not tells_duty("负责人")
    assert not tells_duty("接待主管")


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("质检主管", "调音师"),
        ("Head Baker", "Moss Baker"),
        ("Site Engineer", "Engineer Blackpool Sands"),
        ("区域经理", "负责华东地区全部门店日常经营管理的区域经理"),
    ],
)
def test_a_title_of_known_words_is_surer(surer: str, less_sure: str) -> None:
    assert title_score(surer) > title_score(less_sure)


@pytest.mark.parametrize(
    "text", ["会计兼职", "工程师II", "高级(外聘)工程师", "Line Cook II", "Senior (Night) Cook"]
)
def test_a_grade_and_the_kind_of_work_do_not_hide_a_title(text: str) -> None:
    assert title_score(text) > 0.85


@pytest.mark.parametrize("text", ["", "a", "baker", "Baked bread. Sold cakes", "x" * 91])
def test_what_is_too_short_or_long_or_a_sentence_scores_nothing(text: str) -> None:
    assert title_score(text) == 0


@pytest.mark.parametrize("text", ["Osteria Nove", "Baker", "Head Baker", "南坡酒店 大堂经理"])
def test_nothing_is_split_without_a_title_beside_something_else(text: str) -> None:
    assert split_title(text) is None


def test_a_title_may_stand_at_either_end() -> None:
    assert split_title("Oak Works Head Baker") == ("Oak Works", "Head Baker")
    assert split_title("Head Baker Oak Works") == ("Oak Works", "Head Baker")
    assert split_title("Oak Works Head of Department") == ("Oak Works", "Head of Department")
