from __future__ import annotations

import threading

import anyio
import pytest
from sqlalchemy import Engine, bindparam, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from domain.rows import Row
from persistence.database import open_engine
from persistence.statements import Parameters, RowReader, Statement
from persistence.tables import UserRow
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import new_user

pytestmark = pytest.mark.anyio


def names(reader: RowReader) -> Statement:
    return Statement(reader, select(col(UserRow.username)).where(col(UserRow.id) > bindparam("after")))


def add_user(engine: Engine, name: str) -> None:
    with unit_of_work_factory(engine)() as work:
        work.users.add(new_user(name))
        work.commit()


async def test_the_event_loops_connection_sees_what_others_commit(engine: Engine) -> None:
    statement = names(RowReader(engine))
    assert statement.rows(after=0) == []
    add_user(engine, "anna")
    assert statement.rows(after=0) == [("anna",)]


async def test_a_row_that_is_remembered_is_what_others_commit(engine: Engine) -> None:
    add_user(engine, "anna")
    statement = names(RowReader(engine))
    for name in ("bert", "carl", "dora"):
        for _ in range(3):
            assert statement.rows(after=0) == [("anna",)]
        with engine.begin() as connection:
            connection.execute(text("UPDATE users SET username = :name"), {"name": name})
        for _ in range(3):
            assert statement.rows(after=0) == [(name,)]
        with engine.begin() as connection:
            connection.execute(text("UPDATE users SET username = 'anna'"))


async def test_a_row_that_is_remembered_is_that_of_its_parameters(sqlite_engine: Engine) -> None:
    reader = RowReader(sqlite_engine)
    for _ in range(3):
        for number in range(3):
            assert reader.rows("SELECT ?, 1", [number]) == [(number, 1)]
            assert reader.rows("SELECT :a, :b", {"a": number, "b": 1}) == [(number, 1)]
            assert reader.rows("SELECT :a, :b", {"b": number, "a": 1}) == [(1, number)]


async def test_a_row_that_is_remembered_is_what_others_commit_by_another_engine(
    sqlite_engine: Engine,
) -> None:
    add_user(sqlite_engine, "anna")
    other = open_engine(sqlite_engine.url.render_as_string())
    one, another = names(RowReader(sqlite_engine)), names(RowReader(other))
    for name, by in (("bert", other), ("carl", sqlite_engine), ("dora", other)):
        for _ in range(3):
            assert one.rows(after=0) == another.rows(after=0)
        with by.begin() as connection:
            connection.execute(text("UPDATE users SET username = :name"), {"name": name})
        assert one.rows(after=0) == another.rows(after=0) == [(name,)]
    # What the one closes is not taken from the other.
    other.dispose()
    with sqlite_engine.begin() as connection:
        connection.execute(text("UPDATE users SET username = 'emma'"))
    for _ in range(3):
        assert one.rows(after=0) == [("emma",)]


async def test_what_is_taken_back_was_never_remembered(sqlite_engine: Engine) -> None:
    add_user(sqlite_engine, "anna")
    statement = names(RowReader(sqlite_engine))
    statement.rows(after=0)
    for _ in range(2):
        with sqlite_engine.connect() as connection, connection.begin() as transaction:
            connection.execute(text("UPDATE users SET username = 'bert'"))
            assert statement.rows(after=0) == [("anna",)]
            transaction.rollback()
        assert statement.rows(after=0) == [("anna",)]


async def test_what_one_does_to_an_answer_is_not_remembered(sqlite_engine: Engine) -> None:
    add_user(sqlite_engine, "anna")
    statement = names(RowReader(sqlite_engine))
    for _ in range(3):
        statement.rows(after=0).clear()
    assert statement.rows(after=0) == [("anna",)]


async def test_reads_of_the_event_loop_take_one_connection_from_the_pool(sqlite_engine: Engine) -> None:
    statement = names(RowReader(sqlite_engine))
    for _ in range(5):
        statement.rows(after=0)
    assert sqlite_engine.pool.checkedout() == 1  # type: ignore[attr-defined]


async def test_other_threads_take_theirs_and_give_it_back(engine: Engine) -> None:
    statement = names(RowReader(engine))
    assert await anyio.to_thread.run_sync(lambda: statement.rows(after=0)) == []
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_a_failed_read_does_not_spoil_the_next(engine: Engine) -> None:
    reader = RowReader(engine)
    wrong, right = Statement(reader, text("SELECT 1 FROM nowhere")), names(reader)
    right.rows(after=0)
    with pytest.raises(Exception, match="nowhere") as caught:
        wrong.rows()
    assert not isinstance(caught.value, DBAPIError)
    assert right.rows(after=0) == []


async def test_disposing_the_engine_closes_the_kept_connection(sqlite_engine: Engine) -> None:
    statement = names(RowReader(sqlite_engine))
    statement.rows(after=0)
    sqlite_engine.dispose()
    assert statement.rows(after=0) == []


async def test_a_bounded_read_stays_on_the_event_loop_where_the_database_is_embedded(engine: Engine) -> None:
    ran_on = await threads(engine, heavy=False)
    assert (ran_on == [threading.get_ident()]) is (engine.dialect.name == "sqlite")


async def test_a_heavy_read_never_holds_up_the_event_loop(engine: Engine) -> None:
    assert threading.get_ident() not in await threads(engine, heavy=True)


async def threads(engine: Engine, *, heavy: bool) -> list[int]:
    """Return the thread that a read runs on."""
    ran_on = []

    class Told(RowReader):
        def rows(self, sql: str, parameters: Parameters) -> list[Row]:
            ran_on.append(threading.get_ident())
            return super().rows(sql, parameters)

    assert await names(Told(engine)).read({"after": 0}, heavy=heavy) == []
    return ran_on


@pytest.mark.parametrize("items", [[1, 3], []])
def test_a_column_is_looked_up_in_an_array(engine: Engine, items: list[int]) -> None:
    reader = RowReader(engine)
    for name in ("anna", "ben", "carl"):
        add_user(engine, name)
    ids = col(UserRow.id)
    among = Statement(reader, select(ids).where(reader.among(UserRow.__table__.c.id, "ids")))  # type: ignore[attr-defined]
    assert {row[0] for row in among.rows(ids=reader.array(items))} == set(items)
