"""From which address somebody asks."""

from __future__ import annotations

from starlette.types import Scope

from domain.addresses import neighbourhood


def client_address(scope: Scope) -> str:
    """Return whose a request is, never what the client says of itself; empty where the server tells none.

    The gate has put it right: behind a proxy that the operator names, it is the address that this one tells.
    """
    client = scope.get("client")
    return client[0] if client else ""


def client_neighbourhood(scope: Scope) -> str:
    """Return what a request is counted for, where it is counted by addresses."""
    return neighbourhood(client_address(scope))
