"""Uploaded files, through obstore: a folder by default, object storage by URL.

obstore's local put writes a temporary file and renames it, without fsync; an upload that we
acknowledge must survive a power cut, so file and folder are synced after it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import anyio
import obstore
from obstore.exceptions import BaseError

from domain.clock import Clock
from domain.documents.contents import Content
from domain.errors import Unavailable, UnsupportedFileType, refused_by_system
from domain.resumes.models import StoredFile
from persistence.encryption import MAGIC, NO_KEYS, PLAIN, Encrypting, FileKeys
from persistence.file_contents import StoredContent
from persistence.key_use import note_use
from persistence.place import Place
from persistence.storage import FILES, Storage

_CHECK_KEY = ".readiness"
_CHECK_BYTES = bytes(4096)
# obstore tells the system's error only in its message.
_SYSTEM_ERROR = re.compile(r"\(os error (\d+)\)")
_YOUNG = timedelta(hours=1)
_BATCH = 500


logger = logging.getLogger(__name__)


class ObjectFileStore:
    """Files under random keys of the form `resumes/2026/11/<random>.pdf`, encrypted where there is a key."""

    def __init__(self, url: str, *, clock: Clock, keys: FileKeys = NO_KEYS) -> None:
        self._clock = clock
        self._keys = keys
        self._storage = Storage(url)
        self._store, self._root = self._storage.store, self._storage.root
        self._use_is_noted = False
        # A check does not wait behind uploads.
        self._checking = anyio.CapacityLimiter(1)
        if self._root is not None:
            self._place = Place(self._root)
            self._place.note()

    async def put(self, chunks: AsyncIterator[bytes], *, suffix: str) -> StoredFile:
        digest, size_bytes = hashlib.sha256(), 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal size_bytes
            async for chunk in chunks:
                if size_bytes == 0 and chunk.startswith(MAGIC):
                    # Kept as it is, it would be taken for one that we have encrypted.
                    raise UnsupportedFileType
                digest.update(chunk)
                size_bytes += len(chunk)
                yield chunk

        key = new_key(self._clock(), suffix)
        kept = counted() if self._keys.first == PLAIN else self._encrypted(counted(), key)
        with _told():
            await self._note_use()
            await obstore.put_async(self._store, key, kept, mode="create")
        await self._make_durable(key)
        return StoredFile(key=key, size_bytes=size_bytes, sha256=digest.hexdigest())

    @contextlib.asynccontextmanager
    async def local_copy(self, key: str) -> AsyncIterator[Content]:
        if self._root is not None:
            path = self._root / key
            if not await anyio.Path(path).is_file():
                raise FileNotFoundError(key)
            yield StoredContent(path, key, self._keys)
            return
        folder = Path(await anyio.to_thread.run_sync(tempfile.mkdtemp))
        try:
            path = folder / "file"
            await self._download(key, path)
            yield StoredContent(path, key, self._keys)
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(shutil.rmtree, folder, True)

    async def delete(self, key: str) -> None:
        with contextlib.suppress(FileNotFoundError), _told():
            await obstore.delete_async(self._store, key)

    async def old_keys(self) -> AsyncIterator[list[str]]:
        limit = self._clock() - _YOUNG
        if self._root is not None:
            await anyio.to_thread.run_sync(_remove_leftovers, self._root, limit)
        async for batch in self._store.list(FILES, chunk_size=_BATCH):
            old = [item["path"] for item in batch if item["last_modified"] < limit]
            if old:
                yield old

    async def check(self) -> None:
        with _told():
            await obstore.put_async(self._store, _CHECK_KEY, _CHECK_BYTES)
        await self._make_durable(_CHECK_KEY, thread=self._checking)

    async def _encrypted(self, chunks: AsyncIterator[bytes], key: str) -> AsyncIterator[bytes]:
        encrypting = Encrypting(self._keys, name=key)
        async for chunk in chunks:
            if ready := encrypting.update(chunk):
                yield ready
        yield encrypting.finish()

    async def _note_use(self) -> None:
        """Note which key is used before anything is written with it."""
        if not self._use_is_noted:
            await anyio.to_thread.run_sync(note_use, self._storage, self._keys)
            self._use_is_noted = True

    async def _make_durable(self, key: str, *, thread: anyio.CapacityLimiter | None = None) -> None:
        if self._root is None:
            return
        try:
            await anyio.to_thread.run_sync(self._storage.sync, key, limiter=thread)
        except OSError as error:
            logger.error("a file cannot be kept: %s", error.strerror)
            raise refused_by_system(error) from error
        self._place.check()

    async def _download(self, key: str, path: Path) -> None:
        found = await obstore.get_async(self._store, key)
        async with await anyio.open_file(path, "wb") as file:
            async for chunk in found.stream():
                await file.write(bytes(chunk))


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell what keeps the store from working; a missing file stays one."""
    try:
        yield
    except FileNotFoundError:
        raise
    except BaseError as error:
        logger.error("the storage does not answer as it should: %s", str(error).partition("\n")[0])
        found = _SYSTEM_ERROR.search(str(error))
        raise (refused_by_system(OSError(int(found[1]), "")) if found else Unavailable()) from error


def new_key(moment: datetime, suffix: str) -> str:
    """Return a new storage key; it tells neither the owner nor the file's own name."""
    return f"{FILES}/{moment:%Y/%m}/{secrets.token_hex(16)}{suffix}"


def _remove_leftovers(root: Path, before: datetime) -> None:
    # A kill in mid-put leaves `name#1`, which obstore hides from its listing.
    for path in (root / FILES).rglob("*#*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
