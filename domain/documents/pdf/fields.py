"""Values of form fields that the file keeps without drawing them: a viewer draws them itself."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from domain.documents.characters import is_wide
from domain.documents.layout.phrases import Glyph, Space
from domain.documents.models import Box

MAXIMUM_FIELDS = 300

_LONGEST_VALUE = 4_096
_LARGEST_SIZE = 11.0
_LINE_PITCH = 1.2
_PADDING = 2.0


def undrawn_values(page: pdfium.FPDF_PAGE) -> Iterator[tuple[str, Box]]:
    """The texts of text and choice fields without an appearance, with their places as pdfium tells them."""
    rectangle = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAXIMUM_FIELDS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
                continue
            if pdfium.FPDFAnnot_GetFlags(annotation) & (
                pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
            ):
                continue
            drawn = pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
            if drawn or _value(annotation, b"FT") not in {"Tx", "Ch"}:
                continue
            text = _value(annotation, b"V")
            if text.strip() and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
                yield text, Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def glyphs_of_value(text: str, box: Box) -> Iterator[Glyph]:
    """Letters as a viewer would set them in the field, from its top left corner."""
    lines = text.splitlines()
    size = min(_LARGEST_SIZE, 0.8 * (box.bottom - box.top) / max(1.0, _LINE_PITCH * len(lines) - 0.2))
    size = max(size, 4.0)
    for row, line in enumerate(lines):
        left, space = box.left + _PADDING, Space.DUE
        baseline = box.top + size * (0.9 + _LINE_PITCH * row)
        for letter in line:
            width = size if is_wide(letter) else 0.5 * size
            if letter.isspace():
                space = Space.DRAWN
            else:
                yield Glyph(letter, left, left + width, baseline, size, bold=False, space=space)
                space = Space.NONE
            left += width


def _value(annotation: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= _LONGEST_VALUE:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
