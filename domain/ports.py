"""What the domain asks of the world. `persistence` makes these real, tests have fakes.

Writes go through a unit of work, one per use case, on a thread. Reads that must be fast go
through the read ports of `domain/reads.py`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from domain.analyses.models import Analysis
from domain.documents.errors import FailureCode
from domain.documents.models import MediaType
from domain.matches.models import Match
from domain.positions.importing.models import Posting
from domain.positions.models import Position
from domain.resumes.models import NewResume, Resume, StoredFile
from domain.users.models import NewUser, User

Clock = Callable[[], datetime]
"""Returns the present time, aware, in UTC."""


class UserRepository(Protocol):
    """Users, one by one."""

    def add(self, user: NewUser) -> User:
        """Store a new user. Raises `UsernameTaken`."""

    def get(self, user_id: int) -> User | None: ...

    def find(self, username_key: str) -> User | None: ...

    def update(self, user: User) -> None: ...

    def lock_admins(self) -> None:
        """Have others who make or change administrators wait until this transaction ends."""

    def any_admin(self) -> bool: ...

    def count(self) -> int: ...


class ResumeRepository(Protocol):
    """Resumes with their results."""

    def add(self, resume: NewResume) -> Resume: ...

    def get(self, resume_id: int) -> Resume | None: ...

    def begin_analysis(self, resume_id: int) -> Resume | None:
        """Mark an unfinished resume as in work and count the attempt; None where there is nothing to do."""

    def finish_analysis(
        self,
        resume_id: int,
        *,
        page_count: int,
        analysis: Analysis,
        matches: Sequence[Match],
        at: datetime,
        catalogue_version: int = 0,
    ) -> bool:
        """Replace the resume's results and mark it analysed; False where the resume is gone."""

    def refresh_matches(
        self, stale: StaleResult, *, matches: Sequence[Match], catalogue_version: int
    ) -> bool:
        """Replace the matches of an analysis; False where it, or the resume, is not the same any more."""

    def fail_analysis(self, resume_id: int, *, code: FailureCode) -> bool:
        """Drop the resume's results and mark it failed; False where the resume is gone."""

    def requeue(self, resume_id: int) -> bool:
        """Mark a finished resume as uploaded, so that it is analysed anew; False where it is not finished."""

    def delete(self, resume_id: int) -> bool: ...

    def unfinished(self) -> list[tuple[int, int]]:
        """The resumes whose work has not ended, oldest first: their ids and their owners' ids."""

    def storage_keys(self, keys: Sequence[str]) -> set[str]:
        """Those of `keys` that belong to a resume."""


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


class UnitOfWork(Protocol):
    """One transaction for writing. Leaving it without `commit` undoes everything."""

    @property
    def users(self) -> UserRepository: ...

    @property
    def resumes(self) -> ResumeRepository: ...

    @property
    def positions(self) -> PositionRepository: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def commit(self) -> None: ...


UnitOfWorkFactory = Callable[[], UnitOfWork]


class StaleResult(NamedTuple):
    """An analysis whose matches were made with an older catalogue."""

    resume_id: int
    analysed_at: str
    analysis: Analysis


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
    """Reads of the catalogue and of what was made with it; each takes its time and belongs on a thread."""

    def version(self) -> int:
        """Return the catalogue's version, 0 before its first change."""

    def changes(self, *, since: int) -> AbstractContextManager[CatalogueChanges]:
        """Look at the positions that changed after a version, for the time of the context."""

    def stale_results(self, version: int, *, before_id: int, limit: int) -> list[StaleResult]:
        """Return results made with a catalogue older than `version`, newest resumes first, by their ids."""


class FollowedCatalogue(Protocol):
    """The catalogue as a running program has it."""

    @property
    def version(self) -> int:
        """The version that matches made now are as new as, or newer."""

    def look_again(self) -> None:
        """Look for matches made with an older version: some have been stored since the last look."""


class Upload(Protocol):
    """A file on its way in, spooled by the edge; positions and sizes in bytes."""

    @property
    def filename(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    async def read(self, size: int = -1) -> bytes: ...

    async def seek(self, offset: int) -> None: ...


class FileStore(Protocol):
    """Where uploaded files are kept."""

    async def put(self, chunks: AsyncIterator[bytes], *, suffix: str) -> StoredFile:
        """Store a new file durably: when this returns, the file survives a power cut."""

    def local_copy(self, key: str) -> AbstractAsyncContextManager[Path]:
        """Give the file as a path on this host for the time of the context. Raises `FileNotFoundError`."""

    async def delete(self, key: str) -> None:
        """Remove the file; a missing one is no error."""

    def old_keys(self) -> AsyncIterator[list[str]]:
        """The keys of files stored a good while ago, in batches. Leftovers of broken writes are removed."""

    async def check(self) -> None:
        """Raise where the store does not answer."""


class Reading(NamedTuple):
    """What came out of a file."""

    page_count: int
    analysis: Analysis


class ResumeReader(Protocol):
    """Turns a file into facts, safely."""

    async def read(self, path: Path, *, media_type: MediaType) -> Reading:
        """Read the file. Raises `ReadFailure`."""

    async def check(self) -> bool:
        """Whether the reader answers."""


class AnalysisQueue(Protocol):
    """Runs analyses in the background."""

    def submit(self, resume_id: int, *, user_id: int) -> None:
        """Take up a resume whose row is committed. Losing the call loses nothing: the row's state stays."""


class Events(Protocol):
    """Tells waiting readers that a resume has changed."""

    def publish(self, resume_id: int) -> None: ...

    def subscribe(self, resume_id: int) -> AbstractAsyncContextManager[ChangeSignal]:
        """Listen from now on; each change sets the signal."""


class ChangeSignal(Protocol):
    """A change that may be waited for."""

    async def wait(self) -> None:
        """Return when the resume has changed since the last `wait` (or since subscribing)."""
