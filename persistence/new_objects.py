"""Putting a file of any size under a key that nobody has, in bounded memory."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import anyio
import obstore
from obstore.store import LocalStore, ObjectStore

from persistence.object_stores import told

PART_BYTES = 8 * 1024 * 1024
# The parts of a folder's file would be a copy more.
_WHOLE_BYTES_OF_FOLDERS = 32 * 1024 * 1024
_SMALL_BYTES = 1024 * 1024
# What is larger is in memory whole, or by up to four parts.
_LARGE_AT_ONCE = 8
_PARTS_AT_ONCE = 2


class NewObjects:
    """Puts files into a store."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._whole_bytes = _WHOLE_BYTES_OF_FOLDERS if isinstance(store, LocalStore) else PART_BYTES
        self._large = anyio.CapacityLimiter(_LARGE_AT_ONCE)

    async def put(self, key: str, pieces: AsyncIterator[bytes], *, size_bytes: int | None) -> None:
        """Put a file whole, or nothing. Raises `Unavailable`, `StorageFull`.

        Args:
            size_bytes: How large it is, about; by this the way is chosen.
        """
        if size_bytes is not None and size_bytes <= _SMALL_BYTES:
            await self._put_whole(key, pieces)
            return
        async with self._large:
            if size_bytes is not None and size_bytes <= self._whole_bytes:
                await self._put_whole(key, pieces)
            else:
                await self._put_parts(key, pieces)

    async def _put_whole(self, key: str, content: bytes | AsyncIterator[bytes]) -> None:
        with told():
            await obstore.put_async(self._store, key, content, mode="create")

    async def _put_parts(self, key: str, pieces: AsyncIterator[bytes]) -> None:
        """Put a large file. A store takes parts for any key, so the key is taken by an empty object first."""
        await self._put_whole(key, b"")
        # Cancelled, obstore would leave the parts where nobody sees them; refused or failed, it does not.
        with anyio.CancelScope(shield=True):
            try:
                with told():
                    await obstore.put_async(
                        self._store,
                        key,
                        pieces,
                        chunk_size=PART_BYTES,
                        max_concurrency=_PARTS_AT_ONCE,
                    )
            except BaseException:
                # What cannot be deleted now is swept later.
                with contextlib.suppress(Exception):
                    await obstore.delete_async(self._store, key)
                raise
