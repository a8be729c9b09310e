"""Heads of answers, written faster than uvicorn writes them, with lines that are prepared.

uvicorn looks at each header by two regular expressions: for the headers that browsers need alone, that costs
3 µs a request.
"""

from __future__ import annotations

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

LINES = "gateway.lines"
"""Where a request's scope has whole header lines for its answer."""


class PreparedCycle(RequestResponseCycle):
    """A request and its answer; the answer has the lines that the gate has prepared."""

    async def send(self, message: ASGISendEvent) -> None:
        """Send a part of the answer."""
        if message["type"] != "http.response.start" or self.response_started or self.access_log:
            await super().send(message)
            return
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if not self.disconnected:
            self.transport.write(self._head(message["status"], [*self.default_headers, *message["headers"]]))

    def _head(self, status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
        self.response_started = True
        self.waiting_for_100_continue = False
        prepared: bytes = self.scope.get(LINES, b"")  # type: ignore[assignment]
        lines = [b"%b: %b\r\n" % header for header in headers]
        closes = False
        for name, value in headers:
            if name == b"content-length":
                self.expected_content_length = int(value)
                self.chunked_encoding = False
            elif name == b"transfer-encoding" and value.lower() == b"chunked":
                self.chunked_encoding = True
            elif name == b"connection" and value.lower() == b"close":
                self.keep_alive, closes = False, True
        if not self.keep_alive and not closes:
            lines.append(b"connection: close\r\n")
        if self.chunked_encoding is None and self.scope["method"] != "HEAD" and status not in (204, 304):
            self.chunked_encoding = True
            lines.append(b"transfer-encoding: chunked\r\n")
        text = b"".join(lines)
        if text.count(b"\n") != len(lines) or text.count(b"\r") != len(lines) or b"\0" in text:
            raise RuntimeError("a header holds the end of a line")
        return b"".join((STATUS_LINE[status], prepared, text, b"\r\n"))
