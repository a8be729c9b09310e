"""The audit log: entries are taken in memory and written a moment later, many at once."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from datetime import datetime, timedelta

import anyio
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlmodel import col

from domain.auditing import AuditEntry
from domain.background import Background
from domain.clock import Clock
from domain.errors import Unavailable
from persistence.columns import iso
from persistence.database import writer
from persistence.tables import AuditRow, UserRow

_MOST_WAITING = 10_000
_REST_SECONDS = 1.0
_SAME_ENTRY = timedelta(hours=1)

logger = logging.getLogger(__name__)


class AuditTrail:
    """Writes entries of the audit log.

    Args:
        days: How long entries are kept.
    """

    def __init__(self, engine: Engine, *, clock: Clock, days: int) -> None:
        self._engine = writer(engine)
        self._clock = clock
        self._days = days
        # What is counted waits once, with its number; the rest, each by itself.
        self._waiting: OrderedDict[tuple[AuditEntry, int], tuple[datetime, int]] = OrderedDict()
        self._number = 0
        self._noted = asyncio.Event()
        self._writing = asyncio.Lock()
        self._background = Background()

    def note(self, entry: AuditEntry) -> None:
        self._number += 1
        key = (entry, 0 if entry.action.is_counted else self._number)
        at, count = self._waiting.get(key, (self._clock(), 0))
        self._waiting[key] = at, count + 1
        if len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
            logger.error("the audit log cannot be written as fast as it grows; an entry is lost")
        self._noted.set()

    def start(self) -> None:
        """Begin to write, on the running event loop."""
        self._background.start(self._keep_writing())

    async def stop(self) -> None:
        """Stop, with everything written."""
        await self._background.stop()
        try:
            await self.flush()
        except Unavailable as error:
            logger.error("the end of the audit log could not be written: %s", error)
        except Exception:
            logger.exception("the end of the audit log could not be written")

    async def flush(self) -> None:
        """Write what waits, and wait for what is being written."""
        async with self._writing:
            if not self._waiting:
                return
            taken, self._waiting = self._waiting, OrderedDict()
            entries = [(entry, at, count) for (entry, _), (at, count) in taken.items()]
            try:
                await anyio.to_thread.run_sync(self._write, entries)
            except Exception:
                # Taken up again, before what has come meanwhile.
                self._waiting = OrderedDict([*taken.items(), *self._waiting.items()])
                raise

    async def _keep_writing(self) -> None:
        while True:
            await self._noted.wait()
            self._noted.clear()
            try:
                await self.flush()
            except Unavailable as error:
                logger.warning("the audit log waits to be written: %s", error)
                self._noted.set()
            except Exception:
                logger.exception("the audit log could not be written; it is tried again")
                self._noted.set()
            await asyncio.sleep(_REST_SECONDS)

    def _write(self, entries: list[tuple[AuditEntry, datetime, int]]) -> None:
        with self._engine.begin() as connection:
            for entry, at, count in entries:
                if not (entry.action.is_counted and _counted(connection, entry, at, count)):
                    connection.execute(insert(AuditRow).values(**_values(entry), at=iso(at), count=count))
            actors = {entry.actor_id for entry, _, _ in entries if entry.actor_id is not None}
            there = select(col(UserRow.id)).where(col(UserRow.id).in_(actors))
            forget_addresses(connection, actors - set(connection.scalars(there)))
            old = self._clock() - timedelta(days=self._days)
            connection.execute(delete(AuditRow).where(col(AuditRow.at) < iso(old)))


def forget_addresses(connection: Connection, user_ids: set[int]) -> None:
    """Take the addresses of people who have left out of their entries."""
    if user_ids:
        connection.execute(update(AuditRow).where(col(AuditRow.actor_id).in_(user_ids)).values(address=None))


def _values(entry: AuditEntry) -> dict[str, object]:
    return {
        "action": entry.action.value,
        "actor_id": entry.actor_id,
        "subject_id": entry.subject_id,
        "resume_id": entry.resume_id,
        "address": entry.address,
        "detail": entry.detail,
    }


def _counted(connection: Connection, entry: AuditEntry, at: datetime, count: int) -> bool:
    """Whether the same was done within the hour before; then its entry counts it."""
    same = [AuditRow.__table__.c[name].is_not_distinct_from(value) for name, value in _values(entry).items()]  # type: ignore[attr-defined]
    raised = (
        update(AuditRow)
        .where(*same, col(AuditRow.at) > iso(at - _SAME_ENTRY))
        .values(count=col(AuditRow.count) + count)
    )
    return connection.execute(raised).rowcount > 0
