"""Each refusal of a connection once over the network; what leads to it is tested in `test_protocol.py`."""

from __future__ import annotations

import json
import re
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from graphql import get_introspection_query
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.gateway import Account, Gateway, running_gateway

HEAD = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n"
FEW = {"GATEWAY_CONNECTIONS_MAX": "7", "GATEWAY_CONNECTIONS_PER_ADDRESS": "4"}
SHORT = {
    "GATEWAY_HEAD_TIMEOUT_SECONDS": "1",
    "GATEWAY_BODY_TIMEOUT_SECONDS": "1",
    "GATEWAY_WRITE_TIMEOUT_SECONDS": "1",
    "GATEWAY_UNFINISHED_MAX_BYTES": str(1024 * 1024),
}


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A server with little time and little room."""
    with running_gateway(tmp_path_factory.mktemp("hasty"), **SHORT) as gateway:
        yield gateway


class Client:
    """A plain socket from an address of this machine."""

    def __init__(self, gateway: Gateway, source: str = "127.0.0.1") -> None:
        address = urlsplit(gateway.url)
        assert address.hostname is not None
        assert address.port is not None
        self.socket = socket.create_connection(
            (address.hostname, address.port), timeout=30, source_address=(source, 0)
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self, request: bytes) -> tuple[int, str]:
        """Send, and return the status and the error of what comes until the server hangs up."""
        self.socket.sendall(request)
        return self.answer()

    def answer(self) -> tuple[int, str]:
        head, _, body = self.rest().partition(b"\r\n\r\n")
        found = re.match(rb"HTTP/1\.1 (\d+)", head)
        assert found is not None, head
        return int(found[1]), json.loads(body)["error"]

    def rest(self) -> bytes:
        """Return what comes until the server hangs up."""
        parts = []
        while part := self.socket.recv(65536):
            parts.append(part)
        return b"".join(parts)

    def healthy(self) -> bool:
        """Whether a request is answered; the connection stays."""
        self.socket.sendall(HEAD + b"\r\n")
        return self.socket.recv(65536).startswith(b"HTTP/1.1 200")


def upload(account: Account, declared: int, sent: int) -> bytes:
    head = (
        f"POST /api/resumes/upload HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {account.token}\r\n"
        f"content-type: multipart/form-data; boundary=x\r\ncontent-length: {declared}\r\n\r\n"
        '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    )
    return head.encode() + b"x" * sent


@pytest.mark.parametrize(
    ("head", "status", "error"),
    [
        (HEAD + b"x: " + b"a" * 5_000_000, 431, "请求头过大"),
        (HEAD + b"a: b\r\n" * 200 + b"\r\n", 431, "请求头过多"),
        (HEAD, 408, "请求超时"),
        (b"nonsense\r\n\r\n", 400, "请求格式错误"),
    ],
)
def test_heads_are_refused(hasty: Gateway, head: bytes, status: int, error: str) -> None:
    with Client(hasty) as client:
        try:
            assert client.ask(head) == (status, error)
        except (BrokenPipeError, ConnectionResetError):
            assert len(head) > 1_000_000


def test_a_silent_connection_is_closed(hasty: Gateway) -> None:
    with Client(hasty) as client:
        assert client.rest() == b""


def test_a_slow_body_is_refused_and_leaves_one_line(hasty: Gateway) -> None:
    account = hasty.user("slow-body")
    before = len(hasty.log)
    with Client(hasty) as client:
        assert client.ask(upload(account, 300_000, 100)) == (408, "请求超时")
    assert hasty.client.get("/healthz").status_code == 200
    hasty.tells("GATEWAY_BODY_TIMEOUT_SECONDS")
    lines = "".join(hasty.log[before:])
    assert lines.count("GATEWAY_BODY_TIMEOUT_SECONDS") == 1
    assert "Traceback" not in lines


def test_a_client_that_leaves_in_mid_upload_leaves_no_trace_in_the_log(hasty: Gateway) -> None:
    account = hasty.user("left-early")
    before = len(hasty.log)
    with Client(hasty) as client:
        client.socket.sendall(upload(account, 300_000, 100_000))
    assert hasty.client.get("/healthz").status_code == 200
    assert "Traceback" not in "".join(hasty.log[before:])


def test_unfinished_uploads_hold_bounded_disk(hasty: Gateway) -> None:
    account = hasty.user("many-uploads")
    with ExitStack() as stack:
        clients = [
            stack.enter_context(Client(hasty, source)) for source in ("127.0.0.2", "127.0.0.2", "127.0.0.3")
        ]
        greedy, _, other = clients
        assert greedy.ask(upload(account, 2_000_000, 700_000)) == (429, "上传过多，请稍后再试")
        held = upload(account, 500_000, 450_000)
        clients[1].socket.sendall(held)
        other.socket.sendall(held)
        late = stack.enter_context(Client(hasty, "127.0.0.4"))
        assert late.ask(upload(account, 500_000, 300_000)) == (503, "服务繁忙，请稍后再试")


def test_a_client_that_never_reads_is_broken_off(hasty: Gateway) -> None:
    # More than both ends' system buffers hold.
    query = quote(get_introspection_query())
    request = f"GET /graphql?query={query} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode()
    with Client(hasty) as client:
        client.socket.sendall(request * 90)
        ends = select.poll()
        ends.register(client.socket, 0)
        assert ends.poll(30_000)
    assert hasty.client.get("/healthz").status_code == 200
    assert hasty.tells("GATEWAY_WRITE_TIMEOUT_SECONDS")


def test_connections_and_sockets_are_few_together_and_for_an_address(tmp_path: Path) -> None:
    with running_gateway(tmp_path, **FEW) as gateway, ExitStack() as stack:
        gateway.client.close()
        mine = [stack.enter_context(Client(gateway)) for _ in range(3)]
        assert all(client.healthy() for client in mine)
        url = gateway.url.replace("http", "ws") + "/graphql"
        with connect(url, subprotocols=[Subprotocol("graphql-transport-ws")], proxy=None):
            with Client(gateway) as fifth:
                assert fifth.answer() == (429, "连接过多，请稍后再试")
            others = [stack.enter_context(Client(gateway, "127.0.0.2")) for _ in range(3)]
            assert all(client.healthy() for client in others)
            with Client(gateway, "127.0.0.3") as eighth:
                assert eighth.answer() == (503, "服务繁忙，请稍后再试")
        with Client(gateway, "127.0.0.3") as again:
            assert again.healthy()
        gateway.client = type(gateway.client)(base_url=gateway.url, trust_env=False)
    for setting in ("GATEWAY_CONNECTIONS_PER_ADDRESS", "GATEWAY_CONNECTIONS_MAX"):
        assert sum(setting in line for line in gateway.log) == 1
