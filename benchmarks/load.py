"""A light, bounded load: a few kept-alive connections on loopback, each sending when it was answered.

It runs on its own core, drives one server at a time, and every answer is checked, so that a server
cannot be fast by failing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

import httptools

CONNECTIONS = 8
_PATIENCE_SECONDS = 120
# What a response tells beside its data, as what is left of a budget, may be a few digits longer.
_SLACK_BYTES = 16


class WrongAnswer(Exception):
    """A server answered otherwise than it did when its answers were compared, or not at all."""


class Request(NamedTuple):
    """A request as it goes over the wire, and the status and about the length that must come back."""

    wire: bytes
    answer_bytes: int
    status: int = 200


Task = tuple[Request, ...]
"""Requests that together are one unit of work, sent one after another on one connection."""


class Load(NamedTuple):
    """What a load saw: seconds of the whole, and of each task."""

    seconds: float
    latencies: list[float]


def get(path: str, *, token: str | None = None, if_none_match: str | None = None) -> bytes:
    """Return a GET request."""
    known = b"" if if_none_match is None else f"if-none-match: {if_none_match}\r\n".encode()
    return _head("GET", path, token) + known + b"\r\n"


def post_json(path: str, body: bytes, *, token: str | None = None) -> bytes:
    """Return a POST request with a JSON body."""
    head = _head("POST", path, token)
    return head + b"content-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body


def post_multipart(path: str, file: bytes, *, token: str, boundary: str) -> bytes:
    """Return a POST request with one PDF in a form."""
    body = (
        f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="resume.pdf"\r\n'
        "content-type: application/pdf\r\n\r\n"
    ).encode()
    body += file + f"\r\n--{boundary}--\r\n".encode()
    head = _head("POST", path, token)
    head += f"content-type: multipart/form-data; boundary={boundary}\r\n".encode()
    return head + b"content-length: %d\r\n\r\n" % len(body) + body


async def fetch(port: int, wire: bytes) -> tuple[int, bytes]:
    """Send one request and return status and body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(wire)
        answer = _Answer()
        parser = httptools.HttpResponseParser(answer)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while not answer.complete:
                chunk = await reader.read(65536)
                if not chunk:
                    raise WrongAnswer("the server closed the connection")
                parser.feed_data(chunk)
        return parser.get_status_code(), bytes(answer.body)
    finally:
        writer.close()


async def drive(port: int, tasks: Sequence[Task], *, count: int, connections: int = CONNECTIONS) -> Load:
    """Do `count` tasks, taken from `tasks` in turn. Raises `WrongAnswer`."""
    loop = asyncio.get_running_loop()
    run = _Run(tasks, count, loop.create_future())
    transports = []
    started = time.perf_counter()
    try:
        for _ in range(min(connections, count)):
            transport, _protocol = await loop.create_connection(lambda: _Connection(run), "127.0.0.1", port)
            transports.append(transport)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await run.finished
    except TimeoutError as error:
        raise WrongAnswer(f"no answer within {_PATIENCE_SECONDS} s") from error
    finally:
        for transport in transports:
            transport.close()
    return Load(time.perf_counter() - started, run.latencies)


def _head(method: str, path: str, token: str | None) -> bytes:
    authorization = f"authorization: Bearer {token}\r\n" if token else ""
    return (
        f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n{authorization}".encode()
    )


class _Answer:
    def __init__(self) -> None:
        self.body = bytearray()
        self.complete = False

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.complete = True


class _Run:
    def __init__(self, tasks: Sequence[Task], count: int, finished: asyncio.Future[None]) -> None:
        self._tasks = tasks
        self._count = count
        self._begun = 0
        self.latencies: list[float] = []
        self.finished = finished

    def take(self) -> Task | None:
        if self._begun == self._count or self.finished.done():
            return None
        self._begun += 1
        return self._tasks[self._begun % len(self._tasks)]

    def done(self, seconds: float) -> None:
        self.latencies.append(seconds)
        if len(self.latencies) == self._count and not self.finished.done():
            self.finished.set_result(None)

    def fail(self, why: str) -> None:
        if not self.finished.done():
            self.finished.set_exception(WrongAnswer(why))


class _Connection(asyncio.Protocol):
    """Sends by callback: a coroutine for each answer would cost as much as a small server."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._task: Task = ()
        self._place = 0
        self._size = 0
        self._began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._parser = httptools.HttpResponseParser(self)
        self._begin()

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._run.fail(f"not HTTP: {error}")

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        self._run.fail("the server closed a connection")

    def on_body(self, body: bytes) -> None:
        self._size += len(body)

    def on_message_complete(self) -> None:
        expected, status = self._task[self._place], self._parser.get_status_code()
        if status != expected.status or abs(self._size - expected.answer_bytes) > _SLACK_BYTES:
            self._run.fail(f"status {status} with {self._size} bytes instead of {expected.answer_bytes}")
            return
        self._size = 0
        self._place += 1
        if self._place < len(self._task):
            self._transport.write(self._task[self._place].wire)
        else:
            self._run.done(time.perf_counter() - self._began)
            self._begin()

    def _begin(self) -> None:
        task = self._run.take()
        if task is not None:
            self._task, self._place = task, 0
            self._began = time.perf_counter()
            self._transport.write(task[0].wire)
