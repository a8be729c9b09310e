"""Furniture: what stands on pages and tells nothing of anybody.

Numbers of pages and watermarks go. Closing phrases, remarks at a page's foot and what runs along the foot of
all pages become blocks of kind FOOTER; a header that runs along all pages is kept once. Lines of tables stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from domain.documents.models import Block, BlockKind, Document, Line, Page
from domain.vocabulary.lexicons import lexicon

_WORDS = lexicon("furniture")
_PAGE = re.compile(_WORDS.pattern("page"), re.IGNORECASE)
_NUMBER = re.compile(_WORDS.pattern("page", "number"), re.IGNORECASE)
_CLOSING = re.compile(_WORDS.pattern("closing"), re.IGNORECASE)
_EDGE = re.compile(_WORDS.pattern("edge"), re.IGNORECASE)
_WATERMARK = re.compile(_WORDS.pattern("watermark"), re.IGNORECASE)
_AROUND = re.compile(rf"^{_PAGE.pattern}\s?[-–—|·•]\s?|\s?[-–—|·•]\s?{_PAGE.pattern}$", re.IGNORECASE)
_ENDS = " \t.。!！~～;；,，*-–—•·"
_ONE_OR_TWO_DIGITS = re.compile(r"(?<![\d.])\d{1,2}(?![\d.])")

_LONGEST = 200
_HEAD, _FOOT = 0.12, 0.88
_VERY_FOOT = 0.93
_SET_OFF = 1.8
_MOST_DRIFT = 14.0


class _Verdict(Enum):
    KEPT = auto()
    HEADER = auto()
    FOOTER = auto()
    DROPPED = auto()


@dataclass(frozen=True, slots=True)
class _Edges:
    """How far down a page its first and last lines stand, and the size of most of its letters."""

    page: Page
    first: float
    last: float
    before_last: float
    body: float

    def is_head(self, line: Line) -> bool:
        """Tell whether a line stands at the page's head."""
        return line.box is not None and line.box.top <= max(self.first + 1, 0.08 * self._height)

    def is_foot(self, line: Line) -> bool:
        """Tell whether a line is the page's last, or stands in its lower margin."""
        if line.box is None:
            return False
        return line.box.bottom >= self.last - 1 or line.box.top >= _VERY_FOOT * self._height

    def is_set_off(self, line: Line) -> bool:
        """Tell whether the last line stands apart: by a gap, in the margin or in small letters."""
        if line.box is None or not self.is_foot(line):
            return False
        height = max(line.box.bottom - line.box.top, 1.0)
        small = line.font_size is not None and line.font_size < 0.93 * self.body
        return (
            small
            or line.box.top >= _VERY_FOOT * self._height
            or line.box.top - self.before_last >= _SET_OFF * height
        )

    @property
    def _height(self) -> float:
        return self.page.height or float("inf")


def with_furniture_marked(document: Document) -> Document:
    """Return the document without furniture, or with it in blocks of its own."""
    running = _running_lines(document.pages)
    last = next((line for block in reversed(document.blocks) for line in reversed(block.lines)), None)
    pages = []
    for page in document.pages:
        edges = _edges_of(page)
        blocks = [made for block in page.blocks for made in _parted(block, edges, running, last)]
        pages.append(page if blocks == list(page.blocks) else replace(page, blocks=tuple(blocks)))
    return replace(document, pages=tuple(pages))


def _parted(block: Block, edges: _Edges, running: dict[int, _Verdict], last: Line | None) -> Iterator[Block]:
    """The block in runs of what is kept and what is furniture."""
    if block.rows:
        yield block
        return
    judged = [_judged(line, block, edges, running, last) for line in block.lines]
    for verdict, group in groupby(judged, key=lambda each: each[0]):
        lines = tuple(line for _, line in group)
        if verdict is _Verdict.KEPT and lines == block.lines:
            yield block
        elif verdict is _Verdict.KEPT:
            yield replace(block, lines=lines)
        elif verdict is _Verdict.HEADER:
            yield replace(block, lines=lines, kind=BlockKind.HEADER)
        elif verdict is _Verdict.FOOTER:
            yield replace(block, lines=lines, kind=BlockKind.FOOTER)


