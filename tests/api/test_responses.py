from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Message

from api.models import LoginRequest
from api.responses import PAGE_ROWS, json_array, read_json
from domain.errors import InvalidInput

pytestmark = pytest.mark.anyio


def rows(count: int) -> Any:
    asked: list[int] = []

    async def fetch(after: int) -> list[int]:
        asked.append(after)
        return list(range(after + 1, min(after + PAGE_ROWS, count) + 1))

    return fetch, asked


@pytest.mark.parametrize(
    ("count", "pages"), [(0, 1), (3, 1), (PAGE_ROWS, 2), (PAGE_ROWS + 1, 2), (2 * PAGE_ROWS, 3)]
)
async def test_a_list_of_any_length_is_one_array_read_page_by_page(count: int, pages: int) -> None:
    fetch, asked = rows(count)
    answer = await json_array(fetch, identify=lambda row: row, render=lambda row: {"id": row})
    if isinstance(answer, StreamingResponse):
        iterator: AsyncIterator[Any] = answer.body_iterator  # type: ignore[assignment]
        body = b"".join([part async for part in iterator])
    else:
        body = bytes(answer.body)
    assert orjson.loads(body) == [{"id": number} for number in range(1, count + 1)]
    assert len(asked) == pages
    assert answer.headers["content-type"] == "application/json"


def request(*chunks: bytes) -> Request[Any]:
    parts = [*chunks]

    async def receive() -> Message:
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


async def test_a_body_is_read_whole_in_whatever_pieces_it_comes() -> None:
    body = await read_json(
        request(b'{"username": "zhou", ', b'"password": "x", "more": 1}'), LoginRequest, max_bytes=100
    )
    assert (body.username, body.password) == ("zhou", "x")


async def test_a_byte_order_mark_does_no_harm() -> None:
    body = await read_json(
        request(b'\xef\xbb\xbf{"username": "zhou", "password": "x"}'), LoginRequest, max_bytes=100
    )
    assert body.username == "zhou"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "JSON"),
        (b"[]", "JSON对象"),
        (b'{"username": 1}', "username、password"),
        (b'{"username": "zhou"}', "password"),
    ],
)
async def test_a_body_of_another_form_is_refused_with_what_is_wrong(body: bytes, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        await read_json(request(body), LoginRequest, max_bytes=100)


async def test_a_body_that_is_too_large_is_refused_before_it_is_read_whole() -> None:
    with pytest.raises(HTTPException) as caught:
        await read_json(request(b"x" * 60, b"x" * 60, b"never read"), LoginRequest, max_bytes=100)
    assert caught.value.status_code == 413
