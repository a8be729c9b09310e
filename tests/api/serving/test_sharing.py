"""Whoever has the fewest connections takes the next one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest

from api.serving import sharing
from api.serving.addresses import listen_at, url_of
from api.serving.sharing import Acceptor, shares_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    (one,) = listen_at("127.0.0.1", 0)
    with one:
        yield one


class House:
    """Sides that take connections of one address; processes, were this no test."""

    def __init__(self, listener: socket.socket, sides: int, *, begun: int) -> None:
        self.shares = shares_of(sides)
        # An event loop waits at a socket once only.
        self.listeners = [listener.dup() for _ in range(begun)]
        self.came: asyncio.Queue[int] = asyncio.Queue()
        self.gone: asyncio.Queue[int] = asyncio.Queue()
        self.acceptors = [
            Acceptor([own], self.shares[number], lambda number=number: _Open(self, number))  # type: ignore[misc]
            for number, own in enumerate(self.listeners)
        ]
        for number, acceptor in enumerate(self.acceptors):
            acceptor.start()
            self.shares[number].wake()
        self._address = listener.getsockname()

    async def connect(self) -> tuple[int, asyncio.StreamWriter]:
        """Connect, and return the number of the side that took the connection."""
        _, writer = await asyncio.open_connection(*self._address)
        return await asyncio.wait_for(self.came.get(), 30), writer

    async def close(self, *writers: asyncio.StreamWriter) -> None:
        for writer in writers:
            writer.close()
            await writer.wait_closed()
            await asyncio.wait_for(self.gone.get(), 30)

    def stop(self) -> None:
        for acceptor, own in zip(self.acceptors, self.listeners, strict=True):
            acceptor.stop()
            own.close()


class _Open(asyncio.Protocol):
    def __init__(self, house: House, number: int) -> None:
        self._house = house
        self._number = number

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._house.acceptors[self._number].connections.add(self)
        self._house.came.put_nowait(self._number)

    def connection_lost(self, exc: Exception | None) -> None:
        self._house.acceptors[self._number].connections.discard(self)
        self._house.gone.put_nowait(self._number)


async def test_connections_are_shared_evenly_also_when_some_have_gone(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However seldom this process has its turn, nobody gives up waiting for the other.
    monkeypatch.setattr(sharing, "_COURTESY_SECONDS", 60.0)
    monkeypatch.setattr(sharing, "_ASLEEP_SECONDS", 60.0)
    house = House(listener, 2, begun=2)
    taken = [await house.connect() for _ in range(40)]
    assert sum(number for number, _ in taken) == 20
    await house.close(*(writer for number, writer in taken if number == 1))
    again = [await house.connect() for _ in range(20)]
    assert sum(number for number, _ in again) == 20
    await house.close(*(writer for number, writer in taken if number == 0), *(writer for _, writer in again))
    house.stop()


async def test_one_that_has_fewer_and_does_not_come_is_not_waited_for(listener: socket.socket) -> None:
    house = House(listener, 2, begun=1)
    house.shares[1].tell(0)
    house.shares[1].wake()
    taken = [await house.connect() for _ in range(3)]
    assert [number for number, _ in taken] == [0, 0, 0]
    await house.close(*(writer for _, writer in taken))
    house.stop()


async def test_whoever_stops_takes_nothing_more(listener: socket.socket) -> None:
    house = House(listener, 2, begun=2)
    house.acceptors[0].stop()
    taken = [await house.connect() for _ in range(3)]
    assert [number for number, _ in taken] == [1, 1, 1]
    await house.close(*(writer for _, writer in taken))
    house.stop()


async def test_a_few_connections_are_shared_evenly_too(listener: socket.socket) -> None:
    house = House(listener, 2, begun=2)
    taken = [await house.connect() for _ in range(8)]
    assert sum(number for number, _ in taken) == 4
    await house.close(*(writer for _, writer in taken))
    house.stop()


class Aborting(socket.socket):
    """Listens, and tells of one connection that has gone again before it was taken."""

    told = False

    def accept(self) -> tuple[socket.socket, object]:
        if not self.told:
            self.told = True
            raise ConnectionAbortedError
        return super().accept()


async def test_whoever_came_behind_one_that_has_gone_is_taken(listener: socket.socket) -> None:
    aborting = Aborting(fileno=listener.dup().detach())
    aborting.setblocking(False)
    with aborting:
        house = House(aborting, 1, begun=1)
    number, writer = await house.connect()
    assert number == 0
    await house.close(writer)
    house.stop()


def test_an_address_is_told_as_a_browser_takes_it(listener: socket.socket) -> None:
    assert url_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(OSError, match="address already in use"):
        listen_at(*listener.getsockname())
