"""What the services read in each request, as light rows.

An ORM row costs 15 to 20 times a cursor's row, a Core row twice.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from sqlalchemy import Engine, Integer, bindparam, exists, select
from sqlmodel import col

from domain.resumes.ports import AnalysisSummary, ListedMatch, ResumeSummary, Standing
from domain.users.ports import Credentials, ListedUser, TokenOwner
from persistence import tables
from persistence.statements import RowReader, Statement

RowT = TypeVar("RowT", bound=NamedTuple)
LARGEST_ID = 2**63 - 1


class SqlReads:
    """The domain's `UserReads` and `ResumeReads` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        reader = RowReader(engine)
        self.mark = reader.mark
        user, ended, resume = tables.UserRow, tables.EndedSessionRow, tables.ResumeRow
        analysis, match = tables.ANALYSES.c, tables.MatchRow
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
            select(
                col(user.id),
                col(user.username),
                col(user.role),
                col(user.is_blind),
                col(user.token_version),
            ).where(
                col(user.id) == bindparam("id"),
                ~exists().where(col(ended.name) == bindparam("session"), col(ended.user_id) == col(user.id)),
            ),
        )
        self._credentials = Statement(
            reader,
            select(col(user.id), col(user.password_hash), col(user.token_version)).where(
                col(user.username_key) == bindparam("key")
            ),
        )
        self._resume = Statement(reader, resume_columns.where(col(resume.id) == bindparam("id")))
        self._standing = Statement(
            reader,
            select(col(resume.state), analysis.analysed_at, col(resume.catalogue_version))
            .select_from(resume)
            .outerjoin(tables.ANALYSES, analysis.resume_id == col(resume.id))
            .where(col(resume.id) == bindparam("id")),
        )
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
                analysis.name,
                analysis.age_stated,
                analysis.birth_date,
                analysis.email,
                analysis.phone,
                analysis.career_interest,
            ).where(analysis.resume_id == bindparam("id")),
        )
        self._matches = Statement(
            reader,
            select(col(match.position), col(match.salary_range), col(match.score), col(match.analysis))
            .where(col(match.resume_id) == bindparam("id"))
            .order_by(col(match.rank)),
        )

    async def token_owner(self, user_id: int, session: str) -> TokenOwner | None:
        return await self._first(TokenOwner, self._token_owner, id=user_id, session=session)

    async def credentials(self, username_key: str) -> Credentials | None:
        found = await self._all(Credentials, self._credentials, key=username_key)
        return found[0] if found else None

    async def resume(self, resume_id: int) -> ResumeSummary | None:
        return await self._first(ResumeSummary, self._resume, id=resume_id)

    async def standing(self, resume_id: int) -> Standing | None:
        return await self._first(Standing, self._standing, id=resume_id)

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

    async def _first(
        self,
        row: type[RowT],
        statement: Statement,
        *,
        id: int,  # noqa: A002
        **further: object,
    ) -> RowT | None:
        if not 0 < id <= LARGEST_ID:
            return None
        found = await statement.read({"id": id, **further})
        return row._make(found[0]) if found else None

    async def _all(self, row: type[RowT], statement: Statement, **values: object) -> list[RowT]:
        return list(map(row._make, await statement.read(values)))
