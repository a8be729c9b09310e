"""PDF: pdfium reads the letters, geometry puts them in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from domain.documents.characters import clean_text, readable_count
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.layout import blocks_of
from domain.documents.models import Block, Document, Line, MediaType, Page
from domain.documents.pdf_page import PageContent, read_page
from domain.documents.phrases import Glyph, phrases_of
from domain.documents.ruled_tables import take_tables

# Longer files are collections of papers around a resume; the resume comes first.
MAXIMUM_PAGES_READ = 30
MAXIMUM_PAGES = 1_000
# A page more of whose letters have no meaning was written with fonts that hide it.
_MAXIMUM_NOISE = 0.4


def read_pdf(path: Path) -> Document:
    """Read the first 30 pages; pages without usable text are left out.

    Raises:
        ReadFailure: ENCRYPTED, DAMAGED, TOO_COMPLEX beyond 1,000 pages, NO_TEXT for scans.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        encrypted = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        code = FailureCode.ENCRYPTED if encrypted else FailureCode.DAMAGED
        raise ReadFailure(code, str(error)) from error
    try:
        pages = list(_pages(document))
    finally:
        document.close()
    if not any(page.blocks for page in pages):
        raise ReadFailure(FailureCode.NO_TEXT)
    return Document(MediaType.PDF, tuple(pages))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    count = len(document)
    if count > MAXIMUM_PAGES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, f"{count} pages")
    damaged = True
    for index in range(min(count, MAXIMUM_PAGES_READ)):
        content = read_page(document.raw, index)
        if content is None:
            continue
        damaged = False
        blocks = _blocks(content)
        if blocks or content.links:
            yield Page(index + 1, tuple(blocks), tuple(content.links), content.width, content.height)
    if damaged:
        raise ReadFailure(FailureCode.DAMAGED, "no page can be loaded")


def _blocks(content: PageContent) -> list[Block]:
    letters = Counter(glyph.text for glyph in (*content.glyphs, *content.rotated))
    noise = sum(count for letter, count in letters.items() if not clean_text(letter).strip())
    if not letters or noise > _MAXIMUM_NOISE * letters.total():
        return []
    tables, rest = take_tables(content.glyphs, content.rules)
    blocks = blocks_of([*phrases_of(rest), *tables])
    blocks += _rotated_blocks(content.rotated)
    return [block for block in blocks if readable_count(block.text)]


def _rotated_blocks(glyphs: list[Glyph]) -> list[Block]:
    """Text that stands sideways, in the order it was drawn; places within it are not told."""
    text = "".join((" " if glyph.space else "") + glyph.text for glyph in glyphs)
    cleaned = clean_text(text).strip()
    return [Block((Line(cleaned, tokens=(cleaned,)),))] if cleaned else []
