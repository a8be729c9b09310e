"""A page painted for people to look at."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
from PIL import Image

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.pdf.opening import opened_pdf


def paint_pdf_page(content: bytes, number: int, fitted: Callable[[float, float], float]) -> Image.Image:
    """Return a page as a viewer shows it, with what is filled into its forms.

    Args:
        content: The file.
        number: The page's, from 1.
        fitted: Returns the pixels of a point, given the page's width and height in points.

    Raises:
        ReadFailure: ENCRYPTED, DAMAGED.
    """
    with opened_pdf(content) as document:
        document.init_forms()
        try:
            page = document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ReadFailure(FailureCode.DAMAGED, "the page cannot be loaded") from error
        picture: Image.Image = page.render(scale=fitted(*page.get_size())).to_pil().convert("RGB")
        return picture
