from __future__ import annotations

import asyncio

import pytest

from api.transport import JoiningTransport

pytestmark = pytest.mark.anyio


class FakeTransport(asyncio.Transport):
    """Remembers each write."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.closed = False
        self.aborted = False
        self.unsent = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.closed
        self.writes.append(bytes(data))

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = True

    def get_write_buffer_size(self) -> int:
        return self.unsent


async def test_writes_of_one_turn_leave_together_and_in_order() -> None:
    inner = FakeTransport()
    transport = JoiningTransport(inner, asyncio.get_running_loop())
    transport.write(b"head ")
    transport.write(b"body")
    assert inner.writes == []
    await asyncio.sleep(0)
    transport.write(b"next")
    await asyncio.sleep(0)
    assert inner.writes == [b"head body", b"next"]
    await asyncio.sleep(0)
    assert len(inner.writes) == 2


async def test_closing_loses_nothing() -> None:
    inner = FakeTransport()
    transport = JoiningTransport(inner, asyncio.get_running_loop())
    transport.write(b"last words")
    transport.close()
    await asyncio.sleep(0)
    assert (inner.writes, inner.closed) == ([b"last words"], True)


async def test_a_client_that_never_reads_does_not_hold_a_closed_connection() -> None:
    inner = FakeTransport()
    inner.unsent = 5
    JoiningTransport(inner, asyncio.get_running_loop(), linger_seconds=0).close()
    assert (inner.closed, inner.aborted) == (True, False)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert inner.aborted


async def test_everything_else_is_the_transports_own() -> None:
    inner = FakeTransport()
    assert JoiningTransport(inner, asyncio.get_running_loop()).get_extra_info("peername") is None
