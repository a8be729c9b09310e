"""What is told of where the text of pages stands, and what of that is taken from a child."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from domain.analyses.answers import NoReading, packed, unpacked
from domain.analyses.layouts import (
    MOST_BOXES,
    PageLayout,
    kept_layouts,
    pack_layouts,
    page_layouts,
    without_lines,
)
from domain.analyses.models import Analysis
from domain.analyses.ports import Reading
from domain.analyses.printed import printed_pages
from domain.documents.isolation.messages import LARGEST_ANSWER
from domain.documents.models import Block, Box, Document, Line, Page, Sheet
from domain.vocabulary.languages import Language

BOX = Box(50.04, 60.06, 90.0, 72.0)
LAYOUTS = (PageLayout(1, 595.0, 842.0, 90.0, (BOX, None, BOX)), PageLayout(2, 595.0, 842.0), PageLayout(3))


def page(number: int, *lines: Line, turn: float = 0.0) -> Page:
    return Page(number, (Block(lines),), width=595.276, height=841.89, turn=turn)


def test_boxes_are_those_of_the_lines_that_are_told() -> None:
    document = Document(
        (page(1, Line("周敏", BOX), Line("  "), Line("a \t b", BOX), Line("c")), page(3, Line("d", BOX))),
        sheets=(Sheet(1, 595.276, 841.89, 3.00049), Sheet(2, 841.89, 595.276), Sheet(3, 595.0, 842.0)),
    )
    first, second, empty = page_layouts(document)
    assert printed_pages(document) == ("周敏\na b\nc", "", "d")
    assert first == PageLayout(1, 595.3, 841.9, 3.0, (BOX.rounded(), BOX.rounded()))
    assert second == PageLayout(3, 595.0, 842.0, 0.0, (BOX.rounded(),))
    assert empty == PageLayout(2, 841.9, 595.3)


def test_a_format_without_pages_has_a_layout_without_a_size() -> None:
    assert page_layouts(Document((Page(1, (Block((Line("a"),)),)),))) == (PageLayout(1),)


def test_places_are_told_of_a_bounded_number_of_lines() -> None:
    lines = tuple(Line("a", BOX) for _ in range(2_000))
    layouts = page_layouts(Document((page(1, *lines), page(2, *lines))))
    assert [len(layout.boxes) for layout in layouts] == [2_000, MOST_BOXES - 2_000]


def test_words_have_places_as_long_as_they_are_not_more_than_a_child_may_answer() -> None:
    line = Line("a " * 100, BOX, words=tuple((number, number + 0.5) for number in range(100)))
    layouts = page_layouts(Document(tuple(page(number, *[line] * 90) for number in range(1, 31))))
    assert [bool(layout.words) for layout in layouts] == [True] * 2 + [False] * 28
    assert len(orjson.dumps(pack_layouts(layouts))) < LARGEST_ANSWER / 2


def test_without_lines_the_pages_are_told_alone() -> None:
    told = without_lines(LAYOUTS)
    assert [page[:4] for page in told] == [page[:4] for page in LAYOUTS]
    assert {page[4:] for page in told} == {((), ())}


def test_layouts_come_back_as_they_were_packed() -> None:
    assert tuple(kept_layouts(pack_layouts(LAYOUTS))) == LAYOUTS
    assert unpacked(answer()).layouts == LAYOUTS


def test_the_words_of_lines_are_told_and_come_back_too() -> None:
    lines = (Line("No 7", BOX, words=((50.04, 60.0), (70.0, 90.0))), Line("else", BOX))
    layouts = page_layouts(Document((page(1, *lines),)))
    assert layouts[0].words == (((50.0, 60.0), (70.0, 90.0)), ())
    assert tuple(kept_layouts(pack_layouts(layouts))) == layouts


def test_the_edges_of_other_words_than_those_of_the_text_are_left_out() -> None:
    [layout] = page_layouts(Document((page(1, Line("No 7 and more", BOX, words=((0.0, 1.0), (2.0, 3.0)))),)))
    assert layout.words == ()


@pytest.mark.parametrize(
    "layouts",
    [
        None,
        [[]],
        [[1, 595.0, 842.0, 0.0]],
        [[0, 595.0, 842.0, 0.0, []]],
        [[1, -1.0, 842.0, 0.0, []]],
        [[1, "595", 842.0, 0.0, []]],
        [[1, 1e99, 842.0, 0.0, []]],
        [[1, 595.0, 842.0, 1e5, []]],
        [[1, 595.0, 842.0, None, []]],
        [[1, 595.0, 842.0, 0.0, [[1, 2, 3]]]],
        [[1, 595.0, 842.0, 0.0, [[1, 2, 3, "4"]]]],
        [[1, 595.0, 842.0, 0.0, [[1, 2, 3, 4, 5]]]],
        [[1, 595.0, 842.0, 0.0, [[1] * 246]]],
        [[1, 595.0, 842.0, 0.0, [None] * 2_000]] * 2,
        [[1, None, None, 0.0, []]] * 501,
    ],
)
def test_what_is_no_layout_is_no_reading(layouts: Any) -> None:
    with pytest.raises(NoReading):
        unpacked(answer() | {"layouts": layouts})


def answer() -> dict[str, Any]:
    return packed(Reading(2, Analysis(language=Language.CHINESE), (), ("a", "b"), LAYOUTS))
