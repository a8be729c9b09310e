"""Picture files become upright pictures of bounded size."""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.documents.errors import FailureCode, ReadFailure
from domain.telling import told

MAXIMUM_PIXELS = 40_000_000
# A JPEG is decoded at a fraction of its size where that suffices.
MAXIMUM_JPEG_PIXELS = 250_000_000
# About 170 dots an inch of a page of A4.
LONGEST_SIDE = 2_000
# A screenshot may be as tall as several pages.
TALLEST_RATIO = 8

_DAMAGES = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    ZeroDivisionError,
    OverflowError,
    struct.error,
)


def pictures_of(
    content: bytes, in_pillow: str, *, most: int, first: int = 1, with_contrast: bool = True
) -> Iterator[Image.Image]:
    """Yield pages of a TIFF from the first wanted, or the one picture (or first frame) of any other file.

    `in_pillow` is Pillow's name of the format; the file is opened as nothing else. Faint pictures are
    stretched from black to white, `with_contrast`.

    Raises:
        ReadFailure: TOO_COMPLEX for more pixels than a page needs, DAMAGED, NO_TEXT for HEIC without
            the library that reads it.
    """
    if in_pillow == "HEIF" and not _can_open_heic():
        raise ReadFailure(FailureCode.NO_TEXT, "no library for HEIC")
    # The limits here are tighter than Pillow's own, which only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(content), formats=[in_pillow]) as image:
            for number in range(first, first + most if in_pillow == "TIFF" else 2):
                if number > 1:
                    try:
                        image.seek(number - 1)
                    except EOFError:
                        return
                yield _upright(image, with_contrast=with_contrast)
    except _DAMAGES as error:
        raise ReadFailure(FailureCode.DAMAGED, told(error)) from error


def picture_of_page(content: bytes, in_pillow: str, number: int) -> Image.Image:
    """Return a page of a TIFF, or any other picture, upright and in its own colours.

    Raises `ReadFailure` as `pictures_of` does, DAMAGED where there is no such page.
    """
    for picture in pictures_of(content, in_pillow, most=1, first=number, with_contrast=False):
        # It may not have been loaded yet, and its file is closed behind it.
        return picture.copy()
    raise ReadFailure(FailureCode.DAMAGED, f"no page {number}")


def shrunk(image: Image.Image) -> Image.Image:
    """Shrink a picture to the size at which it is read."""
    width, height = image.size
    tall = height / max(width, 1)
    longest = LONGEST_SIDE * max(1.0, min(tall, TALLEST_RATIO) / 1.5) if tall > 2 else LONGEST_SIDE
    scale = longest / max(width, height, 1)
    if scale >= 1:
        return image
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _upright(image: Image.Image, *, with_contrast: bool) -> Image.Image:
    width, height = image.size
    limit = MAXIMUM_JPEG_PIXELS if image.format == "JPEG" else MAXIMUM_PIXELS
    if width * height > limit:
        raise ReadFailure(FailureCode.TOO_COMPLEX, f"{width} × {height} pixels")
    if image.format == "JPEG":
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if image.size[0] * image.size[1] > MAXIMUM_PIXELS:
            raise ReadFailure(FailureCode.TOO_COMPLEX, f"{width} × {height} pixels")
    orientation = 1
    with contextlib.suppress(*_DAMAGES):
        orientation = image.getexif().get(0x0112, 1)
    picture = _as_rgb(shrunk(_in_shades(image)))
    if with_contrast:
        picture = _with_contrast(picture)
    turns = {
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_270,
        8: Image.Transpose.ROTATE_90,
    }
    # HEIC's reader has turned the picture already.
    if orientation in turns and image.format != "HEIF":
        picture = picture.transpose(turns[orientation])
    return picture


def _in_shades(image: Image.Image) -> Image.Image:
    """Bring a pixel to eight bits of each colour: between two of a palette, or black and white, is none."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256, "L") if image.mode == "I;16" else image.convert("L")
    if image.mode in ("I", "F"):
        _, high = image.getextrema()
        factor = 255 / max(float(high), 1.0)  # type: ignore[arg-type]  # one band has plain numbers
        return image.point(lambda value: value * factor).convert("L")
    return image


def _as_rgb(image: Image.Image) -> Image.Image:
    """Colours on white, where the picture lets something shine through."""
    if image.mode == "RGB":
        return image
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def _with_contrast(image: Image.Image) -> Image.Image:
    """Stretch a faint picture from black to white."""
    histogram = image.convert("L").histogram()
    total = sum(histogram)
    dark = _quantile(histogram, 0.005 * total)
    light = _quantile(histogram, 0.995 * total)
    return ImageOps.autocontrast(image, cutoff=0.5) if 8 < light - dark < 130 else image


def _quantile(histogram: list[int], count: float) -> int:
    seen = 0
    for value, each in enumerate(histogram):
        seen += each
        if seen >= count:
            return value
    return len(histogram) - 1


def _can_open_heic() -> bool:
    try:
        from pi_heif import register_heif_opener  # type: ignore[import-untyped]
    except ImportError:
        return False
    register_heif_opener()
    return True
