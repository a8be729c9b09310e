"""`create_app(settings)`: the routes, over parts that the lifespan opens and closes."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.errors import domain_error, http_error, unexpected_error
from api.parts.running import running
from api.routes import accounts, analyses, graphql, resumes, system, users
from api.routes.graphiql import graphiql_routes
from api.settings import Settings
from api.state import State
from domain.clock import Clock, utc_now
from domain.errors import DomainError


class GatewayApp(Starlette):
    """The routes, with a short way to the busiest one.

    Routing and middleware take a quarter of a small GraphQL request, and `/graphql` needs neither: it
    answers every error by itself.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == graphql.PATH:
            await scope["state"]["graphql"](scope, receive, send)
        else:
            # A client that goes away is no event for the log.
            with contextlib.suppress(ClientDisconnect):
                await super().__call__(scope, receive, send)


def create_app(
    settings: Settings, *, clock: Clock = utc_now, opened: Callable[[], None] | None = None
) -> Starlette:
    """Return the application; its parts are opened and closed by its lifespan.

    `opened` is called when all of them are there.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[State]:
        async with running(settings, clock=clock) as state:
            if opened is not None:
                opened()
            yield state

    described = [*users.routes, *resumes.routes, *analyses.routes]
    explorer = graphiql_routes(settings.dashboard_dir) if settings.graphiql else []
    app = GatewayApp(
        routes=[
            *graphql.routes,
            *described,
            *accounts.routes,
            *system.routes,
            *system.documentation_routes(described),
            *explorer,
        ],
        lifespan=lifespan,
        exception_handlers={
            DomainError: domain_error,
            HTTPException: http_error,
            Exception: unexpected_error,
        },
    )
    # A redirect to the path without its last slash would be an answer that is not JSON.
    app.router.redirect_slashes = False
    return app
