"""Pictures of pages, in a folder for each file beside the files, encrypted where files are.

They are made anew where they are lost, so nothing copies them from one store to another.
"""

from __future__ import annotations

import asyncio
import io
import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

import anyio
import obstore

from domain.errors import refused_by_system
from persistence.encryption import MAGIC, PLAIN, CannotOpen, Encrypting, FileKeys, decrypted
from persistence.object_stores import told
from persistence.storage import FILES, PICTURES, Storage

_DELETED_AT_ONCE = 16
_BATCH = 500

logger = logging.getLogger(__name__)


class StoredPictures:
    """The domain's `PictureStore` in the store that holds the files.

    Args:
        note_use: Notes which key is used, before anything is written with it.
    """

    def __init__(self, storage: Storage, keys: FileKeys, *, note_use: Callable[[], Awaitable[None]]) -> None:
        self._storage = storage
        self._keys = keys
        self._note_use = note_use
        self._deleting = anyio.CapacityLimiter(_DELETED_AT_ONCE)

    async def get(self, file_key: str, name: str) -> bytes | None:
        key = f"{folder_of(file_key)}/{name}"
        try:
            with told(may_be_missing=True):
                found = await obstore.get_async(self._storage.store, key)
                kept = bytes(await found.bytes_async())
        except FileNotFoundError:
            return None
        return await anyio.to_thread.run_sync(self._opened, kept, key)

    async def kept_bytes(self, file_key: str) -> int:
        total = 0
        with told():
            async for batch in self._storage.store.list(folder_of(file_key), chunk_size=_BATCH):
                total += sum(item["size"] for item in batch)
        return total

    async def put(self, file_key: str, name: str, content: bytes) -> None:
        key = f"{folder_of(file_key)}/{name}"
        await self._note_use()
        kept = await anyio.to_thread.run_sync(self._closed, content, key)
        with told():
            await obstore.put_async(self._storage.store, key, kept)
        try:
            # A power cut might else leave half of it.
            await anyio.to_thread.run_sync(self._storage.sync, key)
        except OSError as error:
            raise refused_by_system(error) from error

    async def delete_of(self, file_keys: Sequence[str]) -> None:
        await asyncio.gather(*(self._delete_folder(folder_of(key)) for key in file_keys))

    async def sweep(self, *, made_before: datetime, young_since: datetime) -> AsyncIterator[list[str]]:
        """Remove the pictures made before a moment; give the keys of the files that others belong to.

        Args:
            young_since: Those made since then are passed over: their file may be on its way.
        """
        with told():
            async for batch in self._storage.store.list(PICTURES, chunk_size=_BATCH):
                of_files: set[str] = set()
                for item in batch:
                    if item["last_modified"] < made_before:
                        await self._delete(item["path"])
                    elif item["last_modified"] < young_since:
                        of_files.add(file_of(item["path"]))
                if of_files:
                    yield sorted(of_files)

    async def _delete(self, key: str) -> None:
        await anyio.to_thread.run_sync(self._storage.delete, key)

    async def _delete_folder(self, folder: str) -> None:
        async with self._deleting:
            root = self._storage.root
            if root is not None:
                await anyio.to_thread.run_sync(_remove, root / folder)
                return
            with told():
                async for batch in self._storage.store.list(folder, chunk_size=_BATCH):
                    for item in batch:
                        await self._delete(item["path"])

    def _opened(self, kept: bytes, key: str) -> bytes | None:
        if not kept:
            return None
        if self._keys.reads_plain and not kept.startswith(MAGIC):
            return kept
        try:
            return b"".join(decrypted(io.BytesIO(kept), self._keys, name=key))
        except CannotOpen as error:
            logger.info("the picture %s is made anew: %s", key, error)
            return None

    def _closed(self, content: bytes, key: str) -> bytes:
        if self._keys.first == PLAIN:
            return content
        encrypting = Encrypting(self._keys, name=key)
        return encrypting.update(content) + encrypting.finish()


def folder_of(file_key: str) -> str:
    """Return where the pictures of a file are."""
    return PICTURES + file_key.removeprefix(FILES)


def file_of(picture_key: str) -> str:
    """Return the file that a picture is of."""
    return FILES + picture_key.removeprefix(PICTURES).rpartition("/")[0]


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
