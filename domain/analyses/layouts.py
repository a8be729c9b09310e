"""Where the text of pages stands, as it is kept beside the text that is searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from domain.analyses.printed import MOST_SEARCHED_PAGES, printed_lines
from domain.documents.models import Box, Document, Sheet

MOST_BOXES: Final = 3_000
"""Of all pages together; a long resume has a tenth of that."""


class PageLayout(NamedTuple):
    """A page, and where its lines stand.

    Attributes:
        number: Of the page, from 1.
        width: In points, as places are; None where the page cannot be painted.
        turn: By how many degrees the picture is to be turned against the clock for places to lie right.
        boxes: Of its printed lines, in their order; lines beyond the last have no known place.
    """

    number: int
    width: float | None = None
    height: float | None = None
    turn: float = 0.0
    boxes: tuple[Box | None, ...] = ()


def page_layouts(document: Document) -> tuple[PageLayout, ...]:
    """Return the layouts of pages with text, in the order of `printed_pages`, then those of the others."""
    sheets = {sheet.number: PageLayout(*_rounded(sheet)) for sheet in document.sheets}
    left = MOST_BOXES
    layouts = []
    for page in document.pages[:MOST_SEARCHED_PAGES]:
        boxes = [box and box.rounded() for _, box in printed_lines(page)][:left]
        left -= len(boxes)
        while boxes and boxes[-1] is None:
            boxes.pop()
        layout = sheets.pop(page.number, PageLayout(page.number))
        layouts.append(layout._replace(boxes=tuple(boxes)))
    return (*layouts, *sheets.values())[:MOST_SEARCHED_PAGES]


def _rounded(sheet: Sheet) -> tuple[int, float, float, float]:
    return sheet.number, round(sheet.width, 1), round(sheet.height, 1), round(sheet.turn, 3)


def pack_layouts(layouts: Iterable[PageLayout]) -> list[list[Any]]:
    """Return layouts as lists and numbers."""
    return [
        [
            layout.number,
            layout.width,
            layout.height,
            layout.turn,
            [None if box is None else [box.left, box.top, box.right, box.bottom] for box in layout.boxes],
        ]
        for layout in layouts
    ]


def kept_layouts(packed: Iterable[list[Any]]) -> Iterator[PageLayout]:
    """Yield layouts that were packed and kept."""
    for number, width, height, turn, boxes in packed:
        yield PageLayout(
            number, width, height, turn, tuple(None if box is None else Box(*box) for box in boxes)
        )
