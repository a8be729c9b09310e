"""Pages as pictures, and as bytes: one child renders them within seconds, another recognises their text."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

_LENGTH = struct.Struct("<I")
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The picture of a page or of a part of it, in red, green and blue.

    Attributes:
        number: That of the page in its file, from 1.
        points: The points of a pixel.
        left: How far from the left of the page it begins, in points.
        top: How far from the top.
    """

    number: int
    picture: Image.Image
    points: float
    left: float = 0.0
    top: float = 0.0


def packed_pages(pages: Iterable[RenderedPage]) -> bytes:
    """Return the pages as bytes: their numbers and sizes, then their pixels."""
    heads, pixels = [], []
    for page in pages:
        heads.append([page.number, page.points, page.left, page.top, *page.picture.size])
        pixels.append(page.picture.tobytes())
    head = json.dumps(heads).encode()
    return b"".join((_LENGTH.pack(len(head)), head, *pixels))


def unpacked_pages(content: bytes) -> Iterator[RenderedPage]:
    """Yield the pages of such bytes, each unpacked when it is asked for. Raises `ValueError`."""
    try:
        (length,) = _LENGTH.unpack_from(content)
        at = _LENGTH.size + length
        for number, points, left, top, width, height in json.loads(content[_LENGTH.size : at]):
            if not 0 < width * height <= _MOST_PIXELS:
                raise ValueError("a picture of such a size")
            end = at + 3 * width * height
            picture = Image.frombytes("RGB", (width, height), content[at:end])
            yield RenderedPage(number, picture, points, left, top)
            at = end
    except (struct.error, TypeError) as error:
        raise ValueError("no pages") from error
