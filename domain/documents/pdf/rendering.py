"""Pages painted by pdfium: to recognise their text, and to see whether letters stand out."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import groupby

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from domain.documents.colours import Colour
from domain.documents.models import Box

_LONGEST_SIDE = 1_400
_WHITE_PAPER = 0xFFFFFFFF
_ALIKE = 48
_EDGE = 40
_FEWEST_EDGES = 16
_NARROWEST = 80
_LOWEST_LINE, _HIGHEST_LINE = 5, 45
_BAND = 160
_STRIP = 100
_MOST_BUSY = 0.8
_LEVELS_OF_GROUND = 24
_SHARE_OF_GROUND = 0.5


class Painted:
    """A page as a viewer shows it, painted where it is looked at; boxes are pdfium's."""

    def __init__(self, page: pdfium.FPDF_PAGE) -> None:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = _LONGEST_SIDE / max(width, height, 1.0)
        self._page = page
        self._size = max(1, round(width * scale)), max(1, round(height * scale))
        self._image = Image.new("RGB", self._size)
        self._unpainted = set(range(0, self._size[1], _STRIP))
        self._place = _placing(page, *self._size)

    def stands_out(self, box: Box, least: int = 48) -> bool:
        """Tell whether what is painted in a box is of different brightness."""
        crop = self._crop(box)
        if crop is None:
            return False
        low, high = crop.convert("L").getextrema()
        return bool(high - low >= least)  # type: ignore[operator]  # one band has plain numbers

    def shows(self, colour: Colour, box: Box) -> bool:
        """Tell whether something of this colour is painted in a box, and something that is not."""
        crop = self._crop(box)
        if crop is None:
            return False
        low, high = _alike(crop, colour).getextrema()
        return low != high

    def shows_lines(self, box: Box) -> bool:
        """Tell whether a box shows text: on one ground, rows of many edges with flat rows between."""
        seen = self._crop(box)
        if seen is None:
            return False
        crop = seen.convert("L")
        width, height = crop.size
        if width < _NARROWEST or height < _LOWEST_LINE or not _has_ground(crop):
            return False
        edges = ImageChops.difference(crop, ImageChops.offset(crop, 1, 0))
        rows = edges.point(lambda value: 255 if value >= _EDGE else 0).resize(
            (1, height), Image.Resampling.BOX
        )
        busy = [value * width >= 255 * _FEWEST_EDGES for value in rows.tobytes()]
        runs = [sum(run) for is_busy, run in groupby(busy) if is_busy]
        lines = [run for run in runs if _LOWEST_LINE <= run <= _HIGHEST_LINE]
        enough = 1 if height <= _BAND else 3
        return len(lines) >= enough and 2 * sum(lines) > sum(runs) and sum(busy) < _MOST_BUSY * height

    def _crop(self, box: Box) -> Image.Image | None:
        x0, y0 = self._place(box.left, box.top)
        x1, y1 = self._place(box.right, box.bottom)
        width, height = self._size
        left, right = max(0, min(x0, x1)), min(width, max(x0, x1) + 1)
        top, bottom = max(0, min(y0, y1)), min(height, max(y0, y1) + 1)
        if left >= right or top >= bottom:
            return None
        for strip in range(top - top % _STRIP, bottom, _STRIP):
            if strip in self._unpainted:
                self._unpainted.remove(strip)
                self._image.paste(
                    _painted(self._page, *self._size, strip, min(_STRIP, height - strip)), (0, strip)
                )
        return self._image.crop((left, top, right, bottom))


def _alike(picture: Image.Image, colour: Colour) -> Image.Image:
    difference = ImageChops.difference(picture, Image.new("RGB", picture.size, colour))
    red, green, blue = difference.split()
    largest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return largest.point(lambda value: 255 if value <= _ALIKE else 0)


def _has_ground(picture: Image.Image) -> bool:
    """Tell whether much of a picture is of one brightness."""
    levels = picture.histogram()
    most = max(sum(levels[first : first + _LEVELS_OF_GROUND]) for first in range(len(levels)))
    return most >= _SHARE_OF_GROUND * sum(levels)


def _painted(page: pdfium.FPDF_PAGE, width: int, height: int, top: int, rows: int) -> Image.Image:
    """Paint the rows from `top` of a page of this size."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, rows, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, _WHITE_PAPER)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", (width, rows), pixels, "raw", "BGRX", stride, 1)


def _placing(page: pdfium.FPDF_PAGE, width: int, height: int) -> Callable[[float, float], tuple[int, int]]:
    x, y = ctypes.c_int(), ctypes.c_int()

    def place(left: float, low: float) -> tuple[int, int]:
        pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, left, low, ctypes.byref(x), ctypes.byref(y))
        return x.value, y.value

    return place
