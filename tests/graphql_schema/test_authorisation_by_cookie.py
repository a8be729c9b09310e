"""Who gets what with the dashboard's cookie: the same as with a token, and from elsewhere nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest
from graphql import get_named_type, is_leaf_type, is_required_argument
from sqlalchemy import Engine
from starlette.datastructures import UploadFile
from starlette.types import Receive, Scope, Send

from api.edge.gate import Gate
from api.edge.hosts import Hosts
from api.sessions import BrowserSessions, session_of
from domain.users.tokens import Tokens
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.transport.mount import GraphQLApp, GraphQLOptions
from tests.graphql_schema.asgi import connected
from tests.graphql_schema.everything import SCHEMA, Asked, roots
from tests.graphql_schema.test_authorisation import (
    CHANGES,
    World,
    deleted,
    expected,
    given_another_password,
    outlived,
    signed_out,
)

pytestmark = pytest.mark.anyio

ENDING = (given_another_password, signed_out, deleted, outlived)
OWN = {"origin": "http://gateway"}
ELSEWHERE: dict[str, dict[str, str]] = {
    "no page": {},
    "a page without an origin": {"origin": "null"},
    "a subdomain": {"origin": "http://evil.gateway"},
    "another port": {"origin": "http://gateway:8080"},
    "another scheme": {"origin": "https://gateway"},
    "a listed page": {"origin": "https://listed.example.com"},
    "beside a token": OWN | {"authorization": "Bearer nonsense"},
}


class Page:
    """/graphql behind the gate, as a page asks it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tokens = Tokens(secret="s" * 64, lifetime_seconds=3600, clock=world.house.clock)
        self.gate = Gate(hosts=Hosts(any_name=True), origins=["https://listed.example.com"])
        self.app = GraphQLApp(
            SCHEMA,
            world.house.compiling,
            authenticate=self._authenticate,
            make_context=self._context,
            address_of=lambda _scope: "192.0.2.1",
            options=GraphQLOptions(),
            cookies=BrowserSessions(world.house.users, root_path=""),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if await self.gate.enter(scope, receive, send) is not None:
            await self.app(scope, receive, send)

    async def _authenticate(self, authorization: str | None) -> Viewer | None:
        if authorization is None:
            return None
        return await self.world.house.users.authenticate(authorization.removeprefix("Bearer "))

    def _context(self, *, viewer: Viewer | None, caller: str, request_id: str, scope: Scope) -> Context:
        context = self.world.house.context(viewer)
        return replace(context, caller=caller, request_id=request_id, session=session_of(scope))

    def cookie(self, viewer: Viewer) -> str:
        return f"gateway_session={self.tokens.issue(user_id=viewer.id, token_version=0)}"

    async def ask(self, asked: Asked, who: str, **headers: str) -> httpx.Response:
        """Ask for a root field by POST, with the user's cookie; what hangs on it asks the same policies."""
        viewer = self.world.viewers[who]
        assert viewer is not None
        cookie = self.cookie(viewer)
        transport = httpx.ASGITransport(app=self)
        async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
            given = self.world.variables(asked)
            return await client.post("/graphql", headers={"cookie": cookie, **headers}, **_sent(asked, given))


def _sent(asked: Asked, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request's body, with its files in parts of their own."""
    files: dict[str, UploadFile] = {}
    for name, value in variables.items():
        for place, file in enumerate(value if isinstance(value, list) else [value]):
            if hasattr(file, "filename"):
                files[f"variables.{name}.{place}" if isinstance(value, list) else f"variables.{name}"] = file
    plain = {
        name: [None] * len(value) if f"variables.{name}.0" in files else value
        for name, value in variables.items()
    }
    operations = {"query": _document(asked), "variables": plain}
    if not files:
        return {"json": operations}
    for path in files:
        if path.count(".") == 1:
            plain[path.removeprefix("variables.")] = None
    return {
        "data": {
            "operations": json.dumps(operations),
            "map": json.dumps({str(number): [path] for number, path in enumerate(files)}),
        },
        "files": {
            str(number): (file.filename, file.file.read()) for number, file in enumerate(files.values())
        },
    }


def _document(asked: Asked) -> str:
    required = {name: each for name, each in asked.field.args.items() if is_required_argument(each)}
    declared = ", ".join(f"${name}: {each.type}" for name, each in required.items())
    given = ", ".join(f"{name}: ${name}" for name in required)
    below = "" if is_leaf_type(get_named_type(asked.field.type)) else " { __typename }"
    field = asked.name + (f"({given})" if given else "") + below
    return asked.kind + (f" ({declared})" if declared else "") + f" {{ {field} }}"


def codes(answer: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())]


@pytest.fixture
def page(sqlite_engine: Engine) -> Page:
    return Page(World(sqlite_engine))


ASKED = [asked for asked in roots() if asked.kind != "subscription"]


@pytest.mark.parametrize("who", ["owner", "other", "admin"])
@pytest.mark.parametrize("asked", ASKED, ids=str)
async def test_each_root_field_is_refused_to_whom_its_permission_says(
    page: Page, asked: Asked, who: str
) -> None:
    before = page.world.content()
    answer = await page.ask(asked, who, **OWN, **{"graphql-require-preflight": "1"})
    refusal = expected(asked, who)
    assert codes(answer) == ([] if refusal is None else [refusal]), answer.text
    if refusal is not None:
        assert page.world.content() == before


@pytest.mark.parametrize("place", ELSEWHERE)
async def test_from_elsewhere_the_cookie_is_no_login_for_any_of_them(page: Page, place: str) -> None:
    for asked in roots():
        if expected(asked, "anonymous") is None:
            continue
        before = page.world.content()
        answer = await page.ask(asked, "admin", **ELSEWHERE[place], **{"graphql-require-preflight": "1"})
        assert answer.status_code == 403 or codes(answer) == ["UNAUTHENTICATED"], str(asked)
        assert page.world.content() == before, str(asked)


@pytest.mark.parametrize("change", CHANGES)
async def test_a_socket_answers_nothing_more_once_its_user_has_changed(page: Page, change: Any) -> None:
    house = page.world.house
    viewer = (await house.users.create_admin(username="root", password="correct-horse")).viewer
    headers = {"host": "gateway", "cookie": page.cookie(viewer), **OWN}
    async with connected(page, headers=headers) as socket:
        await socket.send("connection_init")
        assert (await socket.receive())["type"] == "connection_ack"
        await change(house, viewer)
        await socket.subscribe("a", "{ __typename }")
        assert await socket.closed() == 4403
    if change in ENDING:
        async with connected(page, headers=headers) as socket:
            await socket.send("connection_init")
            assert await socket.closed() == 4401
