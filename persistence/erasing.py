"""What was deleted leaves the database's file too.

SQLite keeps the bytes of deleted rows: in free pages, in the write-ahead log, and, whatever `secure_delete`
says, in the gaps of pages that were rebuilt (measured). Only VACUUM writes a file without them. Readers go
on meanwhile, writers wait. So each deletion leaves a mark in the same transaction, and the marked file is
rewritten soon, but seldom enough to cost a hundredth of the time. The index of words only notes that entries
are gone; they leave it when its parts are merged, which is done before, in steps that let writers through.
PostgreSQL has its own vacuum.
"""

from __future__ import annotations

import asyncio
import logging
import time

import anyio
from sqlalchemy import Engine, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlmodel import Session

from domain.background import Background
from persistence.faults import fault

_DONE, _DUE, _BEGUN = range(3)
_LOOK_SECONDS = 10
_SHORTEST_REST_SECONDS = 60
_RESTS_PER_RUN = 100
_MERGED_PAGES = 500

logger = logging.getLogger(__name__)


def mark_erasure(session: Session) -> None:
    """Have the file rewritten once this transaction is committed."""
    if session.get_bind().dialect.name == "sqlite":
        # A number in the file's header that SQLite leaves to programs; it is written with the transaction.
        session.execute(text(f"PRAGMA user_version={_DUE}"))
    else:
        # Names of skills that only the deleted had would stay among what is still to be counted.
        session.execute(text("SELECT gateway_move_statistics()"))


def erase(engine: Engine) -> bool:
    """Rewrite the file where something was deleted since the last time; return whether it was."""
    if engine.dialect.name != "sqlite":
        return False
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA user_version")
            (mark,) = cursor.fetchone() or (_DONE,)
            if mark == _DONE:
                return False
            # What is deleted meanwhile marks the file again; broken off, it stays to be done.
            cursor.execute(f"PRAGMA user_version={_BEGUN}")
            _merge_words(cursor)
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, *_) = cursor.fetchone() or (0,)
            if busy:
                raise TimeoutError("a long read holds the write-ahead log")
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("PRAGMA user_version")
            if cursor.fetchone() == (_BEGUN,):
                cursor.execute(f"PRAGMA user_version={_DONE}")
            cursor.execute("COMMIT")
            return True
        finally:
            cursor.close()
    finally:
        connection.close()


def _merge_words(cursor: DBAPICursor) -> None:
    """Merge the parts of the index of words into one, which holds none of what is gone."""
    # Below zero: all of them, also those that were merged before.
    pages = -_MERGED_PAGES
    while True:
        before = _changes(cursor)
        cursor.execute("INSERT INTO resume_words (resume_words, rank) VALUES ('merge', ?)", (pages,))
        # The command itself counts as one.
        if _changes(cursor) - before < 2:
            return
        pages = _MERGED_PAGES


def _changes(cursor: DBAPICursor) -> int:
    cursor.execute("SELECT total_changes()")
    (count,) = cursor.fetchone() or (0,)
    return int(count)


class Eraser:
    """Looks for marks while the program runs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._background = Background()

    def start(self) -> None:
        """Begin to look, on the running event loop."""
        if self._engine.dialect.name == "sqlite":
            self._background.start(self._keep_erasing())

    async def stop(self) -> None:
        """Stop; what is marked is found at the next start."""
        await self._background.stop()

    async def _keep_erasing(self) -> None:
        while True:
            rest: float = _LOOK_SECONDS
            started = time.perf_counter()
            try:
                if await anyio.to_thread.run_sync(erase, self._engine):
                    took = time.perf_counter() - started
                    rest = max(_SHORTEST_REST_SECONDS, _RESTS_PER_RUN * took)
                    logger.info("what was deleted is wiped from the database's file; took %.1f s", took)
            except Exception as error:
                told = "what was deleted could not be wiped from the database's file"
                if fault(error) is not None:
                    logger.warning("%s; it is tried again", told)
                else:
                    logger.exception(told)
                rest = _SHORTEST_REST_SECONDS
            await asyncio.sleep(rest)
