from __future__ import annotations

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.edge.protocol import MOST_UNWANTED
from tests.api.edge.wire import server
from tests.copied import digest

pytestmark = pytest.mark.anyio

GET = b"GET /a HTTP/1.1\r\nhost: x\r\n\r\n"
HEAD = b"GET /a HTTP/1.1\r\nhost: x\r\n"


def post(size: int) -> bytes:
    return b"POST /b HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % size


async def test_a_small_request_is_answered_and_leaves_no_clock_but_uvicorns() -> None:
    house = server()
    wire = house.connect()
    await wire.send(GET)
    await wire.send(post(5) + b"hello")
    assert wire.statuses == [200, 200]
    assert (house.app.asked, house.app.bodies) == (["/a", "/b"], [b"", b"hello"])
    assert house.loop.waiting == 1
    assert house.connections.unfinished_bytes == 0


async def test_a_connection_is_closed_once_nothing_was_asked_for_a_while() -> None:
    house = server()
    wire = house.connect()
    for _ in range(3):
        await wire.send(GET)
        house.loop.pass_time(4)
        assert not wire.transport.is_closing()
        assert house.loop.waiting == 1
    house.loop.pass_time(0.9)
    assert not wire.transport.is_closing()
    house.loop.pass_time(0.2)
    assert wire.transport.is_closing()
    assert house.loop.waiting == 0


async def test_a_head_that_has_begun_is_not_taken_for_silence() -> None:
    house = server()
    wire = house.connect()
    await wire.send(GET)
    house.loop.pass_time(4.5)
    await wire.send(HEAD)
    house.loop.pass_time(1)
    assert not wire.transport.is_closing()
    await wire.send(b"\r\n")
    assert wire.statuses == [200, 200]
    house.loop.pass_time(4.5)
    assert not wire.transport.is_closing()
    house.loop.pass_time(1)
    assert wire.transport.is_closing()


async def test_a_request_in_single_bytes_is_answered_like_any() -> None:
    wire = server().connect()
    for byte in post(2) + b"hi" + GET:
        await wire.send(bytes([byte]))
    assert wire.statuses == [200, 200]


async def test_requests_in_a_row_are_each_answered_whatever_they_are_cut_into() -> None:
    house = server()
    wire = house.connect()
    row = (GET + post(3) + b"abc") * 20
    for start in range(0, len(row), 777):
        await wire.send(row[start : start + 777])
    for _ in range(40):
        await wire.settle()
    assert wire.statuses == [200] * 40
    assert house.app.bodies == [b"", b"abc"] * 20


# Heads


@pytest.mark.parametrize("piece", [100, 5_000, 64 * 1024, 1024 * 1024])
@pytest.mark.parametrize(
    "endless",
    [
        b"GET /" + b"a" * 200_000,
        HEAD + b"x: " + b"a" * 200_000,
        HEAD + b"x" * 200_000,
        HEAD + b"a: b\r\n" * 40_000,
        b"\r\n" * 100_000,
        GET + HEAD + b"x: " + b"a" * 200_000,
    ],
)
async def test_a_head_without_an_end_is_refused_after_its_limit(endless: bytes, piece: int) -> None:
    house = server()
    wire = house.connect()
    for start in range(0, len(endless), piece):
        await wire.send(endless[start : start + piece])
    assert wire.statuses[-1] == 431
    assert wire.error == "请求头过大"
    assert house.app.asked in ([], ["/a"])


@pytest.mark.parametrize("size", [32 * 1024 - 200, 33 * 1024])
async def test_a_large_head_is_taken_up_to_its_limit(size: int) -> None:
    wire = server().connect()
    await wire.send(HEAD + b"x: " + b"a" * size + b"\r\n\r\n")
    assert wire.statuses == [200 if size < 32 * 1024 else 431]


async def test_a_hundred_header_lines_are_taken_and_no_more() -> None:
    for lines, status in ((99, 200), (100, 431)):
        wire = server().connect()
        await wire.send(HEAD + b"a: b\r\n" * lines + b"\r\n")
        assert wire.statuses == [status]


async def test_a_slow_head_is_refused_in_time_however_often_it_shows_life() -> None:
    house = server()
    wire = house.connect()
    for byte in HEAD[:9]:
        await wire.send(bytes([byte]))
        house.loop.pass_time(1)
    assert wire.statuses == []
    await wire.send(HEAD[9:10])
    house.loop.pass_time(1)
    assert (wire.statuses, wire.error) == ([408], "请求超时")
    house.loop.pass_time(2)
    assert wire.transport.end == "aborted"


async def test_a_silent_connection_is_closed_without_a_word() -> None:
    house = server()
    wire = house.connect()
    house.loop.pass_time(10)
    assert (wire.transport.end, wire.transport.written) == ("closed", b"")


async def test_empty_lines_between_requests_keep_no_connection_open() -> None:
    house = server()
    wire = house.connect()
    await wire.send(GET)
    for _ in range(10):
        await wire.send(b"\r\n")
        house.loop.pass_time(1)
    assert wire.statuses == [200, 408]


async def test_who_waits_for_an_answer_may_take_long_over_the_next_head() -> None:
    house = server()
    house.app.go_on.clear()
    wire = house.connect()
    await wire.send(GET + b"GET /n")
    house.loop.pass_time(25)
    assert wire.statuses == []
    house.app.go_on.set()
    await wire.settle()
    await wire.send(b"ext HTTP/1.1\r\nhost: x\r\n\r\n")
    assert wire.statuses == [200, 200]


