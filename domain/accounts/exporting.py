"""All that is held of a person, as a ZIP that is written while it is sent."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from typing import IO

import anyio

from domain import policies
from domain.accounts.ports import Held, HeldFile, HeldRecords
from domain.auditing import Audit, AuditAction, AuditEntry
from domain.clock import Clock
from domain.documents.contents import Content
from domain.documents.errors import ReadFailure
from domain.errors import NotFound
from domain.limiting import Counted, Limit, Limiter
from domain.resumes.ports import FileStore
from domain.viewers import Viewer

_PIECES_AT_ONCE = 4
_UNREADABLE = """\
存储中的文件已损坏或无法解密，不能导出。
The file as it is stored is damaged, or cannot be decrypted, and is not given out.
"""
_README = """\
All that this server holds of you.

account.json           your account, without the hash of your password, and what the audit log tells of it
resumes/N/record.json  the resume of that number: its file, its text, what was read from it, and its matches
resumes/N/file-...     the file as you sent it, or a note that it cannot be read any more

本压缩包包含本服务器保存的关于您的全部数据。
"""


class AccountExport:
    """Gives out all that is held of a person."""

    def __init__(
        self, *, held: HeldRecords, files: FileStore, clock: Clock, limiter: Limiter, audit: Audit
    ) -> None:
        self._held = held
        self._files = files
        self._clock = clock
        self._limiter = limiter
        self._audit = audit

    async def export(self, viewer: Viewer, user_id: int) -> AsyncIterator[bytes]:
        """Return the ZIP's pieces.

        Raises:
            NotTheOwner: It is another user's account, and the viewer is no administrator.
            NotFound: There is no such user.
            TooManyRequests: The viewer has asked too often of late.
        """
        policies.EXPORT_ACCOUNT.require(viewer, user_id)
        await self._limiter.take(Counted(Limit.EXPORT, (str(viewer.id),)))
        # What is held includes what was done just now.
        await self._audit.flush()
        account = await anyio.to_thread.run_sync(self._held.account, user_id)
        if account is None:
            raise NotFound
        self._audit.note(
            AuditEntry(action=AuditAction.ACCOUNT_EXPORTED, actor_id=viewer.id, subject_id=user_id)
        )
        return self._pieces(user_id, account)

    async def _pieces(self, user_id: int, account: Held) -> AsyncIterator[bytes]:
        archive = _Archive(self._clock().timetuple()[:6])
        archive.add("README.txt", _README.encode())
        archive.add("account.json", _json(account))
        for resume_id in await anyio.to_thread.run_sync(self._held.resume_ids, user_id):
            held = await anyio.to_thread.run_sync(self._held.resume, resume_id)
            if held is None:
                continue
            archive.add(f"resumes/{resume_id}/record.json", _json(held.record))
            async for _ in self._add_file(archive, held):
                yield archive.taken()
        archive.close()
        yield archive.taken()

    async def _add_file(self, archive: _Archive, held: HeldFile) -> AsyncIterator[None]:
        folder = f"resumes/{held.id}"
        try:
            async with self._files.local_copy(held.storage_key) as content:
                # What has gone out cannot be taken back, so what does not open is to be found before.
                if not await anyio.to_thread.run_sync(_opens, content):
                    archive.add(f"{folder}/file-unreadable.txt", _UNREADABLE.encode())
                    yield
                    return
                pieces = content.pieces()
                with archive.open(f"{folder}/file-{_safe(held.file_name)}") as entry:
                    while await anyio.to_thread.run_sync(_write_some, pieces, entry):
                        yield
        except FileNotFoundError:
            # Deleted meanwhile, or lost; its record tells that there was one.
            yield


def _opens(content: Content) -> bool:
    try:
        for _ in content.pieces():
            pass
    except ReadFailure:
        return False
    return True


def _write_some(pieces: Iterator[bytes], entry: IO[bytes]) -> bool:
    """Write the next pieces; return whether there were any."""
    written = [entry.write(piece) for piece in islice(pieces, _PIECES_AT_ONCE)]
    return bool(written)


class _Archive:
    """A ZIP whose bytes are taken while it grows."""

    def __init__(self, at: tuple[int, ...]) -> None:
        self._at = at
        self._out = _Pipe()
        self._zip = zipfile.ZipFile(self._out, "w")

    def add(self, name: str, content: bytes) -> None:
        self._zip.writestr(self._entry(name), content, zipfile.ZIP_DEFLATED)

    def open(self, name: str) -> IO[bytes]:
        # Most formats are packed already.
        return self._zip.open(self._entry(name), "w", force_zip64=True)

    def close(self) -> None:
        self._zip.close()

    def taken(self) -> bytes:
        return self._out.taken()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._at)  # type: ignore[arg-type]
        entry.external_attr = 0o600 << 16
        return entry


class _Pipe(io.RawIOBase):
    """Takes what is written and gives it on; there is no way back in it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        return len(part)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _json(record: Held) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=2, default=str).encode()


def _safe(name: str) -> str:
    """Return a file's name without what some systems refuse in one, or take for a folder."""
    return (
        "".join("_" if character in '<>:"/\\|?*' else character for character in name).strip(". ") or "resume"
    )
