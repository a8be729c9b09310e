"""Load as a crowd makes it: requests come when they come, whether the earlier ones were answered or not.

An answer's time counts from the moment at which its request was to be sent, so a server that makes its
clients wait cannot look fast by that. `shoot` and `ask_health` are run in processes of their own.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import random
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import NamedTuple

import httptools

# A crowd of several addresses, each with fewer connections than one may have: with few of them, those who ask
# would wait for each other and not for the server.
ADDRESSES = ("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5")
MOST_CONNECTIONS = 180 * len(ADDRESSES)
BROKEN, WRONG = -1, -2
"""Instead of a status: the connection was lost; the answer was not the expected one."""

# uvicorn closes a connection on which nothing was asked for five seconds.
_FRESH_SECONDS = 3.0
_PATIENCE_SECONDS = 30.0
_HEALTH_SECONDS = 0.05


class Shot(NamedTuple):
    """A request and the answer that it is to have.

    Attributes:
        answer_bytes: About the length of the body; None where it is not known.
    """

    wire: bytes
    status: int
    answer_bytes: int | None = None


class Kind(NamedTuple):
    """Requests of a kind, and how often one of them comes among all."""

    name: str
    share: float
    shots: tuple[Shot, ...]


@dataclass(slots=True)
class Seen:
    """What a load saw.

    Attributes:
        statuses: How many answers had each; `BROKEN` and `WRONG` among them.
        seconds: Of the answers that were as expected.
        refused_seconds: Of those with 503.
        without_retry: How many of those told not when to come again.
        lateness: How late requests were sent, by the fault of this program.
        lasted: How long it took, to the last answer.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    refused_seconds: list[float] = field(default_factory=list)
    without_retry: int = 0
    lateness: list[float] = field(default_factory=list)
    lasted: float = 0.0


def shoot(port: int, kinds: Sequence[Kind], seconds: float, rate: float, connections: int, seed: int) -> Seen:
    """Send requests for some seconds.

    Args:
        rate: How many a second; 0: each connection sends when it was answered.
        connections: How many there are at the beginning; without a rate there are no more.
    """
    return asyncio.run(_Crowd(port, kinds, seed).shoot(seconds, rate=rate, connections=connections))


