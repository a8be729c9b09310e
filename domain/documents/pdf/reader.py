"""PDF: pdfium reads the letters, geometry puts them in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from domain.documents.characters import clean_text, readable_count
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.layout.blocks import blocks_of
from domain.documents.layout.phrases import Glyph, phrases_of, text_of
from domain.documents.layout.ruled_tables import take_tables
from domain.documents.models import (
    Block,
    BlockKind,
    Document,
    HiddenText,
    Line,
    Page,
    Recognition,
    Sheet,
)
from domain.documents.pdf.layers import hidden_layers
from domain.documents.pdf.opening import opened_pdf
from domain.documents.pdf.page import PageContent, read_page
from domain.documents.pictures.files import LONGEST_SIDE
from domain.documents.pictures.reader import recognised_pages, rendered_while_time
from domain.documents.pictures.recognition import MAXIMUM_PAGES_RECOGNISED, possible
from domain.documents.pictures.rendered import RenderedPage
from domain.documents.plausibility import is_plausible

# Longer files are collections of papers around a resume; the resume comes first.
MAXIMUM_PAGES_READ = 30
MAXIMUM_PAGES = 1_000
# A page more of whose letters have no meaning was written with fonts that hide it.
_MAXIMUM_NOISE = 0.4
# Less text over a picture is a scanner's mark, or a page's number.
_LEAST_TEXT = 80
# Text enough for a resume: pictures on later pages are certificates.
_AMPLE_TEXT = 300
_LARGE_PICTURE = 0.3
_SHAPES_OF_TEXT = 40


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page as its file tells it; `pictured` where the text it shows has to be recognised.

    `noise` tells that its letters are not what it shows.
    """

    index: int
    content: PageContent
    blocks: list[Block]
    pictured: bool = False
    noise: bool = False


def read_pdf(
    content: bytes,
    *,
    recognition: Recognition = Recognition.NONE,
    rendered: Iterable[RenderedPage] | None = None,
) -> Document:
    """Read the first 30 pages; pages without usable text are recognised, or left out.

    Args:
        content: The file.
        recognition: What is done with text in pictures.
        rendered: What `render_pdf` made of the file; None: pages are rendered here.

    Raises:
        NeedsRecognition: Pages have to be recognised, and that is to be signalled.
        ReadFailure: ENCRYPTED, DAMAGED, TOO_COMPLEX beyond 1,000 pages, NO_TEXT.
    """
    with opened_pdf(content) as document:
        readings = _readings(document, hidden_layers(content))
        read = _document(document, readings, possible(recognition), rendered)
    if not any(page.blocks for page in read.pages):
        raise ReadFailure(FailureCode.NO_TEXT)
    return read


def render_pdf(content: bytes) -> Iterator[RenderedPage]:
    """Render the pages whose text has to be recognised. Raises `ReadFailure` as `read_pdf` does."""
    with opened_pdf(content) as document:
        readings = _readings(document, hidden_layers(content))
        yield from rendered_while_time(_rendered(document, _worth_recognising(readings)))


def _document(
    document: pypdfium2.PdfDocument,
    readings: list[_Reading],
    recognition: Recognition,
    rendered: Iterable[RenderedPage] | None,
) -> Document:
    if not readings:
        raise ReadFailure(FailureCode.DAMAGED, "no page can be loaded")
    pictured = _worth_recognising(readings) if recognition is not Recognition.NONE else []
    if pictured and recognition is Recognition.SIGNALLED:
        raise NeedsRecognition(has_text=any(reading.blocks for reading in readings))
    if rendered is None:
        rendered = _rendered(document, pictured)
    recognised: dict[int, list[Page]] = {}
    for page in recognised_pages(rendered)[0]:
        recognised.setdefault(page.number, []).append(page)
    unread = tuple(reading.index + 1 for reading in pictured if reading.index + 1 not in recognised)
    pages = [_page(reading, recognised.get(reading.index + 1, ())) for reading in readings]
    sheets = tuple(map(Sheet.of, pages))
    told = tuple(page for page in pages if page.blocks or page.links)
    return Document(told, unread, tuple(_hidden(readings)), sheets)


def _page(reading: _Reading, recognised: Sequence[Page]) -> Page:
    content = reading.content
    page = Page(
        reading.index + 1,
        tuple(reading.blocks),
        tuple(content.links),
        content.width,
        content.height,
        content.turn,
    )
    found = [each for each in recognised if each.blocks]
    if found and reading.pictured:
        return replace(found[0], links=page.links)
    beside = [block for each in found for block in each.blocks]
    return replace(page, blocks=tuple(_with_pictured(reading.blocks, beside))) if beside else page


