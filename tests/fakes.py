"""The domain's ports in memory."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from domain.analyses.declaring import plain
from domain.analyses.fields import AGE, BIRTH_DATE, CAREER_INTEREST, EMAIL, NAME, PHONE
from domain.analyses.models import Analysis
from domain.documents.errors import FailureCode
from domain.errors import UsernameTaken
from domain.matches.models import Match
from domain.positions.importing.models import Posting
from domain.positions.models import Position
from domain.positions.ports import PositionWork
from domain.resumes.models import NewResume, Resume, ResumeState
from domain.resumes.ports import AnalysisSummary, ListedMatch, ResumeSummary, ResumeWork, StaleResult
from domain.users.models import NewUser, User
from domain.users.ports import Credentials, ListedUser, TokenOwner, UserWork
from domain.viewers import Role


class AnyWork(UserWork, ResumeWork, PositionWork, Protocol):
    """A unit of work on everything, as `persistence` and the fakes have it."""


class StoredPosting(NamedTuple):
    """An imported position, or, without a posting, the trace of a removed one."""

    posting: Posting | None
    version: int


@dataclass
class Tables:
    """What a database holds."""

    users: dict[int, User] = field(default_factory=dict)
    resumes: dict[int, Resume] = field(default_factory=dict)
    results: dict[int, tuple[Analysis, tuple[Match, ...]]] = field(default_factory=dict)
    positions: dict[tuple[str, str], StoredPosting] = field(default_factory=dict)
    catalogue_version: int = 0
    bundled_hash: str = ""
    matched_with: dict[int, int] = field(default_factory=dict)
    analysed_at: dict[int, str] = field(default_factory=dict)
    last_id: int = 0

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id


class FakeUserRepository:
    """Users in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, user: NewUser) -> User:
        if self.find(user.username_key) is not None:
            raise UsernameTaken
        added = User(id=self._tables.next_id(), token_version=0, **_values(user))
        self._tables.users[added.id] = added
        return added

    def get(self, user_id: int) -> User | None:
        return self._tables.users.get(user_id)

    def find(self, username_key: str) -> User | None:
        return next((user for user in self._tables.users.values() if user.username_key == username_key), None)

    def update(self, user: User) -> None:
        self._tables.users[user.id] = user

    def lock_admins(self) -> None:
        """Nobody else is at work in memory."""

    def any_of_role(self, role: Role) -> bool:
        return any(user.role is role for user in self._tables.users.values())

    def count(self) -> int:
        return len(self._tables.users)


