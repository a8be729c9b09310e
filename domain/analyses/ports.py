"""What reads files, as the use cases around resumes see it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.contents import Content
from domain.documents.formats import MediaType


class Reading(NamedTuple):
    """What came out of a file.

    Attributes:
        unread_pages: The pages that there was no time to recognise.
        texts: What is printed on each page, the first one first.
        layouts: Where it stands, page by page as the texts, then the pages without text.
    """

    page_count: int
    analysis: Analysis
    unread_pages: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    layouts: tuple[PageLayout, ...] = ()


class Effort(StrEnum):
    """How much is done to read a file. One that needs more waits for it elsewhere, and holds nobody up."""

    QUICK = "quick"
    LONG = "long"
    PICTURES = "pictures"
    LONG_PICTURES = "long pictures"


class NeedsMore(Exception):
    """The file is to be read with this effort."""

    def __init__(self, effort: Effort) -> None:
        super().__init__(effort)
        self.effort = effort


class ResumeReader(Protocol):
    """Turns a file into facts, safely."""

    async def read(
        self, content: Content, *, media_type: MediaType, owner: object, effort: Effort = Effort.QUICK
    ) -> Reading:
        """Read the file. Files of different owners take turns.

        Raises:
            NeedsMore: It takes more than this effort.
            ReadFailure: It cannot be read.
            ReadingBrokeOff: The file is not at fault; it may be tried again.
        """

    async def check(self) -> bool:
        """Whether the reader answers."""

    @property
    def missing(self) -> Sequence[str]:
        """The measures of safety that this system lacks."""
