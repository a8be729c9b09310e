"""A file on its way in, as the edges hand it over."""

from __future__ import annotations

from typing import Protocol


class Upload(Protocol):
    """A file that the edge has spooled; positions and sizes in bytes."""

    @property
    def filename(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    async def read(self, size: int = -1) -> bytes: ...

    async def seek(self, offset: int) -> None: ...
