"""Which form of answer a client accepts, and which form of body it sends."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

JSON = b"application/json"
GRAPHQL_RESPONSE = b"application/graphql-response+json"
EVENT_STREAM = b"text/event-stream"

# What is longer is not remembered: browsers send a tenth of it.
_LONGEST = 1_000
_JSON_TYPES = (GRAPHQL_RESPONSE, JSON)


class Accepted(NamedTuple):
    """What a client accepts.

    Attributes:
        json: The media type of an answer of one piece, None where the client wants none.
        stream: Whether it takes events, one an answer.
        page: Whether it is a browser that shows what it gets.
    """

    json: bytes | None
    stream: bool
    page: bool


def accepted(header: bytes | None) -> Accepted:
    """Return what an `Accept` header says. Without one, or with `*/*`, the answer is plain JSON."""
    return _accepted(header) if header is None or len(header) <= _LONGEST else _accepted.__wrapped__(header)


def media_type(header: bytes | None) -> tuple[bytes, bool]:
    """Return a `Content-Type` header's media type, and whether its text is in UTF-8."""
    return (
        _media_type(header) if header is None or len(header) <= _LONGEST else _media_type.__wrapped__(header)
    )


@lru_cache(maxsize=256)
def _accepted(header: bytes | None) -> Accepted:
    if header is None or not header.strip():
        return Accepted(JSON, stream=False, page=False)
    quality: dict[bytes, float] = {}
    for part in header.split(b","):
        name, _, parameters = part.strip().lower().partition(b";")
        quality.setdefault(name.strip(), _quality(parameters))
    wildcard = max(quality.get(b"*/*", 0.0), quality.get(b"application/*", 0.0))
    order = [name for name in quality if name in _JSON_TYPES]
    # A type named by the client wins over a wildcard of the same quality.
    ranked = sorted(order, key=lambda name: -quality[name])
    best = ranked[0] if ranked and quality[ranked[0]] > 0 else None
    if best is None and wildcard > 0 and quality.get(JSON, 1.0) > 0:
        best = JSON
    return Accepted(best, stream=quality.get(EVENT_STREAM, 0.0) > 0, page=quality.get(b"text/html", 0.0) > 0)


@lru_cache(maxsize=256)
def _media_type(header: bytes | None) -> tuple[bytes, bool]:
    if header is None:
        return b"", True
    name, _, parameters = header.lower().partition(b";")
    charset = b"utf-8"
    for parameter in parameters.split(b";"):
        key, _, value = parameter.partition(b"=")
        if key.strip() == b"charset":
            charset = value.strip().strip(b'"')
    return name.strip(), charset in {b"utf-8", b"utf8"}


def _quality(parameters: bytes) -> float:
    for parameter in parameters.split(b";"):
        key, _, value = parameter.partition(b"=")
        if key.strip() == b"q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
