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
# One that has fewer, by more than this, goes first; so long it is waited for, times how many fewer it has.
_TOLERATED = 1
_COURTESY_SECONDS, _MOST_COURTESY_SECONDS = 0.002, 0.05
# But not if it has not been awake for so long.
_ASLEEP_SECONDS = 0.5
_REST_SECONDS = 0.5
_ABSENT = 2**62


class Loads:
    """How many connections each process has, and when it was last awake, in memory that they share."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._numbers = memoryview(mmap.mmap(-1, 16 * processes)).cast("q")
        for number in range(processes):
            self.leave(number)

    def tell(self, number: int, connections: int) -> None:
        """Say how many connections a process has, which takes more."""
        self._numbers[number] = connections

    def leave(self, number: int) -> None:
        """Say that a process takes no more connections."""
        self._numbers[number] = _ABSENT

    def surplus(self, number: int) -> int:
        """Return how many more it has than the process that is awake and has fewest."""
        least = mine = self._numbers[number]
        for other in range(self._processes):
            if self._numbers[other] < least and self.asleep_seconds(other) < _ASLEEP_SECONDS:
                least = self._numbers[other]
        return mine - least

    def wake(self, number: int) -> None:
        """Say that a process is awake now."""
        self._numbers[self._processes + number] = time.monotonic_ns()

    def asleep_seconds(self, number: int) -> float:
        """How long a process has not said that it is awake."""
        return (time.monotonic_ns() - self._numbers[self._processes + number]) / 1e9


class Share:
    """The place of one process among those that share."""

    def __init__(self, loads: Loads, number: int) -> None:
        self._loads = loads
        self._number = number

    def tell(self, connections: int) -> None:
        """Say how many connections this process has."""
        self._loads.tell(self._number, connections)

    def leave(self) -> None:
        """Say that this process takes no more."""
        self._loads.leave(self._number)

    def wake(self) -> None:
        """Say that this process is awake."""
        self._loads.wake(self._number)

    @property
    def surplus(self) -> int:
        """How many more connections it has than another that could take the next one."""
        return self._loads.surplus(self._number)


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
        self._coming = 0
        self._takes = False
        # Tells of what comes once; what is left to others then is not told again and again.
        self._arrivals = select.epoll()
        self._later: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

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
            self._share.tell(len(self.connections) + self._coming)

    def _come(self) -> None:
        self._arrivals.poll(0)
        self._take_some()

    def _take_what_is_left(self) -> None:
        # Whoever has fewer has not had the time.
        self._later = None
        took = [self._take(listener) for listener in self._listeners]
        if any(took):
            self._take_some()

    def _take_some(self) -> None:
        """Take what is there for as long as it is this process's turn."""
        for listener in self._listeners:
            for _ in range(_MOST_AT_ONCE):
                surplus = self._share.surplus
                if surplus > _TOLERATED:
                    self._look_again(min(_MOST_COURTESY_SECONDS, surplus * _COURTESY_SECONDS))
                    return
                if not self._take(listener):
                    break
            else:
                self._look_again(0.0)

    def _look_again(self, seconds: float) -> None:
        if self._later is None:
            self._later = self._loop.call_later(seconds, self._take_what_is_left)

    def _take(self, listener: socket.socket) -> bool:
        """Take a connection, if there is one; return whether there may be more."""
        try:
            connection, _ = listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return False
        except OSError as error:
            logger.error("no connection can be taken: %s", error)
            self._look_again(_REST_SECONDS)
            return False
        self._coming += 1
        self._tell()
        task = self._loop.create_task(self._begin(connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _begin(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        try:
            await self._loop.connect_accepted_socket(self._make_protocol, connection)
        except OSError:
            connection.close()
        finally:
            self._coming -= 1
            self._tell()
