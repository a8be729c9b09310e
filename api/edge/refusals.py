"""What the edge refuses: its status, the sentence for the client, the line for the operator."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from enum import Enum
from http import HTTPStatus

import orjson

from api.edge.browsers import SECURITY_HEADERS

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 2


_SENTENCES = {403: "权限不足", 500: "服务器内部错误"}


def error_body(status: int) -> bytes:
    """Return the body of an answer of the server's own, by its status alone."""
    return orjson.dumps({"error": _SENTENCES.get(status, "请求格式错误")})


class Refusal(Enum):
    """Why a connection or a request goes no further.

    Attributes:
        status: Of the answer, where one can still be given.
        sentence: What the client reads.
        reason: What the operator reads.
        setting: What he may change; empty where nothing can be.
        own_headers: What its answer tells of itself.
        headers: The same with what browsers are told.
        answer: The whole answer, prepared once.
    """

    MALFORMED = (400, "请求格式错误", "what it sent is no HTTP", "")
    HEAD_TOO_LARGE = (431, "请求头过大", "its head is too large", "GATEWAY_HEAD_MAX_BYTES")
    HEAD_TOO_LONG = (431, "请求头过多", "its head has too many lines", "GATEWAY_HEAD_MAX_LINES")
    HEAD_TOO_SLOW = (408, "请求超时", "its head came too slowly", "GATEWAY_HEAD_TIMEOUT_SECONDS")
    BODY_TOO_SLOW = (408, "请求超时", "its body came too slowly", "GATEWAY_BODY_TIMEOUT_SECONDS")
    READS_TOO_SLOWLY = (408, "请求超时", "it does not read its answer", "GATEWAY_WRITE_TIMEOUT_SECONDS")
    TOO_MANY_AT_ONCE = (429, "请求过于频繁，请稍后再试", "it sent too many requests in a row", "")
    TOO_MANY_OF_ADDRESS = (
        429,
        "连接过多，请稍后再试",
        "its address has too many connections",
        "GATEWAY_CONNECTIONS_PER_ADDRESS",
    )
    TOO_MANY = (503, "服务繁忙，请稍后再试", "there are too many connections", "GATEWAY_CONNECTIONS_MAX")
    TOO_MANY_WAIT = (
        503,
        "服务繁忙，请稍后再试",
        "too many requests wait for their turn",
        "GATEWAY_REQUESTS_WAITING_MAX",
    )
    TOO_MUCH_OF_ADDRESS = (
        429,
        "上传过多，请稍后再试",
        "its address has too much in unfinished uploads",
        "GATEWAY_UNFINISHED_MAX_BYTES",
    )
    TOO_MUCH = (
        503,
        "服务繁忙，请稍后再试",
        "there is too much in unfinished uploads",
        "GATEWAY_UNFINISHED_MAX_BYTES",
    )
    HOST_NOT_ALLOWED = (400, "不允许的主机名", "it asks for another host", "GATEWAY_ALLOWED_HOSTS")
    ORIGIN_NOT_ALLOWED = (
        403,
        "不允许的来源",
        "a page of another origin sent it without a token",
        "GATEWAY_CORS_ORIGINS",
    )
    SESSION_NOT_ALLOWED = (
        403,
        "不允许的来源",
        "what asks for a session is no page of this server, as far as its scheme, name and port are told",
        "GATEWAY_TRUSTED_PROXIES",
    )
    SOCKET_NOT_ALLOWED = (
        403,
        "不允许的来源",
        "a page of another origin opened a socket",
        "GATEWAY_CORS_ORIGINS",
    )

    def __init__(self, status: int, sentence: str, reason: str, setting: str) -> None:
        self.status = status
        self.sentence = sentence
        self.reason = reason
        self.setting = setting
        self.body = orjson.dumps({"error": sentence})
        self.own_headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(self.body)),
        ]
        if status in {429, 503}:
            self.own_headers.append((b"retry-after", b"%d" % RETRY_AFTER_SECONDS))
        self.headers = [*self.own_headers, *SECURITY_HEADERS]
        lines = [b"HTTP/1.1 %d %b" % (status, HTTPStatus(status).phrase.encode())]
        lines += [name + b": " + value for name, value in (*self.headers, (b"connection", b"close"))]
        self.answer = b"\r\n".join([*lines, b"", self.body])


class Complaints:
    """Tells the operator of refusals: the first of a kind at once, then one line in a while.

    A line for each would let a stranger fill the disk by the log.

    Attributes:
        counts: How many there were, by their names.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, every_seconds: float = 10.0) -> None:
        self._clock = clock
        self._every_seconds = every_seconds
        self._told_at: dict[Refusal, float] = {}
        self._untold: dict[Refusal, int] = {}
        self.counts: Counter[str] = Counter()

    def tell(self, refusal: Refusal, client: str) -> None:
        """Log a refusal, or count it for the next line."""
        self.counts[refusal.name] += 1
        now = self._clock()
        if now - self._told_at.get(refusal, float("-inf")) < self._every_seconds:
            self._untold[refusal] = self._untold.get(refusal, 0) + 1
            return
        self._told_at[refusal] = now
        others = self._untold.pop(refusal, 0)
        setting = f" ({refusal.setting})" if refusal.setting else ""
        more = f"; so were {others} others meanwhile" if others else ""
        logger.warning(
            "refused %s with %d: %s%s%s", client or "somebody", refusal.status, refusal.reason, setting, more
        )
