"""The index on disk: one that all processes of a host keep up together and map into memory.

Whoever has the turn brings the imported positions in and keeps what it has made; the others take that over.
What cannot be kept, as in a folder that is not to be written to, each process has by itself.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED, Position
from domain.retrieval.saving import Note, note_of

logger = logging.getLogger(__name__)


class SavedIndex:
    """An index that is kept in a folder, with the catalogue's version that it stands at.

    Args:
        folder: Where it is kept.
        index: Holds the positions that come with the program and nothing else.
        bundled_hash: Tells those from the ones of another version.
        database: Names the database whose positions are kept beside those.
    """

    def __init__(self, folder: Path, index: PositionIndex, *, bundled_hash: str, database: str) -> None:
        self._folder = folder.absolute()
        self._of = {"bundled": bundled_hash, "database": sha256(database.encode()).hexdigest()}
        self.bundled_hash = bundled_hash
        self.index = index
        self.version = 0
        """The catalogue's version that the index stands at."""

    def add(self, positions: Iterable[Position], *, source: str) -> int:
        """Add positions of a source; one of a known code takes the old one's place."""
        return self.index.add(positions, source=source)

    def remove(self, source: str, codes: Iterable[str]) -> int:
        """Remove positions of a source."""
        return self.index.remove(source, codes)

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Keep every other process from changing what is kept; False where another one is at it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = (self._folder / "lock").open("ab")
        except OSError:
            # Nothing can be kept here, so nobody is in the way.
            yield True
            return
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            except OSError as error:
                logger.warning("processes cannot share the index in %s: %s", self._folder, error)
            yield True

    def take_over(self, *, newest: int) -> None:
        """Take over what is kept, where it is further than this process.

        It is used where it is of the same database, the same bundled positions and no version above
        `newest`, the database's.
        """
        if self._is_further(note_of(self._kept), newest) is None:
            return
        note = self.index.load(self._kept)
        if note is not None:
            self.version = self._is_further(note, newest) or self.version

    def keep(self, version: int) -> None:
        """Keep the index as it is, in one's turn, and share it from now on.

        Where nothing was imported there is nothing to keep. A failure is only logged, since every process
        and the next start can do without.
        """
        self.version = version
        if self.index.sources().keys() <= {BUNDLED}:
            return
        try:
            self.index.save(self._kept, note={**self._of, "version": version})
        except OSError as error:
            logger.warning("the index could not be kept in %s: %s", self._folder, error)
            return
        self.index.load(self._kept)

    @property
    def _kept(self) -> Path:
        return self._folder / "index"

    def _is_further(self, note: Note | None, newest: int) -> int | None:
        """Return the version of what is kept, where it can be used and is above this one's."""
        if note is None or {name: note.get(name) for name in self._of} != self._of:
            return None
        version = note["version"]
        return version if isinstance(version, int) and self.version < version <= newest else None