def ask_health(port: int, seconds: float) -> list[tuple[int, float]]:
    """Ask for `/healthz` twenty times a second; return the statuses and how long each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    found, end = [], time.perf_counter() + seconds
    while (started := time.perf_counter()) < end:
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            connection.close()
            status = BROKEN
        took = time.perf_counter() - started
        found.append((status, took))
        time.sleep(max(0.0, _HEALTH_SECONDS - took))
    connection.close()
    return found


class _Crowd:
    def __init__(self, port: int, kinds: Sequence[Kind], seed: int) -> None:
        self._port = port
        self._random = random.Random(seed)
        self._kinds = kinds
        self._shares = [kind.share for kind in kinds]
        self._seen = Seen()
        self._idle: list[_Connection] = []
        self._all: set[_Connection] = set()
        self._backlog: deque[tuple[Shot, float]] = deque()
        self._addresses = cycle(ADDRESSES)
        self._opening: set[asyncio.Task[None]] = set()
        self._closed_until: float | None = None
        self._ended = asyncio.Event()
        self.pending = 0

    async def shoot(self, seconds: float, *, rate: float, connections: int) -> Seen:
        started = time.perf_counter()
        end = started + seconds
        for _ in range(connections):
            self._open()
        await asyncio.gather(*self._opening)
        if rate:
            await self._send_at(rate, end)
        else:
            self._closed_until = end
            while self._idle:
                self._send(self._shot(), time.perf_counter())
            await asyncio.sleep(seconds)
        await self._wait_for_answers()
        self._seen.lasted = time.perf_counter() - started
        for connection in list(self._all):
            connection.transport.close()
        return self._seen

    async def _send_at(self, rate: float, end: float) -> None:
        due = time.perf_counter()
        while due < end:
            now = time.perf_counter()
            if due > now:
                await asyncio.sleep(due - now)
                continue
            self._send(self._shot(), due)
            due += self._random.expovariate(rate)
            # So that answers are read also where this program is late.
            await asyncio.sleep(0)

    async def _wait_for_answers(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                while self.pending or self._backlog:
                    self._ended.clear()
                    await self._ended.wait()
        self._seen.statuses[BROKEN] += self.pending + len(self._backlog)

    def _shot(self) -> Shot:
        (kind,) = self._random.choices(self._kinds, self._shares)
        return self._random.choice(kind.shots)

    def _send(self, shot: Shot, due: float) -> None:
        now = time.perf_counter()
        while self._idle:
            connection = self._idle.pop()
            if now - connection.idle_since < _FRESH_SECONDS and not connection.transport.is_closing():
                self._seen.lateness.append(now - due)
                connection.ask(shot, due)
                return
            connection.transport.close()
        self._backlog.append((shot, due))
        if len(self._all) + len(self._opening) < MOST_CONNECTIONS:
            self._open()

    def _open(self) -> None:
        task = asyncio.get_running_loop().create_task(self._connect())
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _connect(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(
                lambda: _Connection(self), "127.0.0.1", self._port, local_addr=(next(self._addresses), 0)
            )
        except OSError:
            self._seen.statuses[BROKEN] += 1

    def free(self, connection: _Connection) -> None:
        """Give a connection something to do, or have it wait for that."""
        self._ended.set()
        now = time.perf_counter()
        connection.idle_since = now
        if self._backlog:
            shot, due = self._backlog.popleft()
            connection.ask(shot, due)
        elif self._closed_until is not None and now < self._closed_until:
            connection.ask(self._shot(), now)
        else:
            self._idle.append(connection)

    def opened(self, connection: _Connection) -> None:
        self._all.add(connection)
        self.free(connection)

    def lost(self, connection: _Connection, *, in_request: bool) -> None:
        self._ended.set()
        self._all.discard(connection)
        if connection in self._idle:
            self._idle.remove(connection)
        if in_request:
            self._seen.statuses[BROKEN] += 1

    def answered(self, shot: Shot, status: int, size: int, seconds: float, *, tells_when: bool) -> None:
        if status == shot.status:
            # A few digits more or less, as of an age.
            if shot.answer_bytes is not None and abs(size - shot.answer_bytes) > 64:
                status = WRONG
            else:
                self._seen.seconds.append(seconds)
        elif status == 503:
            self._seen.refused_seconds.append(seconds)
            self._seen.without_retry += not tells_when
        self._seen.statuses[status] += 1


class _Connection(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self, crowd: _Crowd) -> None:
        self._crowd = crowd
        self._shot: Shot | None = None
        self._due = 0.0
        self._size = 0
        self._tells_when = False
        self.idle_since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._parser = httptools.HttpResponseParser(self)
        self._crowd.opened(self)

    def ask(self, shot: Shot, due: float) -> None:
        self._shot, self._due, self._size, self._tells_when = shot, due, 0, False
        self._crowd.pending += 1
        self.transport.write(shot.wire)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.transport.abort()

    def on_header(self, name: bytes, _value: bytes) -> None:
        if name.lower() == b"retry-after":
            self._tells_when = True

    def on_body(self, body: bytes) -> None:
        self._size += len(body)

    def on_message_complete(self) -> None:
        shot, self._shot = self._shot, None
        if shot is None:
            # Refused as a connection, before it asked.
            self.transport.close()
            return
        self._crowd.pending -= 1
        seconds = time.perf_counter() - self._due
        status = self._parser.get_status_code()
        self._crowd.answered(shot, status, self._size, seconds, tells_when=self._tells_when)
        if self._parser.should_keep_alive():
            self._crowd.free(self)
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        in_request, self._shot = self._shot is not None, None
        self._crowd.pending -= in_request
        self._crowd.lost(self, in_request=in_request)
