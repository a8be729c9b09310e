"""/graphql among the routes."""

from __future__ import annotations

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.types import Receive, Scope, Send

from api.operation import permitted
from domain import policies

PATH = "/graphql"


@permitted(policies.SEE_POSITIONS)
class _FromState:
    """The part that the lifespan has built, whenever a request comes.

    Some fields need no login; each root field names its own permission.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["state"]["graphql"](scope, receive, send)


endpoint = _FromState()
routes: list[BaseRoute] = [WebSocketRoute(PATH, endpoint)]
"""The sockets; HTTP takes the short way of `api.app.GatewayApp`."""
