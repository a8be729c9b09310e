"""Where something is kept on this machine, and whether it is still there."""

from __future__ import annotations

import logging
from pathlib import Path

from domain.errors import Unavailable

logger = logging.getLogger(__name__)


class Place:
    """A file or folder that may be deleted, replaced or unmounted under a program that has it open.

    What is written then goes on without a fault, to what nobody finds again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity: tuple[int, int] | None = None

    def note(self) -> None:
        """Note what is there, the first time."""
        if self._identity is None:
            self._identity = self._found()

    def check(self) -> None:
        """Raise `Unavailable` where something else, or nothing, is there than was noted."""
        if self._identity is not None and self._found() != self._identity:
            logger.error("%s is not what it was when the server started: restart it", self._path)
            raise Unavailable

    def _found(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
