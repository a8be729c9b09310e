"""What pages ask of the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.contents import Content
from domain.documents.formats import MediaType


class KeptPages(NamedTuple):
    """What is kept of an analysed resume's pages.

    Attributes:
        text: As `marked_pages` returned it; empty where texts are not kept.
        layouts: None where the resume was analysed before they were kept.
    """

    resume_id: int
    media_type: str
    page_count: int | None
    analysis: Analysis
    text: str
    layouts: tuple[PageLayout, ...] | None


class PagedFile(NamedTuple):
    """A resume's file, and the layouts of its pages, without their lines, where they are known."""

    resume_id: int
    user_id: int
    storage_key: str
    file_name: str
    media_type: str
    size_bytes: int
    layouts: tuple[PageLayout, ...] | None


class PageReads(Protocol):
    """Reads of what is kept of pages."""

    def pages(self, resume_ids: Sequence[int]) -> Iterator[KeptPages]:
        """Yield what is kept of those resumes that are analysed, in any order; it belongs on a thread."""

    async def file(self, resume_id: int) -> PagedFile | None: ...

    async def files(self, resume_ids: Sequence[int]) -> list[PagedFile]:
        """Return the files without their layouts, in any order."""


class PictureStore(Protocol):
    """Keeps the pictures of pages beside the files. What is lost is made anew."""

    async def get(self, file_key: str, name: str) -> bytes | None:
        """Return a picture of a file, None where there is none that can be read. Raises `Unavailable`."""

    async def kept_bytes(self, file_key: str) -> int:
        """Return how large all pictures of a file are together. Raises `Unavailable`."""

    async def put(self, file_key: str, name: str, content: bytes) -> None:
        """Keep a picture of a file. Raises `Unavailable`, `StorageFull`."""

    async def delete_of(self, file_keys: Sequence[str]) -> None:
        """Remove all pictures of files. Raises `Unavailable`."""


class Painter(Protocol):
    """Paints pages, safely."""

    async def paint(
        self, content: Content, *, media_type: MediaType, number: int, turn: float, width: int, owner: object
    ) -> bytes:
        """Return the picture of a page as WebP. Pictures for different owners take turns.

        Raises:
            ReadFailure: The page cannot be painted.
            TooBusy: The program that paints was ended; it may be tried again.
        """
