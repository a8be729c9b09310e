"""Hot reads: SQL compiled once, run on the pool's own cursor, rows as light tuples.

An ORM row costs 15 to 20 times a cursor's row, a Core row twice. On the embedded database a
bounded read takes tens of microseconds, less than the hop to a thread, so it runs where it is
called; a database over a network gets the thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

import anyio
from sqlalchemy import Engine, Integer, bindparam, select
from sqlmodel import col

from domain.resumes.ports import AnalysisSummary, ListedMatch, ResumeSummary
from domain.users.ports import Credentials, ListedUser, TokenOwner
from persistence import tables
from persistence.statements import Reader, Statement

RowT = TypeVar("RowT", bound=NamedTuple)
LARGEST_ID = 2**63 - 1


class SqlReads:
    """The domain's `Reads` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._inline = engine.dialect.name == "sqlite"
        reader = Reader(engine)
        user, resume = tables.UserRow, tables.ResumeRow
        analysis, match = tables.AnalysisRow, tables.MatchRow
        resume_columns = select(
            col(resume.id),
            col(resume.user_id),
            col(resume.state),
            col(resume.upload_time),
            col(resume.storage_key),
        )
        after, limit = bindparam("after", type_=Integer), bindparam("limit", type_=Integer)
        self._token_owner = Statement(
            reader,
            select(col(user.id), col(user.username), col(user.role), col(user.token_version)).where(
                col(user.id) == bindparam("id")
            ),
        )
        self._credentials = Statement(
            reader,
            select(col(user.id), col(user.password_hash), col(user.token_version)).where(
                col(user.username_key) == bindparam("key")
            ),
        )
        self._resume = Statement(reader, resume_columns.where(col(resume.id) == bindparam("id")))
        self._resumes_of = Statement(
            reader,
            resume_columns.where(col(resume.user_id) == bindparam("user_id"), col(resume.id) > after)
            .order_by(col(resume.id))
            .limit(limit),
        )
        self._all_resumes = Statement(
            reader, resume_columns.where(col(resume.id) > after).order_by(col(resume.id)).limit(limit)
        )
        self._all_users = Statement(
            reader,
            select(col(user.id), col(user.username), col(user.role))
            .where(col(user.id) > after)
            .order_by(col(user.id))
            .limit(limit),
        )
        self._analysis = Statement(
            reader,
            select(
                col(analysis.name),
                col(analysis.age_stated),
                col(analysis.birth_date),
                col(analysis.email),
                col(analysis.phone),
                col(analysis.career_interest),
            ).where(col(analysis.resume_id) == bindparam("id")),
        )
        self._matches = Statement(
            reader,
            select(col(match.position), col(match.salary_range), col(match.score), col(match.analysis))
            .where(col(match.resume_id) == bindparam("id"))
            .order_by(col(match.rank)),
        )
        self._one = Statement(reader, select(1))

    async def token_owner(self, user_id: int) -> TokenOwner | None:
        return await self._first(TokenOwner, self._token_owner, id=user_id)

    async def credentials(self, username_key: str) -> Credentials | None:
        found = await self._all(Credentials, self._credentials, key=username_key)
        return found[0] if found else None

    async def resume(self, resume_id: int) -> ResumeSummary | None:
        return await self._first(ResumeSummary, self._resume, id=resume_id)

    async def resumes_of(self, user_id: int, *, after: int, limit: int) -> list[ResumeSummary]:
        return await self._all(ResumeSummary, self._resumes_of, user_id=user_id, after=after, limit=limit)

    async def all_resumes(self, *, after: int, limit: int) -> list[ResumeSummary]:
        return await self._all(ResumeSummary, self._all_resumes, after=after, limit=limit)

    async def all_users(self, *, after: int, limit: int) -> list[ListedUser]:
        return await self._all(ListedUser, self._all_users, after=after, limit=limit)

    async def analysis(self, resume_id: int) -> AnalysisSummary | None:
        return await self._first(AnalysisSummary, self._analysis, id=resume_id)

    async def matches(self, resume_id: int) -> list[ListedMatch]:
        return await self._all(ListedMatch, self._matches, id=resume_id)

    async def check(self) -> None:
        await anyio.to_thread.run_sync(self._one.rows)

    async def _first(self, row: Callable[..., RowT], statement: Statement, *, id: int) -> RowT | None:  # noqa: A002
        if not 0 < id <= LARGEST_ID:
            return None
        found = await self._run(partial(statement.rows, id=id))
        return row(*found[0]) if found else None

    async def _all(self, row: Callable[..., RowT], statement: Statement, **values: object) -> list[RowT]:
        return [row(*values) for values in await self._run(partial(statement.rows, **values))]

    async def _run(self, read: Callable[[], list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        return read() if self._inline else await anyio.to_thread.run_sync(read)
