"""What no part foresaw is answered in the document's form, also where no route is in between."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from api.app import create_app
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


class Client:
    """What a client gets; as with servers, an answer begins once."""

    def __init__(self, folder: Path) -> None:
        self._app = create_app(Settings(data_dir=folder))
        self.got: list[Message] = []

    async def ask(self, graphql: Failing) -> None:
        scope: Scope = {
            "type": "http",
            "method": "POST",
            "path": "/graphql",
            "scheme": "http",
            "headers": [(b"host", b"localhost")],
            "client": ("127.0.0.1", 5000),
            "state": {"graphql": graphql},
        }
        await self._app(scope, self._receive, self._send)

    async def _receive(self) -> Message:
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self.got and message["type"] == "http.response.start":
            raise RuntimeError("the answer has begun")
        self.got.append(message)


async def test_a_mistake_of_ours_is_told_as_json_and_raised_for_the_log(tmp_path: Path) -> None:
    client = Client(tmp_path)
    with pytest.raises(ZeroDivisionError):
        await client.ask(Failing(ZeroDivisionError()))
    start, body = client.got
    assert start["status"] == 500
    assert (b"content-type", b"application/json") in start["headers"]
    assert orjson.loads(body["body"]) == {"error": "服务器内部错误"}


async def test_an_answer_that_has_begun_gets_no_second_beginning(tmp_path: Path) -> None:
    client = Client(tmp_path)
    with pytest.raises(ZeroDivisionError):
        await client.ask(Failing(ZeroDivisionError(), begins=True))
    assert [message["type"] for message in client.got] == ["http.response.start"]


async def test_that_a_client_goes_away_is_no_event(tmp_path: Path) -> None:
    client = Client(tmp_path)
    await client.ask(Failing(ClientDisconnect()))
    assert client.got == []
