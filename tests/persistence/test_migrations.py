from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlmodel import SQLModel

from persistence.database import open_engine
from persistence.migrations import current_revision, migrate, newest_revision


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"
        return
    server: str = request.getfixturevalue("postgres_url")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE fresh"))
    yield str(admin.url.set(database="fresh").render_as_string(hide_password=False))
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE fresh WITH (FORCE)"))
    admin.dispose()


def test_the_migrations_yield_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_several_starters_migrate_once(empty_url: str) -> None:
    def start() -> str | None:
        engine = open_engine(empty_url)
        try:
            migrate(engine)
            return current_revision(engine)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(3) as pool:
        revisions = [future.result() for future in [pool.submit(start) for _ in range(3)]]
    assert revisions == [newest_revision()] * 3
