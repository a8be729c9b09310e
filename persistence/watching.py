"""What other processes change in an SQLite database, seen by its `data_version`.

The number rises with every commit of another connection, and asking for it reads a few bytes of shared
memory. Only then, and only while somebody waits for a resume, are the rows of those resumes looked at.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import orjson
from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from domain.background import Background
from persistence.events import LocalEvents
from persistence.faults import fault

POLL_SECONDS = 0.05
_RETRY_SECONDS = 1.0
_STANDINGS = """
    SELECT r.id, r.state, a.analysed_at FROM resumes r LEFT JOIN analyses a ON a.resume_id = r.id
     WHERE r.id IN (SELECT value FROM json_each(?))
"""
_UNKNOWN = ("", None)
_GONE = (None, None)

logger = logging.getLogger(__name__)


class DataVersion:
    """Tells whether another connection has committed; to be used on one thread."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.raw_connection()
        # It is no connection for others, nor may it wait for a lock.
        self._connection.detach()
        self.cursor: DBAPICursor = self._connection.cursor()
        self.cursor.execute("PRAGMA busy_timeout=0")
        self._seen: int | None = None

    def has_changed(self) -> bool:
        """Whether anything was committed since the last time; the first time, whether or not."""
        self.cursor.execute("PRAGMA data_version")
        (version,) = self.cursor.fetchone() or (None,)
        seen, self._seen = self._seen, version
        return version != seen

    def look_again(self) -> None:
        """Take what was seen last for not seen."""
        self._seen = None

    def close(self) -> None:
        """Give the connection back to the system."""
        self._connection.close()


class SqliteWatch:
    """Wakes whoever waits in this process for a resume that another one has changed.

    Args:
        alone: Whether no other process has the database open; then nothing is looked at.
    """

    def __init__(self, engine: Engine, events: LocalEvents, *, alone: Callable[[], bool]) -> None:
        self._engine = engine
        self._events = events
        self._alone = alone
        self._standings: dict[int, tuple[str | None, str | None]] = {}
        self._background = Background()

    def start(self) -> None:
        """Begin to watch, on the running event loop."""
        self._background.start(self._keep_watching())

    async def stop(self) -> None:
        """Stop watching."""
        await self._background.stop()

    async def _keep_watching(self) -> None:
        version = DataVersion(self._engine)
        try:
            while True:
                await self._events.someone_follows()
                wait = POLL_SECONDS
                try:
                    if not self._alone() and version.has_changed():
                        self._look(version.cursor)
                except Exception as error:
                    version.look_again()
                    if fault(error) is None:
                        logger.exception("changes of other processes could not be looked at")
                    wait = _RETRY_SECONDS
                await asyncio.sleep(wait)
        finally:
            version.close()

    def _look(self, cursor: DBAPICursor) -> None:
        """Tell of each resume whose state or analysis is another one; at the first look, of each."""
        followed = set(self._events.followed)
        cursor.execute(_STANDINGS, (orjson.dumps(sorted(followed)).decode(),))
        found: dict[int, tuple[str | None, str | None]] = dict.fromkeys(followed, _GONE)
        found |= {resume_id: (state, analysed_at) for resume_id, state, analysed_at in cursor.fetchall()}
        before, self._standings = self._standings, found
        for resume_id, standing in found.items():
            if before.get(resume_id, _UNKNOWN) != standing:
                self._events.publish(resume_id)
