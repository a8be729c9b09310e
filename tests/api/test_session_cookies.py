"""The cookie over time: how it goes on, and what a request that takes long sees of that."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send

from api.addresses import client_address
from api.authentication import bearer_token
from api.edge.gate import Gate
from api.edge.hosts import Hosts
from api.sessions import BrowserSessions, SessionCookie, session_of
from domain.errors import Unavailable
from domain.policies import Bootstrap
from domain.users.passwords import Passwords
from domain.users.service import UserService
from domain.users.tokens import SessionToken, Tokens
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.execution import Executor
from graphql_schema.transport.mount import GraphQLApp, GraphQLOptions
from persistence.reads.services import SqlReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW
from tests.graphql_schema.small import Root, SmallContext, small_schema

pytestmark = pytest.mark.anyio

HOUR = 3600


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


class Members(Root):
    """A small schema's resolvers; `rename` signs the caller out everywhere meanwhile, if it is told to."""

    users: UserService
    out: Viewer | None = None

    async def rename(self, _info: Any, name: str) -> str:  # type: ignore[override]
        if self.out is not None:
            await self.users.sign_out_everywhere(self.out)
        self.renamed.append(name)
        return name


class House:
    """/graphql of a small schema behind the gate, over real users."""

    def __init__(self, engine: Engine) -> None:
        self.clock = Clock()
        self.users = UserService(
            unit_of_work=unit_of_work_factory(engine),
            reads=SqlReads(engine),
            passwords=Passwords(memory_kib=64, passes=1),
            tokens=Tokens(
                secret="s" * 64, lifetime_seconds=HOUR, session_seconds=24 * HOUR, clock=self.clock
            ),
            clock=self.clock,
            password_min_length=6,
            bootstrap=Bootstrap.OFF,
        )
        self.root = Members()
        self.root.users = self.users
        schema = small_schema(self.root)
        self.app = GraphQLApp(
            schema,
            Executor(schema),
            authenticate=self._authenticate,
            make_context=self._context,
            address_of=client_address,
            options=GraphQLOptions(),
            cookies=BrowserSessions(self.users, root_path=""),
        )
        self.gate = Gate(hosts=Hosts(any_name=True))

    async def _authenticate(self, authorization: str | None) -> Viewer | None:
        token = bearer_token(authorization)
        return None if token is None else await self.users.authenticate(token)

    def _context(self, *, viewer: Viewer | None, caller: str, request_id: str, scope: Scope) -> Context:
        assert viewer is None or session_of(scope) is not None
        return cast("Context", SmallContext(viewer, request_id, caller))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert await self.gate.enter(scope, receive, send) is not None
        await self.app(scope, receive, send)

    async def session(self) -> SessionToken:
        await self.users.register(username="zhou", password="secret1")
        return self.users.begin_session(await self.users.login(username="zhou", password="secret1"))

    async def post(
        self, session: SessionToken, query: str = "{ me { name } }", **sent: Any
    ) -> httpx.Response:
        transport = httpx.ASGITransport(app=self)
        headers = {"origin": "http://gateway", "cookie": f"gateway_session={session.token}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
            asked = {"json": {"query": query}} | sent
            return await client.post("/graphql", **asked | {"headers": headers | asked.get("headers", {})})


@pytest.fixture
def house(sqlite_engine: Engine) -> House:
    return House(sqlite_engine)


def next_token(answer: httpx.Response) -> str | None:
    found = answer.headers.get_list("set-cookie")
    return found[0].partition(";")[0].removeprefix("gateway_session=") if found else None


async def test_an_answer_brings_the_next_token_once_more_than_half_of_its_life_is_over(house: House) -> None:
    session = await house.session()
    house.clock.goes_on(HOUR // 2 - 1)
    assert next_token(await house.post(session)) is None
    house.clock.goes_on(1)
    answer = await house.post(session)
    assert answer.headers["set-cookie"].endswith("; Max-Age=3600; Path=/graphql; HttpOnly; SameSite=Strict")
    assert answer.headers["cache-control"] == "no-store"
    following = next_token(answer)
    assert following is not None
    house.clock.goes_on(HOUR - 1)
    assert (await house.post(SessionToken(following, HOUR))).json()["data"] == {"me": {"name": "zhou"}}
    assert (await house.post(session)).json()["data"] == {"me": None}


async def test_an_answer_that_tells_of_a_mistake_brings_it_too(house: House) -> None:
    session = await house.session()
    house.clock.goes_on(HOUR // 2)
    assert next_token(await house.post(session, "{ nothing }")) is not None
    assert next_token(await house.post(session, content=b"{", headers={"content-type": "application/json"}))


async def test_one_that_has_ended_is_neither_renewed_nor_taken_away(house: House) -> None:
    """An answer to an older request may come after the one that brought a new cookie."""
    session = await house.session()
    house.clock.goes_on(HOUR)
    answer = await house.post(session)
    assert (answer.json()["data"], next_token(answer)) == ({"me": None}, None)


async def test_what_ends_while_a_request_runs_does_not_go_on_after_it(house: House) -> None:
    session = await house.session()
    house.root.out = await house.users.authenticate(session.token)
    house.clock.goes_on(HOUR // 2)
    answer = await house.post(session, 'mutation { rename(name: "x") }')
    assert (answer.json()["data"], next_token(answer)) == ({"rename": "x"}, None)


async def test_an_upload_in_which_the_token_ends_loses_nothing(house: House) -> None:
    session = await house.session()
    house.clock.goes_on(HOUR - 1)
    form = httpx.Request(
        "POST",
        "http://gateway/graphql",
        data={
            "operations": json.dumps(
                {"query": "mutation ($f: Upload!) { keep(file: $f) }", "variables": {"f": None}}
            ),
            "map": '{"0": ["variables.f"]}',
        },
        files={"0": ("resume.txt", b"0123456789")},
    )
    body = form.read()

    async def slowly() -> AsyncIterator[bytes]:
        yield body[:100]
        house.clock.goes_on(60)
        yield body[100:]

    headers = {"content-type": form.headers["content-type"], "graphql-require-preflight": "1"}
    answer = await house.post(session, content=slowly(), headers=headers)
    assert answer.json()["data"] == {"keep": "resume.txt: 10 bytes"}


async def test_where_nobody_can_look_the_answer_comes_without_a_next_token(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unavailable(_token: str) -> SessionToken | None:
        raise Unavailable

    session = await house.session()
    monkeypatch.setattr(house.users, "go_on", unavailable)
    answer = await house.post(session)
    assert (answer.json()["data"], next_token(answer)) == ({"me": {"name": "zhou"}}, None)


async def test_a_token_of_another_client_counts_but_never_goes_on(house: House) -> None:
    await house.session()
    token = await house.users.login(username="zhou", password="secret1")
    house.clock.goes_on(HOUR - 1)
    answer = await house.post(SessionToken(token, HOUR))
    assert (answer.json()["data"], next_token(answer)) == ({"me": {"name": "zhou"}}, None)


def test_the_cookie_is_written_as_the_request_came() -> None:
    given = SessionToken("t", 60)
    assert SessionCookie({"scheme": "http"}, "").given(given) == (
        "gateway_session=t; Max-Age=60; Path=/graphql; HttpOnly; SameSite=Strict"
    )
    assert SessionCookie({"scheme": "https"}, "/resumes").given(given) == (
        "__Secure-gateway_session=t; Max-Age=60; Path=/resumes/graphql; HttpOnly; SameSite=Strict; Secure"
    )
    assert SessionCookie({"scheme": "wss"}, "").taken() == (
        "__Host-gateway_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure"
    )
