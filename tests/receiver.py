"""A server of the tests' own that webhooks lead to."""

from __future__ import annotations

import hmac
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import orjson

SECRET = "whsec_" + b64encode(b"a key of the tests, 32 bytes lon").decode()
_PATIENCE_SECONDS = 90.0


class Message(NamedTuple):
    """What was received."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> Any:
        return orjson.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """Whether the signature is that of the secret's key, as a receiver works it out."""
        key = b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        wanted = "v1," + b64encode(hmac.digest(key, signed, sha256)).decode()
        return hmac.compare_digest(wanted, self.headers["webhook-signature"])


class Receiver:
    """Takes messages and answers with the statuses that it was given, in their order, then with 204."""

    def __init__(self, answers: Sequence[int]) -> None:
        self._answers = list(answers)
        self._messages: list[Message] = []
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/told"

    def until(self, count: int) -> list[Message]:
        """Wait until so many messages have come, and return them."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._messages) >= count, _PATIENCE_SECONDS), (
                f"{len(self._messages)} messages instead of {count}"
            )
            return list(self._messages)

    @contextmanager
    def running(self) -> Iterator[Receiver]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def _take(self, message: Message) -> int:
        with self._changed:
            self._messages.append(message)
            self._changed.notify_all()
            return self._answers.pop(0) if self._answers else 204

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status = take(Message(self.path, headers, body))
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("location", "/elsewhere")
                if status == 429:
                    self.send_header("retry-after", "7")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        return Handler


@contextmanager
def receiving(*answers: int) -> Iterator[Receiver]:
    """Receive messages for the time of the context."""
    with Receiver(answers).running() as receiver:
        yield receiver
