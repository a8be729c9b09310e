"""The dashboard's session: the access token in a cookie that no script reads and no other site sends.

It counts on /graphql alone, without an `Authorization` header, and for pages of the server itself. Its token
tells how long it lasts, and the next one comes with an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from starlette.types import Scope

from api.edge.gate import OWN_PAGE
from domain.errors import Unavailable
from domain.users.service import UserService
from domain.users.tokens import SessionToken

NAME = "gateway_session"
_SESSION = "gateway.session"

Headers = list[tuple[bytes, bytes]]


class SessionCookie:
    """How the cookie is written for one request.

    By https its name tells browsers who may set it: with `__Host-` no other host, for which they want the
    path `/`. Below a path of another site, to all of which it is not to be sent, `__Secure-` has to do, which
    keeps out who is on the way.
    """

    def __init__(self, scope: Scope, root_path: str) -> None:
        secure = scope["scheme"] in {"https", "wss"}
        alone = secure and not root_path
        self.name = ("__Host-" if alone else "__Secure-" if secure else "") + NAME
        path = "/" if alone else f"{root_path}/graphql"
        self._attributes = f"Path={path}; HttpOnly; SameSite=Strict" + "; Secure" * secure

    def given(self, session: SessionToken) -> str:
        """Return the cookie that brings a session."""
        return f"{self.name}={session.token}; Max-Age={session.lasts_seconds}; {self._attributes}"

    def taken(self) -> str:
        """Return the cookie that takes it away."""
        return f"{self.name}=; Max-Age=0; {self._attributes}"


class BrowserSession:
    """The session that a request comes with."""

    def __init__(self, token: str, cookie: SessionCookie, users: UserService) -> None:
        self._token = token
        self._cookie = cookie
        self._users = users
        self._next: SessionToken | None = None
        self._ended = False

    @property
    def authorization(self) -> str:
        """The token as an `Authorization` value."""
        return f"Bearer {self._token}"

    def go_on(self, token: str) -> None:
        """Go on with a token that was given for the password."""
        self._next = self._users.begin_session(token)

    def end(self) -> None:
        """Take the cookie away."""
        self._ended = True

    async def headers(self) -> Headers:
        """Return what tells the browser how the session goes on."""
        if self._ended:
            return _headers(self._cookie.taken())
        following = self._next
        if following is None:
            with suppress(Unavailable):
                following = await self._users.go_on(self._token)
        return [] if following is None else _headers(self._cookie.given(following))


class BrowserSessions:
    """Tells the sessions of requests."""

    def __init__(self, users: UserService, *, root_path: str) -> None:
        self._users = users
        self._root_path = root_path

    def of(self, scope: Scope) -> BrowserSession | None:
        """Return the session that a request comes with; None without one that counts."""
        if OWN_PAGE not in scope or any(name == b"authorization" for name, _ in scope["headers"]):
            return None
        cookie = SessionCookie(scope, self._root_path)
        tokens = list(_values(scope, cookie.name))
        # Pages of sister domains can add one of theirs. Which of several is ours, nobody can tell.
        if len(tokens) != 1:
            return None
        session = scope[_SESSION] = BrowserSession(tokens[0], cookie, self._users)
        return session


def session_of(scope: Scope) -> BrowserSession | None:
    """Return the session that was found for a request."""
    found: BrowserSession | None = scope.get(_SESSION)
    return found


def _values(scope: Scope, wanted: str) -> Iterator[str]:
    for name, value in scope["headers"]:
        if name == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                key, _, given = pair.strip().partition("=")
                if key == wanted:
                    yield given


def _headers(cookie: str) -> Headers:
    return [(b"set-cookie", cookie.encode("latin-1")), (b"cache-control", b"no-store")]
