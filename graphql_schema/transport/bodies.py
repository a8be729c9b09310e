"""Request bodies, bounded."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from graphql_schema.admission.refusals import Refused, refused


async def read_body(receive: Receive, *, max_bytes: int) -> bytes:
    """Return the body. Raises `Refused` (413), `ClientDisconnect`."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    body: bytes = message.get("body", b"")
    if message.get("more_body", False):
        chunks, size = [body], len(body)
        while message.get("more_body", False):
            if size > max_bytes:
                raise _too_large(max_bytes)
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            chunk = message.get("body", b"")
            size += len(chunk)
            chunks.append(chunk)
        body = b"".join(chunks)
    if len(body) > max_bytes:
        raise _too_large(max_bytes)
    return body


async def body_chunks(scope: Scope, receive: Receive, *, max_bytes: int) -> AsyncGenerator[bytes, None]:
    """Yield the body in pieces. Raises `Refused` (413), `ClientDisconnect`."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value[:20]) > max_bytes:
            raise _too_large(max_bytes)
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > max_bytes:
            raise _too_large(max_bytes)
        yield chunk
        more = message.get("more_body", False)
    yield b""


def _too_large(max_bytes: int) -> Refused:
    return refused("REQUEST_TOO_LARGE", f"The request's body may have at most {max_bytes} bytes.", status=413)
