"""Fixtures that every room shares."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Dialect, Engine, event, text
from sqlalchemy.engine.interfaces import CompiledCacheType
from sqlalchemy.util import LRUCache

from persistence.database import open_engine
from persistence.migrations import migrate
from persistence.tables import UserRow
from tests import databases, postgres_server
from tests.gateway import Gateway, is_of_the_caller, running_gateway
from tests.object_storage import Kept, S3Server, running_s3
from tests.programs import Nursery
from tests.roaming import register_profiles

register_profiles()

_COUNT_ANEW = text(
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
    " FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run a quarter more processes than there are cores: tests wait for servers a fifth of their time.

    With two more on two cores the suite was hardly quicker, and what has to happen within a time was late.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return -(-5 * cores // 4)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None]:
    """Let nobody look for garbage in what is collected and imported: it stays, and is millions of objects."""
    gc.disable()
    collected = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
    return collected


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_the_callers_shell() -> Iterator[None]:
    """Whatever the caller's shell says of the gateway, the tests run with the defaults."""
    with pytest.MonkeyPatch.context() as patch:
        for name in filter(is_of_the_caller, list(os.environ)):
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The server runs on asyncio, and so do the tests."""
    return "asyncio"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty, migrated database, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "gateway.sqlite3"
    path.write_bytes(databases.migrated())
    return path


@pytest.fixture(scope="session")
def compiled_for_sqlite(migrated_sqlite: Path) -> tuple[Dialect, CompiledCacheType]:
    """What engines compile statements with, and those that are: each engine alone would do it anew."""
    engine = open_engine(f"sqlite:///{migrated_sqlite}")
    engine.connect().close()
    engine.dispose()
    return engine.dialect, LRUCache(2000)


@pytest.fixture
def sqlite_engine(
    migrated_sqlite: Path, tmp_path: Path, compiled_for_sqlite: tuple[Dialect, CompiledCacheType]
) -> Iterator[Engine]:
    """An empty, migrated SQLite database."""
    path = tmp_path / "gateway.sqlite3"
    shutil.copy(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path}")
    engine.dialect, compiled = compiled_for_sqlite
    engine.update_execution_options(compiled_cache=compiled)
    # What is lost with the machine's power is made anew by the next run.
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_url(testrun_uid: str, worker_id: str) -> Iterator[str]:
    """A database of this test process's own on a real PostgreSQL server."""
    with postgres_server.database(run=testrun_uid, process=worker_id) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(postgres_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(migrated_postgres: Engine) -> Engine:
    """An empty, migrated PostgreSQL database."""
    with migrated_postgres.begin() as connection:
        # Of a few rows quicker than TRUNCATE.
        for table in reversed(UserRow.metadata.sorted_tables):
            connection.execute(table.delete())
        for name in ("jobs", "workers"):
            connection.execute(text(f"DELETE FROM procrastinate_{name}"))
        connection.execute(_COUNT_ANEW)
    return migrated_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty, migrated database, once of each kind."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A running object storage, which the tests' own process finds by the usual variables."""
    with running_s3() as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        yield server


@pytest.fixture
def folder_store(tmp_path: Path) -> Kept:
    return Kept((tmp_path / "files").as_uri())


@pytest.fixture
def s3_store(s3_server: S3Server) -> Kept:
    return Kept(f"s3://{s3_server.make_bucket()}/under/a prefix")


@pytest.fixture(params=["folder", "s3"])
def kept(request: pytest.FixtureRequest) -> Kept:
    """An empty store of files, once of each kind."""
    found: Kept = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A running server, shared by the tests of one process; its first user is the administrator `root`."""
    with running_gateway(tmp_path_factory.mktemp("gateway"), Nursery.ITS_OWN) as running:
        running.user("root", role="admin")
        yield running
