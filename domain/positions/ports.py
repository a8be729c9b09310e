"""What the services around positions ask of the world."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.documents.contents import Content
from domain.positions.importing.models import Posting
from domain.positions.models import Position
from domain.unit_of_work import UnitOfWork


class PositionRepository(Protocol):
    """Imported positions; each is known by its source and its external id."""

    def lock(self) -> None:
        """Keep every other change of the catalogue out until this one ends."""

    def version(self) -> int:
        """Return the catalogue's version, 0 before its first change."""

    def raise_version(self) -> int:
        """Raise the catalogue's version for a change and return it; to be called under the lock."""

    def note_bundled(self, content_hash: str) -> int:
        """Raise the version where the program brings other positions than before; return it."""

    def content_hashes(self, source: str, external_ids: Sequence[str]) -> dict[str, str]:
        """The content hashes of those of the positions that are there."""

    def put(self, source: str, postings: Sequence[Posting], *, version: int, at: datetime) -> None:
        """Add the postings, or replace those that are there."""

    def external_ids(self, source: str, *, after: str, limit: int) -> list[str]:
        """The source's ids above `after`, in order."""

    def remove(self, source: str, external_ids: Sequence[str], *, version: int) -> int:
        """Remove positions and return how many there were."""


class PositionWork(UnitOfWork, Protocol):
    """A unit of work on the imported positions."""

    @property
    def positions(self) -> PositionRepository: ...


PositionWorkFactory = Callable[[], PositionWork]


class PositionPlace(NamedTuple):
    """Where a position stands in the order of the catalogue: its source, and its code in it."""

    source: str
    code: str


class PositionSource(NamedTuple):
    """Where positions come from, and how many do."""

    name: str
    position_count: int


class PositionReads(Protocol):
    """Bounded reads of the imported positions, in the order of their places."""

    async def page(
        self,
        *,
        source: str | None,
        after: PositionPlace | None,
        before: PositionPlace | None,
        backwards: bool,
        limit: int,
        whole: bool = False,
    ) -> list[Position]:
        """Return at most `limit` positions between two places; backwards, from the end, the last first.

        With a source the places are in it; `whole` ones come with their descriptions.
        """

    async def found(self, places: Sequence[PositionPlace], *, whole: bool = False) -> list[Position]:
        """Return those of the positions that exist, in any order; `whole` ones with their descriptions."""

    async def count(self, source: str | None) -> int:
        """Return how many there are, or there are of a source."""

    async def sources(self) -> list[PositionSource]:
        """Return the sources that have positions, in the order of their names."""


class CatalogueChanges(Protocol):
    """What has changed in the imported positions, as of one moment.

    Attributes:
        version: The catalogue's version at that moment.
    """

    @property
    def version(self) -> int: ...

    def added(self) -> Iterator[tuple[str, list[Position]]]:
        """New and changed positions in their order, batch by batch, each of one source."""

    def removed(self) -> Iterator[tuple[str, list[str]]]:
        """The codes of removed positions, batch by batch, each of one source."""


class CatalogueReads(Protocol):
    """Reads of the catalogue; each takes its time and belongs on a thread."""

    def version(self) -> int:
        """Return the catalogue's version, 0 before its first change."""

    def changes(self, *, since: int) -> AbstractContextManager[CatalogueChanges]:
        """Look at the positions that changed after a version, for the time of the context."""


class KeptFile(Protocol):
    """A file that is stored; `key` is what it is known by."""

    @property
    def key(self) -> str: ...


class KeptFiles(Protocol):
    """Where files of postings are kept for a while. What is older than an hour may be swept away."""

    async def put(
        self, chunks: AsyncIterator[bytes], *, suffix: str, size_bytes: int | None = None
    ) -> KeptFile:
        """Store a new file. Raises `Unavailable`, `StorageFull`."""

    def local_copy(self, key: str) -> AbstractAsyncContextManager[Content]:
        """Have the file on this host for a while. Raises `FileNotFoundError`, `Unavailable`."""

    async def delete(self, *keys: str) -> None:
        """Remove files; a missing one is no error. Raises `Unavailable`."""
