"""One system call a response: uvicorn writes a response's head and its body one after the other.

Measured on small answers, the second write costs as much as a third of the whole request. Answers that are
one write already (`api/edge/sending.py`) wait for the end of the turn as well: sent one by one, they would be
read, and asked for, one by one.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from typing import Any

# On, and not a second: what is unsent is thrown away.
_NO_LINGER = struct.pack("ii", 1, 0)


def break_off(transport: asyncio.Transport) -> None:
    """End a connection whose client does not read, with all that the system still holds for him."""
    connection = transport.get_extra_info("socket")
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()


class JoiningTransport:
    """A transport that joins what is written within one turn of the event loop.

    Closed, it waits `linger_seconds` for a client to read what is still unsent.
    """

    def __init__(
        self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, *, linger_seconds: float = 20.0
    ) -> None:
        self._transport = transport
        self._loop = loop
        self._linger_seconds = linger_seconds
        self._pending: list[bytes] = []
        # Each request asks for it, and `__getattr__` is slow.
        self.is_closing = transport.is_closing

    def write(self, data: bytes) -> None:
        """Write at the end of this turn."""
        if not self._pending:
            self._loop.call_soon(self._flush)
        self._pending.append(data)

    def write_eof(self) -> None:
        """Write what is pending, and nothing more."""
        self._flush()
        self._transport.write_eof()

    def close(self) -> None:
        """Write what is pending, then close."""
        self._flush()
        self._transport.close()
        if self._transport.get_write_buffer_size():
            self._loop.call_later(self._linger_seconds, break_off, self._transport)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def _flush(self) -> None:
        if self._pending:
            pending, self._pending = self._pending, []
            self._transport.write(b"".join(pending))
