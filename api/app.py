"""`create_app(settings)`: the routes, over parts that the lifespan opens and closes."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from time import perf_counter

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.addresses import client_neighbourhood
from api.edge.gate import Gate, apologise, given_request_id, with_headers
from api.edge.hosts import Hosts
from api.edge.refusals import Complaints, Refusal
from api.edge.sending import SENDING
from api.edge.waiting import WaitingRoom
from api.errors import domain_error, http_error, unexpected_error
from api.logs import CURRENT_REQUEST
from api.parts.running import running
from api.parts.telemetry import telemetry_of
from api.routes import accounts, analyses, files, graphql, metrics, resumes, system, users
from api.routes.dashboard import DashboardPage, dashboard_routes
from api.routes.graphiql import graphiql_routes
from api.settings import Settings
from api.state import State
from api.stopping import Stopping
from api.telemetry.tallies import REFUSED, Tally
from api.telemetry.watching import Telemetry
from domain.clock import Clock, utc_now
from domain.errors import DomainError
from domain.request_ids import REQUEST_ID, RequestIds


class GatewayApp(Starlette):
    """The routes behind the gate, with a short way to the busiest one.

    Routing and middleware take a quarter of a small GraphQL request, and `/graphql` needs neither: it
    answers every error by itself.
    """

    gate: Gate
    complaints: Complaints
    telemetry: Telemetry
    stopping: Stopping
    waiting: WaitingRoom
    request_ids: RequestIds
    health_paths: frozenset[str]
    graphql_path: str
    api_path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await super().__call__(scope, receive, send)
            return
        began = perf_counter()
        sending = scope.pop(SENDING, None)
        request_id = scope[REQUEST_ID] = self.request_ids.name(given_request_id(scope))
        CURRENT_REQUEST.set(request_id)
        tally = self.telemetry.tally if scope["type"] == "http" else None
        try:
            prepared = self.gate.at_once(scope) or await self.gate.enter(
                scope, receive, _refusing(tally, scope, send, began)
            )
            if prepared is None:
                return
            if not (
                self.waiting.begins_at_once()
                or scope["path"] in self.health_paths
                or await self.waiting.turn(client_neighbourhood(scope))
            ):
                await self.gate.turn_away(
                    Refusal.TOO_MANY_WAIT,
                    prepared,
                    scope,
                    receive,
                    _refusing(tally, scope, send, began),
                )
                return
            answer = send
            if scope["type"] == "http":
                path = scope["path"]
                is_graphql = path == self.graphql_path
                # Only pages bring a policy of their own, which is looked for among the headers.
                if sending is not None and (is_graphql or path.startswith(self.api_path)):
                    answer = sending.using(prepared)
                else:
                    answer = with_headers(send, prepared.headers)
                if is_graphql:
                    if tally is not None:
                        answer = tally.answering(scope, answer, began, route=graphql.PATH)
                    await scope["state"]["graphql"](scope, receive, answer)
                    return
                answer = with_headers(answer, _named(scope))
                if tally is not None:
                    answer = tally.answering(scope, answer, began)
            await super().__call__(scope, receive, answer)
        except ClientDisconnect:
            # That a client goes away is no event for the log.
            pass
        except Exception:
            await apologise(scope, with_headers(send, _named(scope)))
            raise


class TracedApp(GatewayApp):
    """The same with a span around each request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        traces = self.telemetry.traces
        if traces is None or scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        route = graphql.PATH if scope["path"] == self.graphql_path else None
        # It writes past `send`, and so would the answer not be seen.
        scope.pop(SENDING, None)
        await traces.request(super().__call__, scope, receive, send, route=route)


def create_app(
    settings: Settings, *, clock: Clock = utc_now, opened: Callable[[], None] | None = None
) -> GatewayApp:
    """Return the application; its parts are opened and closed by its lifespan.

    `opened` is called when all of them are there.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[State]:
        try:
            async with running(
                settings, clock=clock, telemetry=app.telemetry, stopping=app.stopping
            ) as state:
                if opened is not None:
                    opened()
                yield state
        finally:
            app.telemetry.close()

    described = [*users.routes, *resumes.routes, *analyses.routes]
    root = settings.root_path
    explorer = graphiql_routes(settings.dashboard_dir, root_path=root) if settings.graphiql else []
    complaints = Complaints()
    folder = settings.dashboard_dir / "app"
    page = DashboardPage(
        folder / "index.html", root_path=root, password_min_length=settings.password_min_length
    )
    telemetry = telemetry_of(settings, refusals=complaints.counts)
    app = (GatewayApp if telemetry.traces is None else TracedApp)(
        routes=[
            *graphql.routes,
            *described,
            *accounts.routes,
            *files.routes,
            *system.routes,
            # Of several processes a scrape would reach one or another.
            *(metrics.routes if settings.metrics_token is not None and settings.workers == 1 else ()),
            *system.documentation_routes(
                described,
                settings,
                root_path=root,
                home_page=lambda: "/app/" if settings.dashboard and page.is_built else "/docs",
            ),
            *explorer,
            *(
                dashboard_routes(page, folder, root_path=root, complaints=complaints)
                if settings.dashboard
                else ()
            ),
        ],
        lifespan=lifespan,
        exception_handlers={
            DomainError: domain_error,
            HTTPException: http_error,
            Exception: unexpected_error,
        },
    )
    app.complaints, app.telemetry = complaints, telemetry
    app.stopping = Stopping(seconds=settings.stop_seconds, delay_seconds=settings.stop_delay_seconds)
    app.gate = gate(settings, complaints=complaints)
    app.request_ids = RequestIds()
    app.waiting = WaitingRoom(most=settings.requests_waiting_max, seconds=settings.request_wait_seconds)
    # Whoever watches over a server must hear of it most of all when it is busy.
    app.health_paths = frozenset(root + route.path for route in system.routes)
    app.graphql_path = root + graphql.PATH
    app.api_path = f"{root}/api/"
    # A redirect to the path without its last slash would be an answer that is not JSON.
    app.router.redirect_slashes = False
    return app


def gate(settings: Settings, *, complaints: Complaints | None = None) -> Gate:
    """Return who is let in, as the settings say."""
    return Gate(
        hosts=Hosts(settings.allowed_hosts, any_name=not settings.listens_on_loopback),
        origins=settings.cors_origins,
        proxies=settings.trusted_proxies,
        root_path=settings.root_path,
        complaints=complaints,
    )


def _named(scope: Scope) -> list[tuple[bytes, bytes]]:
    return [(b"x-request-id", scope[REQUEST_ID].encode("ascii"))]


def _refusing(tally: Tally | None, scope: Scope, send: Send, began: float) -> Send:
    """Return what sends the answer of one who is not let in."""
    answer = with_headers(send, _named(scope))
    return answer if tally is None else tally.answering(scope, answer, began, route=REFUSED)
