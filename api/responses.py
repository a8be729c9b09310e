"""JSON out, JSON in, and long lists as a stream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from domain.errors import InvalidInput

ModelT = TypeVar("ModelT", bound=BaseModel)
RowT = TypeVar("RowT")

PAGE_ROWS = 1000
JSON = "application/json"
# Some editors and clients begin UTF-8 with it.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def json_response(content: Any, status_code: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a value as JSON in UTF-8."""
    return Response(orjson.dumps(content), status_code=status_code, headers=headers, media_type=JSON)


def knows(request: Request[Any], tag: str) -> bool:
    """Whether a client has the answer of that `ETag` already, as its `If-None-Match` tells."""
    known = request.headers.get("if-none-match", "").split(",")
    return any(each.strip().removeprefix("W/") == tag for each in known)


async def json_array(
    fetch: Callable[[int], Awaitable[Sequence[RowT]]],
    *,
    identify: Callable[[RowT], int],
    render: Callable[[RowT], dict[str, Any]],
) -> Response:
    """Return all rows as one JSON array, however many, without holding them all.

    Args:
        fetch: Gives the page of at most `PAGE_ROWS` rows with ids above the one given, in their order.
        identify: Gives a row's id.
        render: Gives a row's JSON object.
    """
    first = await fetch(0)
    if len(first) < PAGE_ROWS:
        return json_response([render(row) for row in first])

    async def body() -> AsyncIterator[bytes]:
        page, separator = first, b"["
        while page:
            yield separator + orjson.dumps([render(row) for row in page])[1:-1]
            separator = b","
            page = await fetch(identify(page[-1])) if len(page) == PAGE_ROWS else []
        yield b"]"

    return StreamingResponse(body(), media_type=JSON)


async def read_json(request: Request[Any], model: type[ModelT], *, max_bytes: int) -> ModelT:
    """Return the request's JSON body as `model`. Raises `InvalidInput`; 413 where it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_bytes:
            raise HTTPException(413)
    try:
        content = orjson.loads(body.removeprefix(BYTE_ORDER_MARK))
    except orjson.JSONDecodeError as error:
        raise InvalidInput("请求体不是有效的JSON") from error
    if not isinstance(content, dict):
        raise InvalidInput("请求体必须是JSON对象")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        names = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors() if problem["loc"])
        raise InvalidInput("参数缺失或无效：" + "、".join(names)) from error
