"""What comes before the routes: too many requests at once, and mistakes that nobody foresaw."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import orjson
import pytest
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.app import GatewayApp, create_app
from api.edge.waiting import WaitingRoom
from api.settings import Settings

pytestmark = pytest.mark.anyio


class Failing:
    """A GraphQL that fails, before or after its answer has begun."""

    def __init__(self, error: Exception, *, begins: bool = False) -> None:
        self._error = error
        self._begins = begins

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        if self._begins:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise self._error


class Held:
    """A GraphQL that answers when it is let."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.asked = 0

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked += 1
        await self.go_on.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})


def gateway(folder: Path) -> GatewayApp:
    app = create_app(Settings(data_dir=folder))
    assert isinstance(app, GatewayApp)
    return app


class Client:
    """What a client gets; as with servers, an answer begins once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.got: list[Message] = []

    async def ask(
        self,
        graphql: ASGIApp,
        *,
        path: str = "/graphql",
        address: str = "127.0.0.1",
        kind: str = "http",
        **headers: str,
    ) -> None:
        scope: Scope = {
            "type": kind,
            "method": "GET" if path != "/graphql" else "POST",
            "path": path,
            "scheme": "http",
            "headers": [
                (name.encode(), value.encode()) for name, value in ({"host": "localhost"} | headers).items()
            ],
            "client": (address, 5000),
            "state": {"graphql": graphql},
        }
        await self._app(scope, self._receive, self._send)

    @property
    def status(self) -> int | None:
        """Of the answer; None while there is none."""
        return self.got[0]["status"] if self.got else None

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.got[0]["headers"])

    @property
    def body(self) -> object:
        return orjson.loads(self.got[1]["body"])

    async def _receive(self) -> Message:
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self.got and message["type"].endswith("start"):
            raise RuntimeError("the answer has begun")
        self.got.append(message)


async def test_a_mistake_of_ours_is_told_as_json_and_raised_for_the_log(tmp_path: Path) -> None:
    client = Client(gateway(tmp_path))
    with pytest.raises(ZeroDivisionError):
        await client.ask(Failing(ZeroDivisionError()))
    assert (client.status, client.body) == (500, {"error": "服务器内部错误"})
    assert client.headers[b"content-type"] == b"application/json"


async def test_an_answer_that_has_begun_gets_no_second_beginning(tmp_path: Path) -> None:
    client = Client(gateway(tmp_path))
    with pytest.raises(ZeroDivisionError):
        await client.ask(Failing(ZeroDivisionError(), begins=True))
    assert [message["type"] for message in client.got] == ["http.response.start"]


async def test_that_a_client_goes_away_is_no_event(tmp_path: Path) -> None:
    client = Client(gateway(tmp_path))
    await client.ask(Failing(ClientDisconnect()))
    assert client.got == []


@contextmanager
def crowded(app: GatewayApp, *, most: int) -> Iterator[None]:
    """Have each request take up the event loop for a second, so that the next one has to wait."""
    seconds = count()
    before, app.waiting = app.waiting, WaitingRoom(most=most, seconds=100, clock=lambda: next(seconds))
    yield
    app.waiting = before


async def test_what_is_too_much_is_refused_before_any_work_while_health_is_told(tmp_path: Path) -> None:
    app, graphql = gateway(tmp_path), Held()
    clients = [Client(app) for _ in range(6)]
    health = Client(app)
    with crowded(app, most=2):
        async with asyncio.TaskGroup() as tasks:
            for client in clients:
                tasks.create_task(client.ask(graphql))
            tasks.create_task(health.ask(graphql, path="/healthz"))
            await asyncio.sleep(0)
            # One has begun, two wait, and the rest have their answer before those have theirs.
            assert graphql.asked == 1
            assert [client.status for client in clients] == [None, None, None, 503, 503, 503]
            assert health.status == 200
            graphql.go_on.set()
    assert [client.status for client in clients] == [200, 200, 200, 503, 503, 503]
    refused = clients[-1]
    assert refused.body == {"error": "服务繁忙，请稍后再试"}
    assert int(refused.headers[b"retry-after"]) > 0
    assert refused.headers[b"x-content-type-options"] == b"nosniff"


async def test_readiness_is_told_to_whoever_asks_however_many_wait(tmp_path: Path) -> None:
    app, graphql = gateway(tmp_path), Held()
    ready = Client(app)
    with crowded(app, most=1):
        async with asyncio.TaskGroup() as tasks:
            for _ in range(3):
                tasks.create_task(Client(app).ask(graphql))
            await asyncio.sleep(0)
            # It came in: what it lacks here are the parts that it would ask.
            with pytest.raises(KeyError, match="readiness"):
                await ready.ask(graphql, path="/readyz")
            graphql.go_on.set()


async def test_a_page_of_a_listed_origin_may_read_that_it_came_at_a_bad_time(tmp_path: Path) -> None:
    origin = "https://dashboard.example.com"
    app = create_app(Settings(data_dir=tmp_path, cors_origins=(origin,)))
    assert isinstance(app, GatewayApp)
    graphql, page = Held(), Client(app)
    graphql.go_on.set()
    with crowded(app, most=1):
        async with asyncio.TaskGroup() as tasks:
            for _ in range(2):
                tasks.create_task(Client(app).ask(graphql))
            tasks.create_task(page.ask(graphql, origin=origin))
    assert page.status == 503
    assert page.headers[b"access-control-allow-origin"] == origin.encode()
    assert b"Retry-After" in page.headers[b"access-control-expose-headers"]


async def test_a_socket_waits_for_its_turn_like_a_request(tmp_path: Path) -> None:
    app, graphql = gateway(tmp_path), Held()
    graphql.go_on.set()
    socket = Client(app)
    with crowded(app, most=1):
        async with asyncio.TaskGroup() as tasks:
            for _ in range(2):
                tasks.create_task(Client(app).ask(graphql))
            tasks.create_task(socket.ask(graphql, kind="websocket"))
    assert (socket.status, socket.got[0]["type"]) == (503, "websocket.http.response.start")
