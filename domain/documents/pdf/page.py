"""What pdfium tells of one page: visible letters, ruling lines and links, upright and from the top left.

Lengths are points; pdfium's own come from the bottom left, before the page is turned.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from domain.documents.characters import clean_text
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.layout.phrases import Glyph, Space
from domain.documents.layout.ruled_tables import Rule
from domain.documents.models import Box, Link
from domain.documents.pdf.fields import glyphs_of_value, undrawn_values
from domain.documents.pdf.shapes import (
    Shape,
    is_outlined,
    outlines_of,
    rules_of,
    shapes_of,
    share_of,
)

MAXIMUM_LETTERS = 60_000
MAXIMUM_LINKS = 300

_SPACES = frozenset((0, 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000))
# Where LaTeX's fonts keep their ligatures, in files that do not tell their meaning.
_LIGATURES = {0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl"}
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "cmbx", "-bd", "-medi")
_SMALLEST_SIZE = 1.5
_WHITE = 250
# What a scanning program prints beside the page it scanned.
_SCANNER_MARK = 120
_SCAN_SHARE = 0.5


@dataclass(slots=True)
class PageContent:
    """The page as pdfium tells it; `rotated` are letters that do not stand upright, in drawing order.

    `picture_share` is the part of the page its largest picture covers, `shape_count` that of drawn paths.
    """

    width: float
    height: float
    picture_share: float = 0.0
    shape_count: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    rotated: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class _LetterStyle:
    """What all letters of one text object share."""

    size: float
    bold: bool
    quarter: int | None
    hidden: bool
    white: bool
    baseline: tuple[float, float]


class _Letter(NamedTuple):
    """A letter in pdfium's coordinates."""

    text: str
    space: Space
    left: float
    low: float
    right: float
    high: float
    style: _LetterStyle


def read_page(document: pdfium.FPDF_DOCUMENT, index: int) -> PageContent | None:
    """Read a page; None when it is too damaged to be loaded.

    Raises:
        ReadFailure: TOO_COMPLEX for more letters than a page can show.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        links = list(_links(document, page))
        has_fields = _has_fields(page)
        values = list(undrawn_values(page)) if has_fields else []
        if has_fields and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY):
            # What was filled into a form is content only now, and only for who loads the page anew.
            pdfium.FPDF_ClosePage(page)
            page = pdfium.FPDF_LoadPage(document, index)
        return _content_of(page, links, values) if page else None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _content_of(
    page: pdfium.FPDF_PAGE, links: list[tuple[str, Box]], values: list[tuple[str, Box]]
) -> PageContent | None:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return None
    try:
        letters = list(_letters(text_page))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    shapes = list(shapes_of(page))
    quarters = Counter(letter.style.quarter for letter in letters if letter.style.quarter is not None)
    quarter = quarters.most_common(1)[0][0] if quarters else pdfium.FPDFPage_GetRotation(page)
    turn = _Turn(_bounds(page), quarter)
    content = PageContent(turn.width, turn.height)
    shown = _visible(letters, shapes, turn.bounds)
    pending = Space.NONE
    for letter, seen in zip(letters, shown, strict=True):
        pending = max(pending, letter.space)
        if not seen:
            continue
        style = letter.style
        upright = style.quarter == quarter
        x0, y0 = turn.point(letter.left, letter.low)
        x1, y1 = turn.point(letter.right, letter.high)
        baseline = turn.point(*style.baseline)[1] if upright else max(y0, y1)
        bold = style.bold or style.hidden
        left, right = (x0, x1) if x0 < x1 else (x1, x0)
        glyph = Glyph(letter.text, left, right, baseline, style.size, bold, pending)
        (content.glyphs if upright else content.rotated).append(glyph)
        pending = Space.NONE
    content.picture_share = max((share_of(shape, turn.bounds) for shape in shapes), default=0.0)
    content.shape_count = sum(not shape.picture and not shape.ruled for shape in shapes)
    content.rules = [rule for shape in shapes for rule in rules_of(shape, turn.box(shape.box))]
    for text, box in values:
        content.glyphs += glyphs_of_value(text, turn.box(box))
    for uri, box in links:
        place = turn.box(box)
        content.links.append(Link(uri, _text_within(place, content.glyphs), place))
    return content


def _letters(text_page: pdfium.FPDF_TEXTPAGE) -> Iterator[_Letter]:
    """Every letter with the style of its text object; spaces are told to the letter after them."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAXIMUM_LETTERS:
        raise ReadFailure(FailureCode.TOO_COMPLEX, f"{count} letters on a page")
    rectangle = pdfium.FS_RECTF()
    place = ctypes.byref(rectangle)
    get_code, get_object = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    get_box, address_of = pdfium.FPDFText_GetLooseCharBox, ctypes.addressof
    styles = _Styles(text_page)
    last_address = 0
    style: _LetterStyle | None = None
    space = Space.NONE
    for index in range(count):
        code = get_code(text_page, index)
        text_object = None if code in _SPACES else get_object(text_page, index)
        if not text_object:
            drawn = code in _SPACES and not pdfium.FPDFText_IsGenerated(text_page, index)
            space = max(space, Space.DRAWN if drawn else Space.DUE)
            continue
        address = address_of(text_object.contents)
        if style is None or address != last_address:
            style, last_address = styles.of(text_object, index), address
        get_box(text_page, index, place)
        text = _LIGATURES.get(code) or chr(code)
        yield _Letter(text, space, rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, style)
        space = Space.NONE