class FakeResumeRepository:
    """Resumes in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, resume: NewResume) -> Resume:
        added = Resume(
            id=self._tables.next_id(),
            state=ResumeState.UPLOADED,
            failure_code=None,
            page_count=None,
            attempts=0,
            **_values(resume),
        )
        self._tables.resumes[added.id] = added
        return added

    def get(self, resume_id: int) -> Resume | None:
        return self._tables.resumes.get(resume_id)

    def begin_analysis(self, resume_id: int) -> Resume | None:
        resume = self.get(resume_id)
        if resume is None or resume.state.is_final:
            return None
        return self._put(replace(resume, state=ResumeState.ANALYSING, attempts=resume.attempts + 1))

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
        resume = self.get(resume_id)
        if resume is None:
            return False
        self._put(replace(resume, state=ResumeState.ANALYSED, failure_code=None, page_count=page_count))
        self._tables.results[resume_id] = (analysis, tuple(matches))
        self._tables.matched_with[resume_id] = catalogue_version
        self._tables.analysed_at[resume_id] = at.isoformat()
        return True

    def refresh_matches(
        self, stale: StaleResult, *, matches: Sequence[Match], catalogue_version: int
    ) -> bool:
        tables, resume_id = self._tables, stale.resume_id
        resume = self.get(resume_id)
        if (
            resume is None
            or resume.state is not ResumeState.ANALYSED
            or tables.analysed_at[resume_id] != stale.analysed_at
            or tables.matched_with[resume_id] >= catalogue_version
        ):
            return False
        tables.results[resume_id] = (tables.results[resume_id][0], tuple(matches))
        tables.matched_with[resume_id] = catalogue_version
        return True

    def fail_analysis(self, resume_id: int, *, code: FailureCode) -> bool:
        resume = self.get(resume_id)
        if resume is None:
            return False
        self._put(replace(resume, state=ResumeState.FAILED, failure_code=code, page_count=None))
        self._tables.results.pop(resume_id, None)
        return True

    def requeue(self, resume_id: int) -> bool:
        resume = self.get(resume_id)
        if resume is None or not resume.state.is_final:
            return False
        self._put(replace(resume, state=ResumeState.UPLOADED, failure_code=None, attempts=0))
        return True

    def delete(self, resume_id: int) -> bool:
        self._tables.results.pop(resume_id, None)
        return self._tables.resumes.pop(resume_id, None) is not None

    def unfinished(self) -> list[tuple[int, int]]:
        return sorted((r.id, r.user_id) for r in self._tables.resumes.values() if not r.state.is_final)

    def storage_keys(self, keys: Sequence[str]) -> set[str]:
        return {resume.storage_key for resume in self._tables.resumes.values()} & set(keys)

    def _put(self, resume: Resume) -> Resume:
        self._tables.resumes[resume.id] = resume
        return resume


class FakePositionRepository:
    """Imported positions in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def lock(self) -> None: ...

    def version(self) -> int:
        return self._tables.catalogue_version

    def raise_version(self) -> int:
        self._tables.catalogue_version += 1
        return self._tables.catalogue_version

    def note_bundled(self, content_hash: str) -> int:
        if self._tables.bundled_hash == content_hash:
            return self.version()
        self._tables.bundled_hash = content_hash
        return self.raise_version()

    def content_hashes(self, source: str, external_ids: Sequence[str]) -> dict[str, str]:
        found = {external_id: self._posting(source, external_id) for external_id in external_ids}
        return {external_id: posting.content_hash for external_id, posting in found.items() if posting}

    def put(self, source: str, postings: Sequence[Posting], *, version: int, at: datetime) -> None:
        for posting in postings:
            self._tables.positions[source, posting.external_id] = StoredPosting(posting, version)

    def external_ids(self, source: str, *, after: str, limit: int) -> list[str]:
        keys = sorted(
            key for (of, key), stored in self._tables.positions.items() if of == source and stored.posting
        )
        return [key for key in keys if key > after][:limit]

    def remove(self, source: str, external_ids: Sequence[str], *, version: int) -> int:
        there = [external_id for external_id in external_ids if self._posting(source, external_id)]
        for external_id in there:
            self._tables.positions[source, external_id] = StoredPosting(None, version)
        return len(there)

    def _posting(self, source: str, external_id: str) -> Posting | None:
        stored = self._tables.positions.get((source, external_id))
        return None if stored is None else stored.posting


class FakeUnitOfWork:
    """A unit of work over tables in memory; what is not committed is lost."""

    users: FakeUserRepository
    resumes: FakeResumeRepository
    positions: FakePositionRepository

    def __init__(self, tables: Tables) -> None:
        self._committed = tables

    def __enter__(self) -> Self:
        self._own = copy.deepcopy(self._committed)
        self.users = FakeUserRepository(self._own)
        self.resumes = FakeResumeRepository(self._own)
        self.positions = FakePositionRepository(self._own)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del self._own

    def commit(self) -> None:
        for part in fields(Tables):
            setattr(self._committed, part.name, getattr(copy.deepcopy(self._own), part.name))


