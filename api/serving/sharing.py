"""How processes share what comes to one address: whoever has the fewest connections takes the next one.

All wait at the same socket. Left to themselves, the one that happens to be awake takes whatever is there, and
with a socket each (`SO_REUSEPORT`) chance decides: 40 connections are shared worse than 45 to 55 % in four
cases of ten. So each process tells in shared memory how many it has, and lets another with fewer go first.
"""

from __future__ import annotations

import asyncio
import logging
import mmap
import select
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any

logger = logging.getLogger(__name__)

_MOST_AT_ONCE = 64
# One that has fewer goes first; so long it is waited for.
_COURTESY_SECONDS = 0.003
# But not if it has not been awake for so long.
_ASLEEP_SECONDS = 0.5
_REST_SECONDS = 0.5
_ABSENT = 2**62


class Share:
    """The place of one process among those that share.

    Args:
        connections: How many connections each process has, in memory that they share.
        awake: When each was last awake, in nanoseconds, in such memory too.
        number: Which of them this one is.
    """

    def __init__(self, connections: memoryview[int], awake: memoryview[int], number: int) -> None:
        self._connections = connections
        self._awake = awake
        self._number = number

    def tell(self, connections: int) -> None:
        """Say how many connections this process has, which takes more."""
        self._connections[self._number] = connections

    def leave(self) -> None:
        """Say that this process takes no more."""
        self._connections[self._number] = _ABSENT

    def wake(self) -> None:
        """Say that this process is awake now."""
        self._awake[self._number] = time.monotonic_ns()

    @property
    def asleep_seconds(self) -> float:
        """How long this process has not said that it is awake."""
        return _seconds_since(self._awake[self._number])

    @property
    def ahead(self) -> tuple[int, int] | None:
        """How many connections whoever takes the next one has, and its number; None where this process does.

        That is whoever has the fewest of those that are awake.
        """
        mine = self._connections[self._number]
        fewer = [
            (its, number)
            for number, its in enumerate(self._connections)
            if its < mine and _seconds_since(self._awake[number]) < _ASLEEP_SECONDS
        ]
        return min(fewer, default=None)


def shares_of(processes: int) -> list[Share]:
    """Return the places of so many processes, which are forked later; none of them takes connections yet."""
    numbers = memoryview(mmap.mmap(-1, 16 * processes)).cast("q")
    connections, awake = numbers[:processes], numbers[processes:]
    shares = [Share(connections, awake, number) for number in range(processes)]
    for share in shares:
        share.leave()
    return shares


def _seconds_since(nanoseconds: int) -> float:
    return (time.monotonic_ns() - nanoseconds) / 1e9


class OpenConnections(set[Any]):
    """The server's connections; `changed` is called with their number."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed

    def add(self, connection: Any) -> None:
        """Add one."""
        super().add(connection)
        self._changed()

    def discard(self, connection: Any) -> None:
        """Take one away, if it is there."""
        super().discard(connection)
        self._changed()


class Acceptor:
    """Takes connections from sockets that others wait at too.

    Args:
        listeners: They listen, and do not block.
        share: This process's place among those that wait.
        make_protocol: Makes the protocol of a connection.
    """

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        share: Share,
        make_protocol: Callable[[], asyncio.Protocol],
    ) -> None:
        self.connections = OpenConnections(self._tell)
        self._listeners = listeners
        self._share = share
        self._make_protocol = make_protocol
        self._loop = asyncio.get_running_loop()
        self._takes = False
        # Tells of what comes once; what is left to others then is not told again and again.
        self._arrivals = select.epoll()
        self._later: asyncio.TimerHandle | None = None
        self._coming: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to take connections."""
        self._takes = True
        self._tell()
        for listener in self._listeners:
            self._arrivals.register(listener, select.EPOLLIN | select.EPOLLET)
        self._loop.add_reader(self._arrivals, self._come)

    def stop(self) -> None:
        """Take no more."""
        if not self._takes:
            return
        self._takes = False
        self._share.leave()
        if self._later is not None:
            self._later.cancel()
        self._loop.remove_reader(self._arrivals)
        self._arrivals.close()

    def _tell(self) -> None:
        if self._takes:
            self._share.tell(len(self.connections) + len(self._coming))

    def _come(self) -> None:
        self._arrivals.poll(0)
        self._take_some()

    def _take_some(self) -> None:
        """Take what is there for as long as it is this process's turn."""
        for listener in self._listeners:
            for _ in range(_MOST_AT_ONCE):
                ahead = self._share.ahead
                if ahead is not None:
                    self._look_again(_COURTESY_SECONDS, awaited=ahead)
                    return
                if not self._take(listener):
                    break
            else:
                self._look_again(0.0)

    def _look_again(self, seconds: float, *, awaited: tuple[int, int] | None = None) -> None:
        if self._later is None:
            self._later = self._loop.call_later(seconds, self._take_what_is_left, awaited)

    def _take_what_is_left(self, awaited: tuple[int, int] | None) -> None:
        self._later = None
        # Whoever has fewer and has not moved has not had the time.
        is_late = awaited is not None and self._share.ahead == awaited
        if is_late and not any(self._take(listener) for listener in self._listeners):
            return
        self._take_some()

    def _take(self, listener: socket.socket) -> bool:
        """Take a connection, if there is one; return whether there may be more."""
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            return False
        except ConnectionAbortedError:
            # It has gone; whoever came behind it is told of no more.
            return True
        except OSError as error:
            logger.error("no connection can be taken: %s", error)
            self._look_again(_REST_SECONDS)
            return False
        task = self._loop.create_task(self._begin(connection))
        self._coming.add(task)
        self._tell()
        task.add_done_callback(self._has_come)
        return True

    def _has_come(self, task: asyncio.Task[None]) -> None:
        self._coming.discard(task)
        self._tell()

    async def _begin(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        try:
            await self._loop.connect_accepted_socket(self._make_protocol, connection)
        except OSError:
            connection.close()
