from __future__ import annotations

import anyio
import pytest
from sqlalchemy import Engine, bindparam, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from persistence.statements import Reader, Statement
from persistence.tables import UserRow
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import new_user

pytestmark = pytest.mark.anyio


def names(reader: Reader) -> Statement:
    return Statement(reader, select(col(UserRow.username)).where(col(UserRow.id) > bindparam("after")))


def add_user(engine: Engine, name: str) -> None:
    with unit_of_work_factory(engine)() as work:
        work.users.add(new_user(name))
        work.commit()


async def test_the_event_loops_connection_sees_what_others_commit(engine: Engine) -> None:
    statement = names(Reader(engine))
    assert statement.rows(after=0) == []
    add_user(engine, "anna")
    assert statement.rows(after=0) == [("anna",)]


async def test_reads_of_the_event_loop_take_one_connection_from_the_pool(sqlite_engine: Engine) -> None:
    statement = names(Reader(sqlite_engine))
    for _ in range(5):
        statement.rows(after=0)
    assert sqlite_engine.pool.checkedout() == 1  # type: ignore[attr-defined]


async def test_other_threads_take_theirs_and_give_it_back(engine: Engine) -> None:
    statement = names(Reader(engine))
    assert await anyio.to_thread.run_sync(lambda: statement.rows(after=0)) == []
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_a_failed_read_does_not_spoil_the_next(engine: Engine) -> None:
    reader = Reader(engine)
    wrong, right = Statement(reader, text("SELECT 1 FROM nowhere")), names(reader)
    right.rows(after=0)
    with pytest.raises(Exception, match="nowhere") as caught:
        wrong.rows()
    assert not isinstance(caught.value, DBAPIError)
    assert right.rows(after=0) == []


async def test_disposing_the_engine_closes_the_kept_connection(sqlite_engine: Engine) -> None:
    statement = names(Reader(sqlite_engine))
    statement.rows(after=0)
    sqlite_engine.dispose()
    assert statement.rows(after=0) == []
