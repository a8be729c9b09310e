"""A database that restarts, goes away and comes back under a running program."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import PoolProxiedConnection

from domain.errors import Unavailable
from persistence.database import open_engine
from persistence.migrations import DatabaseUnusable, current_revision
from persistence.readiness import DatabaseCheck
from persistence.reads.services import SqlReads
from persistence.statements import RowReader
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import new_user

pytestmark = pytest.mark.anyio


@pytest.fixture
def writing(postgres_engine: Engine) -> Iterator[Engine]:
    engine = open_engine(address(postgres_engine), connections=3)
    yield engine
    engine.dispose()


@pytest.fixture
def reading(postgres_engine: Engine) -> Iterator[Engine]:
    engine = open_engine(address(postgres_engine), connections=3, reads_only=True)
    yield engine
    engine.dispose()


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def end_other_connections(by: Engine) -> None:
    """End every other connection to the database, as a restart of the server does."""
    with by.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def use_every_connection(engine: Engine) -> None:
    """Have all connections of the pool opened and read from."""
    together = Barrier(3)

    class Together(RowReader):
        def _connection(self) -> PoolProxiedConnection:
            taken = super()._connection()
            together.wait(10)
            return taken

    reader = Together(engine)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: reader.rows("SELECT 1", {}), range(3)))


def test_a_read_after_a_restart_finds_what_was_committed_before(
    postgres_engine: Engine, reading: Engine
) -> None:
    with unit_of_work_factory(postgres_engine)() as work:
        work.users.add(new_user("anna"))
        work.commit()
    use_every_connection(reading)
    end_other_connections(by=postgres_engine)
    assert RowReader(reading).rows("SELECT username FROM users", {}) == [("anna",)]


def test_a_write_after_a_restart_is_committed(postgres_engine: Engine, writing: Engine) -> None:
    use_every_connection(writing)
    end_other_connections(by=postgres_engine)
    for name in ("anna", "ben"):
        with unit_of_work_factory(writing)() as work:
            work.users.add(new_user(name))
            work.commit()
    assert len(RowReader(writing).rows("SELECT username FROM users", {})) == 2


def test_a_restart_within_a_unit_of_work_is_told_as_unavailable_and_commits_nothing(
    postgres_engine: Engine, writing: Engine
) -> None:
    with unit_of_work_factory(writing)() as work:
        work.users.add(new_user("anna"))
        end_other_connections(by=postgres_engine)
        with pytest.raises(Unavailable):
            work.commit()
    assert RowReader(writing).rows("SELECT username FROM users", {}) == []


async def test_a_database_that_is_away_is_told_as_unavailable_by_everything(tmp_path: object) -> None:
    away = f"postgresql+psycopg://nobody@/gateway?host={tmp_path}"
    engines = open_engine(away), open_engine(away, reads_only=True)
    with pytest.raises(Unavailable):
        await SqlReads(engines[1]).token_owner(1, "a-session")
    with pytest.raises(Unavailable), unit_of_work_factory(engines[0])() as work:
        work.users.add(new_user())
    with pytest.raises(Unavailable):
        await DatabaseCheck(engines[0]).check()
    with pytest.raises(DatabaseUnusable, match="connection to server"):
        current_revision(engines[0])
    for engine in engines:
        engine.dispose()


def test_reads_wait_for_a_free_connection_for_so_long_only(
    reading: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.pool, "_timeout", 0.01)
    held = [reading.raw_connection() for _ in range(3)]
    with pytest.raises(Unavailable):
        RowReader(reading).rows("SELECT 1", {})
    for connection in held:
        connection.close()


@pytest.mark.parametrize(
    ("statement", "setting"),
    [("SELECT pg_sleep(60)", "statement_timeout"), ("LOCK TABLE users IN SHARE MODE", "lock_timeout")],
)
def test_what_stands_still_is_told_as_unavailable(
    postgres_engine: Engine, writing: Engine, statement: str, setting: str
) -> None:
    with postgres_engine.begin() as holder, writing.begin() as connection:
        holder.execute(text("LOCK TABLE users IN EXCLUSIVE MODE"))
        connection.execute(text(f"SET LOCAL {setting} = 10"))
        with pytest.raises(Unavailable):
            connection.execute(text(statement))


def test_what_the_url_says_of_a_connection_is_left_to_it(postgres_engine: Engine) -> None:
    url = make_url(address(postgres_engine)).update_query_dict(
        {"application_name": "ours", "options": "-c lock_timeout=7"}
    )
    engine = open_engine(url.render_as_string(hide_password=False))
    with engine.connect() as connection:
        shown = [
            connection.scalar(text(f"SHOW {name}"))
            for name in ("application_name", "lock_timeout", "statement_timeout")
        ]
    engine.dispose()
    assert shown == ["ours", "7ms", "30s"]
