"""Answers of one piece leave as one write.

uvicorn looks at each header of an answer by two regular expressions and writes head and body one after the
other: a quarter of a small request. Here a head is joined, looked at as a whole and written with its body.
Whatever is more than that (streams, connections that end or wait) is left to uvicorn.
"""

from __future__ import annotations

from starlette.types import Message, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from api.edge.browsers import Headers

SENDING = "gateway.sending"
"""Where a scope has its `Sending`, if our own HTTP put one there. Whoever takes it takes it away, so that the
two do not hold each other."""

# What a head has at the ends of its lines only, or nowhere: the same as uvicorn looks for in each header.
_CONTROLS = bytes(code for code in (*range(32), 127) if code != ord("\t"))
_SPECIAL = frozenset({b"content-length", b"connection", b"transfer-encoding"})


class Prepared:
    """Headers for an answer, also as the end of a head on the wire."""

    def __init__(self, headers: Headers) -> None:
        self.headers = headers
        self.ending = b"".join([*(b"%b: %b\r\n" % header for header in headers), b"\r\n"])


class Sending:
    """Sends the answer of one request; `using` tells its further headers."""

    __slots__ = ("_cycle", "_prepared", "_start")

    def __init__(self, cycle: RequestResponseCycle) -> None:
        self._cycle = cycle
        self._start: Message | None = None

    def using(self, prepared: Prepared) -> Send:
        """Return what sends an answer of data with these headers added."""
        self._prepared = prepared
        return self._send

    async def _send(self, message: Message) -> None:
        start = self._start
        if start is None:
            if message["type"] == "http.response.start":
                for name, _ in message.get("headers", ()):
                    if name == b"content-length":
                        # It waits for the body, which comes at once.
                        self._start = message
                        return
                message["headers"] = [*message.get("headers", ()), *self._prepared.headers]
            await self._forward(message)
            return
        self._start = None
        if not message.get("more_body") and self._sent(start, message.get("body", b"")):
            return
        start["headers"] = [*start["headers"], *self._prepared.headers]
        await self._forward(start)
        await self._forward(message)

    async def _forward(self, message: Message) -> None:
        await self._cycle.send(message)  # type: ignore[arg-type]

    def _sent(self, start: Message, body: bytes) -> bool:
        """Write an answer of one piece, if that is all there is to do."""
        cycle = self._cycle
        if (
            not cycle.keep_alive
            or cycle.disconnected
            or cycle.response_started
            or cycle.waiting_for_100_continue
            or cycle.access_log
            or cycle.flow.write_paused
            or cycle.scope["method"] == "HEAD"
        ):
            return False
        headers: Headers = [*cycle.default_headers, *start["headers"]]
        parts = [STATUS_LINE[start["status"]]]
        for name, value in headers:
            if name in _SPECIAL and (name != b"content-length" or value != b"%d" % len(body)):
                return False
            parts += (name, b": ", value, b"\r\n")
        head = b"".join(parts)
        if len(head) - len(head.translate(None, _CONTROLS)) != 2 * (len(headers) + 1):
            # uvicorn refuses it.
            return False
        cycle.response_started = cycle.response_complete = True
        # At the end of this turn: written at once, answers would be fetched one by one, and asked for so.
        cycle.transport.write(b"".join((head, self._prepared.ending, body)))
        cycle.message_event.set()
        cycle.on_response()
        return True
