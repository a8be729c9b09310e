"""The domain's read ports over the same tables."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from domain.analyses.declaring import plain
from domain.analyses.fields import AGE, BIRTH_DATE, CAREER_INTEREST, EMAIL, NAME, PHONE
from domain.positions.models import Position
from domain.resumes.models import Resume, ResumeState
from domain.resumes.ports import AnalysisSummary, ListedMatch, ResumeSummary, StaleResult, Standing
from domain.users.ports import Credentials, ListedUser, TokenOwner
from tests.fakes.repositories import FakeUserRepository
from tests.fakes.tables import Tables


class FakeReads:
    """The read port over the same tables, as far as the services of these tests go."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def mark(self) -> bytes | None:
        return None

    async def token_owner(self, user_id: int, session: str) -> TokenOwner | None:
        user = None if session in self._tables.ended_sessions else self._tables.users.get(user_id)
        return (
            TokenOwner(user.id, user.username, user.role, user.is_blind, user.token_version) if user else None
        )

    async def credentials(self, username_key: str) -> Credentials | None:
        user = FakeUserRepository(self._tables).find(username_key)
        return Credentials(user.id, user.password_hash, user.token_version) if user else None

    async def resume(self, resume_id: int) -> ResumeSummary | None:
        resume = self._tables.resumes.get(resume_id)
        return _resume_row(resume) if resume else None

    async def standing(self, resume_id: int) -> Standing | None:
        resume = self._tables.resumes.get(resume_id)
        if resume is None:
            return None
        tables = self._tables
        return Standing(
            resume.state, tables.analysed_at.get(resume_id), tables.matched_with.get(resume_id, 0)
        )

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
                            occupation_code=posting.occupation_code or posting.told_code,
                            isco=posting.isco,
                            level=posting.level,
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
