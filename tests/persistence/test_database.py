"""What is done to each new connection."""

from __future__ import annotations

import sqlite3

import pytest

from persistence import database
from persistence.database import _enter_wal


class Refusing:
    """A cursor that SQLite refuses so often."""

    def __init__(self, times: int, code: int) -> None:
        self.left = times
        self.code = code

    def execute(self, _statement: str) -> None:
        if self.left:
            self.left -= 1
            error = sqlite3.OperationalError("refused")
            error.sqlite_errorcode = self.code
            raise error


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WAL_REST_SECONDS", 0)


def test_several_that_make_a_database_at_once_wait_for_each_other() -> None:
    cursor = Refusing(3, sqlite3.SQLITE_BUSY_RECOVERY)
    _enter_wal(cursor)
    assert cursor.left == 0


def test_they_do_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_SECONDS", 0)
    with pytest.raises(sqlite3.OperationalError):
        _enter_wal(Refusing(1, sqlite3.SQLITE_BUSY))


def test_what_is_no_database_is_told_at_once() -> None:
    with pytest.raises(sqlite3.OperationalError):
        _enter_wal(Refusing(1, sqlite3.SQLITE_NOTADB))
