"""The domain's repositories in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from domain.analyses.correcting import Correction
from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.errors import FailureCode
from domain.errors import UsernameTaken
from domain.matches.models import Match
from domain.positions.importing.models import Posting
from domain.resumes.models import NewResume, Resume, ResumeState
from domain.resumes.ports import StaleResult
from domain.resumes.quotas import Usage
from domain.users.models import NewUser, User
from domain.viewers import Role, TokenSession
from tests.fakes.tables import StoredPosting, Tables


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

    def others_who_see(self, role: Role, *, than: int) -> bool:
        return any(
            user.role is role and not user.is_blind and user.id != than
            for user in self._tables.users.values()
        )

    def end_session(self, user_id: int, session: TokenSession, *, now: int) -> None:
        self._tables.ended_sessions.add(session.name)

    def delete(self, user_id: int) -> bool:
        resumes = FakeResumeRepository(self._tables)
        for resume_id, _ in resumes.of_user(user_id):
            resumes.delete(resume_id)
        return self._tables.users.pop(user_id, None) is not None

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

    def with_content(self, user_id: int, sha256: str) -> int | None:
        found = (r.id for r in self._tables.resumes.values() if (r.user_id, r.sha256) == (user_id, sha256))
        return max(found, default=None)

    def usage(self, user_id: int) -> Usage:
        sizes = [each.size_bytes for each in self._tables.resumes.values() if each.user_id == user_id]
        return Usage(resumes=len(sizes), size_bytes=sum(sizes))

    def begin_analysis(self, resume_id: int) -> Resume | None:
        resume = self.get(resume_id)
        if resume is None or resume.state.is_final:
            return None
        return self._put(replace(resume, state=ResumeState.ANALYSING, attempts=resume.attempts + 1))

    def give_back(self, resume_id: int) -> None:
        resume = self.get(resume_id)
        if resume is not None and not resume.state.is_final and resume.attempts:
            self._put(replace(resume, attempts=resume.attempts - 1))

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
        resume = self.get(resume_id)
        if resume is None or resume.state.is_final:
            return False
        self._put(replace(resume, state=ResumeState.ANALYSED, failure_code=None, page_count=page_count))
        self._tables.results[resume_id] = (analysis, tuple(matches))
        self._tables.matched_with[resume_id] = catalogue_version
        self._tables.analysed_at[resume_id] = at.isoformat()
        self._tables.pages[resume_id] = pages
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
        resume = self.get(resume_id)
        if resume is None or resume.state is not ResumeState.ANALYSED:
            return False
        if self._tables.analysed_at[resume_id] != analysed_at:
            return False
        self._tables.results[resume_id] = (analysis, tuple(matches))
        self._tables.matched_with[resume_id] = catalogue_version
        self._tables.analysed_at[resume_id] = at.isoformat()
        return True

    def fail_analysis(self, resume_id: int, *, code: FailureCode) -> bool:
        resume = self.get(resume_id)
        if resume is None or resume.state.is_final:
            return False
        self._put(replace(resume, state=ResumeState.FAILED, failure_code=code, page_count=None))
        self._tables.results.pop(resume_id, None)
        return True

    def requeue(self, resume_id: int, *, later: bool = False, analysed_before: str | None = None) -> bool:
        resume = self.get(resume_id)
        if resume is None or not resume.state.is_final:
            return False
        if analysed_before is not None and self._tables.analysed_at.get(resume_id, "") >= analysed_before:
            return False
        self._put(replace(resume, state=ResumeState.UPLOADED, failure_code=None, attempts=0))
        return True

    def delete(self, resume_id: int) -> bool:
        self._tables.results.pop(resume_id, None)
        self._tables.corrections.pop(resume_id, None)
        return self._tables.resumes.pop(resume_id, None) is not None

    def of_user(self, user_id: int) -> list[tuple[int, str]]:
        return sorted((r.id, r.storage_key) for r in self._tables.resumes.values() if r.user_id == user_id)

    def uploaded_before(self, moment: datetime, *, limit: int) -> list[tuple[int, str]]:
        found = (r for r in self._tables.resumes.values() if r.upload_time < moment)
        return [(r.id, r.storage_key) for r in sorted(found, key=lambda r: (r.upload_time, r.id))][:limit]

    def unfinished(self, *, begun: bool = True) -> list[tuple[int, int]]:
        states = {ResumeState.UPLOADED} | ({ResumeState.ANALYSING} if begun else set())
        return sorted((r.id, r.user_id) for r in self._tables.resumes.values() if r.state in states)

    def storage_keys(self, keys: Sequence[str]) -> set[str]:
        return {resume.storage_key for resume in self._tables.resumes.values()} & set(keys)

    def _put(self, resume: Resume) -> Resume:
        self._tables.resumes[resume.id] = resume
        return resume


class FakePositionRepository:
    """Imported positions in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def lock(self) -> None:
        self._tables.catalogue_locks += 1

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


def _values(record: NewUser | NewResume) -> dict[str, Any]:
    return {part.name: getattr(record, part.name) for part in fields(record)}
