"""Pictures of pages: recognised letters go through the same layout as a PDF's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.documents.characters import readable_count
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.layout.blocks import blocks_of
from domain.documents.layout.phrases import Glyph, Phrase, Space
from domain.documents.layout.ruled_tables import Rule, take_tables
from domain.documents.models import Block, Document, Line, Page, Recognition, Sheet
from domain.documents.pictures import recognition as text_recognition
from domain.documents.pictures.files import pictures_of
from domain.documents.pictures.recognition import (
    MAXIMUM_PAGES_RECOGNISED,
    Recognised,
    RecognisedLine,
    possible,
)
from domain.documents.pictures.rendered import RenderedPage
from domain.documents.time_left import TimeLeft
from domain.vocabulary.lexicons import lexicon

_A4_WIDTH, _A4_HEIGHT = 595.0, 842.0
# A line's box is higher than its letters are large.
_SIZE_OF_BOX = 0.72
_BASELINE_OF_BOX = 0.8
_SHORTEST_RULE = 0.04
_MOST_RULES = 400
_SECONDS_OF_ANALYSIS = 1.0
_SECONDS_OF_PACKING = 0.3

_DOMAIN, _PROVIDER = lexicon("mail").pattern("domain_end"), lexicon("mail").pattern("provider")
# Full-width or misread marks within what can be nothing but an address, and spaces set around them.
_ADDRESS_REPAIRS = (
    (re.compile(r"(?<=\w)\s?[@＠]\s?(?=[a-z\d-]{2,40}\s?[.,，。．·]\s?[a-z]{2,})"), "@"),
    (re.compile(rf"(?<=[\w.-])\s?[©®]\s?(?={_PROVIDER}\s?[.,，。．·]\s?{_DOMAIN}\b)", re.I), "@"),
    (re.compile(r"(?<=\d{5})Q(?=qq\s?[.,，。．·]\s?com\b)"), "@"),
    (re.compile(rf"(?<=@)([\w-]{{2,40}})\s?[,，。．·.]\s?(?={_DOMAIN}\b)"), r"\1."),
)


def read_picture(
    content: bytes,
    in_pillow: str,
    *,
    recognition: Recognition,
    rendered: Iterable[RenderedPage] | None = None,
) -> Document:
    """Read a picture, or the first pages of a TIFF, as many as there is time for.

    Args:
        content: The file.
        in_pillow: Pillow's name of its format.
        recognition: What is done with its text.
        rendered: What `render_picture` made of the file; None: that is done here.

    Raises:
        NeedsRecognition: That its text has to be recognised is to be signalled.
        ReadFailure: DAMAGED, TOO_COMPLEX, NO_TEXT.
    """
    mode = possible(recognition)
    if mode is Recognition.NONE:
        raise ReadFailure(FailureCode.NO_TEXT, "text recognition is not installed")
    if mode is Recognition.SIGNALLED:
        raise NeedsRecognition
    if rendered is None:
        rendered = render_picture(content, in_pillow)
    pages, unread = recognised_pages(rendered)
    if not any(page.blocks for page in pages):
        raise ReadFailure(FailureCode.NO_TEXT)
    sheets = tuple(map(Sheet.of, pages))
    return Document(tuple(page for page in pages if page.blocks), unread, sheets=sheets)


def recognised_pages(rendered: Iterable[RenderedPage]) -> tuple[list[Page], tuple[int, ...]]:
    """Recognise one page after the other while there is time; return them and the numbers of the others."""
    left = TimeLeft(reserve_seconds=_SECONDS_OF_ANALYSIS)
    pages: list[Page] = []
    unread: list[int] = []
    for page in rendered:
        if unread or (not left.allows_another() and pages):
            unread.append(page.number)
        else:
            pages.append(recognised_page(page))
    return pages, tuple(unread)


def rendered_while_time(pages: Iterable[RenderedPage]) -> Iterator[RenderedPage]:
    """Yield pages, each rendered when it is asked for, while there is time for another."""
    left = TimeLeft(reserve_seconds=_SECONDS_OF_PACKING)
    for page in pages:
        yield page
        if not left.allows_another():
            return


def render_picture(content: bytes, in_pillow: str) -> Iterator[RenderedPage]:
    """Decode a picture and bring it to the size at which it is read. Raises `ReadFailure`."""
    return rendered_while_time(_rendered(content, in_pillow))


def _rendered(content: bytes, in_pillow: str) -> Iterator[RenderedPage]:
    for number, picture in enumerate(pictures_of(content, in_pillow, most=MAXIMUM_PAGES_RECOGNISED), start=1):
        width, height = picture.size
        yield RenderedPage(number, picture, (_A4_WIDTH if width <= height else _A4_HEIGHT) / max(width, 1))


def recognised_page(rendered: RenderedPage) -> Page:
    """Recognise a picture's text and order it.

    The page is as wide and high as the picture once it has been turned upright. Its text stands as far from
    the left and the top as the picture does on its page.
    """
    recognised = text_recognition.recognise(rendered.picture)
    glyph_lines = [_glyphs(line, rendered) for line in recognised.lines]
    glyphs = [glyph for line in glyph_lines for glyph in line]
    tables, rest = take_tables(glyphs, _rules(recognised, rendered))
    left_over = set(map(id, rest))
    phrases = [
        phrase
        for line in sorted(glyph_lines, key=lambda each: (each[0].baseline, each[0].left))
        for phrase in _phrases([glyph for glyph in line if id(glyph) in left_over])
    ]
    for order, phrase in enumerate(phrases):
        phrase.order = order
    blocks = blocks_of([*phrases, *tables])
    height, width = recognised.pixels.shape[:2]
    kept = tuple(_repaired(block) for block in blocks if readable_count(block.text))
    points = rendered.points
    turn = recognised.turn
    return Page(rendered.number, kept, width=width * points, height=height * points, turn=turn)


def _glyphs(line: RecognisedLine, rendered: RenderedPage) -> list[Glyph]:
    points, left, top = rendered.points, rendered.left, rendered.top
    height = (line.bottom - line.top) * points
    baseline = top + line.top * points + _BASELINE_OF_BOX * height
    return [
        Glyph(
            letter.text,
            left + letter.left * points,
            left + letter.right * points,
            baseline,
            _SIZE_OF_BOX * height,
            bold=False,
            space=Space.DRAWN if letter.spaced else Space.NONE,
            confidence=line.score,
        )
        for letter in line.letters
    ]


def _phrases(glyphs: list[Glyph]) -> list[Phrase]:
    """Split a line at its wide gaps: it may run over columns, or over a label and its value."""
    phrases: list[list[Glyph]] = []
    for glyph in glyphs:
        if phrases and glyph.left - phrases[-1][-1].right < glyph.size:
            phrases[-1].append(glyph)
        else:
            phrases.append([glyph])
    return [Phrase(chain, 0) for chain in phrases]


def _rules(recognised: Recognised, rendered: RenderedPage) -> list[Rule]:
    """Ruling lines: what stays of the dark pixels when all that is short is taken away."""
    import cv2
    import numpy as np

    points, left, top = rendered.points, rendered.left, rendered.top
    grey = cv2.cvtColor(recognised.pixels, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    length = max(20, round(_SHORTEST_RULE * grey.shape[1]))
    rules = []
    for size in ((length, 1), (1, length)):
        kernel = np.ones((size[1], size[0]), np.uint8)
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        # A scanned line is not quite straight: bridge its steps.
        lines = cv2.dilate(lines, np.ones((3, 3), np.uint8))
        count, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
        if count > _MOST_RULES:
            return []
        for x0, y0, width, height, _ in boxes[1:].tolist():
            if size[1] == 1 and height <= 12:
                y = top + (y0 + height / 2) * points
                rules.append(Rule(left + x0 * points, y, left + (x0 + width) * points, y))
            elif size[0] == 1 and width <= 12:
                x = left + (x0 + width / 2) * points
                rules.append(Rule(x, top + y0 * points, x, top + (y0 + height) * points))
    return rules


def _repaired(block: Block) -> Block:
    lines = {id(line): _repaired_line(line) for line in block.lines}
    rows = tuple(
        tuple(tuple(lines.get(id(line), line) for line in cell) for cell in row) for row in block.rows
    )
    return replace(block, lines=tuple(lines[id(line)] for line in block.lines), rows=rows)


def _repaired_line(line: Line) -> Line:
    if not any(mark in line.text for mark in "@＠©®Q"):
        return line
    return replace(line, text=_repaired_text(line.text), tokens=tuple(map(_repaired_text, line.tokens)))


def _repaired_text(text: str) -> str:
    for pattern, replacement in _ADDRESS_REPAIRS:
        text = pattern.sub(replacement, text)
    return text
