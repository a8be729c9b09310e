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

ELSEWHERE = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
print(database.execute(sys.argv[2]).fetchall())
"""
COMMITTING = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA wal_autocheckpoint = 3")
database.execute("PRAGMA synchronous = OFF")
for number in range(1, 301):
    database.execute("BEGIN IMMEDIATE")
    database.execute("UPDATE numbers SET number = -1")
    database.execute("ROLLBACK")
    database.execute("UPDATE numbers SET number = ?", (number,))
    print(number, flush=True)
    if number % 50 == 0:
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""


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
    asked = "SELECT", 1
    assert rows.get(asked) is None
    rows.put(asked, (1, "eins"))
    assert rows.get(asked) == (1, "eins")
    elsewhere(database, "PRAGMA user_version = 7")
    assert rows.get(asked) is None
    assert rows.get(asked) is None


@pytest.mark.usefixtures("reader")
def test_what_is_remembered_is_bounded_however_long_the_questions_are(database: Path) -> None:
    rows = UnchangedRows(LogHeader(database))
    questions = [("SELECT", 2**20 * "x" + f"{number}") for number in range(20)]
    for asked in questions:
        rows.get(asked)
        rows.put(asked, (1,))
    assert 0 < sum(rows.get(asked) is not None for asked in questions) < 10


def test_each_opening_has_its_own_though_the_log_begins_as_before(database: Path) -> None:
    seen = []
    for _ in range(3):
        with closing(connected(database)) as reader:
            reader.execute("SELECT * FROM numbers").fetchall()
            seen.append(LogHeader(database).read())
        # Whoever closes it last empties the log.
        elsewhere(database, "INSERT INTO numbers VALUES (1)")
    assert len(set(seen)) == len(seen)


def test_what_has_nothing_in_it_yet_is_not_looked_at(database: Path) -> None:
    with database.with_name(f"{database.name}-shm").open("wb"), pytest.raises(OSError, match="shm"):
        LogHeader(database)


@pytest.mark.parametrize("statement", ["VACUUM", "REINDEX", "DROP INDEX few", "PRAGMA user_version = 7"])
def test_it_is_another_after_whatever_writes(
    database: Path, reader: sqlite3.Connection, statement: str
) -> None:
    reader.execute("CREATE INDEX few ON numbers (number)")
    header = LogHeader(database)
    before = header.read()
    elsewhere(database, statement)
    assert header.read() != before


def test_it_is_another_once_a_backup_was_put_into_the_open_database(
    database: Path, reader: sqlite3.Connection, tmp_path: Path
) -> None:
    with closing(connected(tmp_path / "backup.sqlite3")) as backup:
        reader.backup(backup)
        reader.execute("INSERT INTO numbers VALUES (1)")
        header = LogHeader(database)
        before = header.read()
        with closing(connected(database)) as restored:
            backup.backup(restored)
    assert header.read() != before
    assert reader.execute("SELECT * FROM numbers").fetchall() == []


def test_what_was_told_to_be_committed_is_read_at_once_however_often_the_log_begins_anew(
    database: Path, reader: sqlite3.Connection
) -> None:
    """A writer tells of each commit; what is remembered may be newer than he has told, never older."""
    reader.execute("INSERT INTO numbers VALUES (0)")
    rows = UnchangedRows(LogHeader(database))
    asked = ("SELECT number FROM numbers",)
    command = [sys.executable, "-c", COMMITTING, str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            for _ in range(3):
                row = rows.get(asked)
                if row is None:
                    row = reader.execute(*asked).fetchone()
                    rows.put(asked, row)
                assert isinstance(row[0], int)
                assert row[0] >= int(line)
    assert writer.returncode == 0
    rows.get(asked)
    assert reader.execute(*asked).fetchone() == (300,)
    rows.put(asked, (300,))
    assert rows.get(asked) == (300,)
