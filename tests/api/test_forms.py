from __future__ import annotations

import os
from collections.abc import AsyncGenerator

import pytest
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser

from api.forms import FormParser
from domain.spooling import Spool
from graphql_schema.transport.uploads import GraphqlFormParser

pytestmark = pytest.mark.anyio

CONTENT = "姓名：周敏\n".encode() * 100_000
HEADERS = Headers({"content-type": "multipart/form-data; boundary=b"})


async def body() -> AsyncGenerator[bytes, None]:
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    for start in range(0, len(CONTENT), 65536):
        yield CONTENT[start : start + 65536]
    yield b"\r\n--b--\r\n"


@pytest.mark.parametrize("parser", [FormParser, GraphqlFormParser])
async def test_a_large_upload_waits_on_the_disk_unreadable(parser: type[MultiPartParser]) -> None:
    form = await parser(HEADERS, body()).parse()
    file = form["file"]
    assert isinstance(file, UploadFile)
    assert isinstance(file.file, Spool)
    kept = os.pread(file.file.fileno(), len(CONTENT), 0)
    assert len(kept) == len(CONTENT)
    assert "周敏".encode() not in kept
    assert (file.size, await file.read()) == (len(CONTENT), CONTENT)
    await form.close()
    assert file.file.closed


async def broken() -> AsyncGenerator[bytes, None]:
    async for piece in body():
        if piece.startswith(b"\r\n--b--"):
            raise ConnectionResetError
        yield piece


@pytest.mark.parametrize("parser", [FormParser, GraphqlFormParser])
async def test_an_upload_that_breaks_off_leaves_nothing_open(
    parser: type[MultiPartParser], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Spool] = []

    class Noted(Spool):
        def __init__(self, max_size: int) -> None:
            super().__init__(max_size=max_size)
            made.append(self)

    for module in ("api.forms", "graphql_schema.transport.uploads"):
        monkeypatch.setattr(f"{module}.Spool", Noted)
    with pytest.raises(ConnectionResetError):
        await parser(HEADERS, broken()).parse()
    assert [spool.closed for spool in made] == [True]
