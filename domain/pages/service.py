"""Tells of the pages of resumes, and where their pictures and the files can be loaded."""

from __future__ import annotations

from collections.abc import Sequence

from domain.pages.lines import pages_of
from domain.pages.models import ResumePage
from domain.pages.ports import PagedFile, PageReads
from domain.pages.signing import Signer
from domain.turns import Turns, give_way
from domain.viewers import Viewer


class PageService:
    """Reads of resumes that the viewer is known to see.

    Args:
        turns: Where pages are put together, for one caller after another.
    """

    def __init__(self, *, reads: PageReads, signer: Signer, turns: Turns | None = None) -> None:
        self._reads = reads
        self._signer = signer
        self._turns = turns or Turns()

    async def pages(self, resume_ids: Sequence[int], *, caller: str) -> dict[int, list[ResumePage]]:
        """Return the pages of those resumes that are analysed. Raises `TooBusy`."""

        def put_together() -> dict[int, list[ResumePage]]:
            found = {}
            for kept in self._reads.pages(resume_ids):
                give_way()
                found[kept.resume_id] = pages_of(kept)
            return found

        return await self._turns.run(caller, put_together)

    async def files(self, resume_ids: Sequence[int]) -> list[PagedFile]:
        """Return what is known of the files of resumes."""
        return await self._reads.files(resume_ids)

    def picture_address(self, viewer: Viewer, resume_id: int, number: int) -> str:
        """Return where the viewer finds the pictures of a page for some minutes."""
        return self._signer.picture(resume_id, number, viewer=viewer)

    def original_address(self, viewer: Viewer, resume_id: int) -> str:
        """Return where the viewer finds the file of a resume for some minutes."""
        return self._signer.original(resume_id, viewer=viewer)

    def account_address(self, viewer: Viewer, user_id: int) -> str:
        """Return where the viewer finds all that is held of a user for some minutes."""
        return self._signer.account(user_id, viewer=viewer)
