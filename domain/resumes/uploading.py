"""Many files in one upload, some of them archives of others: each has its own verdict."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

import anyio

from domain import policies
from domain.documents.archives import Archive, ArchivedFile, begins_as_archive, holds_documents
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import HEAD_BYTES, TAIL_BYTES, MediaType, detect_media_type
from domain.errors import (
    ArchiveRefused,
    DomainError,
    FileTooLarge,
    QuotaExceeded,
    TooManyRequests,
    Unavailable,
    refused_by_system,
)
from domain.resumes.models import Resume
from domain.resumes.service import ResumeService
from domain.spooling import Spool
from domain.uploads import Upload, clean_path
from domain.viewers import Viewer

MOST_FILES_OF_ARCHIVE = 500
_TIMES_A_FILE = 10
"""So many of the largest files may all that is in an archive hold together."""

_IN_MEMORY_BYTES = 2**20
_CHUNK_BYTES = 256 * 1024
_INFLATED_AT_ONCE = 2

# What the next file would be refused for as well.
_OF_ALL = (TooManyRequests, Unavailable, QuotaExceeded)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVerdict:
    """What became of a file: one of the last three is told.

    Attributes:
        file_name: Its whole name, as `clean_path` returns it.
        archive: The name of the archive that it came in, if it did.
        resume: Its new resume.
        same_as: The resume that is the same file, because of which it was skipped.
        refusal: Why it was refused.
    """

    file_name: str
    archive: str | None = None
    resume: Resume | None = None
    same_as: int | None = None
    refusal: DomainError | None = None


class ManyUploads:
    """Uploads the files of one request one after the other, each as if it came alone."""

    def __init__(self, resumes: ResumeService) -> None:
        self._resumes = resumes
        self._inflating = anyio.CapacityLimiter(_INFLATED_AT_ONCE)

    async def upload_resumes(
        self, viewer: Viewer, uploads: Iterable[Upload], *, skip_same: bool = False
    ) -> list[FileVerdict]:
        """Keep files and have them analysed; of a ZIP those in it, but not those in a ZIP within.

        Args:
            skip_same: Whether a file that the viewer has already, byte by byte, is left out.
        """
        policies.UPLOAD_RESUME.require(viewer)
        verdicts: list[FileVerdict] = []
        refusal: DomainError | None = None
        for upload in uploads:
            async for file, name, archive in self._files(upload):
                if isinstance(file, DomainError):
                    verdict = FileVerdict(file_name=name, archive=archive, refusal=file)
                elif refusal is not None:
                    verdict = FileVerdict(file_name=name, archive=archive, refusal=refusal)
                else:
                    verdict = await self._upload(viewer, file, name, archive, skip_same=skip_same)
                    refusal = verdict.refusal if isinstance(verdict.refusal, _OF_ALL) else None
                verdicts.append(verdict)
        return verdicts

    async def _upload(
        self, viewer: Viewer, upload: Upload, name: str, archive: str | None, *, skip_same: bool
    ) -> FileVerdict:
        told = partial(FileVerdict, file_name=name, archive=archive)
        try:
            if skip_same and (same_as := await self._resumes.same_file(viewer, upload)) is not None:
                return told(same_as=same_as)
            return told(resume=await self._resumes.upload_resume(viewer, upload))
        except DomainError as refusal:
            return told(refusal=refusal)

    async def _files(self, upload: Upload) -> AsyncIterator[tuple[Upload | DomainError, str, str | None]]:
        """Yield the file, or those in it, each with its name and the archive's, or with why it is none."""
        name = clean_path(upload.filename or "")
        spool = await self._archive(upload)
        if spool is None:
            yield upload, name, None
            return
        with spool:
            try:
                archive = await anyio.to_thread.run_sync(self._opened, spool, limiter=self._inflating)
            except ArchiveRefused as refusal:
                yield refusal, name, None
                return
            for file in archive.files:
                yield await self._taken(archive, file), clean_path(file.name), name

    async def _archive(self, upload: Upload) -> Spool | None:
        """Return what an archive holds, None where the file is none."""
        head = await upload.read(HEAD_BYTES)
        size_bytes = upload.size or 0
        media_type = None
        if begins_as_archive(head):
            await upload.seek(max(0, size_bytes - TAIL_BYTES))
            media_type = detect_media_type(
                head=head, tail=await upload.read(TAIL_BYTES), size_bytes=size_bytes
            )
        await upload.seek(0)
        if not begins_as_archive(head) or media_type not in (None, MediaType.DOCX):
            return None
        spool = Spool(max_size=_IN_MEMORY_BYTES)
        try:
            while chunk := await upload.read(_CHUNK_BYTES):
                await anyio.to_thread.run_sync(spool.write, chunk)
        except OSError as error:
            spool.close()
            raise refused_by_system(error) from error
        await upload.seek(0)
        file = cast("BinaryIO", spool)
        if media_type is not None and not await anyio.to_thread.run_sync(holds_documents, file):
            spool.close()
            return None
        return spool

    def _opened(self, spool: Spool) -> Archive:
        largest = self._resumes.upload_max_bytes
        try:
            archive = Archive(
                cast("BinaryIO", spool), file_bytes=largest, total_bytes=_TIMES_A_FILE * largest
            )
        except ReadFailure as failure:
            raise ArchiveRefused from failure
        if len(archive.files) > MOST_FILES_OF_ARCHIVE:
            raise ArchiveRefused(f"压缩包中的文件过多（最多 {MOST_FILES_OF_ARCHIVE} 个）")
        if not archive.files:
            raise ArchiveRefused("压缩包中没有文件")
        return archive

    async def _taken(self, archive: Archive, file: ArchivedFile) -> Upload | DomainError:
        if file.size_bytes > self._resumes.upload_max_bytes:
            return FileTooLarge()
        try:
            content = await anyio.to_thread.run_sync(archive.read, file, limiter=self._inflating)
        except ReadFailure as failure:
            return ArchiveRefused(_REFUSALS.get(failure.code))
        return _InMemory(file.name, content)


_REFUSALS = {
    FailureCode.ENCRYPTED: "压缩包中的文件已加密，无法读取",
    FailureCode.TOO_COMPLEX: "压缩包解压后过大",
    FailureCode.DAMAGED: "压缩包中的文件已损坏",
    FailureCode.UNSUPPORTED_TYPE: "不支持压缩包的压缩方式",
}


class _InMemory:
    """A file out of an archive, as the edges hand one over."""

    def __init__(self, name: str, content: bytes) -> None:
        self.filename: str | None = name
        self.size: int | None = len(content)
        self._file = io.BytesIO(content)

    async def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    async def seek(self, offset: int) -> None:
        self._file.seek(offset)
