"""Faults of the database, told as what they are to the one who asked."""

from __future__ import annotations

import logging
import sqlite3

from domain.errors import StorageFull, Unavailable

_OUT_OF_ORDER = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_NOMEM,
    }
)
# The file that writers share cannot grow; a full disk is nearly always why.
_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
# PostgreSQL: disk full; then connections, resources, read-only and what stood still for too long, deadlocks,
# locks, timeouts and shutdown, the system.
_FULL_STATE = "53100"
_STATES = ("08", "53", "25006", "25P03", "40", "55P03", "57", "58")

logger = logging.getLogger(__name__)


def fault(error: BaseException) -> Unavailable | None:
    """Return what a driver's error means for the one who asked; None where it is a mistake of ours.

    It is logged as one line: of what the driver says, only the first line, which holds no values.
    What has been told already is returned as it is.
    """
    if isinstance(error, Unavailable):
        return error
    found = _found(error)
    if found is not None:
        logger.error("the database does not answer as it should: %s", str(error).partition("\n")[0])
    return found


def is_locked(error: BaseException) -> bool:
    """Whether another program kept SQLite waiting for too long."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def is_failed_write(error: BaseException) -> bool:
    """Whether the disk did not take what SQLite wrote, which does not say why."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_WRITE


def _found(error: BaseException) -> Unavailable | None:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        if code in _FULL:
            return StorageFull()
        return Unavailable() if code & 0xFF in _OUT_OF_ORDER else None
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        if state == _FULL_STATE:
            return StorageFull()
        return Unavailable() if state.startswith(_STATES) else None
    # psycopg tells a lost or refused connection without a state.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return Unavailable() if "OperationalError" in kinds and not isinstance(error, sqlite3.Error) else None
