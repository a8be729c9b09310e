"""thin"""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Block, Document, MediaType, Page
from domain.documents.text import line_of


def read_pdf(path: Path) -> Document:
    """Read a PDF."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ReadFailure(FailureCode.ENCRYPTED if error.err_code == 4 else FailureCode.DAMAGED) from error
    pages = []
    for number, page in enumerate(pdf, 1):
        lines = [line_of(raw) for raw in page.get_textpage().get_text_range().splitlines()]
        kept = tuple(line for line in lines if line)
        if kept:
            pages.append(Page(number, (Block(kept),)))
    if not pages:
        raise ReadFailure(FailureCode.NO_TEXT)
    return Document(MediaType.PDF, tuple(pages))
