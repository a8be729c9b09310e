"""Gives out pictures of pages, and the files themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import islice
from typing import NamedTuple

import anyio

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.documents.contents import Content
from domain.documents.errors import ReadFailure
from domain.errors import LinkExpired, NotFound, Unauthenticated, Unavailable
from domain.pages.pictures import PagePicture, Pictures
from domain.pages.ports import PagedFile, PageReads
from domain.pages.signing import Signer
from domain.resumes.ports import FileStore
from domain.viewers import Viewer

_PIECES_AT_ONCE = 4


class OriginalFile(NamedTuple):
    """A file as it was uploaded."""

    file: PagedFile
    pieces: AsyncIterator[bytes]


class FileService:
    """The use cases around the files of resumes and what is made of them.

    Args:
        holder: Returns the user of an id whose tokens are still of that version and whose session of that
            name has not ended. Raises `Unauthenticated`.
    """

    def __init__(
        self,
        *,
        reads: PageReads,
        files: FileStore,
        pictures: Pictures,
        signer: Signer,
        holder: Callable[[int, int, str], Awaitable[Viewer]],
        audit: Audit | None = None,
    ) -> None:
        self._reads = reads
        self._files = files
        self._pictures = pictures
        self._signer = signer
        self._holder = holder
        self._audit = audit or NoAudit()

    async def holder(self, path: str, ticket: str) -> Viewer:
        """Return for whom an address was signed. Raises `LinkExpired`."""
        try:
            return await self._holder(*self._signer.holder(path, ticket))
        except Unauthenticated as error:
            raise LinkExpired from error

    async def picture(self, viewer: Viewer, resume_id: int, number: int, *, width: int) -> PagePicture:
        """Return the picture of a page, which is made when its content is first asked for.

        Raises `NotFound`, `NotTheOwner`.
        """
        file = await self._file(viewer, resume_id)
        picture = self._pictures.of(file, number, width=width, viewer=viewer)
        self._note(AuditAction.RESUME_READ, viewer, file)
        return picture

    async def original(self, viewer: Viewer, resume_id: int) -> OriginalFile:
        """Return the file of a resume. Raises `NotFound`, `NotTheOwner`, `Unavailable`."""
        file = await self._file(viewer, resume_id)
        pieces = self._pieces(file)
        try:
            first = await anext(pieces, b"")
        except FileNotFoundError:
            raise NotFound from None
        except ReadFailure as error:
            raise Unavailable from error
        self._note(AuditAction.RESUME_DOWNLOADED, viewer, file)
        return OriginalFile(file, _begun(first, pieces))

    async def _file(self, viewer: Viewer, resume_id: int) -> PagedFile:
        file = await self._reads.file(resume_id)
        if file is None:
            raise NotFound
        policies.SEE_PERSON.require(viewer, file.user_id)
        return file

    def _note(self, action: AuditAction, viewer: Viewer, file: PagedFile) -> None:
        if action is AuditAction.RESUME_READ and viewer.id == file.user_id:
            return
        self._audit.note(
            AuditEntry(action=action, actor_id=viewer.id, subject_id=file.user_id, resume_id=file.resume_id)
        )

    async def _pieces(self, file: PagedFile) -> AsyncIterator[bytes]:
        async with self._files.local_copy(file.storage_key) as content:
            pieces = await anyio.to_thread.run_sync(_iterated, content)
            while some := await anyio.to_thread.run_sync(_some, pieces):
                yield some


async def _begun(first: bytes, others: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in others:
        yield piece


def _iterated(content: Content) -> Iterator[bytes]:
    return iter(content.pieces())


def _some(pieces: Iterator[bytes]) -> bytes:
    """Return the next pieces together, nothing at the end."""
    return b"".join(islice(pieces, _PIECES_AT_ONCE))
