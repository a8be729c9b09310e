from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from domain.errors import Unavailable
from persistence import database, readiness
from persistence.database import open_engine
from persistence.migrations import migrate
from persistence.readiness import DatabaseCheck
from persistence.unit_of_work import SqlUnitOfWork, unit_of_work_factory
from tests.factories import new_user

pytestmark = pytest.mark.anyio


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
    engine = open_engine(f"sqlite:///{tmp_path / 'gateway.sqlite3'}")
    migrate(engine)
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
        begun.users.add(new_user())
        begun.commit()
    engine.dispose()


def added_and_committed(work: SqlUnitOfWork) -> None:
    work.users.add(new_user())
    work.commit()


async def test_nothing_is_acknowledged_that_goes_into_a_deleted_database(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    engine = open_engine(f"sqlite:///{folder / 'gateway.sqlite3'}")
    migrate(engine)
    shutil.rmtree(folder)
    for _ in range(2):
        with pytest.raises(Unavailable):
            await DatabaseCheck(engine).check()
        with unit_of_work_factory(engine)() as work, pytest.raises(Unavailable):
            added_and_committed(work)
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
