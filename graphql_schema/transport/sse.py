"""Answers as server-sent events: graphql-sse's distinct connections, one request a stream."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from typing import Any

import anyio
from starlette.types import Message, Receive, Send

from graphql_schema.admission.refusals import unauthenticated
from graphql_schema.execution import Outcome
from graphql_schema.transport.answers import envelope
from graphql_schema.transport.live import Session

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),
]
_COMPLETE = b"event: complete\ndata:\n\n"
_KEEP_ALIVE = b":\n\n"


class EventStream:
    """The answers of one operation.

    Args:
        outcomes: The answers; closed with the stream.
        extensions: What each answer tells beside data and errors.
        session: Whose token they stand on; None for an anonymous caller.
        place: What is held as long as the stream is open.
        keep_alive_seconds: How often a comment is sent, and the token looked at.
        ending: Set when the stream is to end without its operation, so that its client comes back.
    """

    def __init__(
        self,
        outcomes: AsyncGenerator[Outcome],
        *,
        extensions: dict[str, Any],
        session: Session | None,
        place: contextlib.ExitStack,
        keep_alive_seconds: float,
        ending: anyio.Event | None = None,
    ) -> None:
        self._outcomes = outcomes
        self._extensions = extensions
        self._session = session
        self._place = place
        self._keep_alive_seconds = keep_alive_seconds
        self._ending = ending

    async def send(self, receive: Receive, send: Send, *, request_id: str) -> None:
        """Send the events until they end, the client goes or the token ends."""
        with self._place:
            headers = [*_HEADERS, (b"x-request-id", request_id.encode("ascii"))]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_until_gone, receive, tasks.cancel_scope)
                tasks.start_soon(self._keep_alive, send, tasks.cancel_scope)
                if self._ending is not None:
                    tasks.start_soon(_until_ending, self._ending, send, tasks.cancel_scope)
                await self._events(send)
                tasks.cancel_scope.cancel()

    async def _events(self, send: Send) -> None:
        ended = False
        async with contextlib.aclosing(self._outcomes) as outcomes:
            async for outcome in outcomes:
                ended = not await self._lasts()
                await send(_ENDED if ended else self._event(outcome))
                if ended:
                    break
        await send(_last(_COMPLETE))

    async def _keep_alive(self, send: Send, scope: anyio.CancelScope) -> None:
        while True:
            await anyio.sleep(self._keep_alive_seconds)
            if not await self._lasts():
                await send(_ENDED)
                await send(_last(_COMPLETE))
                scope.cancel()
                return
            await send({"type": "http.response.body", "body": _KEEP_ALIVE, "more_body": True})

    def _event(self, outcome: Outcome) -> Message:
        return _next(envelope(outcome.data, outcome.errors, self._extensions))

    async def _lasts(self) -> bool:
        return self._session is None or await self._session.lasts()


async def _until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _until_ending(ending: anyio.Event, send: Send, scope: anyio.CancelScope) -> None:
    await ending.wait()
    # Not told to be complete: its client asks again, and is answered by another server.
    await send(_last(b""))
    scope.cancel()


def _next(payload: bytes) -> Message:
    body = b"event: next\ndata: " + payload + b"\n\n"
    return {"type": "http.response.body", "body": body, "more_body": True}


def _last(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": False}


_ENDED = _next(envelope(None, unauthenticated().errors))
