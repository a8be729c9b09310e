"""Where the text of pages stands, as it is kept beside the text that is searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, NamedTuple

from domain.analyses.printed import MOST_SEARCHED_PAGES, PrintedLine, printed_document, printed_lines
from domain.documents.models import Box, Document, Sheet

MOST_BOXES: Final = 3_000
"""Of all pages together; a long resume has a tenth of that."""
MOST_WORDS: Final = 120
"""Of a line whose words are kept."""
_MOST_WORDS_TOGETHER: Final = 20_000


Edges = tuple[tuple[float, float], ...]
"""The left and right edges of the words of a line."""


class PageLayout(NamedTuple):
    """A page, and where its lines stand.

    Attributes:
        number: Of the page, from 1.
        width: In points, as places are; None where the page cannot be painted.
        turn: By how many degrees the picture is to be turned against the clock for places to lie right.
        boxes: Of its printed lines, in their order; lines beyond the last have no known place.
        words: Of each of these lines the left and right edges of its words, as far as they are known.
    """

    number: int
    width: float | None = None
    height: float | None = None
    turn: float = 0.0
    boxes: tuple[Box | None, ...] = ()
    words: tuple[Edges, ...] = ()


def page_layouts(document: Document) -> tuple[PageLayout, ...]:
    """Return the layouts of pages with text, then those of the others."""
    sheets = {sheet.number: PageLayout(*_rounded(sheet)) for sheet in document.sheets}
    left, words_left = MOST_BOXES, _MOST_WORDS_TOGETHER
    layouts = []
    for page in printed_document(document):
        lines = list(printed_lines(page))[:left]
        left -= len(lines)
        while lines and lines[-1].box is None:
            lines.pop()
        layout = sheets.pop(page.number, PageLayout(page.number))
        boxes = tuple(line.box and line.box.rounded() for line in lines)
        words = tuple(map(_words, lines))
        words_left -= sum(map(len, words))
        layouts.append(layout._replace(boxes=boxes, words=_known(words) if words_left >= 0 else ()))
    return (*layouts, *sheets.values())[:MOST_SEARCHED_PAGES]


def _rounded(sheet: Sheet) -> tuple[int, float, float, float]:
    return sheet.number, round(sheet.width, 1), round(sheet.height, 1), round(sheet.turn, 3)


def _words(line: PrintedLine) -> Edges:
    if line.box is None or len(line.words) > MOST_WORDS:
        return ()
    return tuple((round(left, 1), round(right, 1)) for left, right in line.words)


def without_lines(layouts: Iterable[PageLayout]) -> tuple[PageLayout, ...]:
    """Return layouts that tell of the pages alone: how wide words are says something of what they are."""
    return tuple(layout._replace(boxes=(), words=()) for layout in layouts)


def pack_layouts(layouts: Iterable[PageLayout]) -> list[list[Any]]:
    """Return layouts as lists and numbers."""
    return [
        [layout.number, layout.width, layout.height, layout.turn, list(_packed_lines(layout))]
        for layout in layouts
    ]


def _packed_lines(layout: PageLayout) -> Iterator[list[float] | None]:
    unknown = len(layout.boxes) - len(layout.words)
    for box, words in zip(layout.boxes, (*layout.words, *[()] * unknown), strict=True):
        edges = None if box is None else [box.left, box.top, box.right, box.bottom]
        yield edges and [*edges, *chain.from_iterable(words)]


def kept_layouts(packed: Iterable[list[Any]]) -> Iterator[PageLayout]:
    """Yield layouts that were packed and kept."""
    for number, width, height, turn, lines in packed:
        boxes = tuple(None if line is None else Box(*line[:4]) for line in lines)
        yield PageLayout(number, width, height, turn, boxes, kept_words(lines))


def kept_sizes(packed: Iterable[list[Any]]) -> Iterator[PageLayout]:
    """Yield layouts that were packed and kept, without their lines: a fifth of the work."""
    for page in packed:
        yield PageLayout(*page[:4])


def kept_words(lines: Iterable[list[float] | None]) -> tuple[Edges, ...]:
    """Return the edges of the words of lines, which stand behind those of each line."""
    return _known(tuple(zip(line[4::2], line[5::2], strict=True)) if line else () for line in lines)


def _known(words: Iterable[Edges]) -> tuple[Edges, ...]:
    of_lines = tuple(words)
    return of_lines if any(of_lines) else ()