def _hidden(readings: Iterable[_Reading]) -> Iterator[HiddenText]:
    """What nobody sees on the pages whose own text is read."""
    for reading in readings:
        if not reading.pictured:
            yield from (replace(each, page=reading.index + 1) for each in reading.content.hidden)


def _with_pictured(blocks: Iterable[Block], pictured: Iterable[Block]) -> list[Block]:
    """The page's blocks with those recognised in its pictures, each before the first that begins below it."""
    merged = list(blocks)
    for block in pictured:
        top = block.box.top if block.box else 0.0
        below = (at for at, other in enumerate(merged) if other.box is not None and other.box.top >= top)
        merged.insert(next(below, len(merged)), block)
    return merged


def _readings(document: pypdfium2.PdfDocument, layers: frozenset[str]) -> list[_Reading]:
    readings = []
    count = len(document)
    if count > MAXIMUM_PAGES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, f"{count} pages")
    for index in range(min(count, MAXIMUM_PAGES_READ)):
        content = read_page(document.raw, index, hidden_layers=layers)
        if content is not None:
            is_noise = _is_noise(content) or not all(map(is_plausible, content.texts))
            blocks = [] if is_noise else _blocks(content)
            is_pictured = is_noise or _is_picture(content, blocks)
            readings.append(_Reading(index, content, blocks, is_pictured, is_noise))
    return readings


def _worth_recognising(readings: list[_Reading]) -> list[_Reading]:
    """The first pages that are pictures; where the file has ample text, only one that comes before it."""
    text = sum(readable_count(block.text) for reading in readings for block in reading.blocks)
    found = [reading for reading in readings if reading.pictured or reading.content.pictures]
    if text >= _AMPLE_TEXT:
        told = (reading.index for reading in readings if reading.blocks and not reading.pictured)
        # Many pages that are pictures, each with a line of text on it, have ample text too.
        first = next(told, MAXIMUM_PAGES_READ)
        found = [
            reading for reading in found if reading.index < first or reading.noise or reading.content.pictures
        ]
    return found[:MAXIMUM_PAGES_RECOGNISED]


def _rendered(document: pypdfium2.PdfDocument, pictured: Iterable[_Reading]) -> Iterator[RenderedPage]:
    for reading in pictured:
        page = document[reading.index]
        try:
            width, height = page.get_size()
            picture = page.render(scale=LONGEST_SIDE / max(width, height, 1.0)).to_pil().convert("RGB")
        finally:
            page.close()
        number, points = reading.index + 1, width / max(picture.size[0], 1)
        if reading.pictured:
            yield RenderedPage(number, picture, points)
            continue
        for box in reading.content.pictures:
            sides = (box.left / points, box.top / points, box.right / points, box.bottom / points)
            part = picture.crop(tuple(map(round, sides)))
            yield RenderedPage(number, part, points, box.left, box.top)


def _is_noise(content: PageContent) -> bool:
    """Tell whether the letters are mostly codes whose meaning the file keeps to itself."""
    letters = Counter(glyph.text for glyph in (*content.glyphs, *content.rotated))
    noise = sum(count for letter, count in letters.items() if not clean_text(letter).strip())
    return noise > _MAXIMUM_NOISE * letters.total()


def _is_picture(content: PageContent, blocks: list[Block]) -> bool:
    """Tell whether what a reader sees on a page is a picture, or letters drawn as shapes."""
    text = sum(readable_count(block.text) for block in blocks)
    if text >= _LEAST_TEXT:
        return False
    return content.picture_share >= _LARGE_PICTURE or content.shape_count >= _SHAPES_OF_TEXT


def _blocks(content: PageContent) -> list[Block]:
    if not content.glyphs and not content.rotated:
        return []
    tables, rest = take_tables(content.glyphs, content.rules)
    blocks = blocks_of([*phrases_of(rest), *tables])
    blocks += _rotated_blocks(content.rotated)
    return [block for block in blocks if readable_count(block.text)]


def _rotated_blocks(glyphs: list[Glyph]) -> list[Block]:
    """Text that stands sideways, in the order it was drawn; places within it are not told."""
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        if pieces and _is_beside(pieces[-1][-1], glyph):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    lines = [
        Line(text, font_size=piece[0].size, bold=piece[0].bold, tokens=(text,))
        for piece in pieces
        if (text := clean_text(text_of(piece)).strip())
    ]
    return [Block(tuple(lines), BlockKind.MARGIN)] if lines else []


def _is_beside(last: Glyph, glyph: Glyph) -> bool:
    """Tell whether a letter that stands sideways goes on with the word or the line before it."""
    reach = 2.5 * max(last.size, glyph.size)
    return abs(glyph.left - last.left) <= reach and abs(glyph.baseline - last.baseline) <= reach
