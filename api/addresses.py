"""From which address somebody asks."""

from __future__ import annotations

from starlette.types import Scope


def client_address(scope: Scope) -> str:
    """Return the address of the client's end of the connection; empty where the server tells none."""
    client = scope.get("client")
    return client[0] if client else ""
