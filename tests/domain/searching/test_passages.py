from __future__ import annotations

import pytest

from domain.searching.passages import Passage, passages
from domain.searching.texts import marked_pages
from domain.searching.words import marked

PAGES = [
    "周敏\n注册护士，2019年起在市立医院任护士长",
    "熟悉 Kubernetes 与 Docker\n" + "其他 " * 90 + "kubernetes",
]


def found(text: str, *, pages: list[str] = PAGES, facts: str = "", first: int = 3) -> list[Passage]:
    return passages(facts=marked(facts), pages=marked_pages(pages), text=text, first=first)


def told(passage: Passage) -> str:
    return "".join(f"[{part.text}]" if part.matches else part.text for part in passage.parts)


def test_a_passage_tells_its_page_and_what_of_it_matches() -> None:
    (passage,) = found("护士")
    assert (passage.page, told(passage)) == (1, "周敏 注册[护士]，2019年起在市立医院任[护士]长")


def test_the_passage_that_holds_most_of_what_was_asked_comes_first() -> None:
    first, second = found("docker kubernetes")
    assert (first.page, told(first)[:33]) == (2, "熟悉 [Kubernetes] 与 [Docker] 其他 其他 ")
    assert told(second).endswith("[kubernetes]")
    assert found("docker kubernetes", first=1) == [first]


@pytest.mark.parametrize(
    ("text", "page", "shown"),
    [
        ("java", "JavaScript, Java", "JavaScript, [Java]"),
        ("java*", "JavaScript", "[Java]Script"),
        ("c++", "C, C++", "C, [C++]"),
        ("node.js", "NODE JS", "[NODE JS]"),
        ("護士", "护士", "[护士]"),
        ("护士", "護士", "[護士]"),
        ("计算机", "计算\n机", "[计算 机]"),
    ],
)
def test_what_matches_is_what_the_database_finds(text: str, page: str, shown: str) -> None:
    assert [told(each) for each in found(text, pages=[page])] == [shown]


def test_values_stand_in_where_no_page_tells_it() -> None:
    (passage,) = found("Excel", facts="简历.pdf\nExcel")
    assert (passage.page, told(passage)) == (None, "简历.pdf [Excel]")
    assert found("nothing") == []
