"""Pages painted in the sandbox's children, one page a child."""

from __future__ import annotations

import os
from typing import Final

from domain.documents.contents import Content
from domain.documents.errors import FailureCode, ReadFailure, ReadingBrokeOff
from domain.documents.formats import MediaType
from domain.documents.isolation.link import Equipment
from domain.documents.isolation.outputs import memory_file
from domain.documents.isolation.sandbox import LaneName, Sandbox
from domain.errors import TooBusy

PAINTERS: Final = Equipment(
    preload=("domain.pages.painting",), prepare=("domain.documents.painting:load_codecs",)
)
"""What processes that paint have loaded."""

_HEAD_BYTES = 12


def paint_page(content: bytes, media_type: str, number: str, turn: str, width: str) -> bytes:
    """Return the picture of a page; to be called where it may hang, explode or crash."""
    # Only the children paint: the server starts sooner without the libraries.
    from domain.documents import painting

    return painting.paint_page(content, media_type, int(number), turn=float(turn), width=int(width))


class SandboxedPainter:
    """Paints pages in the sandbox's children."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def paint(
        self, content: Content, *, media_type: MediaType, number: int, turn: float, width: int, owner: object
    ) -> bytes:
        """Return the picture of a page as WebP. Raises `ReadFailure`, `TooBusy`."""
        words = (media_type.value, str(number), repr(turn), str(width))
        try:
            with memory_file("picture") as output:
                await self._sandbox.run(
                    paint_page, *words, files=[content], output=output, owner=owner, lane=LaneName.PAINTING
                )
                return _checked(os.pread(output, os.fstat(output).st_size, 0))
        except TimeoutError as error:
            raise ReadFailure(FailureCode.TIMED_OUT) from error
        except ReadingBrokeOff as error:
            raise TooBusy from error


def _checked(picture: bytes) -> bytes:
    """Return what a child gave for a picture, if it has a picture's head and its length."""
    length = int.from_bytes(picture[4:8], "little") + 8
    if picture[:4] != b"RIFF" or picture[8:_HEAD_BYTES] != b"WEBP" or length != len(picture):
        raise ReadFailure(FailureCode.INTERNAL, "no picture")
    return picture
