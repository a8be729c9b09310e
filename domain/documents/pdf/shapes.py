"""The shapes drawn on a PDF page: ruling lines, backgrounds, outlines of letters, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from domain.documents.colours import Colour
from domain.documents.layout.ruled_tables import Rule
from domain.documents.models import Box
from domain.documents.pdf import calls

MAXIMUM_OBJECTS = 20_000

_WHITE = 240
_OPAQUE = 250
_RULE_WIDTH = 2.5
_TALLEST_OUTLINE = 40.0
_GRID = 8.0
_GRID_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or stroked path, an image or a shading, in pdfium's coordinates.

    `colour` is what fills a path that hides what lies under it; `order` counts what is drawn, text included.
    """

    box: Box
    filled: bool = False
    dark: bool = False
    stroked: bool = False
    ruled: bool = False
    picture: bool = False
    shading: bool = False
    colour: Colour | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page; `text_orders` has the place in that order of each text object's address."""

    shapes: list[Shape]
    text_orders: dict[int, int]


def drawing_of(page: pdfium.FPDF_PAGE) -> Drawing:
    """The page's paths and images; forms are opened two levels deep."""
    left = MAXIMUM_OBJECTS
    text_orders: dict[int, int] = {}
    sides = [ctypes.c_float() for _ in range(4)]
    colour = [ctypes.c_uint() for _ in range(4)]

    def walk(
        count: int,
        get: Callable[[int, int], int],
        holder: int,
        place: Callable[[Box], Box],
        depth: int,
    ) -> Iterator[Shape]:
        nonlocal left
        for index in range(count):
            left -= 1
            if left < 0:
                return
            address = get(holder, index)
            kind = calls.kind_of(address)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                text_orders[address] = MAXIMUM_OBJECTS - left
                continue
            item = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 2:
                yield from walk(
                    pdfium.FPDFFormObj_CountObjects(item),
                    calls.object_of_form,
                    address,
                    _placing(item, place),
                    depth + 1,
                )
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides)):
                    continue
                box = place(Box(*(side.value for side in sides)))
                order = MAXIMUM_OBJECTS - left
                if kind == pdfium.FPDF_PAGEOBJ_PATH:
                    yield _path(item, box, colour, order)
                else:
                    picture = kind == pdfium.FPDF_PAGEOBJ_IMAGE
                    yield Shape(box, dark=True, picture=picture, shading=not picture, order=order)

    count = pdfium.FPDFPage_CountObjects(page)
    shapes = list(walk(count, calls.object_of_page, calls.address_of(page), lambda box: box, 0))
    return Drawing(shapes, text_orders)


def _placing(form: pdfium.FPDF_PAGEOBJECT, outer: Callable[[Box], Box]) -> Callable[[Box], Box]:
    """How boxes within a form come to stand on the page."""
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, ctypes.byref(m)):
        return outer
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f

    def place(box: Box) -> Box:
        xs = [a * x + c * y + e for x in (box.left, box.right) for y in (box.top, box.bottom)]
        ys = [b * x + d * y + f for x in (box.left, box.right) for y in (box.top, box.bottom)]
        return outer(Box(min(xs), min(ys), max(xs), max(ys)))

    return place


def _path(path: pdfium.FPDF_PAGEOBJECT, box: Box, colour: list[ctypes.c_uint], order: int) -> Shape:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill_mode), ctypes.byref(stroke))
    filled = dark = False
    opaque = None
    if fill_mode.value:
        pdfium.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, colour))
        red, green, blue, alpha = (part.value for part in colour)
        filled = alpha > 20
        dark = filled and min(red, green, blue) < _WHITE
        opaque = (red, green, blue) if alpha > _OPAQUE else None
    segments = pdfium.FPDFPath_CountSegments(path)
    thin = min(box.right - box.left, box.bottom - box.top) <= _RULE_WIDTH
    ruled = (bool(stroke.value) and segments <= 6) or (dark and thin)
    return Shape(box, filled, dark, bool(stroke.value), ruled, colour=opaque, order=order)


def rules_of(shape: Shape, box: Box) -> Iterator[Rule]:
    """The ruling lines a shape draws: itself when thin, its four edges when it is a stroked rectangle.

    `box` is the shape's box on the upright page.
    """
    if not shape.ruled:
        return
    width, height = box.right - box.left, box.bottom - box.top
    if height <= _RULE_WIDTH < width:
        middle = (box.top + box.bottom) / 2
        yield Rule(box.left, middle, box.right, middle)
    elif width <= _RULE_WIDTH < height:
        middle = (box.left + box.right) / 2
        yield Rule(middle, box.top, middle, box.bottom)
    elif shape.stroked and min(width, height) > _RULE_WIDTH:
        yield Rule(box.left, box.top, box.right, box.top)
        yield Rule(box.left, box.bottom, box.right, box.bottom)
        yield Rule(box.left, box.top, box.left, box.bottom)
        yield Rule(box.right, box.top, box.right, box.bottom)


def share_of(shape: Shape, bounds: Box) -> float:
    """The part of the page that a picture covers; 0 for what is no picture."""
    if not shape.picture or bounds.area <= 0:
        return 0.0
    return shape.box.overlap(bounds) / bounds.area


def outlines_of(shapes: list[Shape]) -> set[tuple[int, int]]:
    """The places of small filled paths, on a coarse grid.

    Browsers draw bold letters of fonts without a bold face as outlines, under transparent text.
    """
    return {
        (x, y)
        for shape in shapes
        if shape.filled and shape.box.bottom - shape.box.top < _TALLEST_OUTLINE
        for x in range(int(shape.box.left / _GRID), min(int(shape.box.right / _GRID), _GRID_COLUMNS) + 1)
        for y in range(int(shape.box.top / _GRID), int(shape.box.bottom / _GRID) + 1)
    }


def is_outlined(x: float, y: float, outlines: set[tuple[int, int]]) -> bool:
    """Tell whether small filled paths lie at a place."""
    return (int(x / _GRID), int(y / _GRID)) in outlines
