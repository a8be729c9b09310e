from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import anyio
import anyio.to_thread
import pytest
from sqlalchemy import Engine

from domain.errors import Unavailable
from domain.resumes.ports import AnalysisSummary, ListedMatch, ResumeSummary
from domain.users.models import User
from domain.users.ports import Credentials, ListedUser, TokenOwner
from domain.viewers import Role, TokenSession
from persistence.database import place_of
from persistence.reads.services import LARGEST_ID, SqlReads
from persistence.statements import RowReader
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user

pytestmark = pytest.mark.anyio

SESSION = "a-session"


async def test_rows_come_as_the_port_promises(engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work:
        user = work.users.add(new_user())
        resume = work.resumes.add(new_resume(user.id, storage_key="resumes/a.pdf"))
        work.resumes.finish_analysis(
            resume.id, page_count=1, analysis=new_analysis(), matches=new_matches(2), at=NOW
        )
        work.commit()
    reads = SqlReads(engine)
    row = ResumeSummary(resume.id, user.id, "analysed", "2026-11-22T09:30:00.123456+00:00", "resumes/a.pdf")
    assert await reads.token_owner(user.id, SESSION) == TokenOwner(user.id, "wanglei", "job_seeker", False, 0)
    assert await reads.credentials("wanglei") == Credentials(user.id, "$argon2id$invented", 0)
    assert await reads.resume(resume.id) == row
    assert await reads.resumes_of(user.id, after=0, limit=10) == [row]
    assert await reads.all_resumes(after=0, limit=10) == [row]
    assert await reads.all_users(after=0, limit=10) == [ListedUser(user.id, "wanglei", "job_seeker")]
    assert await reads.analysis(resume.id) == AnalysisSummary(
        "周敏", None, "1998-05", "zhoumin@example.com", "13900001111", "会计"
    )
    matches = await reads.matches(resume.id)
    assert matches[0] == ListedMatch("职位0", "8k-12k/月", 0.9, "理由0")
    assert [match.position for match in matches] == ["职位0", "职位1"]


async def test_whose_session_was_ended_is_nobody_in_it(engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work:
        user, other = work.users.add(new_user()), work.users.add(new_user("other"))
        work.users.end_session(user.id, TokenSession(SESSION, 100), now=50)
        work.commit()
    reads = SqlReads(engine)
    assert await reads.token_owner(user.id, SESSION) is None
    assert await reads.token_owner(user.id, "another") is not None
    assert await reads.token_owner(other.id, SESSION) is not None


async def test_pages_go_on_after_the_last_id(engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work:
        user = work.users.add(new_user())
        ids = [work.resumes.add(new_resume(user.id)).id for _ in range(5)]
        work.commit()
    reads = SqlReads(engine)
    first = await reads.resumes_of(user.id, after=0, limit=2)
    rest = await reads.resumes_of(user.id, after=first[-1].id, limit=10)
    assert [row.id for row in [*first, *rest]] == ids


@pytest.mark.parametrize("absurd", [0, -1, LARGEST_ID, LARGEST_ID + 1, 10**30])
async def test_absurd_ids_find_nothing(engine: Engine, absurd: int) -> None:
    reads = SqlReads(engine)
    assert await reads.resume(absurd) is None
    assert await reads.token_owner(absurd, SESSION) is None


async def test_whose_a_token_is_is_read_once_as_long_as_nothing_changes(sqlite_engine: Engine) -> None:
    reads, user = SqlReads(sqlite_engine), added_user(sqlite_engine)
    # The first read opens the connection, and only the next one is remembered.
    for _ in range(2):
        owner = await reads.token_owner(user.id, SESSION)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(RowReader, "_rows_of_kept", never)
        assert await reads.token_owner(user.id, SESSION) == owner
    added_user(sqlite_engine, "anna")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(RowReader, "_rows_of_kept", never)
        with pytest.raises(AssertionError):
            await reads.token_owner(user.id, SESSION)


async def test_whoever_is_changed_or_gone_is_so_at_once(engine: Engine) -> None:
    reads, user = SqlReads(engine), added_user(engine)
    for version in range(1, 5):
        with unit_of_work_factory(engine)() as work:
            work.users.update(replace(user, role=Role.ADMIN, token_version=version))
            work.commit()
        for _ in range(2):
            assert await reads.token_owner(user.id, SESSION) == TokenOwner(
                user.id, "wanglei", "admin", False, version
            )
    with unit_of_work_factory(engine)() as work:
        work.users.delete(user.id)
        work.commit()
    for _ in range(2):
        assert await reads.token_owner(user.id, SESSION) is None


async def test_off_the_event_loop_whose_a_token_is_is_always_read(sqlite_engine: Engine) -> None:
    reads, user = SqlReads(sqlite_engine), added_user(sqlite_engine)
    for _ in range(2):
        await reads.token_owner(user.id, SESSION)
    elsewhere = partial(anyio.run, reads.token_owner, user.id, SESSION)
    assert await anyio.to_thread.run_sync(elsewhere) == TokenOwner(user.id, "wanglei", "job_seeker", False, 0)


async def test_a_closed_database_remembers_nobody(sqlite_engine: Engine) -> None:
    reads, user = SqlReads(sqlite_engine), added_user(sqlite_engine)
    for _ in range(2):
        owner = await reads.token_owner(user.id, SESSION)
    sqlite_engine.dispose()
    with sqlite3.connect(str(sqlite_engine.url.database)) as connection:
        connection.execute("UPDATE users SET token_version = 1")
    connection.close()
    assert await reads.token_owner(user.id, SESSION) == owner._replace(token_version=1) if owner else None


async def test_a_mark_that_was_seen_before_the_database_was_closed_is_never_seen_again(
    sqlite_engine: Engine,
) -> None:
    added_user(sqlite_engine)
    sqlite_engine.dispose()
    reads, marks = SqlReads(sqlite_engine), set()
    for version in range(3):
        await reads.token_owner(1, SESSION)
        marks.add(reads.mark())
        sqlite_engine.dispose()
        assert reads.mark() is None
        with closing(sqlite3.connect(str(sqlite_engine.url.database))) as connection, connection:
            connection.execute(f"UPDATE users SET token_version = {version + 1}")
    assert len(marks) == 3


async def test_a_database_that_was_put_into_its_place_is_not_answered_for(sqlite_engine: Engine) -> None:
    place, path = place_of(sqlite_engine), Path(str(sqlite_engine.url.database))
    reads, user = SqlReads(sqlite_engine), added_user(sqlite_engine)
    for _ in range(2):
        await reads.token_owner(user.id, SESSION)
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(path.with_name("backup"))) as new:
        old.backup(new)
    path.with_name("backup").replace(path)
    with pytest.MonkeyPatch.context() as patched:
        # A second has gone by since somebody looked.
        patched.setattr(place, "_good_until", 0.0)
        with pytest.raises(Unavailable):
            reads.mark()
        with pytest.raises(Unavailable):
            await reads.token_owner(user.id, SESSION)


def added_user(engine: Engine, name: str = "wanglei") -> User:
    with unit_of_work_factory(engine)() as work:
        user = work.users.add(new_user(name))
        work.commit()
        return user


def never(*_: object) -> None:
    raise AssertionError("the database was asked")
