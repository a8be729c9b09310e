"""What tells that nothing was committed to an SQLite database."""

from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from persistence.unchanged import LogHeader, UnchangedRows

ELSEWHERE = (
    "import sqlite3, sys; print(sqlite3.connect(sys.argv[1], timeout=0).execute(sys.argv[2]).fetchall())"
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "some.sqlite3"
    with closing(connected(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE numbers (number INTEGER)")
    return path


@pytest.fixture
def reader(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(connected(database)) as connection:
        connection.execute("SELECT * FROM numbers").fetchall()
        yield connection


def connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def elsewhere(database: Path, statement: str) -> str:
    """Run a statement in another process, and return what came of it."""
    command = [sys.executable, "-c", ELSEWHERE, str(database), statement]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.usefixtures("reader")
def test_it_is_the_same_as_long_as_nothing_is_committed(database: Path) -> None:
    header = LogHeader(database)
    before = header.read()
    with closing(connected(database)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO numbers VALUES (1)")
        assert header.read() == before
        writer.execute("ROLLBACK")
        writer.execute("SELECT * FROM numbers").fetchall()
    assert header.read() == before


@pytest.mark.usefixtures("reader")
def test_it_is_another_after_each_commit_and_never_one_that_was(database: Path) -> None:
    header = LogHeader(database)
    seen = [header.read()]
    with closing(connected(database)) as writer:
        for number in range(20):
            writer.execute("INSERT INTO numbers VALUES (?)", (number,))
            seen.append(header.read())
            # The log begins anew.
            assert writer.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
            writer.execute("DELETE FROM numbers")
            seen.append(header.read())
    assert len(set(seen)) == len(seen)


@pytest.mark.usefixtures("reader")
def test_it_is_another_after_a_commit_of_another_process(database: Path) -> None:
    header = LogHeader(database)
    before = header.read()
    assert elsewhere(database, "SELECT * FROM numbers") == "[]"
    assert header.read() == before
    elsewhere(database, "PRAGMA user_version = 7")
    assert header.read() != before


def test_the_process_keeps_its_locks_when_it_is_let_go(database: Path, reader: sqlite3.Connection) -> None:
    reader.execute("INSERT INTO numbers VALUES (1)")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM numbers").fetchall()
    header = LogHeader(database)
    del header
    gc.collect()
    reader.execute("SELECT * FROM numbers").fetchall()
    with closing(connected(database)) as writer:
        writer.execute("INSERT INTO numbers VALUES (2)")
    # The log cannot begin anew, for somebody reads what is in it.
    assert elsewhere(database, "PRAGMA wal_checkpoint(TRUNCATE)").startswith("[(1,")


def test_without_a_log_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(connected(path)) as connection:
        connection.execute("CREATE TABLE numbers (number INTEGER)")
        with pytest.raises(OSError, match="shm"):
            LogHeader(path)


def test_a_database_that_this_process_has_not_open_has_none(database: Path) -> None:
    database.with_name(f"{database.name}-shm").touch()
    with pytest.raises(OSError, match="shm"):
        LogHeader(database)


@pytest.mark.usefixtures("reader")
def test_rows_are_remembered_until_something_is_committed(database: Path) -> None:
    rows = UnchangedRows(LogHeader(database))
    assert rows.get("one") is None
    rows.put("one", (1, "eins"))
    assert rows.get("one") == (1, "eins")
    elsewhere(database, "PRAGMA user_version = 7")
    assert rows.get("one") is None
    assert rows.get("one") is None
