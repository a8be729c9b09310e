"""What the use cases around resumes ask of the world."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.analyses.correcting import Correction
from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.contents import Content
from domain.documents.errors import FailureCode
from domain.matches.models import Match
from domain.resumes.correction_ports import CorrectionRepository
from domain.resumes.models import NewResume, Resume, StoredFile
from domain.resumes.quotas import Usage
from domain.unit_of_work import UnitOfWork
from domain.webhooks.ports import WebhookRepository


class StaleResult(NamedTuple):
    """An analysis whose matches were made with an older catalogue."""

    resume_id: int
    analysed_at: str
    analysis: Analysis


class ResumeRepository(Protocol):
    """Resumes with their results."""

    def add(self, resume: NewResume) -> Resume: ...

    def get(self, resume_id: int) -> Resume | None: ...

    def with_content(self, user_id: int, sha256: str) -> int | None:
        """Return the newest of a user's resumes with that content."""

    def usage(self, user_id: int) -> Usage:
        """Return what a user keeps."""

    def begin_analysis(self, resume_id: int) -> Resume | None:
        """Mark an unfinished resume as in work and count the attempt; None where there is nothing to do."""

    def give_back(self, resume_id: int) -> None:
        """Uncount an attempt that broke off through no fault of the file."""

    def finish_analysis(
        self,
        resume_id: int,
        *,
        page_count: int,
        analysis: Analysis,
        matches: Sequence[Match],
        at: datetime,
        catalogue_version: int = 0,
        corrections: Sequence[Correction] = (),
        pages: str = "",
        layouts: Sequence[PageLayout] = (),
    ) -> bool:
        """Replace the results of an unfinished resume and mark it analysed; False where there is none.

        Args:
            corrections: Those that are in the analysis already.
            pages: The text to be searched, as `marked_pages` returns it.
            layouts: Where that text stands.
        """

    def refresh_matches(
        self, stale: StaleResult, *, matches: Sequence[Match], catalogue_version: int
    ) -> bool:
        """Replace the matches of an analysis; False where it, or the resume, is not the same any more."""

    def replace_results(
        self,
        resume_id: int,
        *,
        analysed_at: str,
        analysis: Analysis,
        matches: Sequence[Match],
        at: datetime,
        catalogue_version: int,
        corrections: Sequence[Correction],
    ) -> bool:
        """Replace the results of an analysed resume; False where they are not those of `analysed_at`."""

    def fail_analysis(self, resume_id: int, *, code: FailureCode) -> bool:
        """Drop the results of an unfinished resume and mark it failed; False where there is none."""

    def requeue(self, resume_id: int, *, later: bool = False, analysed_before: str | None = None) -> bool:
        """Mark a finished resume as uploaded, so that it is analysed anew; False where it is not finished.

        Args:
            later: Whether nobody waits for it, so that it may come after what others wait for.
            analysed_before: It is left alone, too, where its analysis is of this moment or later.
        """

    def delete(self, resume_id: int) -> bool: ...

    def of_user(self, user_id: int) -> list[tuple[int, str]]:
        """A user's resumes, oldest first: their ids and the keys of their files."""

    def uploaded_before(self, moment: datetime, *, limit: int) -> list[tuple[int, str]]:
        """Resumes older than that, oldest first, in the same form."""

    def unfinished(self, *, begun: bool = True) -> list[tuple[int, int]]:
        """The resumes whose work has not ended, oldest first: their ids and their owners' ids.

        Without those that are `begun`, only the ones that nobody has taken up.
        """

    def storage_keys(self, keys: Sequence[str]) -> set[str]:
        """Those of `keys` that belong to a resume."""


class ResumeWork(UnitOfWork, Protocol):
    """A unit of work on resumes and their results."""

    @property
    def resumes(self) -> ResumeRepository: ...

    @property
    def corrections(self) -> CorrectionRepository: ...


ResumeWorkFactory = Callable[[], ResumeWork]


class AnalysisWork(ResumeWork, Protocol):
    """The same, and on who is told of them."""

    @property
    def webhooks(self) -> WebhookRepository: ...


AnalysisWorkFactory = Callable[[], AnalysisWork]


class ResumeSummary(NamedTuple):
    """A resume as lists and details show it; `upload_time` is ISO 8601 with offset."""

    id: int
    user_id: int
    state: str
    upload_time: str
    storage_key: str


class Standing(NamedTuple):
    """How far the work on a resume is, and which results it has: others are another `Standing`."""

    state: str
    analysed_at: str | None
    catalogue_version: int


