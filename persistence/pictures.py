"""Pictures of pages, in a folder for each file beside the files, encrypted where files are.

They are made anew where they are lost, so nothing copies them from one store to another.
"""

from __future__ import annotations

import io
import logging
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import anyio
import obstore

from persistence.encryption import MAGIC, PLAIN, CannotOpen, Encrypting, FileKeys, decrypted
from persistence.object_stores import told
from persistence.storage import FILES, PICTURES, Storage

_AT_ONCE = 16
_BATCH = 500

logger = logging.getLogger(__name__)


class StoredPictures:
    """The domain's `PictureStore` in the store that holds the files."""

    def __init__(self, storage: Storage, keys: FileKeys, *, note_use: Callable[[], Any]) -> None:
        self._storage = storage
        self._keys = keys
        self._note_use = note_use
        self._threads = anyio.CapacityLimiter(_AT_ONCE)

    async def get(self, file_key: str, name: str) -> bytes | None:
        key = f"{folder_of(file_key)}/{name}"
        try:
            with told(may_be_missing=True):
                found = await obstore.get_async(self._storage.store, key)
                kept = bytes(await found.bytes_async())
        except FileNotFoundError:
            return None
        return await anyio.to_thread.run_sync(self._opened, kept, key)

    async def put(self, file_key: str, name: str, content: bytes) -> None:
        key = f"{folder_of(file_key)}/{name}"
        await self._note_use()
        kept = await anyio.to_thread.run_sync(self._closed, content, key)
        with told():
            await obstore.put_async(self._storage.store, key, kept)
            # A power cut might else leave half of it.
            await anyio.to_thread.run_sync(self._storage.sync, key)

    async def delete_of(self, file_keys: Sequence[str]) -> None:
        async with anyio.create_task_group() as group:
            for key in file_keys:
                group.start_soon(self._delete_folder, folder_of(key))

    async def old_files(self, is_old: Callable[[Any], bool]) -> AsyncIterator[list[str]]:
        """Give the keys of the files that older pictures belong to, in batches."""
        with told():
            async for batch in self._storage.store.list(PICTURES, chunk_size=_BATCH):
                keys = {file_of(item["path"]) for item in batch if is_old(item["last_modified"])}
                if keys:
                    yield sorted(keys)

    async def _delete_folder(self, folder: str) -> None:
        async with self._threads:
            root = self._storage.root
            if root is not None:
                await anyio.to_thread.run_sync(_remove, root / folder)
                return
            with told():
                async for batch in self._storage.store.list(folder, chunk_size=_BATCH):
                    for item in batch:
                        await obstore.delete_async(self._storage.store, item["path"])

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


def _remove(folder: Any) -> None:
    shutil.rmtree(folder, ignore_errors=True)
