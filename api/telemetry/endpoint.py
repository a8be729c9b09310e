"""`/metrics`: on a port of its own, or beside the other routes behind a token."""

from __future__ import annotations

import contextlib
import hmac
import socket
import threading
from collections.abc import Iterable, Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.exposition import choose_encoder

PATH = "/metrics"
PATIENCE_SECONDS = 10.0


class _Handler(WSGIRequestHandler):
    timeout = PATIENCE_SECONDS

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: a scrape is no event."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def bears(token: str, authorization: str | None) -> bool:
    """Whether an `Authorization` header brings the token."""
    scheme, _, given = (authorization or "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(
        given.strip().encode("utf-8", "replace"), token.encode("utf-8")
    )


def exposition(registry: CollectorRegistry, accept: str | None) -> tuple[bytes, str]:
    """Return what a scrape is answered and its media type. It takes a thread: it may ask the database."""
    encode, media = choose_encoder(accept or "")
    return encode(registry), media


@contextlib.contextmanager
def metrics_port(
    registry: CollectorRegistry, *, host: str, port: int, token: str | None = None
) -> Iterator[int]:
    """Answer on a port of its own for the time of the context; give the port. Raises `OSError`.

    A thread answers, so that scrapes come through where the event loop is held up.
    """
    app = make_wsgi_app(registry)
    server = _Server((host, port), _Handler)
    with server:
        server.set_app(app if token is None else _guarded(app, token))
        thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def check_port(host: str, port: int) -> None:
    """Raise `OSError` where nothing can listen there."""
    with socket.create_server((host, port)):
        pass


def _guarded(app: WSGIApplication, token: str) -> WSGIApplication:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if bears(token, environ.get("HTTP_AUTHORIZATION")):
            return app(environ, start_response)
        start_response("401 Unauthorized", [("WWW-Authenticate", "Bearer"), ("Content-Length", "0")])
        return []

    return answer
