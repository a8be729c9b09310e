"""A connection without a network: a transport that remembers, a loop whose clock is turned by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.server import ServerState

from api.edge.addresses import TrustedProxies
from api.edge.connections import ConnectionLimits, Connections
from api.edge.protocol import GuardedHttpProtocol


class Timer:
    """A callback of the loop's future."""

    def __init__(self, when: float, callback: Callable[[], object]) -> None:
        self.when = when
        self.callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """A loop whose time passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: Callable[..., object], *args: Any) -> Timer:
        timer = Timer(self.now + delay, lambda: callback(*args))
        self.timers.append(timer)
        return timer

    def call_soon(self, callback: Callable[..., object], *args: Any) -> Timer:
        return self.call_later(0, callback, *args)

    def create_task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(work)

    def pass_time(self, seconds: float) -> None:
        end = self.now + seconds
        while due := sorted((t for t in self.timers if t.when <= end), key=lambda timer: timer.when):
            timer = due[0]
            self.timers.remove(timer)
            self.now = max(self.now, timer.when)
            if not timer.cancelled:
                timer.callback()
        self.now = end

    @property
    def waiting(self) -> int:
        return sum(not timer.cancelled for timer in self.timers)


class Transport(asyncio.Transport):
    """Remembers what is written, and how it ends."""

    def __init__(self, host: str) -> None:
        super().__init__({"peername": (host, 40000), "sockname": ("127.0.0.1", 8000)})
        self.written = b""
        self.end = ""
        self.unsent = 0
        self.is_reading_ = True

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self.end:
            self.written += bytes(data)

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.end = "eof"

    def close(self) -> None:
        self.end = self.end if self.end == "aborted" else "closed"

    def abort(self) -> None:
        self.end = "aborted"

    def is_closing(self) -> bool:
        return self.end in {"closed", "aborted"}

    def pause_reading(self) -> None:
        self.is_reading_ = False

    def resume_reading(self) -> None:
        self.is_reading_ = True

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol


class App:
    """Answers when it has the body, or at once; knows what it was asked and who left."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.bodies: list[bytes] = []
        self.left = 0
        self.reads_body = True
        self.socket_closes = True
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        if scope["type"] == "websocket":
            if self.socket_closes:
                await send({"type": "websocket.close"})
            return
        await self.go_on.wait()
        with suppress(ClientDisconnect):
            if self.reads_body:
                self.bodies.append(await self._body(receive))
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
            await send({"type": "http.response.body", "body": b"ok"})

    async def _body(self, receive: Receive) -> bytes:
        body, more = b"", True
        while more:
            message: Message = await receive()
            if message["type"] == "http.disconnect":
                self.left += 1
                raise ClientDisconnect
            body += message["body"]
            more = message["more_body"]
        return body


class Server:
    """Connections to one application."""

    def __init__(self, connections: Connections) -> None:
        self.loop = Loop()
        self.app = App()
        self.state = ServerState()
        self.connections = connections
        self._config = Config(self.app, log_config=None, lifespan="off", ws="websockets-sansio")
        self._config.load()

    def connect(self, host: str = "192.0.2.1") -> Wire:
        return Wire(self, host)


def server(proxies: TrustedProxies | None = None, **limits: int) -> Server:
    """Return a server with these limits."""
    chosen = ConnectionLimits(**limits)
    return Server(Connections(chosen, proxies=proxies or TrustedProxies()))


class Wire:
    """One client's connection."""

    def __init__(self, server: Server, host: str) -> None:
        self._server = server
        self.transport = Transport(host)
        self.protocol = GuardedHttpProtocol(
            server._config,
            server.state,
            {},
            server.loop,  # type: ignore[arg-type]
            connections=server.connections,
        )
        self.protocol.connection_made(self.transport)

    async def send(self, data: bytes) -> None:
        """Send, and let the server do what it can without time."""
        self.protocol.data_received(data)
        await self.settle()

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)
        self._server.loop.pass_time(0)

    def lose(self) -> None:
        self.protocol.connection_lost(None)

    @property
    def statuses(self) -> list[int]:
        """Of the answers so far."""
        return [int(part.split(b" ", 1)[0]) for part in self.transport.written.split(b"HTTP/1.1 ")[1:]]

    @property
    def error(self) -> str:
        """What the last answer refuses with."""
        text: str = orjson.loads(self.transport.written.rpartition(b"\r\n\r\n")[2])["error"]
        return text
