"""A small schema, a plain executor over it, and clients for the endpoint: no database, no server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

import anyio
import httpx
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, build_schema, execute
from graphql import subscribe as graphql_subscribe

from domain.errors import Unauthenticated
from domain.users.models import Viewer
from graphql_schema.context import Context
from graphql_schema.transport.documents import PreparedDocument
from graphql_schema.transport.mount import GraphQLApp, GraphQLOptions
from graphql_schema.transport.running import Outcome

SDL = """
scalar Upload
type Query {
  hello(name: String = "world"): String!
  me: Person
  people(first: Int = 20, last: Int): PersonConnection!
  who(filter: Filter): String
  broken: String
  fails: String!
}
type Person { name: String!, friends(first: Int = 10): [Person!]!, people(first: Int = 20): PersonConnection }
input Filter { username: String }
type PersonConnection { totalCount: Int!, edges: [PersonEdge!]! }
type PersonEdge { cursor: String!, node: Person! }
type Mutation { rename(name: String!): String!, keep(file: Upload!): String! }
type Subscription { counted(to: Int!, filter: Filter): Int!, endless: Int!, broken: Int! }
"""

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


class Answered(NamedTuple):
    data: bytes | None
    errors: list[GraphQLError]


def answered(result: ExecutionResult) -> Answered:
    # graphql-core tells a request error, such as a wrong variable, by data None and errors without a path.
    failed = result.data is None and all(error.path is None for error in result.errors or ())
    return Answered(None if failed else json.dumps(result.data).encode(), list(result.errors or ()))


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


class PlainExecutor:
    """Runs operations by graphql-core."""

    def __init__(self, schema: GraphQLSchema, root: Root) -> None:
        self._schema = schema
        self._root = root

    async def execute(
        self,
        prepared: PreparedDocument,
        *,
        operation_name: str | None,
        variables: dict[str, Any],
        context: Context,
        allow_mutations: bool,
    ) -> Outcome:
        result = execute(
            self._schema,
            prepared.document,
            root_value=self._root,
            context_value=context,
            variable_values=variables,
            operation_name=operation_name,
        )
        if not isinstance(result, ExecutionResult):
            result = await result
        if result.data and "broken" in result.data:
            raise RuntimeError("a fault in the executor")
        return answered(result)

    async def subscribe(
        self,
        prepared: PreparedDocument,
        *,
        operation_name: str | None,
        variables: dict[str, Any],
        context: Context,
    ) -> AsyncIterator[Outcome] | Outcome:
        source = graphql_subscribe(
            self._schema,
            prepared.document,
            root_value=self._root,
            context_value=context,
            variable_values=variables,
            operation_name=operation_name,
        )
        if not isinstance(source, ExecutionResult | AsyncIterator):
            source = await source
        if isinstance(source, ExecutionResult):
            return answered(source)
        return _outcomes(source)


async def _outcomes(source: AsyncIterator[ExecutionResult]) -> AsyncIterator[Outcome]:
    try:
        async for result in source:
            yield answered(result)
    finally:
        await source.aclose()  # type: ignore[attr-defined]


@dataclass
class SmallContext:
    viewer: Viewer | None
    request_id: str


@dataclass
class Users:
    """Who may come, by token; `Bearer good` is Ann's. Taking a token out ends it."""

    tokens: dict[str, Viewer] = field(
        default_factory=lambda: {"good": Viewer(1, "ann", "job_seeker"), "root": Viewer(2, "root", "admin")}
    )

    async def authenticate(self, authorization: str | None) -> Viewer | None:
        if authorization is None:
            return None
        viewer = self.tokens.get(authorization.removeprefix("Bearer "))
        if viewer is None:
            raise Unauthenticated
        return viewer


class Small:
    """The endpoint over the small schema."""

    def __init__(self, **options: Any) -> None:
        schema = build_schema(SDL)
        self.root = Root()
        self.users = Users()
        self.requests: list[str] = []
        self.app = GraphQLApp(
            schema,
            PlainExecutor(schema, self.root),
            authenticate=self.users.authenticate,
            make_context=self._context,
            options=GraphQLOptions(**options),
        )

    def _context(self, *, viewer: Viewer | None, request_id: str) -> Context:
        self.requests.append(request_id)
        return cast("Context", SmallContext(viewer, request_id))

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
