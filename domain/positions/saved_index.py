"""The index on disk, so that a start with many positions does not read and encode them all again."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

import orjson

from domain.positions.catalogue import Catalogue, positions_hash
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED

logger = logging.getLogger(__name__)


class SavedIndex:
    """An index that is kept in a folder, with the catalogue's version that it stands at.

    Args:
        folder: Where it is kept.
        bundled: The positions that come with the program.
        database: Names the database whose positions are kept beside those.
    """

    def __init__(self, folder: Path, bundled: Catalogue, *, database: str) -> None:
        self._folder = folder
        self._bundled = bundled
        self._database = sha256(database.encode()).hexdigest()
        self.bundled_hash = positions_hash(bundled)
        self.index = PositionIndex()

    def open(self, *, newest: int) -> int:
        """Fill the index and return the version that it stands at.

        What is kept is used where it is of the same database, the same bundled positions and no version
        above `newest`, the database's; otherwise the index holds the bundled positions alone.
        """
        version = self._kept_version()
        if 0 < version <= newest:
            if self.index.load(self._folder / "index"):
                return version
            self.index = PositionIndex()
        self.index.add(self._bundled, source=BUNDLED)
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
