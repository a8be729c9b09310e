"""The parts of /graphql, joined."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from graphql import GraphQLSchema
from starlette.types import Receive, Scope, Send

from domain.policies import Audience
from graphql_schema.admission.budget import Budget
from graphql_schema.admission.documents import Documents
from graphql_schema.admission.gate import Admission
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.trusted import load_trusted_documents
from graphql_schema.execution import Executor
from graphql_schema.transport.cookies import NoCookies, SessionCookies
from graphql_schema.transport.endpoint import GraphQLHttp, HttpOptions
from graphql_schema.transport.live import LiveCount, LiveOptions
from graphql_schema.transport.running import Authenticate, ContextFactory, Runner
from graphql_schema.transport.websocket import GraphQLSockets


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQLOptions:
    """What an operator may choose.

    Attributes:
        trusted_documents: Folder of trusted documents.
        built_documents: Tells the texts of our own front end's documents, trusted too, by their hashes.
        trusted_only: Whether no other document is accepted.
        persisted_queries: Whether Apollo's automatic persisted queries are answered.
        points_per_minute: Points (see `graphql_schema/admission/cost.py`) a caller may spend; 0 for any
            number.
    """

    limits: Limits = field(default_factory=Limits)
    http: HttpOptions = field(default_factory=HttpOptions)
    live: LiveOptions = field(default_factory=LiveOptions)
    introspection: Audience = Audience.EVERYONE
    trusted_documents: Path | None = None
    built_documents: Callable[[str], str | None] | None = None
    trusted_only: bool = False
    persisted_queries: bool = True
    points_per_minute: int = 0


class GraphQLApp:
    """Serves /graphql over HTTP and WebSocket; `address_of` tells from where a request comes.

    Raises:
        ValueError: The trusted documents cannot be read, or one of them cannot run.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        executor: Executor,
        *,
        authenticate: Authenticate,
        make_context: ContextFactory,
        address_of: Callable[[Scope], str],
        options: GraphQLOptions,
        cookies: SessionCookies | None = None,
    ) -> None:
        cookies = cookies or NoCookies()
        folder = options.trusted_documents
        documents = Documents(
            schema,
            limits=options.limits,
            trusted=None if folder is None else load_trusted_documents(folder),
            built=options.built_documents,
            trusted_only=options.trusted_only,
            persisted=options.persisted_queries,
            turns=executor.turns,
        )
        admission = Admission(
            documents,
            limits=options.limits,
            introspection=options.introspection,
            budget=Budget(options.points_per_minute, clock=time.monotonic)
            if options.points_per_minute
            else None,
        )
        runner = Runner(executor, make_context, admission)
        self._live = live = LiveCount(options.live.per_user)
        self._http = GraphQLHttp(
            runner=runner,
            admission=admission,
            authenticate=authenticate,
            cookies=cookies,
            address_of=address_of,
            live=live,
            options=options.http,
            live_options=options.live,
        )
        self._sockets = GraphQLSockets(
            runner=runner,
            admission=admission,
            authenticate=authenticate,
            cookies=cookies,
            live=live,
            options=options.live,
        )

    def end_streams(self) -> None:
        """End the streams of subscriptions, so that their clients turn to another server."""
        self._live.ending.set()

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Serve one request or one socket."""
        return (self._http if scope["type"] == "http" else self._sockets)(scope, receive, send)
