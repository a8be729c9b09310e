"""A small schema, the product's executor over it, and clients for the endpoint: no database, no server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from inspect import isasyncgenfunction
from typing import Any, cast

import anyio
import httpx
from graphql import GraphQLError, GraphQLSchema, build_schema
from starlette.types import Scope

from api.addresses import client_address
from domain.errors import Unauthenticated
from domain.viewers import Viewer
from graphql_schema.admission.preparing import PreparedDocument
from graphql_schema.context import Context
from graphql_schema.execution import Executor, Outcome
from graphql_schema.transport.mount import GraphQLApp, GraphQLOptions

SDL = """
scalar Upload
type Query {
  hello(name: String = "world"): String!
  me: Person
  people(first: Int = 20, last: Int): PersonConnection!
  who(filter: Filter): String
  broken: String
  fails: String!
  find(search: String): String
}
type Person {
  name: String!
  find(search: String): String
  friends(first: Int = 10): [Person!]!
  people(first: Int = 20): PersonConnection
}
input Filter { username: String }
type PersonConnection { totalCount: Int!, edges: [PersonEdge!]! }
type PersonEdge { cursor: String!, node: Person! }
type Mutation { rename(name: String!): String!, keep(file: Upload!): String! }
type Subscription { counted(to: Int!, filter: Filter): Int!, endless: Int!, broken: Int! }
"""

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


@dataclass
class Root:
    """The resolvers; `ticks` paces the endless subscription."""

    renamed: list[str] = field(default_factory=list)
    ticks: anyio.Event = field(default_factory=anyio.Event)
    closed: anyio.Event = field(default_factory=anyio.Event)

    def hello(self, _info: Any, name: str) -> str:
        return f"hello {name}"

    def me(self, info: Any) -> dict[str, Any] | None:
        viewer = info.context.viewer
        return None if viewer is None else {"name": viewer.username}

    def fails(self, _info: Any) -> str:
        raise GraphQLError("It fails.", extensions={"code": "FAILED"})

    def rename(self, _info: Any, name: str) -> str:
        self.renamed.append(name)
        return name

    async def keep(self, _info: Any, file: Any) -> str:
        return f"{file.filename}: {len(await file.read())} bytes"

    async def counted(self, _info: Any, to: int, **_: Any) -> AsyncIterator[dict[str, int]]:
        for number in range(1, to + 1):
            yield {"counted": number}

    async def broken(self, info: Any) -> AsyncIterator[dict[str, int]]:
        for number in range(info.context.viewer.id, 0, -1):
            yield {"broken": number}
        raise RuntimeError("a fault in the executor")

    async def endless(self, _info: Any) -> AsyncIterator[dict[str, int]]:
        try:
            yield {"endless": 1}
            await self.ticks.wait()
            yield {"endless": 2}
            await anyio.sleep_forever()
        finally:
            self.closed.set()


class FaultyExecutor(Executor):
    """The product's executor, with a fault in it: whoever asks for `broken` meets it."""

    async def execute(self, prepared: PreparedDocument, **request: Any) -> Outcome:
        outcome = await super().execute(prepared, **request)
        if outcome.data and b'"broken"' in outcome.data:
            raise RuntimeError("a fault in the executor")
        return outcome


def small_schema(root: Root) -> GraphQLSchema:
    """Return the small schema, whose roots' fields are answered by the methods of `root`."""
    schema = build_schema(SDL)
    for graphql_type in (schema.query_type, schema.mutation_type, schema.subscription_type):
        assert graphql_type is not None
        for name, graphql_field in graphql_type.fields.items():
            method = getattr(root, name, None)
            if method is None:
                continue
            if graphql_type is schema.subscription_type:
                graphql_field.subscribe = partial(_answered, method)
            elif not isasyncgenfunction(method):
                graphql_field.resolve = partial(_answered, method)
    return schema


def _answered(method: Callable[..., Any], _parent: None, info: Any, **arguments: Any) -> Any:
    return method(info, **arguments)


@dataclass
class SmallContext:
    viewer: Viewer | None
    request_id: str
    caller: str = ""


@dataclass
class Users:
    """Who may come, by token; `Bearer good` is Ann's. Taking a token out ends it."""

    tokens: dict[str, Viewer] = field(
        default_factory=lambda: {"good": Viewer(1, "ann", "job_seeker"), "root": Viewer(2, "root", "admin")}
    )

    fault: Exception | None = None

    async def authenticate(self, authorization: str | None) -> Viewer | None:
        if self.fault is not None:
            raise self.fault
        if authorization is None:
            return None
        viewer = self.tokens.get(authorization.removeprefix("Bearer "))
        if viewer is None:
            raise Unauthenticated
        return viewer


class Small:
    """The endpoint over the small schema."""

    def __init__(self, **options: Any) -> None:
        self.root = Root()
        schema = small_schema(self.root)
        self.users = Users()
        self.requests: list[str] = []
        self.executor = FaultyExecutor(schema)
        self.app = GraphQLApp(
            schema,
            self.executor,
            authenticate=self.users.authenticate,
            make_context=self._context,
            address_of=client_address,
            options=GraphQLOptions(**options),
        )

    def _context(self, *, viewer: Viewer | None, caller: str, request_id: str, scope: Scope) -> Context:
        self.requests.append(request_id)
        return cast("Context", SmallContext(viewer, request_id, caller))

    def client(self, **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.AsyncClient(transport=transport, base_url="http://gateway/graphql", headers=names)

    async def post(self, content: Any, **headers: str) -> httpx.Response:
        async with self.client(**headers) as client:
            return await client.post("", json=content)

    async def get(self, params: Mapping[str, str], **headers: str) -> httpx.Response:
        async with self.client(**headers) as client:
            return await client.get("", params=params)


def codes(response: httpx.Response) -> list[str]:
    """Return the codes of a response's errors."""
    return [error["extensions"]["code"] for error in response.json()["errors"]]
