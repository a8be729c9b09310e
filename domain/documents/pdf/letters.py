"""The letters that pdfium finds on a page, with the style of the text object each is part of."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

import pypdfium2.raw as pdfium

from domain.documents.characters import is_wide
from domain.documents.colours import Colour, is_pale
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.layout.phrases import Space
from domain.documents.models import Box
from domain.documents.pdf import calls

MAXIMUM_LETTERS = 60_000

_SPACES = frozenset((0, 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000))
# Where LaTeX's fonts keep their ligatures, in files that do not tell their meaning.
_LIGATURES = {0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl"}
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "cmbx", "-bd", "-medi")
SMALLEST_SIZE = 1.5
"""Nobody reads letters that are smaller."""
_OPAQUE = 255
_CLEAR = 5
_PALE, _FAINT = 165, 150
# In quarter turns.
_LARGEST_SKEW = 0.05
_LEAST_SLANT = 0.2
_LONGEST_LAYER = 512
# In units of a letter's height.
_EDGE = 0.2


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

    @property
    def middle(self) -> tuple[float, float]:
        """The place of its middle."""
        return (self.left + self.right) / 2, (self.low + self.high) / 2

    @property
    def core(self) -> Box:
        """Its box without the edges, where lines of tables and neighbours may run."""
        edge = _EDGE * (self.high - self.low)
        return Box(self.left, self.low + edge, self.right, self.high - edge)


def letters_of(
    text_page: pdfium.FPDF_TEXTPAGE, *, hidden_layers: frozenset[str] = frozenset()
) -> Iterator[Letter]:
    """Every letter with the style of its text object; spaces are told to the letter after them."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAXIMUM_LETTERS:
        raise ReadFailure(FailureCode.TOO_COMPLEX, f"{count} letters on a page")
    page = calls.address_of(text_page)
    box = _Floats(4)
    get_code, get_object, get_box = calls.code_of_letter, calls.object_of_letter, calls.box_of_letter
    # Without the checks of Letter's own constructor, which take longer than the letter.
    box_address, read_box, make = box.address, box.read, tuple.__new__
    styles = _Styles(page, hidden_layers)
    style: LetterStyle | None = None
    first = 0
    space = Space.NONE
    for index in range(count):
        code = get_code(page, index)
        address = None if code in _SPACES else get_object(page, index)
        if not address:
            drawn = code in _SPACES and not pdfium.FPDFText_IsGenerated(text_page, index)
            space = max(space, Space.DRAWN if drawn else Space.DUE)
            continue
        if style is None or address != style.address:
            style, first = styles.of(address, index), index
        text = _LIGATURES.get(code) or chr(code)
        if style.is_misplaced:
            yield _set_anew(text, space, style, index - first)
        else:
            get_box(page, index, box_address)
            left, high, right, low = read_box()
            yield make(Letter, (text, space, left, low, right, high, style))
        space = Space.NONE


def _set_anew(text: str, space: Space, style: LetterStyle, number: int) -> Letter:
    """Set a letter where its text object begins, as wide as such letters usually are."""
    x, y = style.baseline
    width = style.size if is_wide(text) else 0.5 * style.size
    left = x + number * width
    return Letter(text, space, left, y - 0.2 * style.size, left + width, y + 0.8 * style.size, style)


class _Floats:
    """So many numbers that pdfium writes, read at once."""

    def __init__(self, count: int, kind: str = "f") -> None:
        packing = struct.Struct(f"{count}{kind}")
        buffer = ctypes.create_string_buffer(packing.size)
        self.address = ctypes.addressof(buffer)
        self.read = partial(packing.unpack_from, buffer)


class _Styles:
    """Reads the styles of text objects; fonts are asked once each."""

    def __init__(self, page: int, hidden_layers: frozenset[str]) -> None:
        self._page = page
        self._hidden_layers = hidden_layers
        self._bold: dict[int, bool] = {}
        self._matrix = _Floats(6)
        self._colour = _Floats(4, "I")
        self._colours = [self._colour.address + 4 * part for part in range(4)]
        self._origin = _Floats(2, "d")

    def of(self, address: int, index: int) -> LetterStyle:
        """The style of the text object at an address, of which this letter is the first."""
        calls.matrix_of_letter(self._page, index, self._matrix.address)
        a, b, c, d, e, f = self._matrix.read()
        size = abs(calls.font_size_of_letter(self._page, index)) * math.hypot(c, d)
        mode = calls.render_mode_of(address)
        colour, alpha = self._fill(address)
        calls.origin_of_letter(self._page, index, self._origin.address, self._origin.address + 8)
        x, y = self._origin.read()
        paint = Paint.VISIBLE
        if size < SMALLEST_SIZE or (self._hidden_layers and self._is_in_hidden_layer(address)):
            paint = Paint.NEVER
        elif mode == 7:
            paint = Paint.CLIP
        elif mode == 3 or (alpha < _CLEAR and mode in (0, 4)):
            paint = Paint.NONE
        elif is_pale(colour) and mode in (0, 4):
            paint = Paint.WHITE
        font, is_bold = self._font(address)
        bold = mode in (2, 6) or is_bold
        turns = math.atan2(b, a) / (math.pi / 2) if b or a < 0 else 0.0
        askew = abs(turns - round(turns))
        quarter = round(turns) % 4 if askew < _LARGEST_SKEW else None
        is_faint = colour is not None and (min(colour) >= _PALE or alpha < _FAINT)
        # Spaces before the first letter move it along its line, and never off it.
        off = a * (y - f) - b * (x - e)
        is_misplaced = quarter == 0 and abs(off) > size * math.hypot(a, b)
        baseline = (e, f) if is_misplaced else (x, y)
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

    def _fill(self, text_object: int) -> tuple[Colour | None, int]:
        if not calls.fill_of(text_object, *self._colours):
            return None, _OPAQUE
        red, green, blue, alpha = self._colour.read()
        return (red, green, blue), alpha

    def _font(self, text_object: int) -> tuple[int, bool]:
        """Where the object's font is kept, and whether it is bold."""
        address = calls.font_of(text_object)
        if not address:
            return 0, False
        if address not in self._bold:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(ctypes.cast(address, pdfium.FPDF_FONT), name, 256)
            lower = name.value.decode("utf-8", "replace").lower()
            # The weight pdfium tells is guessed from the stems, and wrong for many regular fonts.
            self._bold[address] = any(part in lower for part in _BOLD_NAMES)
        return address, self._bold[address]

    def _is_in_hidden_layer(self, address: int) -> bool:
        text_object = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        buffer, size = ctypes.create_string_buffer(_LONGEST_LAYER), ctypes.c_ulong()
        for index in range(pdfium.FPDFPageObj_CountMarks(text_object)):
            mark = pdfium.FPDFPageObj_GetMark(text_object, index)
            wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
            if pdfium.FPDFPageObjMark_GetParamStringValue(
                mark, b"Name", wide, _LONGEST_LAYER, ctypes.byref(size)
            ):
                name = buffer.raw[: max(0, size.value - 2)].decode("utf-16-le", "replace")
                if name in self._hidden_layers:
                    return True
        return False
