"""Who is let in: hosts, origins and proxies, before any route.

Most requests come from no page and through no proxy; they cost a few set operations here, and their headers
are prepared.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from starlette.types import Message, Receive, Scope, Send

from api.edge.addresses import IPNetwork, TrustedProxies, is_loopback
from api.edge.browsers import (
    POLICY_NAME,
    SECURITY_HEADERS,
    STRICT_TRANSPORT,
    Headers,
    cors_headers,
    preflight_headers,
)
from api.edge.hosts import Hosts, is_local_name, origin_authority
from api.edge.refusals import Complaints, Refusal, error_body, logger
from api.edge.sending import Prepared

_MOST_USUAL_HOSTS = 64
# What proxies add. Whoever sends one of them is not known to come from where his connection does.
FORWARDING = frozenset(
    {
        b"forwarded",
        b"via",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-port",
        b"x-forwarded-prefix",
        b"x-forwarded-proto",
        b"x-forwarded-server",
        b"x-real-ip",
        b"x-client-ip",
        b"x-cluster-client-ip",
        b"true-client-ip",
        b"cf-connecting-ip",
        b"fastly-client-ip",
    }
)
_NOTABLE = FORWARDING | {b"origin"}
_SCHEMES = {b"http": "http", b"https": "https", b"ws": "http", b"wss": "https"}
OWN_PAGE = "gateway.own_page"
"""True in the scope of what a page of the server itself sends: of its scheme, its name and its port."""


class Gate:
    """Lets requests in, or answers them itself.

    Args:
        hosts: Which names the server answers to.
        origins: Pages of these origins may read answers.
        proxies: Where proxies stand whose word counts.
        root_path: Under which path a proxy shows the server, without a slash at its end.
        complaints: Where refusals are told.
    """

    def __init__(
        self,
        *,
        hosts: Hosts,
        origins: Iterable[str] = (),
        proxies: Iterable[IPNetwork] = (),
        root_path: str = "",
        complaints: Complaints | None = None,
    ) -> None:
        self._hosts = hosts
        self._origins = frozenset(origin.encode("ascii") for origin in origins)
        self._proxies = TrustedProxies(proxies)
        self._root_path = root_path
        self._complaints = complaints or Complaints()
        self._warned = False
        # Those lately found to be served, without a look at their names; with a root none is usual.
        self._usual_hosts: set[bytes | None] = set()
        vary: Headers = [(b"vary", b"Origin")] if self._origins else []
        self._plain = Prepared([*SECURITY_HEADERS, *vary])
        self._secure = Prepared([*self._plain.headers, STRICT_TRANSPORT])
        self._for_page = {
            origin: (cors_headers(origin), preflight_headers(origin)) for origin in self._origins
        }

    def at_once(self, scope: Scope) -> Prepared | None:
        """Return the headers of the answer to one who comes from no page, through no proxy, for a host known
        to be served; most do. Whoever does not, enters."""
        raw = scope["headers"]
        headers: dict[bytes, bytes] = dict(raw)
        if (
            headers.get(b"host") in self._usual_hosts
            and len(headers) == len(raw)
            and _NOTABLE.isdisjoint(headers)
        ):
            return self._plain
        return None

    async def enter(self, scope: Scope, receive: Receive, send: Send) -> Prepared | None:
        """Return the headers of the answer; None where it is given already. `scope` is put right."""
        raw = scope["headers"]
        headers: dict[bytes, bytes] = dict(raw)
        # Of a header that is sent twice only one would be looked at.
        if len(headers) != len(raw) and _repeats(raw, b"host", b"origin"):
            await self._refuse(Refusal.MALFORMED, scope, receive, send)
            return None
        if self._root_path:
            self._enter_root(scope)
        host = headers.get(b"host")
        if not FORWARDING.isdisjoint(headers):
            host = self._forwarded(scope, headers) or host
        if not self._hosts.allows(headers.get(b"host")):
            await self._refuse(Refusal.HOST_NOT_ALLOWED, scope, receive, send)
            return None
        if not self._root_path and len(self._usual_hosts) < _MOST_USUAL_HOSTS:
            self._usual_hosts.add(headers.get(b"host"))
        extra = self._secure if scope["scheme"] in {"https", "wss"} else self._plain
        origin = headers.get(b"origin")
        if origin is None:
            return extra
        return await self._page(origin, host, headers, extra, scope, receive, send)

    async def _page(
        self,
        origin: bytes,
        host: bytes | None,
        headers: dict[bytes, bytes],
        extra: Prepared,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> Prepared | None:
        """Let in what a page sends."""
        if host is not None and self._hosts.is_own(origin, host, _page_scheme(scope)):
            scope[OWN_PAGE] = True
        is_preflight = scope["type"] == "http" and scope["method"] == "OPTIONS"
        for_page = self._for_page.get(origin)
        if for_page is not None:
            readable, preflight = for_page
            if is_preflight and b"access-control-request-method" in headers:
                await _answer(204, [*preflight, *extra.headers], b"", send)
                return None
            return Prepared([*readable, *extra.headers])
        authority = origin_authority(origin)
        if authority is not None and host is not None and authority == self._hosts.authority(host):
            return extra
        if scope["type"] == "websocket":
            await self._refuse(Refusal.SOCKET_NOT_ALLOWED, scope, receive, send)
            return None
        if _bears_token(headers):
            return extra
        await self._refuse(Refusal.ORIGIN_NOT_ALLOWED, scope, receive, send)
        return None

    def _enter_root(self, scope: Scope) -> None:
        """Have the path begin with the root, whether the proxy has cut it off or not."""
        root = self._root_path
        path: str = scope["path"]
        scope["root_path"] = root
        if path != root and not path.startswith(root + "/"):
            scope["path"] = root + path
            scope["raw_path"] = root.encode("ascii") + scope.get("raw_path", path.encode("utf-8"))

    def _forwarded(self, scope: Scope, headers: dict[bytes, bytes]) -> bytes | None:
        """Believe a named proxy; return the host that it was asked for, if it tells."""
        client = scope.get("client")
        if client is None or client[0] not in self._proxies:
            if not self._warned:
                self._warned = True
                logger.warning(
                    "%s sends headers of a proxy and is not named as one; they are not believed, and all "
                    "its clients count as one (GATEWAY_TRUSTED_PROXIES)",
                    client[0] if client else "somebody",
                )
            return None
        forwarded_for = b", ".join(
            value for name, value in scope["headers"] if name == b"x-forwarded-for"
        ).decode("latin-1")
        address = self._proxies.client_of(forwarded_for) if forwarded_for else None
        if address is not None:
            scope["client"] = (address, 0)
        scheme = _SCHEMES.get(headers.get(b"x-forwarded-proto", b"").strip().lower())
        if scheme is not None:
            is_socket = scope["type"] == "websocket"
            scope["scheme"] = scheme.replace("http", "ws") if is_socket else scheme
        return headers.get(b"x-forwarded-host")

    async def turn_away(
        self, refusal: Refusal, prepared: Prepared, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Refuse one who was let in: a page of a listed origin may read why."""
        headers = [*refusal.own_headers, *prepared.headers]
        await self._refuse(refusal, scope, receive, send, headers=headers)

    async def _refuse(
        self,
        refusal: Refusal,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        headers: Headers | None = None,
    ) -> None:
        headers = refusal.headers if headers is None else headers
        client = scope.get("client")
        self._complaints.tell(refusal, client[0] if client else "")
        if scope["type"] == "websocket":
            await receive()
            await _answer(refusal.status, headers, refusal.body, send, prefix="websocket.")
        else:
            await _answer(refusal.status, headers, refusal.body, send)


