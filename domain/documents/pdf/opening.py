"""Opening a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from domain.documents.errors import FailureCode, ReadFailure


@contextmanager
def opened_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Give a file's document for the time of the context. Raises `ReadFailure`: ENCRYPTED, DAMAGED."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        encrypted = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        code = FailureCode.ENCRYPTED if encrypted else FailureCode.DAMAGED
        raise ReadFailure(code, f"PDFium's error {error.err_code}") from error
    try:
        yield document
    finally:
        document.close()
