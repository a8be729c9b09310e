"""Titles become pieces that meet where they mean the same."""

from __future__ import annotations

import pytest

from domain.vocabulary.words import plain, stem, title_pieces


def test_width_and_case_are_one() -> None:
    assert plain(" ＪＡＶＡ Developer ") == "java developer"


@pytest.mark.parametrize(
    "words",
    [
        ("nurse", "nursing"),
        ("manager", "managers", "management"),
        ("teacher", "teaching"),
        ("analyst", "analysis", "analytics"),
        ("sales", "salesperson"),
        ("driver", "driving", "drivers"),
    ],
)
def test_words_of_one_trade_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), [("butler", "but"), ("teller", "tell"), ("tailor", "tail")])
def test_exceptions_keep_trades_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("财务总监", "财务经理"),
        ("语文老师", "语文教师"),
        ("Sales Director", "Sales Manager"),
        ("Head of Sales", "manager of sales"),
        ("HR manager", "human resources manager"),
        ("高级会计", "会计"),
        ("寻求一份会计工作", "会计"),
        ("I am looking for a welder position", "welder"),
    ],
)
def test_titles_that_mean_the_same_have_the_same_pieces(one: str, other: str) -> None:
    assert title_pieces(one) == title_pieces(other)


def test_a_grade_tells_little_and_the_head_most() -> None:
    pieces = title_pieces("Senior Software Engineer")
    assert pieces[stem("senior")] < pieces[stem("software")] < pieces[stem("engineer")]


@pytest.mark.parametrize("text", ["Manager of sales", "Manager, sales", "Sales Manager"])
def test_the_head_stands_before_of_before_a_comma_or_last(text: str) -> None:
    pieces = title_pieces(text)
    assert max(pieces, key=lambda piece: pieces[piece]) == stem("manager")


def test_chinese_characters_tell_less_than_their_pairs_and_the_last_pair_most() -> None:
    pieces = title_pieces("电气焊接")
    assert pieces["电"] < pieces["电气"] < pieces["焊接"]


def test_no_pair_arises_across_a_common_head() -> None:
    assert "目经" not in title_pieces("项目经理助理")


@pytest.mark.parametrize("text", ["", "求职意向", "of the", "，。"])
def test_filler_alone_has_no_pieces(text: str) -> None:
    assert title_pieces(text) == {}