class AnalysisSummary(NamedTuple):
    """The part of an analysis that REST shows."""

    name: str | None
    age_stated: int | None
    birth_date: str | None
    email: str | None
    phone: str | None
    career_interest: str | None


class ListedMatch(NamedTuple):
    """A match as REST shows it."""

    position: str
    salary_range: str
    score: float
    analysis: str


class ResumeReads(Protocol):
    """Hot, bounded reads. Lists of resumes come in pages: with an id above `after`, at most `limit`."""

    async def resume(self, resume_id: int) -> ResumeSummary | None: ...

    async def standing(self, resume_id: int) -> Standing | None: ...

    async def resumes_of(self, user_id: int, *, after: int, limit: int) -> list[ResumeSummary]: ...

    async def all_resumes(self, *, after: int, limit: int) -> list[ResumeSummary]: ...

    async def analysis(self, resume_id: int) -> AnalysisSummary | None: ...

    async def matches(self, resume_id: int) -> list[ListedMatch]: ...


class StaleResults(Protocol):
    """Finds matches made with an older catalogue; that takes its time and belongs on a thread."""

    def stale_results(self, version: int, *, before_id: int, limit: int) -> list[StaleResult]:
        """Return results made with a catalogue older than `version`, newest resumes first, by their ids."""


class Matching(Protocol):
    """What matches people with the positions of the catalogue."""

    def match(self, analysis: Analysis, *, limit: int) -> tuple[Match, ...]: ...


class IndexedCatalogue(Protocol):
    """The catalogue as a running program has it."""

    @property
    def version(self) -> int:
        """The version that matches made now are as new as, or newer."""


class FollowedCatalogue(IndexedCatalogue, Protocol):
    """The catalogue, with what keeps older matches up with it."""

    def look_again(self) -> None:
        """Look for matches made with an older version: some have been stored since the last look."""


class AnalysisWatch(Protocol):
    """Is told how analyses go, for those who watch over them."""

    def analysis(self, resume_id: int, effort: str) -> AbstractContextManager[object]:
        """Watch what is done for a resume with one effort, for the time of the context."""

    def stage(self, name: str) -> AbstractContextManager[object]:
        """Watch a stage of that."""

    def ended(self, outcome: str, *, seconds: float | None) -> None:
        """Note the end of an analysis, `analysed` or the code of its failure.

        `seconds` are those since the upload, None where the resume was analysed before.
        """


class NoWatch:
    """Watches nothing."""

    def analysis(self, resume_id: int, effort: str) -> AbstractContextManager[object]:  # noqa: ARG002
        return nullcontext()

    def stage(self, name: str) -> AbstractContextManager[object]:  # noqa: ARG002
        return nullcontext()

    def ended(self, outcome: str, *, seconds: float | None) -> None:
        pass


class FileStore(Protocol):
    """Where uploaded files are kept."""

    async def put(
        self, chunks: AsyncIterator[bytes], *, suffix: str, size_bytes: int | None = None
    ) -> StoredFile:
        """Store a new file durably: when this returns, the file survives a power cut.

        Raises `Unavailable`, `StorageFull`.

        Args:
            size_bytes: How large it will be; a small file is stored at less cost where that is known.
        """

    def local_copy(self, key: str) -> AbstractAsyncContextManager[Content]:
        """Have the file on this host for the time of the context.

        Raises `FileNotFoundError`; `Unavailable` where nobody can tell, or bring it, now.
        """

    async def delete(self, *keys: str) -> None:
        """Remove files; a missing one is no error. Raises `Unavailable`."""

    def old_keys(self) -> AsyncIterator[list[str]]:
        """The keys of files stored a good while ago, in batches. Leftovers of broken writes are removed.

        Raises `Unavailable`.
        """

    async def check(self) -> None:
        """Raise where a file could not be kept now."""


class AnalysisQueue(Protocol):
    """Runs analyses in the background."""

    def submit(self, resume_id: int, *, user_id: int, later: bool = False) -> None:
        """Take up a resume whose row is committed. Losing the call loses nothing: the row's state stays.

        Args:
            later: Whether nobody waits for it, so that what its owner waits for need not come after it.
        """


class Events(Protocol):
    """Tells waiting readers that a resume has changed."""

    def publish(self, resume_id: int) -> None: ...

    def subscribe(self, resume_id: int) -> AbstractAsyncContextManager[ChangeSignal]:
        """Listen from now on; each change sets the signal."""


class ChangeSignal(Protocol):
    """A change that may be waited for."""

    async def wait(self) -> None:
        """Return when the resume has changed since the last `wait` (or since subscribing)."""
