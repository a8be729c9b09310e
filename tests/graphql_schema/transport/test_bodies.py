from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

from graphql_schema.admission.refusals import Refused
from graphql_schema.transport.bodies import body_chunks, read_body

pytestmark = pytest.mark.anyio


def sends(*pieces: bytes, leaves: bool = False) -> Receive:
    """Return a client that sends the pieces, and leaves before the end if told so."""
    messages: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": leaves or number < len(pieces) - 1}
        for number, piece in enumerate(pieces)
    ]
    if leaves:
        messages.append({"type": "http.disconnect"})

    async def receive() -> Message:
        return messages.pop(0)

    return receive


async def chunks(receive: Receive, *, headers: tuple[tuple[bytes, bytes], ...] = ()) -> list[bytes]:
    found: AsyncIterator[bytes] = body_chunks({"type": "http", "headers": headers}, receive, max_bytes=6)
    return [chunk async for chunk in found]


async def test_a_body_is_read_whole_however_many_pieces_it_has() -> None:
    assert await read_body(sends(b"abcdef"), max_bytes=6) == b"abcdef"
    assert await read_body(sends(b"ab", b"cd", b"ef"), max_bytes=6) == b"abcdef"
    assert await chunks(sends(b"ab", b"cdef")) == [b"ab", b"cdef", b""]


async def test_a_body_that_is_too_large_is_refused() -> None:
    for receive in (sends(b"abcdefg"), sends(b"abc", b"defg"), sends(b"abcdefg", b"never read")):
        with pytest.raises(Refused, match="at most 6 bytes"):
            await read_body(receive, max_bytes=6)
    with pytest.raises(Refused) as raised:
        await chunks(sends(b"abc", b"defg"))
    assert raised.value.status == 413


async def test_a_body_that_says_it_is_too_large_is_refused_before_any_of_it_is_read() -> None:
    with pytest.raises(Refused):
        await chunks(sends(), headers=((b"content-length", b"7"),))
    assert await chunks(sends(b"ab"), headers=((b"content-length", b"-7"),)) == [b"ab", b""]


async def test_a_client_that_leaves_is_told_apart_from_a_short_body() -> None:
    for receive in (sends(leaves=True), sends(b"ab", leaves=True)):
        with pytest.raises(ClientDisconnect):
            await read_body(receive, max_bytes=6)
    with pytest.raises(ClientDisconnect):
        await chunks(sends(b"ab", leaves=True))