def _judged(
    line: Line, block: Block, edges: _Edges, running: dict[int, _Verdict], last: Line | None
) -> tuple[_Verdict, Line]:
    verdict = running.get(id(line), _Verdict.KEPT)
    line = _without_number(line, edges)
    text = line.text.strip(_ENDS)
    if verdict is not _Verdict.KEPT or not text or len(text) > _LONGEST:
        return verdict, line
    in_margin = block.kind in (BlockKind.HEADER, BlockKind.FOOTER)
    at_edge = in_margin or edges.is_head(line) or edges.is_foot(line)
    if _PAGE.fullmatch(text) or (at_edge and _NUMBER.fullmatch(line.text.strip())):
        return _Verdict.DROPPED, line
    if _CLOSING.fullmatch(text):
        return _Verdict.FOOTER, line
    apart = (
        in_margin or edges.is_set_off(line) or (line.box is None and line is last and len(block.lines) == 1)
    )
    if apart and _EDGE.fullmatch(text):
        return _Verdict.FOOTER, line
    is_mark = (apart or _is_large(line, edges)) and _WATERMARK.fullmatch(text)
    return (_Verdict.DROPPED if is_mark else verdict), line


def _without_number(line: Line, edges: _Edges) -> Line:
    """The line without a page's number beside other words."""
    if not (edges.is_head(line) or edges.is_foot(line)):
        return line
    tokens = tuple(token for token in line.tokens if not _PAGE.fullmatch(token.strip(_ENDS)))
    if 0 < len(tokens) < len(line.tokens):
        return replace(line, text=" ".join(tokens), tokens=tokens)
    text = _AROUND.sub("", line.text).strip()
    return line if text == line.text or not text else replace(line, text=text, tokens=(text,))


def _is_large(line: Line, edges: _Edges) -> bool:
    return line.font_size is not None and line.font_size >= 1.3 * edges.body


def _edges_of(page: Page) -> _Edges:
    boxes = sorted(
        (line.box.bottom, line.box.top) for block in page.blocks for line in block.lines if line.box
    )
    sizes = Counter[float]()
    for block in page.blocks:
        for line in block.lines:
            if line.font_size:
                sizes[line.font_size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    if not boxes:
        return _Edges(page, 0.0, 0.0, 0.0, body)
    first = min(top for _, top in boxes)
    before = [bottom for bottom, top in boxes if bottom < boxes[-1][1] + 1]
    return _Edges(page, first, boxes[-1][0], max(before, default=0.0), body)


def _running_lines(pages: Sequence[Page]) -> dict[int, _Verdict]:
    """Lines that stand at the same place of several pages, by their identity."""
    if len(pages) < 2:
        return {}
    found: dict[tuple[bool, str], list[tuple[int, Line]]] = {}
    for page in pages:
        for line in (line for block in page.blocks if not block.rows for line in block.lines):
            if line.box is None or not page.height or sum(map(str.isalpha, line.text)) < 2:
                continue
            is_head = line.box.bottom <= _HEAD * page.height
            if is_head or line.box.top >= _FOOT * page.height:
                key = is_head, _without_page(line.text, page.number, len(pages))
                found.setdefault(key, []).append((page.number, line))
    verdicts: dict[int, _Verdict] = {}
    for (is_head, _), lines in found.items():
        if len({number for number, _ in lines}) < 2 or not (is_head or _at_one_height(lines)):
            continue
        for place, (_, line) in enumerate(lines):
            if place:
                verdicts[id(line)] = _Verdict.DROPPED
            else:
                verdicts[id(line)] = _Verdict.HEADER if is_head else _Verdict.FOOTER
    return verdicts


def _at_one_height(lines: Sequence[tuple[int, Line]]) -> bool:
    tops = [line.box.top for _, line in lines if line.box is not None]
    return max(tops) - min(tops) <= _MOST_DRIFT


def _without_page(text: str, number: int, count: int) -> str:
    """The text with the page's own number and the count of pages left open."""

    def open_number(match: re.Match[str]) -> str:
        return "#" if int(match[0]) in (number, count) else match[0]

    return _ONE_OR_TWO_DIGITS.sub(open_number, " ".join(text.casefold().split()))
