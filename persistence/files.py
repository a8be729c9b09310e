"""Uploaded files, through obstore: a folder by default, object storage by URL.

obstore's local put writes a temporary file and renames it, without fsync; an upload that we
acknowledge must survive a power cut, so file and folder are synced after it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import anyio
import obstore
from obstore.store import S3Store

from domain.clock import Clock
from domain.documents.contents import Content
from domain.errors import UnsupportedFileType, refused_by_system
from domain.resumes.models import StoredFile
from persistence.encryption import MAGIC, NO_KEYS, PLAIN, Encrypting, FileKeys
from persistence.file_contents import StoredContent
from persistence.key_use import note_use
from persistence.new_objects import NewObjects
from persistence.object_stores import TIMEOUT_SECONDS, told
from persistence.pictures import StoredPictures
from persistence.place import Place
from persistence.storage import CHECK_BYTES, CHECK_KEY, FILES, PICTURES, Storage

_YOUNG = timedelta(hours=1)
# Who looks again later has them made anew.
_PICTURES_KEPT = timedelta(days=30)
_BATCH = 500
_PIECE_BYTES = 1024 * 1024

logger = logging.getLogger(__name__)


class ObjectFileStore:
    """Files under random keys of the form `resumes/2026/11/<random>.pdf`, encrypted where there is a key."""

    def __init__(
        self,
        url: str,
        *,
        clock: Clock,
        keys: FileKeys = NO_KEYS,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._clock = clock
        self._keys = keys
        self._storage = Storage(url, timeout_seconds=timeout_seconds)
        self._store, self._root = self._storage.store, self._storage.root
        self._new = NewObjects(self._store)
        self.pictures = StoredPictures(self._storage, keys, note_use=self._note_use)
        self._use_is_noted = False
        # A check does not wait behind uploads.
        self._checking = anyio.CapacityLimiter(1)
        if self._root is not None:
            self._place = Place(self._root)
            self._place.note()

    async def put(
        self, chunks: AsyncIterator[bytes], *, suffix: str, size_bytes: int | None = None
    ) -> StoredFile:
        digest, seen_bytes = hashlib.sha256(), 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal seen_bytes
            async for chunk in chunks:
                if seen_bytes == 0 and chunk.startswith(MAGIC):
                    # Kept as it is, it would be taken for one that we have encrypted.
                    raise UnsupportedFileType
                digest.update(chunk)
                seen_bytes += len(chunk)
                yield chunk

        key = new_key(self._clock(), suffix)
        kept = counted() if self._keys.first == PLAIN else self._encrypted(counted(), key)
        await self._note_use()
        await self._new.put(key, kept, size_bytes=size_bytes)
        await self._make_durable(key)
        return StoredFile(key=key, size_bytes=seen_bytes, sha256=digest.hexdigest())

    @contextlib.asynccontextmanager
    async def local_copy(self, key: str) -> AsyncIterator[Content]:
        if self._root is not None:
            path = self._root / key
            if not await anyio.Path(path).is_file():
                raise FileNotFoundError(key)
            yield StoredContent(path, key, self._keys)
            return
        # It has no name: nothing of it is left, however this process ends.
        with tempfile.TemporaryFile() as copy:
            await self._download(key, copy)
            yield StoredContent(Path(f"/proc/self/fd/{copy.fileno()}"), key, self._keys)

    async def delete(self, *keys: str) -> None:
        await self._delete(keys)
        # The file first: what is left of the others is swept.
        await self.pictures.delete_of(keys)

    async def _delete(self, keys: Sequence[str]) -> None:
        if isinstance(self._store, S3Store):
            with told():
                # A thousand in a request; what is missing is no error.
                await obstore.delete_async(self._store, keys)
            return
        for key in keys:
            with contextlib.suppress(FileNotFoundError), told(may_be_missing=True):
                await obstore.delete_async(self._store, key)

    async def old_keys(self) -> AsyncIterator[list[str]]:
        limit = self._clock() - _YOUNG
        if self._root is not None:
            await anyio.to_thread.run_sync(_remove_leftovers, self._root, limit)
        with told():
            async for batch in self._store.list(FILES, chunk_size=_BATCH):
                old = [item["path"] for item in batch if item["last_modified"] < limit]
                if old:
                    yield old
        made_before = self._clock() - _PICTURES_KEPT
        async for keys in self.pictures.sweep(made_before=made_before, young_since=limit):
            yield keys

    async def check(self) -> None:
        with told():
            await obstore.put_async(self._store, CHECK_KEY, CHECK_BYTES)
        await self._make_durable(CHECK_KEY, thread=self._checking)

    async def _encrypted(self, chunks: AsyncIterator[bytes], key: str) -> AsyncIterator[bytes]:
        encrypting = Encrypting(self._keys, name=key)
        async for chunk in chunks:
            if ready := encrypting.update(chunk):
                yield ready
        yield encrypting.finish()

    async def _note_use(self) -> None:
        """Note which key is used before anything is written with it."""
        if not self._use_is_noted:
            with told():
                await anyio.to_thread.run_sync(note_use, self._storage, self._keys)
            self._use_is_noted = True

    async def _make_durable(self, key: str, *, thread: anyio.CapacityLimiter | None = None) -> None:
        if self._root is None:
            return
        await _on_disk(self._storage.sync, key, limiter=thread)
        self._place.check()

    async def _download(self, key: str, copy: IO[bytes]) -> None:
        with told(may_be_missing=True):
            found = await obstore.get_async(self._store, key)
            async for piece in found.stream(min_chunk_size=_PIECE_BYTES):
                await _on_disk(copy.write, piece)
        await _on_disk(copy.flush)


async def _on_disk(
    action: Callable[..., object], *arguments: object, limiter: anyio.CapacityLimiter | None = None
) -> None:
    try:
        await anyio.to_thread.run_sync(action, *arguments, limiter=limiter)
    except OSError as error:
        logger.error("a file cannot be kept: %s", error.strerror)
        raise refused_by_system(error) from error


def new_key(moment: datetime, suffix: str) -> str:
    """Return a new storage key; it tells neither the owner nor the file's own name."""
    return f"{FILES}/{moment:%Y/%m}/{secrets.token_hex(16)}{suffix}"


def _remove_leftovers(root: Path, before: datetime) -> None:
    # A kill in mid-put leaves `name#1`, which obstore hides from its listing.
    for path in (*(root / FILES).rglob("*#*"), *(root / PICTURES).rglob("*#*")):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
