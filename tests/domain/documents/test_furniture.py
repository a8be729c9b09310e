"""What stands on pages and tells nothing of anybody is no value."""

from __future__ import annotations

import unicodedata

import pytest

from domain.documents.furniture import with_furniture_marked
from domain.documents.models import Block, BlockKind, Box, Document, Line, Page

HEIGHT = 842.0


def at(text: str, top: float, *, size: float = 11, tokens: tuple[str, ...] = ()) -> Line:
    text = unicodedata.normalize("NFKC", text)
    return Line(text, Box(50, top, 300, top + size), size, tokens=tokens or (text,))


def page(*lines: Line, number: int = 1) -> Page:
    return Page(number, (Block(lines),), width=595, height=HEIGHT)


def marked(*pages: Page) -> list[tuple[str, str]]:
    blocks = with_furniture_marked(Document(pages)).blocks
    return [(block.kind.value, line.text) for block in blocks for line in block.lines]


BODY = (at("Grace Field", 60), at("SKILLS", 90), at("Python, SQL", 110))
KEPT = [("text", "Grace Field"), ("text", "SKILLS"), ("text", "Python, SQL")]


@pytest.mark.parametrize(
    "foot",
    [
        "Page 1 of 2",
        "Page 3",
        "page 1/2",
        "1 of 3",
        "2 / 3",
        "2",
        "- 2 -",
        "— 12 —",
        "Seite 2 von 3",
        "第1页 共2页",
        "第 1 页，共 3 页",
        "第二页",
        "页码：2/3",
    ],
)
def test_the_number_of_a_page_goes(foot: str) -> None:
    assert marked(page(*BODY, at(foot, 800, size=8))) == KEPT


@pytest.mark.parametrize("text", ["2", "3/4", "1 of 3", "12"])
def test_numbers_within_the_page_stay(text: str) -> None:
    assert ("text", text) in marked(page(BODY[0], at(text, 75), *BODY[1:]))


@pytest.mark.parametrize(
    "text", ["Page Design", "Two pages of SQL", "Home page", "第一名", "GPA 3.8/4.0", "页面设计"]
)
def test_words_that_only_sound_like_a_page_stay(text: str) -> None:
    assert ("text", text) in marked(page(*BODY, at(text, 125)))


@pytest.mark.parametrize(
    "text",
    [
        "References available upon request",
        "References are available on request.",
        "Professional references provided upon request",
        "Thank you for your time and consideration!",
        "Thank you",
        "Yours sincerely,",
        "Best regards",
        "I look forward to hearing from you.",
        "I hereby declare that the above information is true to the best of my knowledge.",
        "此致",
        "敬礼！",
        "此致敬礼",
        "感谢您花时间阅读我的简历",
        "衷心感谢您在百忙之中阅读我的简历！",
        "期待您的回复",
        "谢谢！",
        "本人承诺以上信息真实有效",
    ],
)
def test_closing_phrases_are_furniture(text: str) -> None:
    assert marked(page(*BODY, at(text, 125))) == [*KEPT, ("footer", unicodedata.normalize("NFKC", text))]


@pytest.mark.parametrize(
    "text",
    [
        "Managed references and citations for the team",
        "Thanked customers for their loyalty and kept them",
        "感谢信撰写与客户关系维护",
        "希望小学支教",
        "Best Regards Ltd, sales manager",
    ],
)
def test_what_resembles_a_closing_phrase_stays(text: str) -> None:
    assert ("text", text) in marked(page(*BODY, at(text, 125)))


@pytest.mark.parametrize(
    "text",
    [
        "Confidential",
        "Updated November 2026",
        "Last updated: 2026-11-02",
        "Template by Somebody",
        "Made with a program",
        "更新时间：2026年11月",
        "请勿外传",
    ],
)
def test_remarks_at_the_foot_are_furniture_where_they_stand_apart(text: str) -> None:
    assert marked(page(*BODY, at(text, 800, size=8)))[-1] == ("footer", unicodedata.normalize("NFKC", text))
    assert marked(page(*BODY, at(text, 123)))[-1][0] == "text"


def test_a_header_of_all_pages_is_kept_once() -> None:
    first = page(at("Grace Field - page 1", 30), *BODY[1:])
    second = page(at("Grace Field - page 2", 30), at("Java", 90), number=2)
    third = page(at("Grace Field - page 3", 30), at("Go", 90), number=3)

    assert marked(first, second, third) == [
        ("header", "Grace Field"),
        *KEPT[1:],
        ("text", "Java"),
        ("text", "Go"),
    ]


def test_a_footer_of_all_pages_is_one_footer() -> None:
    first = page(*BODY, at("grace@example.com", 810))
    second = page(at("Java", 60), at("grace@example.com", 812), number=2)

    assert marked(first, second) == [*KEPT, ("footer", "grace@example.com"), ("text", "Java")]


def test_entries_that_merely_look_alike_are_no_running_lines() -> None:
    first = page(*BODY, at("2019.01 - 2021.06 Brook Ltd", 810))
    second = page(at("Java", 60), at("2021.01 - 2022.06 Brook Ltd", 810), number=2)

    assert ("text", "2021.01 - 2022.06 Brook Ltd") in marked(first, second)


def test_the_number_of_a_page_goes_from_beside_other_words() -> None:
    line = at("Grace Field Page 1 of 2", 810, tokens=("Grace Field", "Page 1 of 2"))

    assert marked(page(*BODY, line))[-1] == ("text", "Grace Field")


@pytest.mark.parametrize("text", ["仅供应聘使用", "仅限招聘参考", "SAMPLE", "机密"])
def test_large_watermarks_go(text: str) -> None:
    assert marked(page(BODY[0], at(text, 80, size=40), *BODY[1:])) == KEPT


def test_without_places_only_what_is_sure_is_furniture() -> None:
    document = Document((Page(1, (Block((Line("Python"), Line("2"), Line("Page 1 of 2"), Line("此致"))),)),))

    blocks = with_furniture_marked(document).blocks

    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.TEXT, "Python\n2"),
        (BlockKind.FOOTER, "此致"),
    ]


def test_tables_are_left_alone() -> None:
    rows = (((Line("1"),), (Line("2"),)),)
    table = Block((Line("1"), Line("2")), BlockKind.TABLE, rows=rows)
    document = Document((Page(1, (table,), height=HEIGHT),))

    assert with_furniture_marked(document) == document
