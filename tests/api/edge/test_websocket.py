from __future__ import annotations

import pytest

from tests.api.edge.wire import server

pytestmark = pytest.mark.anyio

UPGRADE = b"GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
GOOD = UPGRADE + b"sec-websocket-version: 13\r\nsec-websocket-key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "status", "error"),
    [
        (UPGRADE, 400, "请求格式错误"),
        (UPGRADE + b"sec-websocket-version: 13\r\nsec-websocket-key: short\r\n", 400, "请求格式错误"),
        (UPGRADE + b"cookie: " + b"a" * 9_000 + b"\r\n", 400, "请求格式错误"),
        (UPGRADE.replace(b"GET", b"POST"), 405, "请求格式错误"),
    ],
)
async def test_a_handshake_that_fails_is_refused_as_json(head: bytes, status: int, error: str) -> None:
    house = server()
    wire = house.connect()
    await wire.send(head + b"\r\n")
    assert (wire.statuses, wire.error, wire.transport.end) == ([status], error, "closed")
    assert b"content-type: application/json\r\n" in wire.transport.written.lower()
    wire.transport.protocol.connection_lost(None)
    assert house.connections.count == 0


@pytest.mark.parametrize(
    ("closes", "status", "error"), [(True, 403, "权限不足"), (False, 500, "服务器内部错误")]
)
async def test_a_socket_that_is_not_accepted_is_refused_as_json(
    closes: bool, status: int, error: str
) -> None:
    house = server()
    house.app.socket_closes = closes
    wire = house.connect()
    await wire.send(GOOD)
    assert (wire.statuses, wire.error) == ([status], error)


async def test_a_socket_counts_until_it_closes() -> None:
    house = server()
    wire = house.connect()
    await wire.send(GOOD)
    socket = wire.transport.protocol
    assert house.connections.count == 1
    house.loop.pass_time(15)
    assert b"408" not in wire.transport.written
    socket.connection_lost(None)
    assert house.connections.count == 0
