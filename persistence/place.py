"""Where something is kept on this machine, and whether it is still there."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from domain.errors import StorageFull, Unavailable, refused_by_system

LOOKED_SECONDS = 1.0
TOLD_SECONDS = 10.0
_PAGE = bytes(4096)

logger = logging.getLogger(__name__)


class Place:
    """A file or folder that may be deleted, replaced or unmounted under a program that has it open.

    What is written then goes on without a fault, to what nobody finds again; what is read was deleted.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._identity: tuple[int, int] | None = None
        self._good_until = 0.0
        self._told_at: float | None = None

    def note(self) -> None:
        """Note what is there, the first time."""
        if self._identity is None:
            self._identity = self._found()

    def check(self) -> None:
        """Raise `Unavailable` where something else, or nothing, is there than was noted."""
        if self._identity is not None and self._found() != self._identity:
            self._good_until = 0.0
            self._tell()
            raise Unavailable
        self._good_until = self._clock() + LOOKED_SECONDS

    def check_now_and_then(self) -> None:
        """Check, but look once a second at most while all is well: there are thousands of reads."""
        if self._clock() >= self._good_until:
            self.check()

    def has_room(self) -> bool:
        """Whether the disk takes a page more."""
        try:
            with tempfile.TemporaryFile(dir=self._path.parent) as file:
                file.write(_PAGE)
        except OSError as error:
            return not isinstance(refused_by_system(error), StorageFull)
        return True

    def _tell(self) -> None:
        now = self._clock()
        if self._told_at is None or now - self._told_at >= TOLD_SECONDS:
            self._told_at = now
            logger.error("%s is not what it was when the server started: restart it", self._path)

    def _found(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
