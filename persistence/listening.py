"""What other processes change in a PostgreSQL database, as its triggers tell it: LISTEN, ids only.

A trigger tells of a change when its transaction is committed, whoever made it, so that no process has to tell
the others and none can die between a change and its telling. One connection a process listens.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from domain.background import Background
from persistence.events import LocalEvents

if TYPE_CHECKING:
    from psycopg import AsyncConnection

RESUMES, CATALOGUE = "gateway_resumes", "gateway_catalogue"
# A connection that was dropped without a word is noticed within the sum of both.
QUIET_SECONDS = 2.0
ANSWER_SECONDS = 2.0
RETRY_SECONDS = 1.0
_CONNECT_SECONDS = 5

logger = logging.getLogger(__name__)


class PostgresListener:
    """Wakes whoever waits in this process for what has changed in the database.

    Args:
        events: Where changes of resumes are told.
        catalogue_changed: Called when positions were imported or removed.
        quiet_seconds: After so long without a word the server is asked whether it is still there.
        answer_seconds: How long it may take to say so.
        retry_seconds: How long to rest before another connection is tried.
    """

    def __init__(
        self,
        engine: Engine,
        events: LocalEvents,
        *,
        catalogue_changed: Callable[[], None] = lambda: None,
        quiet_seconds: float = QUIET_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        _, self._arguments = engine.dialect.create_connect_args(engine.url)
        self._events = events
        self._catalogue_changed = catalogue_changed
        self._quiet_seconds = quiet_seconds
        self._answer_seconds = answer_seconds
        self._retry_seconds = retry_seconds
        self._background = Background()

    def start(self) -> None:
        """Begin to listen, on the running event loop."""
        self._background.start(self._keep_listening())

    async def stop(self) -> None:
        """Stop listening."""
        await self._background.stop()

    async def _keep_listening(self) -> None:
        from psycopg import AsyncConnection, Error

        arguments: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, **self._arguments}
        lost = False
        while True:
            try:
                async with await AsyncConnection.connect(**arguments, autocommit=True) as connection:
                    for channel in (RESUMES, CATALOGUE):
                        await self._ask(connection, f"LISTEN {channel}".encode())
                    if lost:
                        logger.info("the database tells of changes again")
                    lost = False
                    await self._listen(connection)
            except (Error, OSError) as error:
                told = str(error).partition("\n")[0] or type(error).__name__
                logger.log(logging.DEBUG if lost else logging.WARNING, "no changes are told of: %s", told)
                lost = True
            except Exception:
                logger.exception("no changes are told of")
            await asyncio.sleep(self._retry_seconds)

    async def _listen(self, connection: AsyncConnection) -> None:
        # What went by while nobody listened stands in the rows.
        self._events.publish_all()
        self._catalogue_changed()
        while True:
            async for notice in connection.notifies(timeout=self._quiet_seconds):
                if notice.channel == RESUMES:
                    self._events.publish(int(notice.payload))
                else:
                    self._catalogue_changed()
            await self._ask(connection, b"SELECT 1")

    async def _ask(self, connection: AsyncConnection, statement: bytes) -> None:
        cutting = asyncio.get_running_loop().call_later(self._answer_seconds, _cut, connection)
        try:
            await connection.execute(statement)
        finally:
            cutting.cancel()


def _cut(connection: AsyncConnection) -> None:
    """End a connection on this side: to wait for a cancelled statement's end would take as long again."""
    with socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
