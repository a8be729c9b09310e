"""Putting a file of any size under a key that nobody has, in bounded memory."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import anyio
import obstore
from obstore.store import ObjectStore

from persistence.object_stores import told

PART_BYTES = 8 * 1024 * 1024
_SMALL_BYTES = 1024 * 1024
# What is larger is in memory by up to four parts.
_LARGE_AT_ONCE = 8
_PARTS_AT_ONCE = 2


class NewObjects:
    """Puts files into a store."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._large = anyio.CapacityLimiter(_LARGE_AT_ONCE)

    async def put(self, key: str, pieces: AsyncIterator[bytes]) -> None:
        """Put a file whole, or nothing. Raises `Unavailable`, `StorageFull`."""
        head = bytearray()
        if await _fill(head, pieces, up_to=_SMALL_BYTES):
            await self._put_whole(key, head)
            return
        async with self._large:
            if await _fill(head, pieces, up_to=PART_BYTES):
                await self._put_whole(key, head)
            else:
                await self._put_parts(key, head, pieces)

    async def _put_whole(self, key: str, content: bytearray) -> None:
        with told():
            await obstore.put_async(self._store, key, bytes(content), mode="create")

    async def _put_parts(self, key: str, head: bytearray, pieces: AsyncIterator[bytes]) -> None:
        """Put a large file. A store takes parts for any key, so the key is taken by an empty object first."""
        await self._put_whole(key, bytearray())
        # Cancelled, obstore would leave the parts where nobody sees them; refused or failed, it does not.
        with anyio.CancelScope(shield=True):
            try:
                with told():
                    await obstore.put_async(
                        self._store,
                        key,
                        _joined(head, pieces),
                        chunk_size=PART_BYTES,
                        max_concurrency=_PARTS_AT_ONCE,
                    )
            except BaseException:
                # What cannot be deleted now is swept later.
                with contextlib.suppress(Exception):
                    await obstore.delete_async(self._store, key)
                raise


async def _fill(head: bytearray, pieces: AsyncIterator[bytes], *, up_to: int) -> bool:
    """Take pieces until there are more bytes than that; return whether it was all before."""
    async for piece in pieces:
        head += piece
        if len(head) > up_to:
            return False
    return True


async def _joined(head: bytearray, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield bytes(head)
    head.clear()
    async for piece in pieces:
        yield piece
