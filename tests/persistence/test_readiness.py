from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, text

from domain.errors import StorageFull, Unavailable
from persistence import database, place, readiness
from persistence.database import open_engine
from persistence.migrations import migrate, newest_revision
from persistence.readiness import DatabaseCheck, MigrationCheck
from persistence.reads.services import SqlReads
from persistence.unit_of_work import SqlUnitOfWork, unit_of_work_factory
from tests.factories import new_user

pytestmark = pytest.mark.anyio


@contextmanager
def database_in(folder: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{folder / 'gateway.sqlite3'}")
    migrate(engine)
    yield engine
    engine.dispose()


def add_and_commit(work: SqlUnitOfWork) -> None:
    work.users.add(new_user())
    work.commit()


async def test_a_database_that_takes_writes_is_ready(engine: Engine) -> None:
    check = DatabaseCheck(engine)
    await check.check()
    await check.check()


async def test_a_locked_database_is_not_ready_and_refuses_writes_until_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(readiness, "BUSY_TIMEOUT_SECONDS", 0)
    monkeypatch.setattr(readiness, "_PATIENCE_SECONDS", 0)
    with database_in(tmp_path) as engine:
        check, work = DatabaseCheck(engine), unit_of_work_factory(engine)
        other = sqlite3.connect(tmp_path / "gateway.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            await check.check()
        with pytest.raises(Unavailable), work() as begun:
            begun.users.add(new_user())
        other.close()
        await check.check()
        with work() as begun:
            add_and_commit(begun)


async def test_who_comes_after_one_that_waited_in_vain_waits_for_a_moment_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_SECONDS", 0.05)
    with database_in(tmp_path) as engine:
        work = unit_of_work_factory(engine)
        other = sqlite3.connect(tmp_path / "gateway.sqlite3", isolation_level=None)
        waits = []
        event.listen(engine, "handle_error", lambda context: waits.append(patience(context.connection)))
        for held in (True, True, False, True):
            if held:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(Unavailable), work() as begun:
                    begun.users.add(new_user())
                other.execute("ROLLBACK")
            else:
                with work() as begun:
                    add_and_commit(begun)
        other.close()
        assert waits == [50, 2, 50]


def patience(connection: Connection | None) -> int:
    assert connection is not None
    (milliseconds,) = connection.connection.cursor().execute("PRAGMA busy_timeout").fetchone()
    return int(milliseconds)


async def test_a_full_database_is_told_as_one_and_takes_writes_again_once_there_is_room(
    tmp_path: Path,
) -> None:
    with database_in(tmp_path) as engine:
        work = unit_of_work_factory(engine)
        with work() as begun:
            connection = begun._session.connection()
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            with pytest.raises(StorageFull):
                add_many(begun)
        with work() as begun:
            begun._session.connection().exec_driver_sql("PRAGMA max_page_count=1000000")
            add_and_commit(begun)


async def test_nothing_is_read_from_a_deleted_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "LOOKED_SECONDS", 0)
    folder = tmp_path / "data"
    with database_in(folder) as engine:
        reads = SqlReads(engine)
        assert await reads.token_owner(1, "a-session") is None
        folder.rename(tmp_path / "away")
        with pytest.raises(Unavailable):
            await reads.token_owner(1, "a-session")
        (tmp_path / "away").rename(folder)
        assert await reads.token_owner(1, "a-session") is None


def add_many(work: SqlUnitOfWork) -> None:
    for number in range(10_000):
        work.users.add(new_user(f"user{number}"))


async def test_nothing_is_acknowledged_that_goes_into_a_deleted_database(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with database_in(folder) as engine:
        shutil.rmtree(folder)
        for _ in range(2):
            with pytest.raises(Unavailable):
                await DatabaseCheck(engine).check()
            with unit_of_work_factory(engine)() as work, pytest.raises(Unavailable):
                add_and_commit(work)
            # Fresh connections do not make an empty database in its place.
            engine.dispose()
            folder.mkdir(exist_ok=True)
        assert list(folder.iterdir()) == []


async def test_a_server_that_only_reads_is_not_ready(postgres_engine: Engine) -> None:
    def only_reads(connection: sqlite3.Connection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("SET default_transaction_read_only = on")
        cursor.close()
        connection.commit()

    engine = open_engine(postgres_engine.url.render_as_string(hide_password=False))
    await DatabaseCheck(engine).check()
    engine.dispose()
    event.listen(engine, "connect", only_reads)
    with pytest.raises(Unavailable):
        await DatabaseCheck(engine).check()
    with pytest.raises(Unavailable), unit_of_work_factory(engine)() as work:
        work.users.add(new_user())
    engine.dispose()


@pytest.mark.parametrize(
    ("revision", "ready"), [("0001", False), ("copying", False), (newest_revision(), True), ("9999", True)]
)
async def test_a_database_that_lacks_a_migration_is_not_ready_and_a_newer_one_is(
    engine: Engine, revision: str, ready: bool
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": revision})
    try:
        assert await MigrationCheck(engine).check() is ready
    finally:
        with engine.begin() as connection:
            connection.execute(
                text("UPDATE alembic_version SET version_num = :number"), {"number": newest_revision()}
            )


async def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'gateway.sqlite3'}")
    assert not await MigrationCheck(engine).check()
    engine.dispose()
