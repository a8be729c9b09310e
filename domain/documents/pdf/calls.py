"""The functions of pdfium that are called letter by letter, with addresses as plain numbers.

pypdfium2 declares pointers as types of their own: an object is made for each one that comes back, and looked
into for its address. Over the thousands of letters of a page that takes longer than pdfium itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _NUMBER, _TRUTH = ctypes.c_void_p, ctypes.c_int, ctypes.c_int


def address_of(pointer: Any) -> int:
    """The address that a pointer holds; 0 for none."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _called(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(answer, *arguments)(address_of(function))
    return made


# Each takes a page of text and a letter's number, then where to write what it tells.
code_of_letter = _called(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _NUMBER)
object_of_letter = _called(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER)
box_of_letter = _called(pdfium.FPDFText_GetLooseCharBox, _TRUTH, _ADDRESS, _NUMBER, _ADDRESS)
matrix_of_letter = _called(pdfium.FPDFText_GetMatrix, _TRUTH, _ADDRESS, _NUMBER, _ADDRESS)
origin_of_letter = _called(pdfium.FPDFText_GetCharOrigin, _TRUTH, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS)
font_size_of_letter = _called(pdfium.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _NUMBER)

# Each takes a text object.
render_mode_of = _called(pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER, _ADDRESS)
font_of = _called(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
fill_of = _called(pdfium.FPDFPageObj_GetFillColor, _TRUTH, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)

# Each takes a page or a form, and what stands at which place in it.
object_of_page = _called(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER)
object_of_form = _called(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
kind_of = _called(pdfium.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
