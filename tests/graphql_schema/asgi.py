"""Clients of an ASGI application for what outlives a request: sockets and event streams."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import anyio
from starlette.types import ASGIApp, Message, Scope

PATIENCE_SECONDS = 10


class Wire:
    """One connection with an application, as a server would hold it."""

    def __init__(self) -> None:
        self._in, self._app_in = anyio.create_memory_object_stream[Message](100)
        self._app_out, self._out = anyio.create_memory_object_stream[Message](100)

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        await app(scope, self._app_in.receive, self._app_out.send)

    async def put(self, message: Message) -> None:
        await self._in.send(message)

    async def get(self) -> Message:
        with anyio.fail_after(PATIENCE_SECONDS):
            return await self._out.receive()

    def close(self) -> None:
        for stream in (self._in, self._app_in, self._app_out, self._out):
            stream.close()


class Socket:
    """A client that speaks graphql-transport-ws."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def send(self, kind: str, **content: Any) -> None:
        await self.send_text(json.dumps({"type": kind, **content}))

    async def send_text(self, text: str) -> None:
        await self._wire.put({"type": "websocket.receive", "text": text})

    async def send_bytes(self, content: bytes) -> None:
        await self._wire.put({"type": "websocket.receive", "bytes": content})

    async def subscribe(self, name: str, query: str, **variables: Any) -> None:
        await self.send("subscribe", id=name, payload={"query": query, "variables": variables})

    async def receive(self) -> dict[str, Any]:
        message = await self._wire.get()
        assert message["type"] == "websocket.send", message
        content: dict[str, Any] = json.loads(message["text"])
        return content

    async def closed(self) -> int:
        """Return the code with which the server closes, taking that as the next thing it does."""
        message = await self._wire.get()
        assert message["type"] == "websocket.close", message
        code: int = message["code"]
        return code

    async def leave(self) -> None:
        await self._wire.put({"type": "websocket.disconnect", "code": 1001})


@contextlib.asynccontextmanager
async def connected(
    app: ASGIApp,
    *,
    subprotocols: tuple[str, ...] = ("graphql-transport-ws",),
    headers: Mapping[str, str] | None = None,
) -> AsyncIterator[Socket]:
    """Open a socket; it is accepted, but not yet acknowledged."""
    wire = Wire()
    scope = {
        "type": "websocket",
        "scheme": "ws",
        "path": "/graphql",
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        "subprotocols": list(subprotocols),
    }
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(wire.run, app, scope)
        await wire.put({"type": "websocket.connect"})
        accepted = await wire.get()
        assert accepted["type"] == "websocket.accept"
        assert accepted.get("subprotocol") in (None, "graphql-transport-ws")
        socket = Socket(wire)
        yield socket
        # Whoever has not been closed leaves; the application must then end by itself.
        await socket.leave()
    wire.close()


@contextlib.asynccontextmanager
async def acknowledged(app: ASGIApp, *, token: str = "good") -> AsyncIterator[Socket]:
    """Open a socket whose token has been accepted."""
    async with connected(app) as socket:
        await socket.send("connection_init", payload={"authorization": f"Bearer {token}"})
        assert (await socket.receive())["type"] == "connection_ack"
        yield socket


class Events:
    """A client of an event stream."""

    def __init__(self, wire: Wire, start: Message) -> None:
        self._wire = wire
        self.status: int = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}

    async def piece(self) -> str:
        message = await self._wire.get()
        text: str = message["body"].decode()
        return text

    async def event(self) -> tuple[str, Any]:
        """Return the next event's name and what its data says, passing over comments."""
        while (text := await self.piece()).startswith(":"):
            pass
        name, data = text.removesuffix("\n\n").split("\n")
        content = data.removeprefix("data:").strip()
        return name.removeprefix("event: "), json.loads(content) if content else None

    async def leave(self) -> None:
        await self._wire.put({"type": "http.disconnect"})


@contextlib.asynccontextmanager
async def events(
    app: ASGIApp, query: str, *, token: str | None = "good", accept: str = "text/event-stream"
) -> AsyncIterator[Events]:
    """Ask for an operation's answers as events."""
    wire = Wire()
    headers = [(b"content-type", b"application/json"), (b"accept", accept.encode())]
    if token is not None:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(wire.run, app, scope)
        await wire.put({"type": "http.request", "body": json.dumps({"query": query}).encode()})
        stream = Events(wire, await wire.get())
        yield stream
        await stream.leave()
    wire.close()
