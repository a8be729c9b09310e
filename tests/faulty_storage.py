"""Stands between a server and its object storage, and has faults when it is told to."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_OF_A_CONNECTION = ("connection", "transfer-encoding", "content-length")


@dataclass
class Fault:
    """How requests are answered instead of being passed on.

    Attributes:
        status: What is answered; 0: the connection is cut, -1: nothing comes.
        code: What the storage calls it.
        methods: Which requests it is.
    """

    status: int
    code: str = ""
    methods: tuple[str, ...] = ("GET", "HEAD", "PUT", "POST", "DELETE")


AWAY = Fault(0)
SILENT = Fault(-1)
FORBIDDEN = Fault(403, "AccessDenied")
READ_ONLY = Fault(403, "AccessDenied", ("PUT", "POST", "DELETE"))
UNREADABLE = Fault(403, "AccessDenied", ("GET",))
BROKEN = Fault(500, "InternalError")
FULL = Fault(507, "XMinioStorageFull", ("PUT", "POST"))


@dataclass
class FaultyStorage:
    """What stands between."""

    endpoint: str
    behind: str
    fault: Fault | None = None
    refused: threading.Event = field(default_factory=threading.Event)
    """Set where a request met the fault."""
    ends: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def has(self, fault: Fault) -> Iterator[None]:
        """Have a fault for the time of the context."""
        self.refused.clear()
        self.fault = fault
        try:
            yield
        finally:
            self.fault = None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    storage: FaultyStorage

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        fault = self.storage.fault
        if fault is None or self.command not in fault.methods:
            self._answer_from_behind(body)
            return
        self.storage.refused.set()
        if fault.status == -1:
            self.storage.ends.wait(60)
        if fault.status <= 0:
            self.close_connection = True
            return
        self._answer(fault.status, f"<Error><Code>{fault.code}</Code></Error>".encode(), {})

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on  # noqa: N815 - named by the library

    def _answer_from_behind(self, body: bytes) -> None:
        connection = http.client.HTTPConnection(urlsplit(self.storage.behind).netloc, timeout=30)
        try:
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            self._answer(answer.status, answer.read(), dict(answer.headers))
        finally:
            connection.close()

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in _OF_A_CONNECTION:
                self.send_header(name, value)
        length = headers.get("Content-Length", "0") if self.command == "HEAD" else str(len(body))
        self.send_header("Content-Length", length)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def faulty_storage(behind: str) -> Iterator[FaultyStorage]:
    """Stand before the storage at an endpoint for the time of the context."""

    class Handler(_Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    storage = Handler.storage = FaultyStorage(f"http://127.0.0.1:{server.server_port}", behind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield storage
    finally:
        storage.ends.set()
        server.shutdown()
        thread.join()
        server.server_close()
