"""The letters that pdfium finds on a page, with the style of the text object each is part of."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

import pypdfium2.raw as pdfium

from domain.documents.characters import is_wide
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.layout.phrases import Space

MAXIMUM_LETTERS = 60_000

_SPACES = frozenset((0, 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000))
# Where LaTeX's fonts keep their ligatures, in files that do not tell their meaning.
_LIGATURES = {0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl"}
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "cmbx", "-bd", "-medi")
_SMALLEST_SIZE = 1.5
_WHITE = 235
_OPAQUE = 255
_CLEAR = 5
_PALE, _FAINT = 165, 150
# In quarter turns.
_LARGEST_SKEW = 0.05
_LEAST_SLANT = 0.2
_LONGEST_LAYER = 512

Colour = tuple[int, int, int]


class Paint(Enum):
    """How a text object is painted: not at all, as a clip for what is painted next, or in a colour."""

    VISIBLE = auto()
    WHITE = auto()
    CLIP = auto()
    NONE = auto()
    NEVER = auto()


@dataclass(slots=True, eq=False)
class LetterStyle:
    """What all letters of one text object share.

    Attributes:
        quarter: The quarter turns to the right that set it upright; None for text that lies askew.
        slants: Whether it lies far askew.
        is_faint: Whether it is pale, or lets much of what is below shine through.
        colour: Red, green and blue of what fills the letters; None where it is a pattern.
        baseline: The place of its first letter.
        is_misplaced: Whether pdfium tells its boxes as they were before its form was placed: it does for text
            that stands for other text (/ActualText).
        font: Where pdfium keeps its font.
        address: Where pdfium keeps the object.
    """

    size: float
    bold: bool
    quarter: int | None
    slants: bool
    is_faint: bool
    paint: Paint
    colour: Colour | None
    baseline: tuple[float, float]
    is_misplaced: bool
    font: int
    address: int


class Letter(NamedTuple):
    """A letter in pdfium's coordinates."""

    text: str
    space: Space
    left: float
    low: float
    right: float
    high: float
    style: LetterStyle


def letters_of(
    text_page: pdfium.FPDF_TEXTPAGE, *, hidden_layers: frozenset[str] = frozenset()
) -> Iterator[Letter]:
    """Every letter with the style of its text object; spaces are told to the letter after them."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAXIMUM_LETTERS:
        raise ReadFailure(FailureCode.TOO_COMPLEX, f"{count} letters on a page")
    rectangle = pdfium.FS_RECTF()
    place = ctypes.byref(rectangle)
    get_code, get_object = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    get_box, address_of = pdfium.FPDFText_GetLooseCharBox, ctypes.addressof
    styles = _Styles(text_page, hidden_layers)
    style: LetterStyle | None = None
    first = 0
    space = Space.NONE
    for index in range(count):
        code = get_code(text_page, index)
        text_object = None if code in _SPACES else get_object(text_page, index)
        if not text_object:
            drawn = code in _SPACES and not pdfium.FPDFText_IsGenerated(text_page, index)
            space = max(space, Space.DRAWN if drawn else Space.DUE)
            continue
        address = address_of(text_object.contents)
        if style is None or address != style.address:
            style, first = styles.of(text_object, index, address), index
        text = _LIGATURES.get(code) or chr(code)
        if style.is_misplaced:
            yield _set_anew(text, space, style, index - first)
        else:
            get_box(text_page, index, place)
            yield Letter(text, space, rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, style)
        space = Space.NONE


def _set_anew(text: str, space: Space, style: LetterStyle, number: int) -> Letter:
    """Set a letter where its text object begins, as wide as such letters usually are."""
    x, y = style.baseline
    width = style.size if is_wide(text) else 0.5 * style.size
    left = x + number * width
    return Letter(text, space, left, y - 0.2 * style.size, left + width, y + 0.8 * style.size, style)


class _Styles:
    """Reads the styles of text objects; fonts are asked once each."""

    def __init__(self, text_page: pdfium.FPDF_TEXTPAGE, hidden_layers: frozenset[str]) -> None:
        self._text_page = text_page
        self._hidden_layers = hidden_layers
        self._bold: dict[int, bool] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._origin = (ctypes.c_double(), ctypes.c_double())

    def of(self, text_object: pdfium.FPDF_PAGEOBJECT, index: int, address: int) -> LetterStyle:
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._text_page, index, ctypes.byref(matrix))
        scale = math.hypot(matrix.c, matrix.d)
        size = abs(pdfium.FPDFText_GetFontSize(self._text_page, index)) * scale
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        colour, alpha = self._fill(text_object)
        x, y = self._origin
        pdfium.FPDFText_GetCharOrigin(self._text_page, index, ctypes.byref(x), ctypes.byref(y))
        paint = Paint.VISIBLE
        if size < _SMALLEST_SIZE or (self._hidden_layers and self._is_in_hidden_layer(text_object)):
            paint = Paint.NEVER
        elif mode == 7:
            paint = Paint.CLIP
        elif mode == 3 or (alpha < _CLEAR and mode in (0, 4)):
            paint = Paint.NONE
        elif colour is not None and min(colour) >= _WHITE and mode in (0, 4):
            paint = Paint.WHITE
        font, is_bold = self._font(text_object)
        bold = mode in (2, 6) or is_bold
        turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        askew = abs(turns - round(turns))
        quarter = round(turns) % 4 if askew < _LARGEST_SKEW else None
        is_faint = colour is not None and (min(colour) >= _PALE or alpha < _FAINT)
        # Spaces before the first letter move it along its line, and never off it.
        off = matrix.a * (y.value - matrix.f) - matrix.b * (x.value - matrix.e)
        is_misplaced = quarter == 0 and abs(off) > size * math.hypot(matrix.a, matrix.b)
        baseline = (matrix.e, matrix.f) if is_misplaced else (x.value, y.value)
        return LetterStyle(
            size,
            bold,
            quarter,
            askew > _LEAST_SLANT,
            is_faint,
            paint,
            colour,
            baseline,
            is_misplaced,
            font,
            address,
        )

    def _fill(self, text_object: pdfium.FPDF_PAGEOBJECT) -> tuple[Colour | None, int]:
        colour = self._colour
        if not pdfium.FPDFPageObj_GetFillColor(text_object, *map(ctypes.byref, colour)):
            return None, _OPAQUE
        red, green, blue, alpha = (part.value for part in colour)
        return (red, green, blue), alpha

    def _font(self, text_object: pdfium.FPDF_PAGEOBJECT) -> tuple[int, bool]:
        """Where the object's font is kept, and whether it is bold."""
        font = pdfium.FPDFTextObj_GetFont(text_object)
        if not font:
            return 0, False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            lower = name.value.decode("utf-8", "replace").lower()
            # The weight pdfium tells is guessed from the stems, and wrong for many regular fonts.
            self._bold[address] = any(part in lower for part in _BOLD_NAMES)
        return address, self._bold[address]

    def _is_in_hidden_layer(self, text_object: pdfium.FPDF_PAGEOBJECT) -> bool:
        buffer, size = ctypes.create_string_buffer(_LONGEST_LAYER), ctypes.c_ulong()
        for index in range(pdfium.FPDFPageObj_CountMarks(text_object)):
            mark = pdfium.FPDFPageObj_GetMark(text_object, index)
            told = pdfium.FPDFPageObjMark_GetParamStringValue(
                mark,
                b"Name",
                ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)),
                _LONGEST_LAYER,
                ctypes.byref(size),
            )
            if (
                told
                and buffer.raw[: max(0, size.value - 2)].decode("utf-16-le", "replace") in self._hidden_layers
            ):
                return True
        return False
