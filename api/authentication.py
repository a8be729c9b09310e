"""Bearer token → viewer."""

from __future__ import annotations

from api.state import ApiRequest
from domain import policies
from domain.errors import Unauthenticated
from domain.viewers import Viewer


def bearer_token(authorization: str | None) -> str | None:
    """Return the token of an `Authorization` header; None without header. Raises `Unauthenticated`."""
    if authorization is None:
        return None
    scheme, _, given = authorization.partition(" ")
    token = given.strip()
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    return token


async def optional_viewer(request: ApiRequest) -> Viewer | None:
    """Return who asks, None where no token is sent. Raises `Unauthenticated` for a bad one."""
    token = bearer_token(request.headers.get("authorization"))
    return None if token is None else await request.state["users"].authenticate(token)


async def require_viewer(request: ApiRequest) -> Viewer:
    """Return who asks. Raises `Unauthenticated`."""
    return policies.require_viewer(await optional_viewer(request))


async def require_holder(request: ApiRequest) -> Viewer:
    """Return for whom the address was signed, else whose token it is.

    Raises `LinkExpired`, `Unauthenticated`.
    """
    ticket = request.query_params.get("ticket")
    if ticket is None:
        return await require_viewer(request)
    # As it is routed: `request.url` is put together with what the client gives as its host.
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return await request.state["files"].holder(path, ticket)
