"""uvicorn's WebSocket on connections that are counted and whose clients must read."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.http11 import Response

from api.edge.browsers import SECURITY_HEADERS
from api.edge.refusals import Refusal, error_body
from api.edge.writing import WriteWatch


class CountedSocketProtocol(WebSocketsSansIOProtocol):
    """A WebSocket that tells when it closes, and whose client must read; what it refuses is JSON."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.conn.reject = _rejection  # type: ignore[method-assign]

    def handle_events(self) -> None:
        """Take what came; refuse a handshake that the library could not read, and says nothing of."""
        super().handle_events()
        if not self.handshake_initiated:
            self.handshake_initiated = self.handshake_complete = self.close_sent = True
            self.transport.write(Refusal.MALFORMED.answer)
            self.transport.close()

    def guarded(self, left: Callable[[], None], writing: WriteWatch) -> None:
        """Take over from the connection's HTTP."""
        self._left = left
        self._writing = writing

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that the socket is closed."""
        super().connection_lost(exc)
        self._writing.stop()
        self._left()

    def pause_writing(self) -> None:
        """Watch how the client reads."""
        super().pause_writing()
        self._writing.start()

    def resume_writing(self) -> None:
        """Watch no longer."""
        super().resume_writing()
        self._writing.stop()


def _rejection(status: HTTPStatus | int, text: str) -> Response:  # noqa: ARG001 - the library's signature
    """Return the answer to a handshake that fails; the library's own is a text."""
    body = error_body(status)
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
        *((name.decode("ascii"), value.decode("ascii")) for name, value in SECURITY_HEADERS),
    ]
    return Response(status, HTTPStatus(status).phrase, Headers(headers), body)