async def apologise(scope: Scope, send: Send) -> None:
    """Answer for a mistake of ours, where no answer has begun."""
    body = error_body(500)
    headers: Headers = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        *SECURITY_HEADERS,
    ]
    # The server raises where an answer has begun.
    with contextlib.suppress(Exception):
        await _answer(500, headers, body, send, prefix="websocket." if scope["type"] == "websocket" else "")


def is_direct_and_local(scope: Scope) -> bool:
    """Whether a request comes from this machine itself: through no proxy, and from no page of elsewhere."""
    client = scope.get("client")
    if client is None or not is_loopback(client[0]):
        return False
    headers = dict(scope["headers"])
    if not FORWARDING.isdisjoint(headers) or any(name.startswith(b"x-forwarded-") for name in headers):
        return False
    host = headers.get(b"host")
    if host is None or not is_local_name(host):
        return False
    origin = headers.get(b"origin")
    return origin is None or origin_authority(origin) == Hosts.authority(host)


def given_request_id(scope: Scope) -> bytes | None:
    """Return the name that a client gives its request; of several the first."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            given: bytes = value
            return given
    return None


def with_headers(send: Send, extra: Headers) -> Send:
    """Return `send` with these headers on the answer; a page that brings a policy of its own keeps it."""

    def sending(message: Message) -> object:
        if message["type"] == "http.response.start":
            headers = message.get("headers", ())
            own_policy = any(name == POLICY_NAME for name, _ in headers)
            added = [header for header in extra if header[0] != POLICY_NAME] if own_policy else extra
            message["headers"] = [*headers, *added]
        return send(message)

    return sending  # type: ignore[return-value]


def _page_scheme(scope: Scope) -> str:
    return "https" if scope["scheme"] in {"https", "wss"} else "http"


def _bears_token(headers: dict[bytes, bytes]) -> bool:
    scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
    return scheme.lower() == b"bearer" and bool(token.strip())


def _repeats(raw: Iterable[tuple[bytes, bytes]], *names: bytes) -> bool:
    found = [name for name, _ in raw if name in names]
    return len(found) != len(set(found))


async def _answer(status: int, headers: Headers, body: bytes, send: Send, *, prefix: str = "") -> None:
    kind = f"{prefix}http.response"
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": body})
