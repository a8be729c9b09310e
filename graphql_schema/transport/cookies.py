"""Sessions of a browser, whose token is in a cookie; the edge says what that is, and when it counts."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Protocol

from starlette.types import Scope

Headers = list[tuple[bytes, bytes]]


class CookieSession(Protocol):
    """A session that a request comes with."""

    @property
    def authorization(self) -> str:
        """The cookie's token as an `Authorization` value."""

    def headers(self) -> Awaitable[Headers]:
        """Return what tells the browser how the session goes on, once the request is answered."""


class SessionCookies(Protocol):
    """Tells the sessions of requests."""

    def of(self, scope: Scope) -> CookieSession | None:
        """Return the session that a request comes with; None without one that counts."""


class NoCookies:
    """Where no cookie counts."""

    def of(self, scope: Scope) -> CookieSession | None:  # noqa: ARG002 - the protocol's signature
        """Return None."""
        return None
