"""Uploading resumes, listing them, having them analysed anew, deleting them."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import anyio

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.clock import Clock
from domain.documents.formats import HEAD_BYTES, TAIL_BYTES, MediaType, detect_media_type
from domain.errors import (
    EmptyFile,
    FileTooLarge,
    NoFileUploaded,
    NotFound,
    QuotaExceeded,
    UnsupportedFileType,
)
from domain.limiting import Counted, Limit, Limiter, Unlimited
from domain.resumes.models import NewResume, Resume
from domain.resumes.ports import AnalysisQueue, FileStore, ResumeReads, ResumeSummary, ResumeWorkFactory
from domain.resumes.quotas import Quota
from domain.resumes.sweeping import delete_files
from domain.uploads import Upload, clean_file_name
from domain.viewers import Viewer

_CHUNK_BYTES = 256 * 1024
_DETECTED_AT_ONCE = 2
NO_QUOTA = Quota()

logger = logging.getLogger(__name__)


class ResumeService:
    """The use cases around resumes."""

    def __init__(
        self,
        *,
        unit_of_work: ResumeWorkFactory,
        reads: ResumeReads,
        files: FileStore,
        queue: AnalysisQueue,
        clock: Clock,
        upload_max_bytes: int,
        limiter: Limiter | None = None,
        audit: Audit | None = None,
        quota: Quota = NO_QUOTA,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._reads = reads
        self._files = files
        self._queue = queue
        self._clock = clock
        self._upload_max_bytes = upload_max_bytes
        self._limiter = limiter or Unlimited()
        self._detecting = anyio.CapacityLimiter(_DETECTED_AT_ONCE)
        self._audit = audit or NoAudit()
        self._quota = quota

    async def upload_resume(self, viewer: Viewer, upload: Upload | None) -> Resume:
        """Keep a file and have it analysed. When this returns, file and row survive a power cut.

        Raises:
            NoFileUploaded: There is no file.
            EmptyFile: It has no content.
            FileTooLarge: It exceeds the limit.
            UnsupportedFileType: Its content is of no type that can be read.
            TooManyRequests: The viewer has sent too many files of late.
            Unavailable: File or row cannot be kept at the moment; `StorageFull` where there is no room.
            QuotaExceeded: The viewer keeps as much as one may.
        """
        policies.UPLOAD_RESUME.require(viewer)
        await self._limiter.take(Counted(Limit.UPLOAD, (str(viewer.id),)))
        if upload is None or (not upload.filename and not upload.size):
            raise NoFileUploaded
        media_type = await self._media_type(upload)
        stored = await self._files.put(
            self._chunks(upload), suffix=media_type.declared.suffix, size_bytes=upload.size
        )
        resume = NewResume(
            user_id=viewer.id,
            storage_key=stored.key,
            file_name=clean_file_name(upload.filename or ""),
            media_type=media_type,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            upload_time=self._clock(),
        )
        try:
            added = await anyio.to_thread.run_sync(self._add, resume)
        except Exception:
            await delete_files(self._files, [stored.key])
            raise
        self._queue.submit(added.id, user_id=viewer.id)
        return added

    @property
    def upload_max_bytes(self) -> int:
        """The largest file that is taken."""
        return self._upload_max_bytes

    async def same_file(self, viewer: Viewer, upload: Upload) -> int | None:
        """Return the newest of the viewer's own resumes that is this file, byte by byte."""
        policies.UPLOAD_RESUME.require(viewer)
        digest = hashlib.sha256()
        async for chunk in self._chunks(upload):
            digest.update(chunk)
        await upload.seek(0)
        return await anyio.to_thread.run_sync(self._with_content, viewer.id, digest.hexdigest())

    async def resume(self, viewer: Viewer, resume_id: int) -> ResumeSummary:
        """Return one resume. Raises `NotFound`, `NotTheOwner`."""
        return await self._resume(viewer, resume_id, policies.SEE_RESUME)

    async def resumes_of(self, viewer: Viewer, *, after: int, limit: int) -> list[ResumeSummary]:
        """Return a page of the viewer's own resumes, oldest first."""
        policies.LIST_OWN_RESUMES.require(viewer)
        return await self._reads.resumes_of(viewer.id, after=after, limit=limit)

    async def all_resumes(self, viewer: Viewer, *, after: int, limit: int) -> list[ResumeSummary]:
        """Return a page of all resumes, oldest first. Raises `AdminsOnly`."""
        policies.LIST_RESUMES.require(viewer)
        self._audit.note(AuditEntry(action=AuditAction.RESUMES_LISTED, actor_id=viewer.id))
        return await self._reads.all_resumes(after=after, limit=limit)

    async def reanalyze_resume(self, viewer: Viewer, resume_id: int) -> None:
        """Have a resume analysed anew; one in work already goes on. Raises `NotFound`, `NotTheOwner`."""
        row = await self._resume(viewer, resume_id, policies.REANALYZE_RESUME)
        if await anyio.to_thread.run_sync(self._requeue, resume_id):
            self._queue.submit(resume_id, user_id=row.user_id)

    async def delete_resume(self, viewer: Viewer, resume_id: int) -> None:
        """Delete a resume with its file and its results. Raises `NotFound`, `NotTheOwner`."""
        row = await self._resume(viewer, resume_id, policies.DELETE_RESUME)
        if not await anyio.to_thread.run_sync(self._delete, resume_id):
            raise NotFound
        self._note(AuditAction.RESUME_DELETED, viewer, row)
        # The row first: a file left over is swept later, a row without its file would be a broken promise.
        await delete_files(self._files, [row.storage_key])

    async def resume_unfinished(self) -> int:
        """Take up again what an earlier run left unfinished; return how many resumes that are."""
        return await self._take_up(begun=True)

    async def take_up_new(self) -> int:
        """Take up what others have uploaded and nobody has begun; return how many resumes that are."""
        return await self._take_up(begun=False)

    async def sweep_files(self) -> int:
        """Remove stored files that belong to no resume; return how many.

        An upload cut off between file and row leaves one. Young files are spared: their row may be
        on its way. Where there are files and not one resume, it is the wrong database that was asked.
        """
        swept, is_sure = 0, False
        async for keys in self._files.old_keys():
            known = await anyio.to_thread.run_sync(partial(self._known_keys, keys))
            unknown = [key for key in keys if key not in known]
            is_sure = is_sure or bool(known) or not unknown or await anyio.to_thread.run_sync(self._any)
            if not is_sure:
                logger.warning("files are stored and the database has no resume at all: none is removed")
                break
            await self._files.delete(*unknown)
            swept += len(unknown)
        if swept:
            logger.info("removed %d files without a resume", swept)
        return swept

    async def _resume(self, viewer: Viewer, resume_id: int, permission: policies.ForOwners) -> ResumeSummary:
        found = await self._reads.resume(resume_id)
        if found is None:
            raise NotFound
        permission.require(viewer, found.user_id)
        if viewer.id != found.user_id:
            self._note(AuditAction.RESUME_READ, viewer, found)
        return found

    def _note(self, action: AuditAction, viewer: Viewer, resume: ResumeSummary) -> None:
        self._audit.note(
            AuditEntry(action=action, actor_id=viewer.id, subject_id=resume.user_id, resume_id=resume.id)
        )

    async def _media_type(self, upload: Upload) -> MediaType:
        size_bytes = upload.size or 0
        if size_bytes == 0:
            raise EmptyFile
        if size_bytes > self._upload_max_bytes:
            raise FileTooLarge
        head = await upload.read(HEAD_BYTES)
        await upload.seek(max(0, size_bytes - TAIL_BYTES))
        tail = await upload.read(TAIL_BYTES)
        # Bytes that might be text in several encodings take milliseconds.
        detect = partial(detect_media_type, head=head, tail=tail, size_bytes=size_bytes)
        media_type = await anyio.to_thread.run_sync(detect, limiter=self._detecting)
        if media_type is None:
            raise UnsupportedFileType
        return media_type

    async def _chunks(self, upload: Upload) -> AsyncIterator[bytes]:
        await upload.seek(0)
        while chunk := await upload.read(_CHUNK_BYTES):
            yield chunk

    def _add(self, resume: NewResume) -> Resume:
        with self._unit_of_work() as work:
            try:
                self._quota.check(work.resumes.usage(resume.user_id), size_bytes=resume.size_bytes)
            except QuotaExceeded as error:
                logger.warning("refused an upload of user %d: see %s", resume.user_id, error.setting)
                raise
            added = work.resumes.add(resume)
            work.commit()
            return added

    def _with_content(self, user_id: int, sha256: str) -> int | None:
        with self._unit_of_work() as work:
            return work.resumes.with_content(user_id, sha256)

    def _requeue(self, resume_id: int) -> bool:
        with self._unit_of_work() as work:
            requeued = work.resumes.requeue(resume_id)
            work.commit()
            return requeued

    def _delete(self, resume_id: int) -> bool:
        with self._unit_of_work() as work:
            deleted = work.resumes.delete(resume_id)
            work.commit()
            return deleted

    async def _take_up(self, *, begun: bool) -> int:
        unfinished = await anyio.to_thread.run_sync(partial(self._unfinished, begun=begun))
        for resume_id, user_id in unfinished:
            self._queue.submit(resume_id, user_id=user_id)
        return len(unfinished)

    def _unfinished(self, *, begun: bool) -> list[tuple[int, int]]:
        with self._unit_of_work() as work:
            return work.resumes.unfinished(begun=begun)

    def _any(self) -> bool:
        with self._unit_of_work() as work:
            return bool(work.resumes.uploaded_before(self._clock() + timedelta(days=1), limit=1))

    def _known_keys(self, keys: list[str]) -> set[str]:
        with self._unit_of_work() as work:
            return work.resumes.storage_keys(keys)