class FakeReads:
    """The read port over the same tables, as far as the services of these tests go."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def token_owner(self, user_id: int) -> TokenOwner | None:
        user = self._tables.users.get(user_id)
        return TokenOwner(user.id, user.username, user.role, user.token_version) if user else None

    async def credentials(self, username_key: str) -> Credentials | None:
        user = FakeUserRepository(self._tables).find(username_key)
        return Credentials(user.id, user.password_hash, user.token_version) if user else None

    async def resume(self, resume_id: int) -> ResumeSummary | None:
        resume = self._tables.resumes.get(resume_id)
        return _resume_row(resume) if resume else None

    async def resumes_of(self, user_id: int, *, after: int, limit: int) -> list[ResumeSummary]:
        return [row for row in await self.all_resumes(after=after, limit=limit) if row.user_id == user_id]

    async def all_resumes(self, *, after: int, limit: int) -> list[ResumeSummary]:
        found = sorted(self._tables.resumes.items())
        return [_resume_row(resume) for resume_id, resume in found if resume_id > after][:limit]

    async def all_users(self, *, after: int, limit: int) -> list[ListedUser]:
        found = sorted(self._tables.users.items())
        return [ListedUser(user.id, user.username, user.role) for user_id, user in found if user_id > after][
            :limit
        ]

    async def analysis(self, resume_id: int) -> AnalysisSummary | None:
        if resume_id not in self._tables.results:
            return None
        facts, _ = self._tables.results[resume_id]
        return AnalysisSummary(
            *map(_told, (facts[NAME], facts[AGE], facts[BIRTH_DATE])),
            *map(_told, (facts[EMAIL], facts[PHONE], facts[CAREER_INTEREST])),
        )

    async def matches(self, resume_id: int) -> list[ListedMatch]:
        _, matches = self._tables.results.get(resume_id, (None, ()))
        return [
            ListedMatch(match.position, match.salary_range, match.score, match.analysis) for match in matches
        ]

    async def check(self) -> None:
        return None


def _told(value: object) -> Any:
    return None if value is None else plain(value)


def _resume_row(resume: Resume) -> ResumeSummary:
    return ResumeSummary(
        resume.id, resume.user_id, resume.state, resume.upload_time.isoformat(), resume.storage_key
    )


def _values(record: NewUser | NewResume) -> dict[str, Any]:
    return {part.name: getattr(record, part.name) for part in fields(record)}


class FakeCatalogueReads:
    """The catalogue's reads over the same tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def version(self) -> int:
        return self._tables.catalogue_version

    @contextmanager
    def changes(self, *, since: int) -> Iterator[FakeChanges]:
        yield FakeChanges(copy.deepcopy(self._tables), since)


class FakeStaleResults:
    """Finds old matches in the same tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def stale_results(self, version: int, *, before_id: int, limit: int) -> list[StaleResult]:
        tables = self._tables
        stale = [
            StaleResult(resume_id, tables.analysed_at[resume_id], tables.results[resume_id][0])
            for resume_id, resume in sorted(tables.resumes.items(), reverse=True)
            if resume.state is ResumeState.ANALYSED
            and tables.matched_with[resume_id] < version
            and resume_id < before_id
        ]
        return stale[:limit]


class FakeChanges:
    """The changes after a version."""

    def __init__(self, tables: Tables, since: int) -> None:
        self.version = tables.catalogue_version
        self._since = since
        self._changed = {key: stored for key, stored in tables.positions.items() if stored.version > since}

    def added(self) -> Iterator[tuple[str, list[Position]]]:
        for (source, key), stored in self._changed.items():
            if (posting := stored.posting) is not None:
                lowest, highest = posting.salary.monthly_cny if posting.salary else (None, None)
                yield (
                    source,
                    [
                        Position(
                            code=key,
                            source=source,
                            title_zh=posting.title_zh or "",
                            title_en=posting.title_en or "",
                            aliases=posting.aliases,
                            skills=posting.skills,
                            degree=posting.degree,
                            years_min=posting.years_min,
                            salary_min=lowest,
                            salary_max=highest,
                            salary_basis=source if posting.salary else "",
                            salary_text=posting.salary.printed if posting.salary else None,
                            occupation_code=posting.occupation_code,
                            company=posting.company,
                            city=posting.city,
                        )
                    ],
                )

    def removed(self) -> Iterator[tuple[str, list[str]]]:
        if self._since > 0:
            for (source, key), stored in self._changed.items():
                if stored.posting is None:
                    yield source, [key]
