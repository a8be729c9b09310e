"""The index on disk, so that a start with many positions does not read and encode them all again."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

import orjson

from domain.positions.index import PositionIndex

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
        self._folder = folder
        self._database = sha256(database.encode()).hexdigest()
        self.bundled_hash = bundled_hash
        self.index = index

    def open(self, *, newest: int) -> int:
        """Fill the index and return the version that it stands at.

        What is kept is used where it is of the same database, the same bundled positions and no version
        above `newest`, the database's; otherwise the index holds the bundled positions alone.
        """
        version = self._kept_version()
        if 0 < version <= newest and self.index.load(self._folder / "index"):
            return version
        return 0

    def save(self, version: int) -> None:
        """Keep the index as it is; a failure to do so is only logged, since the next start does without."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._manifest.unlink(missing_ok=True)
            self.index.save(self._folder / "index")
            manifest = {"version": version, "bundled": self.bundled_hash, "database": self._database}
            temporary = self._manifest.with_suffix(".new")
            temporary.write_bytes(orjson.dumps(manifest))
            temporary.replace(self._manifest)
        except OSError as error:
            logger.warning("the index could not be kept in %s: %s", self._folder, error)

    @property
    def _manifest(self) -> Path:
        return self._folder / "version.json"

    def _kept_version(self) -> int:
        try:
            kept = orjson.loads(self._manifest.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return 0
        if (kept["bundled"], kept["database"]) != (self.bundled_hash, self._database):
            return 0
        version: int = kept["version"]
        return version
