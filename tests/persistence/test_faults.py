from __future__ import annotations

import logging
import sqlite3

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from domain.errors import StorageFull, Unavailable
from persistence.database import open_engine, writer
from persistence.faults import fault


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("it failed\nwith a value")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), StorageFull),
        (sqlite_error(sqlite3.SQLITE_IOERR_SHMSIZE), StorageFull),
        (sqlite_error(sqlite3.SQLITE_BUSY), Unavailable),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), Unavailable),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), Unavailable),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), Unavailable),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), Unavailable),
        (sqlite_error(sqlite3.SQLITE_CONSTRAINT_UNIQUE), None),
        (sqlite_error(sqlite3.SQLITE_ERROR), None),
        (psycopg.errors.DiskFull("it failed\nwith a value"), StorageFull),
        (psycopg.errors.ReadOnlySqlTransaction("it failed\nwith a value"), Unavailable),
        (psycopg.errors.AdminShutdown("it failed\nwith a value"), Unavailable),
        (psycopg.OperationalError("it failed\nwith a value"), Unavailable),
        (psycopg.errors.UniqueViolation("it failed"), None),
        (ValueError("no driver's error"), None),
    ],
)
def test_faults_of_the_database_are_told_and_logged_as_one_line(
    caplog: pytest.LogCaptureFixture, error: Exception, told: type[Unavailable] | None
) -> None:
    found = fault(error)
    assert (None if found is None else type(found)) is told
    assert len(caplog.records) == (told is not None)
    for record in caplog.records:
        assert record.levelno == logging.ERROR
        assert record.getMessage().endswith("it failed")


def test_what_has_been_told_already_is_not_logged_again(caplog: pytest.LogCaptureFixture) -> None:
    error = Unavailable()
    assert fault(error) is error
    assert caplog.records == []


def test_no_error_repeats_what_was_to_be_stored(engine: Engine) -> None:
    writing = writer(open_engine(engine.url.render_as_string(hide_password=False)))
    with pytest.raises(DBAPIError) as failed, writing.begin() as connection:
        connection.execute(text("SELECT :given FROM nowhere"), {"given": "somebody's name"})
    assert "somebody's name" not in str(failed.value)
    writing.dispose()
