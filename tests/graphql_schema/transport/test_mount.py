from __future__ import annotations

from pathlib import Path

import pytest

from graphql_schema.admission.limits import Limits
from tests.graphql_schema.asgi import acknowledged
from tests.graphql_schema.small import Small, codes

pytestmark = pytest.mark.anyio


async def test_http_and_sockets_pass_the_same_gate() -> None:
    small = Small(limits=Limits(depth=1))
    too_deep = "{ me { name } }"
    assert codes(await small.post({"query": too_deep})) == ["DEPTH_LIMIT_EXCEEDED"]
    async with acknowledged(small.app) as socket:
        await socket.subscribe("a", too_deep)
        message = await socket.receive()
    assert message["payload"][0]["extensions"]["code"] == "DEPTH_LIMIT_EXCEEDED"


async def test_http_and_sockets_spend_one_budget() -> None:
    small = Small(points_per_minute=1)
    assert "data" in (await small.post({"query": "{ hello }"}, authorization="Bearer good")).json()
    async with acknowledged(small.app) as socket:
        await socket.subscribe("a", "{ hello }")
        message = await socket.receive()
    assert message["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


def test_a_folder_of_trusted_documents_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        Small(trusted_documents=tmp_path / "none")