async def test_what_is_no_http_is_refused_as_json() -> None:
    wire = server().connect()
    await wire.send(b"\x16\x03\x01\x02\x00nonsense\r\n\r\n")
    assert (wire.statuses, wire.error) == ([400], "请求格式错误")


async def test_requests_far_ahead_of_their_answers_are_refused() -> None:
    house = server()
    house.app.go_on.clear()
    wire = house.connect()
    await wire.send(GET * 200)
    assert (wire.statuses, wire.error) == ([429], "请求过于频繁，请稍后再试")
    house.app.go_on.set()
    await wire.settle()
    assert house.app.asked == ["/a"]


# Bodies


async def test_a_body_that_trickles_is_refused_and_the_application_learns_it() -> None:
    house = server()
    wire = house.connect()
    await wire.send(post(1_000_000))
    for _ in range(20):
        await wire.send(b"x" * 100)
        house.loop.pass_time(1)
    assert (wire.statuses, wire.error) == ([408], "请求超时")
    await wire.settle()
    assert (house.app.left, house.app.bodies) == (1, [])


async def test_a_body_may_take_long_while_it_comes_fast_enough() -> None:
    house = server()
    wire = house.connect()
    await wire.send(post(5_000 * 300))
    for _ in range(300):
        await wire.send(b"x" * 5_000)
        house.loop.pass_time(1)
    assert wire.statuses == [200]


async def test_a_body_that_the_application_does_not_take_is_not_late() -> None:
    house = server()
    house.app.go_on.clear()
    wire = house.connect()
    await wire.send(post(200_000))
    await wire.send(b"x" * 100_000)
    assert not wire.transport.is_reading_
    house.loop.pass_time(300)
    assert wire.statuses == []
    house.app.go_on.set()
    await wire.settle()
    await wire.send(b"x" * 100_000)
    assert wire.statuses == [200]


async def test_unfinished_bodies_hold_so_much_and_no_more_and_give_it_back() -> None:
    house = server(unfinished_bytes=1000)
    first, second = house.connect("192.0.2.1"), house.connect("192.0.2.2")
    for wire in (first, second):
        await wire.send(post(600))
        await wire.send(b"x" * 500)
    assert house.connections.unfinished_bytes == 1000
    greedy, third = house.connect("192.0.2.1"), house.connect("192.0.2.3")
    await third.send(post(600))
    await third.send(b"x" * 10)
    assert (third.statuses, third.error) == ([503], "服务繁忙，请稍后再试")
    await second.send(b"x" * 100)
    assert second.statuses == [200]
    await greedy.send(post(600))
    await greedy.send(b"x" * 10)
    assert (greedy.statuses, greedy.error) == ([429], "上传过多，请稍后再试")
    first.lose()
    assert house.connections.unfinished_bytes == 0


async def test_a_short_body_that_is_not_wanted_lets_the_connection_live() -> None:
    house = server()
    house.app.reads_body = False
    wire = house.connect()
    await wire.send(post(1000))
    await wire.send(b"x" * 1000 + GET)
    assert wire.statuses == [200, 200]


async def test_a_long_body_that_is_not_wanted_ends_the_connection() -> None:
    house = server()
    house.app.reads_body = False
    wire = house.connect()
    await wire.send(b"POST /b HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
    for _ in range(MOST_UNWANTED // 10_000 + 1):
        await wire.send(b"%x\r\n%b\r\n" % (10_000, b"x" * 10_000))
    assert (wire.statuses, wire.transport.end) == ([200], "eof")
    house.loop.pass_time(20)
    assert wire.transport.end == "aborted"


@pytest.mark.parametrize("trailer", [b"x: " + b"a" * 400_000, b"a: b\r\n" * 60_000])
async def test_trailers_are_not_gathered(trailer: bytes) -> None:
    house = server()
    wire = house.connect()
    await wire.send(b"POST /b HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
    for start in range(0, len(trailer), 10_000):
        await wire.send(trailer[start : start + 10_000])
    assert wire.statuses == [431]
    assert len([*wire.protocol.cycle.scope["headers"]]) == 2


# Answers


async def test_a_client_that_does_not_read_is_broken_off() -> None:
    house = server()
    wire = house.connect()
    await wire.send(GET)
    wire.transport.unsent = 500_000
    wire.protocol.pause_writing()
    house.loop.pass_time(19)
    assert wire.transport.end != "aborted"
    wire.transport.unsent -= 50_000
    house.loop.pass_time(1)
    assert wire.transport.end == "aborted"


async def test_a_client_that_reads_slowly_is_waited_for() -> None:
    house = server()
    house.app.go_on.clear()
    wire = house.connect()
    await wire.send(GET)
    wire.transport.unsent = 1_000_000
    wire.protocol.pause_writing()
    for _ in range(100):
        wire.transport.unsent -= 5_000
        house.loop.pass_time(1)
    wire.protocol.resume_writing()
    house.loop.pass_time(60)
    assert wire.transport.end == ""
    house.app.go_on.set()
    await wire.settle()
    assert wire.statuses == [200]


def test_what_was_written_after_uvicorn_is_what_it_has() -> None:
    assert digest(HttpToolsProtocol.data_received) == "010a7ae59a5d3b1a"
