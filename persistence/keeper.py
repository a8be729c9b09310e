"""Which of the processes that have one SQLite database open works on it: analyses, matches anew, cleans up.

One does, so that nothing is done twice and owners take their turns among all; any other takes its place when
it ends. The system tells: a lock on a file beside the database, which goes with the process that has it,
however that ends. A lock on a second file, which those that wait hold together, tells the one at work that
others may leave work to it.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

if sys.platform != "win32":
    import fcntl

LOOK_SECONDS = 0.5
_LOOKED_SECONDS = 1.0
AT_WORK, WAITING = ".at-work", ".waiting"


def database_file(engine: Engine) -> Path | None:
    """Return the file of an SQLite database; None where there is none."""
    embedded = engine.dialect.name == "sqlite"
    name = engine.url.database if embedded else None
    return None if name in (None, "", ":memory:") else Path(name)


class Keeper:
    """Tells whether this process is the one at work.

    Args:
        database: The database's file; None where there is none, and so nobody else.
        clock: Gives seconds that never go back.
    """

    def __init__(self, database: Path | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked_at = -math.inf
        self._is_alone = False
        self._place = None if database is None else _LockFile(database.with_name(database.name + AT_WORK))
        self._queue = None if database is None else _LockFile(database.with_name(database.name + WAITING))

    def takes_over(self) -> bool:
        """Become the one at work if there is none; else join those that wait. Return whether it is."""
        if self._place is None or self._queue is None:
            return True
        if self._place.lock(alone=True):
            self._queue.unlock()
            self._looked_at = -math.inf
            return True
        self._queue.lock(alone=False)
        return False

    def still_is(self) -> bool:
        """Whether the lock that this process has is the one that others look at."""
        return self._place is None or self._place.is_in_place()

    def is_alone(self) -> bool:
        """Whether nobody waits, looked at once a second; one that waits is not alone."""
        if self._queue is None:
            return True
        if self._queue.is_locked:
            return False
        now = self._clock()
        if now - self._looked_at >= _LOOKED_SECONDS:
            self._looked_at = now
            self._is_alone = self._queue.lock(alone=True)
            if self._is_alone:
                self._queue.unlock()
        return self._is_alone

    def close(self) -> None:
        """Leave the place to another, and wait no longer."""
        for file in filter(None, (self._place, self._queue)):
            file.unlock()


class _LockFile:
    """A file that is opened to be locked; no other process inherits it, and it is never written to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def is_locked(self) -> bool:
        """Whether this process holds it."""
        return self._descriptor is not None

    def lock(self, *, alone: bool) -> bool:
        """Lock it if nobody else has, or with others; return whether this process holds it."""
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        if self.is_in_place():
            return True
        self.unlock()
        return False

    def is_in_place(self) -> bool:
        """Whether the file that is locked is the one at its path."""
        if self._descriptor is None:
            return False
        with contextlib.suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        return False

    def unlock(self) -> None:
        """Let others have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
