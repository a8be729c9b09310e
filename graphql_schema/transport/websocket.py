"""/graphql over WebSocket: the graphql-transport-ws protocol, and no other.

A browser sends no `Authorization` header with a socket, so the token comes in `connection_init`, or else in
the cookie of the handshake. The socket is closed when the token ends.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import secrets
from collections.abc import Sequence
from typing import Any, NoReturn

import anyio
import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send

from domain.errors import Unauthenticated, Unavailable
from graphql_schema.admission.gate import Admission, Admitted
from graphql_schema.admission.limits import limit_error
from graphql_schema.admission.params import params_from_json
from graphql_schema.admission.refusals import Refused
from graphql_schema.transport.answers import envelope, errors_json
from graphql_schema.transport.cookies import SessionCookies
from graphql_schema.transport.live import LiveCount, LiveOptions, Session
from graphql_schema.transport.running import Authenticate, Runner

logger = logging.getLogger(__name__)

PROTOCOL = "graphql-transport-ws"

_LONGEST_ID = 256


class Closed(Exception):
    """The socket ends, with a code of the protocol and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Gone(Exception):
    """The client has left."""


class GraphQLSockets:
    """Serves sockets."""

    def __init__(
        self,
        *,
        runner: Runner,
        admission: Admission,
        authenticate: Authenticate,
        cookies: SessionCookies,
        live: LiveCount,
        options: LiveOptions,
    ) -> None:
        self.runner = runner
        self.admission = admission
        self.options = options
        self._authenticate = authenticate
        self._cookies = cookies
        self._live = live
        self._prefix = secrets.token_hex(6)
        self._count = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket."""
        message = await receive()
        assert message["type"] == "websocket.connect"
        if PROTOCOL not in scope.get("subprotocols", []):
            # Accepted first: a refused handshake tells a browser no reason.
            await send({"type": "websocket.accept"})
            await _close(send, 4406, "Subprotocol not acceptable")
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        name = f"{self._prefix}-ws{next(self._count)}"
        try:
            session = await self._session(scope, receive, send)
            with self._place(session):
                await send(_text(b'{"type":"connection_ack"}'))
                await _Socket(self, session, scope, receive, send, name=name).serve()
        except Closed as closed:
            await _close(send, closed.code, closed.reason)
        except Gone:
            return
        except Exception as error:
            if _is_unavailable(error):
                await _close(send, 1013, "Try again later")
                return
            logger.exception("socket %s failed", name)
            await _close(send, 4500, "Internal server error")

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> Session:
        """Return who has come. Raises `Closed`, `Gone`."""
        with anyio.move_on_after(self.options.init_seconds):
            while True:
                message = await _message(receive, most_bytes=self.options.message_bytes)
                kind = message["type"]
                if kind == "connection_init":
                    return await self._authenticated(message.get("payload"), scope)
                if kind == "ping":
                    await send(_text(_pong(message)))
                elif kind == "subscribe":
                    raise Closed(4401, "Unauthorized")
                elif kind not in {"pong", "complete"}:
                    raise Closed(4400, "Invalid message")
        raise Closed(4408, "Connection initialisation timeout")

    async def _authenticated(self, payload: Any, scope: Scope) -> Session:
        if payload is not None and not isinstance(payload, dict):
            raise Closed(4400, "The payload of connection_init must be an object")
        given = {str(name).lower(): value for name, value in (payload or {}).items()}
        authorization = given.get("authorization")
        if authorization is None:
            return await self._by_cookie(scope)
        if not isinstance(authorization, str):
            raise Closed(4403, "Forbidden")
        try:
            viewer = await self._authenticate(authorization)
        except Unauthenticated:
            viewer = None
        if viewer is None:
            raise Closed(4403, "Forbidden: the token is not valid")
        return Session(viewer, authorization, self._authenticate)

    async def _by_cookie(self, scope: Scope) -> Session:
        cookie = self._cookies.of(scope)
        if cookie is not None:
            with contextlib.suppress(Unauthenticated):
                viewer = await self._authenticate(cookie.authorization)
                if viewer is not None:
                    return Session(viewer, cookie.authorization, self._authenticate)
        raise Closed(4401, 'Unauthorized: send {"authorization": "Bearer …"} in connection_init')

    def _place(self, session: Session) -> contextlib.ExitStack:
        place = contextlib.ExitStack()
        try:
            place.enter_context(self._live.held(session.viewer))
        except Refused as refusal:
            raise Closed(4429, str(refusal)) from refusal
        return place


class _Socket:
    """An acknowledged socket and its operations."""

    def __init__(
        self,
        server: GraphQLSockets,
        session: Session,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        name: str,
    ) -> None:
        self._server = server
        self._session = session
        self._scope = scope
        self._receive = receive
        self._send = send
        self._name = name
        self._count = itertools.count(1)
        self._operations: dict[str, anyio.CancelScope] = {}
        self._tasks = anyio.create_task_group()
        self._end: Closed | Gone | None = None

    async def serve(self) -> NoReturn:
        """Serve until the client leaves, breaks the protocol or the token ends. Raises `Closed`, `Gone`."""
        async with self._tasks:
            self._tasks.start_soon(self._watch_token)
            try:
                while True:
                    await self._take()
            except (Closed, Gone) as end:
                self._stop(end)
        assert self._end is not None
        raise self._end

    async def _take(self) -> None:
        message = await _message(self._receive, most_bytes=self._server.options.message_bytes)
        kind = message["type"]
        if kind == "ping":
            await self._write(_pong(message))
        elif kind == "subscribe":
            await self._subscribe(message)
        elif kind == "complete":
            scope = self._operations.pop(_id(message), None)
            if scope is not None:
                scope.cancel()
        elif kind == "connection_init":
            raise Closed(4429, "Too many initialisation requests")
        elif kind != "pong":
            raise Closed(4400, "Invalid message")

    async def _subscribe(self, message: dict[str, Any]) -> None:
        name = _id(message)
        if name in self._operations:
            raise Closed(4409, f"Subscriber for {name[:64]} already exists")
        payload = message.get("payload")
        if not isinstance(payload, dict):
            raise Closed(4400, "The payload of subscribe must be an object")
        if not await self._session.lasts():
            raise _token_ended()
        viewer, most = self._session.viewer, self._server.options.subscriptions
        try:
            if len(self._operations) >= most:
                what = "个同一连接上的并行操作"
                raise Refused([limit_error("SUBSCRIPTION", limit=most, actual=most + 1, what=what)])
            admitted = await self._server.admission.admit(
                params_from_json(payload), viewer, caller=f"user {viewer.id}", read_only=False
            )
        except Refused as refusal:
            if refusal.status == 400:
                raise Closed(4400, str(refusal)) from refusal
            await self._error(name, refusal.errors)
            return
        scope = anyio.CancelScope()
        self._operations[name] = scope
        self._tasks.start_soon(self._run, name, admitted, scope)

    async def _run(self, name: str, admitted: Admitted, scope: anyio.CancelScope) -> None:
        request_id = f"{self._name}-{next(self._count)}"
        source = self._server.runner.outcomes(
            admitted, self._session.viewer, request_id=request_id, scope=self._scope
        )
        extensions = self._server.admission.extensions(admitted)
        with scope:
            async with contextlib.aclosing(source) as outcomes:
                async for outcome in outcomes:
                    if not await self._session.lasts():
                        self._stop(_token_ended())
                        return
                    if outcome.data is None:
                        del self._operations[name]
                        await self._error(name, outcome.errors)
                        return
                    payload = envelope(outcome.data, outcome.errors, extensions)
                    await self._write(b'{"id":%b,"type":"next","payload":%b}' % (_json(name), payload))
            # Before the message: with it, the client may use the name again.
            del self._operations[name]
            await self._write(b'{"id":%b,"type":"complete"}' % _json(name))

    async def _watch_token(self) -> None:
        lasts = True
        while lasts:
            await anyio.sleep(self._server.options.recheck_seconds)
            lasts = await self._session.lasts()
        self._stop(_token_ended())

    async def _error(self, name: str, errors: Sequence[GraphQLError]) -> None:
        await self._write(b'{"id":%b,"type":"error","payload":%b}' % (_json(name), errors_json(errors)))

    async def _write(self, body: bytes) -> None:
        try:
            await self._send(_text(body))
        except OSError:
            self._stop(Gone())

    def _stop(self, end: Closed | Gone) -> None:
        # The first reason is the true one; what follows comes of it.
        self._end = self._end or end
        self._tasks.cancel_scope.cancel()


def _is_unavailable(error: Exception) -> bool:
    """Whether nothing else has happened, in whichever task of the socket."""
    if isinstance(error, ExceptionGroup):
        return all(map(_is_unavailable, error.exceptions))
    return isinstance(error, Unavailable)


def _token_ended() -> Closed:
    return Closed(4403, "Forbidden: the token has ended")


async def _message(receive: Receive, *, most_bytes: int) -> dict[str, Any]:
    """Return the next message of the protocol. Raises `Closed`, `Gone`."""
    event = await receive()
    if event["type"] == "websocket.disconnect":
        raise Gone
    text = event.get("text")
    if text is None:
        raise Closed(4400, "Messages must be text")
    if len(text) > most_bytes:
        raise Closed(1009, "Message too big")
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Closed(4400, "Messages must be JSON") from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Closed(4400, "Messages must be objects with a type")
    return message


def _id(message: dict[str, Any]) -> str:
    name = message.get("id")
    if not isinstance(name, str) or not 1 <= len(name) <= _LONGEST_ID:
        raise Closed(4400, "The id must be a string")
    return name


def _pong(message: dict[str, Any]) -> bytes:
    payload = message.get("payload")
    return _json({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})


def _json(value: Any) -> bytes:
    return orjson.dumps(value)


def _text(body: bytes) -> dict[str, Any]:
    return {"type": "websocket.send", "text": body.decode("utf-8")}


async def _close(send: Send, code: int, reason: str) -> None:
    # A close frame holds 123 bytes of reason.
    reason = reason.encode("utf-8")[:120].decode("utf-8", "ignore")
    await send({"type": "websocket.close", "code": code, "reason": reason})
