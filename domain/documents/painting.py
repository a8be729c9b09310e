"""Pages as pictures for people, in a child process: turned as they were read, and of bounded size."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Final

from PIL import Image

from domain.documents.complaints import complaints_logged
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType

MOST_PIXELS: Final = 12_000_000
_TALLEST = 10_000
_QUALITY = 80
_EFFORT = 3
_QUARTER = 90
_QUARTERS = {
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}


def load_codecs() -> None:
    """Load what pictures are written with, so that processes forked from this one have it."""
    from domain.documents.pdf import painting  # noqa: F401

    _as_webp(Image.new("RGB", (8, 8)))


def paint_page(content: bytes, media_type: str, number: int, *, turn: float, width: int) -> bytes:
    """Return the picture of a page as WebP.

    Args:
        content: The file.
        media_type: Its format.
        number: The page's, from 1.
        turn: The degrees by which it was turned when it was read, see `Sheet`.
        width: The pixels that it is to be wide; a tall page, or a small picture, gets fewer.

    Raises:
        ReadFailure: NO_TEXT of a format without pages, ENCRYPTED, DAMAGED, TOO_COMPLEX.
    """
    paint = MediaType(media_type).declared.paint
    if paint is None:
        raise ReadFailure(FailureCode.NO_TEXT, "a format without pages")
    quarters, rest = _parted(turn)
    fitted = _fitting(width, lies_sideways=quarters % 2 == 1)
    with complaints_logged():
        picture = paint(content, number, fitted)
        return _as_webp(_turned(_shrunk(picture, fitted(*picture.size)), quarters, rest))


def _parted(turn: float) -> tuple[int, float]:
    """Return a turn as quarters, from 0 to 3, and the degrees beyond them."""
    quarters = round(turn / _QUARTER)
    return quarters % 4, turn - _QUARTER * quarters


def _fitting(wanted: int, *, lies_sideways: bool) -> Callable[[float, float], float]:
    """Return what tells how much larger a page is painted, given its size before it is turned."""

    def fitted(width: float, height: float) -> float:
        width, height = max(width, 1e-3), max(height, 1e-3)
        wide, tall = (height, width) if lies_sideways else (width, height)
        return min(wanted / wide, _TALLEST / tall, math.sqrt(MOST_PIXELS / (wide * tall)))

    return fitted


def _shrunk(picture: Image.Image, scale: float) -> Image.Image:
    # A page that was painted to fit is off by a part of a pixel.
    if scale > 0.99:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _turned(picture: Image.Image, quarters: int, rest: float) -> Image.Image:
    if quarters:
        picture = picture.transpose(_QUARTERS[quarters])
    if rest:
        picture = picture.rotate(rest, Image.Resampling.BICUBIC, fillcolor="white")
    return picture


def _as_webp(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=_QUALITY, method=_EFFORT)
    return written.getvalue()
