"""What pdfium tells of one page: visible letters, ruling lines and links, upright and from the top left.

Lengths are points; pdfium's own come from the bottom left, before the page is turned.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pypdfium2.raw as pdfium

from domain.documents.characters import clean_text
from domain.documents.layout.phrases import Glyph, Space, text_of
from domain.documents.layout.ruled_tables import Rule
from domain.documents.models import Box, HiddenText, Link
from domain.documents.pdf.fields import glyphs_of_value, undrawn_values
from domain.documents.pdf.hiding import hidden_text
from domain.documents.pdf.letters import Letter, LetterStyle, Paint, letters_of
from domain.documents.pdf.pictured_text import pictures_with_text
from domain.documents.pdf.rendering import Painted
from domain.documents.pdf.shapes import drawing_of, rules_of, share_of
from domain.documents.pdf.visibility import seen_letters
from domain.documents.pdf.watermarks import without_watermarks

MAXIMUM_LINKS = 300

_SHARE_OF_FONT = 0.25


@dataclass(slots=True)
class PageContent:
    """The page as pdfium tells it; `rotated` are letters that do not stand upright, in drawing order.

    `picture_share` is the part of the page its largest picture covers, `shape_count` that of drawn paths;
    `texts` are what the page and each of its larger fonts tell, in drawing order; `pictures` are the places
    of pictures that show text; `hidden` is what nobody sees of it; `turn` is told at `Page`.
    """

    width: float
    height: float
    picture_share: float = 0.0
    shape_count: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    rotated: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    hidden: list[HiddenText] = field(default_factory=list)
    turn: float = 0.0


def read_page(
    document: pdfium.FPDF_DOCUMENT, index: int, *, hidden_layers: frozenset[str] = frozenset()
) -> PageContent | None:
    """Read a page; None when it is too damaged to be loaded.

    Args:
        document: The file.
        index: The page's place in it, from 0.
        hidden_layers: The names of layers that are not shown.

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
        return _content_of(page, links, values, hidden_layers) if page else None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _content_of(
    page: pdfium.FPDF_PAGE,
    links: list[tuple[str, Box]],
    values: list[tuple[str, Box]],
    hidden_layers: frozenset[str],
) -> PageContent | None:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return None
    try:
        letters = list(letters_of(text_page, hidden_layers=hidden_layers))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    drawing = drawing_of(page)
    shapes = drawing.shapes
    quarters = Counter(letter.style.quarter for letter in letters if letter.style.quarter is not None)
    shown_quarter = pdfium.FPDFPage_GetRotation(page)
    quarter = quarters.most_common(1)[0][0] if quarters else shown_quarter
    turn = _Turn(_bounds(page), quarter)
    # Quarters run with the clock.
    content = PageContent(turn.width, turn.height, turn=90.0 * ((shown_quarter - quarter) % 4))
    paint = cache(lambda: Painted(page))
    shown = seen_letters(letters, drawing, turn.bounds, paint, in_doubt=bool(hidden_layers))
    hidden = hidden_text(letters, shown, drawing, turn.bounds)
    shown = without_watermarks(letters, shown)
    content.hidden = [replace(each, box=each.box and turn.box(each.box)) for each in hidden]
    _take_glyphs(content, letters, shown, turn, quarter)
    content.picture_share = max((share_of(shape, turn.bounds) for shape in shapes), default=0.0)
    content.shape_count = sum(not shape.picture and not shape.ruled for shape in shapes)
    content.rules = [rule for shape in shapes for rule in rules_of(shape, turn.box(shape.box))]
    seen = [letter for letter, is_seen in zip(letters, shown, strict=True) if is_seen]
    content.texts = _texts(seen)
    if quarter == shown_quarter:
        content.pictures = [turn.box(box) for box in pictures_with_text(seen, drawing, turn.bounds, paint)]
    for text, box in values:
        content.glyphs += glyphs_of_value(text, turn.box(box))
    for uri, box in links:
        place = turn.box(box)
        content.links.append(Link(uri, _text_within(place, content.glyphs), place))
    return content


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


def _take_glyphs(
    content: PageContent, letters: Sequence[Letter], shown: Sequence[bool], turn: _Turn, quarter: int
) -> None:
    is_unturned, edge = quarter % 4 == 0, turn.bounds.left
    pending = Space.NONE
    style: LetterStyle | None = None
    for letter, seen in zip(letters, shown, strict=True):
        text, space, left, low, right, high, own = letter
        if space > pending:
            pending = space
        if not seen:
            continue
        if own is not style:
            style = own
            upright = style.quarter == quarter
            baseline = turn.point(*style.baseline)[1]
            bold = style.bold or style.paint is Paint.NONE
            size = style.size
            take = (content.glyphs if upright else content.rotated).append
        if upright and is_unturned:
            take(Glyph(text, left - edge, right - edge, baseline, size, bold, pending))
        else:
            x0, y0 = turn.point(left, low)
            x1, y1 = turn.point(right, high)
            if x0 > x1:
                x0, x1 = x1, x0
            take(Glyph(text, x0, x1, baseline if upright else max(y0, y1), size, bold, pending))
        pending = Space.NONE


def _texts(letters: list[Letter]) -> list[str]:
    pieces: list[str] = []
    by_font: dict[int, list[str]] = {}
    style: LetterStyle | None = None
    for letter in letters:
        if letter.style is not style:
            style = letter.style
            of_font = by_font.setdefault(style.font, [])
            of_font.append(" ")
        text = f" {letter.text}" if letter.space else letter.text
        pieces.append(text)
        of_font.append(text)
    # What holds for the page holds for a font that is most of it.
    least, most = _SHARE_OF_FONT * len(pieces), (1 - _SHARE_OF_FONT) * len(pieces)
    large = [each for each in by_font.values() if least <= len(each) <= most]
    return ["".join(each) for each in (pieces, *large)]


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
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    within = (
        glyph
        for glyph in glyphs
        if top <= glyph.baseline - 0.3 * glyph.size <= bottom
        and left <= (glyph.left + glyph.right) / 2 <= right
    )
    return clean_text(text_of(within)).strip()
