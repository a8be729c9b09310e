from __future__ import annotations

from ipaddress import ip_network

import pytest

from api.edge.addresses import TrustedProxies
from api.edge.connections import SILENT_SECONDS
from tests.api.edge.wire import server

pytestmark = pytest.mark.anyio

GET = b"GET /a HTTP/1.1\r\nhost: x\r\n\r\n"


async def test_connections_are_counted_together_and_by_address() -> None:
    house = server(connections=3, per_address=2)
    wires = [house.connect("192.0.2.1"), house.connect("192.0.2.1")]
    refused = house.connect("192.0.2.1")
    await refused.settle()
    assert (refused.statuses, refused.error) == ([429], "连接过多，请稍后再试")
    assert b"retry-after: " in refused.transport.written
    wires.append(house.connect("192.0.2.2"))
    full = house.connect("192.0.2.3")
    await full.settle()
    assert (full.statuses, full.error) == ([503], "服务繁忙，请稍后再试")
    for wire in (*wires, refused, full):
        wire.lose()
    assert house.connections.count == 0
    again = house.connect("192.0.2.1")
    await again.send(GET)
    assert again.statuses == [200]


async def test_behind_a_named_proxy_there_are_many_clients() -> None:
    proxies = TrustedProxies([ip_network("10.0.0.0/8")])
    house = server(proxies, connections=5, per_address=1)
    wires = [house.connect("10.1.1.1") for _ in range(5)]
    for wire in wires:
        await wire.send(GET)
        assert wire.statuses == [200]


async def test_one_that_is_refused_can_still_send_and_is_not_heard() -> None:
    house = server(connections=1)
    house.connect()
    refused = house.connect()
    await refused.send(GET)
    assert (refused.statuses, refused.transport.end) == ([503], "eof")
    assert house.app.asked == []
    house.loop.pass_time(2)
    assert refused.transport.end == "aborted"


async def test_of_many_that_are_refused_few_may_stay_to_read_why() -> None:
    house = server(connections=1)
    house.connect()
    refused = [house.connect() for _ in range(40)]
    assert sum(wire.transport.end == "eof" for wire in refused) == 32
    assert all(wire.statuses == [503] for wire in refused)
    for wire in refused:
        wire.lose()
    assert house.connect().transport.end == "eof"


async def test_a_full_server_gives_the_place_of_the_longest_silent_to_who_comes() -> None:
    house = server(connections=3, per_address=3)
    asking, silent, beginner = (house.connect(f"192.0.2.{number}") for number in (1, 2, 3))
    await asking.send(GET)
    await beginner.send(b"GET /a HT")
    early = house.connect("192.0.2.4")
    await early.settle()
    assert early.statuses == [503]
    house.loop.pass_time(SILENT_SECONDS)
    late = house.connect("192.0.2.5")
    await late.send(GET)
    assert late.statuses == [200]
    assert (silent.transport.end, silent.transport.written) == ("closed", b"")
    later = house.connect("192.0.2.6")
    await later.send(GET)
    assert later.statuses == [200]
    assert (beginner.statuses, beginner.error) == ([408], "请求超时")
    # Whoever has asked keeps the place.
    assert house.connect("192.0.2.7").transport.end == "eof"
    assert house.connections.count == 3
    for wire in (asking, silent, beginner, late, later):
        wire.lose()
    assert house.connections.count == 0


async def test_an_address_makes_room_among_its_own_connections() -> None:
    house = server(connections=9, per_address=2)
    other, first, second = house.connect("192.0.2.9"), house.connect(), house.connect()
    house.loop.pass_time(SILENT_SECONDS)
    newest = house.connect()
    await newest.send(GET)
    assert newest.statuses == [200]
    assert [wire.transport.end for wire in (other, first, second)] == ["", "closed", ""]
    assert house.connections.count == 3
