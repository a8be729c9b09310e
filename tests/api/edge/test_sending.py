from __future__ import annotations

import gc

import pytest
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from api.edge.connections import ConnectionLimits, Connections
from api.edge.gate import with_headers
from api.edge.sending import SENDING, Prepared, Sending
from tests.api.edge.wire import Server
from tests.copied import digest

pytestmark = pytest.mark.anyio

PREPARED = Prepared([(b"a", b"b"), (b"c", b"d")])
GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
LONG = (b"content-length", b"2")


def start(*headers: tuple[bytes, bytes], status: int = 200) -> Message:
    return {"type": "http.response.start", "status": status, "headers": list(headers)}


def body(content: bytes, *, more: bool = False) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}


class Answering:
    """An application that sends messages, by what the scope brings or by uvicorn alone."""

    def __init__(self, *messages: Message, by_sending: bool) -> None:
        self.messages = messages
        self.by_sending = by_sending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sending = scope.pop(SENDING)
        send = sending.using(PREPARED) if self.by_sending else with_headers(send, PREPARED.headers)
        if scope["method"] == "POST":
            await receive()
        for message in self.messages:
            await send({**message})


async def told(request: bytes, *messages: Message, by_sending: bool) -> tuple[list[bytes], bytes, str]:
    """Return the lines of the head, in any order, what follows them, and how the connection ended."""
    house = Server(Connections(ConnectionLimits()))
    house.state.default_headers = [(b"date", b"today")]
    house._config.loaded_app = Answering(*messages, by_sending=by_sending)
    wire = house.connect()
    await wire.send(request)
    head, _, rest = wire.transport.written.partition(b"\r\n\r\n")
    return sorted(head.split(b"\r\n")), rest, wire.transport.end


@pytest.mark.parametrize(
    "messages",
    [
        (start(LONG), body(b"ok")),
        (start(LONG), body(b"o", more=True), body(b"k")),
        (start((b"x", b"y")), body(b"o", more=True), body(b"k")),
        (start(status=204), body(b"")),
        (start((b"content-length", b"0"), status=304), body(b"")),
        (start(LONG, (b"connection", b"close")), body(b"ok")),
        (start((b"content-length", b"3")), body(b"ok")),
        (start((b"content-length", b"1")), body(b"ok")),
        (start(LONG, (b"x", b"y\r\nset-cookie: z")), body(b"ok")),
        (start(LONG, (b"x\n", b"y")), body(b"ok")),
        (start(LONG, (b"x", b"y\0")), body(b"ok")),
        (),
    ],
)
@pytest.mark.parametrize(
    "request_",
    [
        GET,
        b"HEAD / HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi",
        b"POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n",
    ],
)
async def test_an_answer_is_what_uvicorn_makes_of_it(request_: bytes, messages: tuple[Message, ...]) -> None:
    assert await told(request_, *messages, by_sending=True) == await told(
        request_, *messages, by_sending=False
    )


async def test_a_head_without_its_body_is_a_failure() -> None:
    head, _, end = await told(GET, start(LONG), by_sending=True)
    assert (b"HTTP/1.1 500 Internal Server Error" in head, end) == (True, "closed")


async def test_an_answer_leaves_nothing_for_the_garbage_collector() -> None:
    house = Server(Connections(ConnectionLimits()))
    house._config.loaded_app = Answering(start(LONG), body(b"ok"), by_sending=True)
    wire = house.connect()
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            await wire.send(GET)
        left = sum(isinstance(thing, Sending) for thing in gc.get_objects())
    finally:
        gc.enable()
    assert wire.statuses == [200, 200, 200]
    # A connection keeps its last request.
    assert left <= 1


def test_what_was_written_after_uvicorn_is_what_it_has() -> None:
    assert digest(RequestResponseCycle.send) == "abdd8601b326a8da"
