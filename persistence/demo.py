"""Fills a database with many demo rows at once, where the unit of work would take minutes."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from itertools import cycle, islice
from typing import Any, NamedTuple

import anyio
from sqlalchemy import Connection, Engine, Table, insert, select
from sqlmodel import SQLModel, col

from domain.analyses.models import Analysis
from domain.clock import Clock
from domain.documents.formats import MediaType
from domain.errors import InvalidInput
from domain.matches.models import Match
from domain.resumes.models import ResumeState
from domain.resumes.ports import FileStore
from domain.viewers import Role
from persistence.analyses import analysis_values
from persistence.columns import iso
from persistence.database import writer
from persistence.identities import identity_rows
from persistence.repositories.resumes import match_reason_rows, match_rows
from persistence.tables import ANALYSES, IdentityRow, MatchReasonRow, MatchRow, ResumeRow, UserRow

_DEMO_NAME = re.compile(r"demo[0-9]+")
_BATCH = 500
_SPREAD = timedelta(days=90)

_Table = type[SQLModel] | Table


class DemoResume(NamedTuple):
    """An invented resume with what was read from it."""

    content: bytes
    page_count: int
    analysis: Analysis
    matches: tuple[Match, ...]


class DemoLoader:
    """Adds users `demo1`… who share one password, and their resumes.

    Their matches count as made with `catalogue_version`.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        files: FileStore,
        clock: Clock,
        password_hash: str,
        catalogue_version: int = 0,
    ) -> None:
        self._engine = writer(engine)
        self._files = files
        self._clock = clock
        self._password_hash = password_hash
        self._catalogue_version = catalogue_version
        self._rows: dict[int, list[tuple[_Table, list[dict[str, Any]]]]] = {}

    async def load(self, people: Callable[[], list[DemoResume]], *, users: int, resumes_each: int) -> int:
        """Add the users with resumes taken from `people` in turn; return how many resumes.

        `people` is called, in a thread, once the database is known to take them.

        Raises:
            InvalidInput: The database holds users that are not of the demo, or the demo already.
        """
        await anyio.to_thread.run_sync(self._refuse_real_users)
        turn = cycle(await anyio.to_thread.run_sync(people))
        user_ids = await anyio.to_thread.run_sync(self._add_users, users)
        total = 0
        for user_id in user_ids:
            own = list(islice(turn, resumes_each))
            keys = await asyncio.gather(*(self._store(resume.content) for resume in own))
            await anyio.to_thread.run_sync(self._add_resumes, user_id, own, keys, total)
            total += len(own)
        return total

    def _refuse_real_users(self) -> None:
        with self._engine.connect() as connection:
            for name in connection.scalars(select(col(UserRow.username))):
                if _DEMO_NAME.fullmatch(name):
                    raise InvalidInput("数据库中已有演示数据")
                raise InvalidInput(f"数据库中已有真实用户（{name}），不能加入演示数据")

    def _add_users(self, count: int) -> list[int]:
        now = iso(self._clock())
        with self._engine.begin() as connection:
            rows = [
                {
                    "username": f"demo{number}",
                    "username_key": f"demo{number}",
                    "password_hash": self._password_hash,
                    "email": f"demo{number}@example.com",
                    "role": Role.JOB_SEEKER.value,
                    "token_version": 0,
                    "created_at": now,
                }
                for number in range(1, count + 1)
            ]
            _insert(connection, UserRow, rows)
            return list(connection.scalars(select(col(UserRow.id)).order_by(col(UserRow.id))))

    def _add_resumes(self, user_id: int, resumes: list[DemoResume], keys: list[str], before: int) -> None:
        now = self._clock()
        with self._engine.begin() as connection:
            rows = [
                {
                    "user_id": user_id,
                    "storage_key": key,
                    "file_name": f"resume-{number}.txt",
                    "media_type": MediaType.TEXT.value,
                    "size_bytes": len(resume.content),
                    "sha256": hashlib.sha256(resume.content).hexdigest(),
                    "upload_time": iso(now - _SPREAD * ((before + number) * 389 % 997 / 997)),
                    "state": ResumeState.ANALYSED.value,
                    "page_count": resume.page_count,
                    "attempts": 1,
                    "catalogue_version": self._catalogue_version,
                }
                for number, (resume, key) in enumerate(zip(resumes, keys, strict=True), start=1)
            ]
            _insert(connection, ResumeRow, rows)
            ids = connection.scalars(
                select(col(ResumeRow.id)).where(col(ResumeRow.user_id) == user_id).order_by(col(ResumeRow.id))
            )
            results: dict[_Table, list[dict[str, Any]]] = {}
            for resume_id, resume in zip(ids, resumes, strict=True):
                for table, made in self._result_rows(resume):
                    owned = {"resume_id": resume_id} | ({"user_id": user_id} if table is IdentityRow else {})
                    results.setdefault(table, []).extend(row | owned for row in made)
            for table, made in results.items():
                _insert(connection, table, made)

    def _result_rows(self, resume: DemoResume) -> list[tuple[_Table, list[dict[str, Any]]]]:
        # The same few people come again and again: their rows are made once.
        rows = self._rows.get(id(resume))
        if rows is None:
            rows = self._rows[id(resume)] = [
                (ANALYSES, [analysis_values(resume.analysis, self._clock())]),
                (IdentityRow, identity_rows(resume.analysis)),
                (MatchRow, [row.model_dump() for row in match_rows(0, resume.matches)]),
                (MatchReasonRow, [row.model_dump() for row in match_reason_rows(0, resume.matches)]),
            ]
        return rows

    async def _store(self, content: bytes) -> str:
        async def chunks() -> AsyncIterator[bytes]:
            yield content

        return (await self._files.put(chunks(), suffix=".txt", size_bytes=len(content))).key


def _insert(connection: Connection, table: _Table, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), rows[start : start + _BATCH])
