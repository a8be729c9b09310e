"""Uploaded files, through obstore: a folder by default, object storage by URL.

obstore's local put writes a temporary file and renames it, without fsync; an upload that we
acknowledge must survive a power cut, so file and folder are synced after it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import anyio
import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from domain.clock import Clock
from domain.errors import Unavailable, refused_by_system
from domain.resumes.models import StoredFile
from persistence.place import Place

_CHECK_KEY = ".readiness"
_CHECK_BYTES = bytes(4096)
# obstore tells the system's error only in its message.
_SYSTEM_ERROR = re.compile(r"\(os error (\d+)\)")
_YOUNG = timedelta(hours=1)
_BATCH = 500


logger = logging.getLogger(__name__)


class ObjectFileStore:
    """Files under random keys of the form `resumes/2026/11/<random>.pdf`."""

    def __init__(self, url: str, *, clock: Clock) -> None:
        self._clock = clock
        self._root: Path | None = None
        parts = urlsplit(url)
        if parts.scheme == "file":
            self._root = Path(unquote(parts.path))
            self._root.mkdir(parents=True, exist_ok=True)
            self._place = Place(self._root)
            self._place.note()
            self._store: obstore.store.ObjectStore = LocalStore(self._root)
        else:
            self._store = from_url(url)

    async def put(self, chunks: AsyncIterator[bytes], *, suffix: str) -> StoredFile:
        digest, size_bytes = hashlib.sha256(), 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal size_bytes
            async for chunk in chunks:
                digest.update(chunk)
                size_bytes += len(chunk)
                yield chunk

        key = new_key(self._clock(), suffix)
        with _told():
            await obstore.put_async(self._store, key, counted(), mode="create")
        if self._root is not None:
            await self._make_durable(self._root, key)
        return StoredFile(key=key, size_bytes=size_bytes, sha256=digest.hexdigest())

    @contextlib.asynccontextmanager
    async def local_copy(self, key: str) -> AsyncIterator[Path]:
        if self._root is not None:
            path = self._root / key
            if not await anyio.Path(path).is_file():
                raise FileNotFoundError(key)
            yield path
            return
        folder = Path(await anyio.to_thread.run_sync(tempfile.mkdtemp))
        try:
            path = folder / "file"
            await self._download(key, path)
            yield path
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
        async for batch in self._store.list("resumes", chunk_size=_BATCH):
            old = [item["path"] for item in batch if item["last_modified"] < limit]
            if old:
                yield old

    async def check(self) -> None:
        with _told():
            await obstore.put_async(self._store, _CHECK_KEY, _CHECK_BYTES)
        if self._root is not None:
            await self._make_durable(self._root, _CHECK_KEY)

    async def _make_durable(self, root: Path, key: str) -> None:
        try:
            await anyio.to_thread.run_sync(_sync_to_disk, root, root / key)
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
    return f"resumes/{moment:%Y/%m}/{secrets.token_hex(16)}{suffix}"


def _sync_to_disk(root: Path, path: Path) -> None:
    _fsync(path, os.O_RDONLY)
    # Folders made on the way (a new month) must survive as well.
    for folder in path.parents:
        _fsync(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        if folder == root:
            break


def _remove_leftovers(root: Path, before: datetime) -> None:
    # A kill in mid-put leaves `name#1`, which obstore hides from its listing.
    for path in (root / "resumes").rglob("*#*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


def _fsync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