class _Styles:
    """Reads the styles of text objects; fonts are asked once each."""

    def __init__(self, text_page: pdfium.FPDF_TEXTPAGE) -> None:
        self._text_page = text_page
        self._bold: dict[int, bool] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._origin = (ctypes.c_double(), ctypes.c_double())

    def of(self, text_object: pdfium.FPDF_PAGEOBJECT, index: int) -> _LetterStyle:
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._text_page, index, ctypes.byref(matrix))
        scale = math.hypot(matrix.c, matrix.d)
        size = abs(pdfium.FPDFText_GetFontSize(self._text_page, index)) * scale
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        white, transparent = self._paint(text_object)
        hidden = mode in (3, 7) or (transparent and mode in (0, 4)) or size < _SMALLEST_SIZE
        x, y = self._origin
        pdfium.FPDFText_GetCharOrigin(self._text_page, index, ctypes.byref(x), ctypes.byref(y))
        bold = mode in (2, 6) or self._is_bold(text_object)
        white = white and mode in (0, 4)
        return _LetterStyle(size, bold, _quarter(matrix.a, matrix.b), hidden, white, (x.value, y.value))

    def _paint(self, text_object: pdfium.FPDF_PAGEOBJECT) -> tuple[bool, bool]:
        colour = self._colour
        if not pdfium.FPDFPageObj_GetFillColor(text_object, *map(ctypes.byref, colour)):
            return False, False
        red, green, blue, alpha = (part.value for part in colour)
        return min(red, green, blue) >= _WHITE, alpha < 5

    def _is_bold(self, text_object: pdfium.FPDF_PAGEOBJECT) -> bool:
        font = pdfium.FPDFTextObj_GetFont(text_object)
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            lower = name.value.decode("utf-8", "replace").lower()
            # The weight pdfium tells is guessed from the stems, and wrong for many regular fonts.
            self._bold[address] = any(part in lower for part in _BOLD_NAMES)
        return self._bold[address]


def _quarter(a: float, b: float) -> int | None:
    """The quarter turns to the right that set text of this matrix upright; None for slanting text."""
    turns = math.atan2(b, a) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else None


class _Turn:
    """Turns pdfium's coordinates into ones from the top left of the upright page."""

    def __init__(self, bounds: Box, quarter: int) -> None:
        self.bounds = bounds
        width, height = bounds.right - bounds.left, bounds.bottom - bounds.top
        self.width, self.height = (width, height) if quarter % 2 == 0 else (height, width)
        left, low, right, high = bounds.left, bounds.top, bounds.right, bounds.bottom
        functions: list[Callable[[float, float], tuple[float, float]]] = [
            lambda x, y: (x - left, high - y),
            lambda x, y: (y - low, x - left),
            lambda x, y: (right - x, y - low),
            lambda x, y: (high - y, right - x),
        ]
        self.point = functions[quarter % 4]

    def box(self, box: Box) -> Box:
        x0, y0 = self.point(box.left, box.top)
        x1, y1 = self.point(box.right, box.bottom)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _bounds(page: pdfium.FPDF_PAGE) -> Box:
    """The page's visible box; `top` is its lower edge, as pdfium counts from below."""
    rectangle = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rectangle)):
        return Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    return Box(0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))


def _visible(letters: list[_Letter], shapes: list[Shape], bounds: Box) -> list[bool]:
    """Tell of each letter whether a reader sees it, or would see it in the picture it was recognised in."""
    backgrounds = [shape.box for shape in shapes if shape.dark]
    outlines = outlines_of(shapes)
    shown = []
    for letter in letters:
        style = letter.style
        x, y = (letter.left + letter.right) / 2, (letter.low + letter.high) / 2
        seen = bounds.left <= x <= bounds.right and bounds.top <= y <= bounds.bottom
        if seen and style.hidden:
            seen = is_outlined(x, y, outlines)
        if seen and style.white:
            seen = any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in backgrounds)
        shown.append(seen)
    # A scan's recognised text is drawn invisibly over the picture: then it is the content.
    count = sum(shown)
    few = count <= _SCANNER_MARK and 2 * count < len(shown)
    if count == 0 or (few and any(share_of(shape, bounds) > _SCAN_SHARE for shape in shapes)):
        return [True] * len(shown)
    return shown


def _has_fields(page: pdfium.FPDF_PAGE) -> bool:
    """Tell whether the page holds form fields or text notes, which are drawn apart from its content."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAXIMUM_LINKS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _links(document: pdfium.FPDF_DOCUMENT, page: pdfium.FPDF_PAGE) -> Iterator[tuple[str, Box]]:
    """The page's links to addresses, with their places in pdfium's coordinates."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    for _ in range(MAXIMUM_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if not 1 < size < 4096 or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            continue
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        uri = clean_text(buffer.value.decode("utf-8", "replace")).strip()
        yield uri, Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _text_within(box: Box, glyphs: list[Glyph]) -> str:
    pieces: list[str] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.baseline - 0.3 * glyph.size
        if box.left <= x <= box.right and box.top <= y <= box.bottom:
            pieces.append(" " + glyph.text if glyph.space and pieces else glyph.text)
    return clean_text("".join(pieces)).strip()
