from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from starlette.types import Message, Scope

from api.edge.gate import OWN_PAGE, Gate, is_direct_and_local, with_headers
from api.edge.hosts import Hosts

pytestmark = pytest.mark.anyio

TOKEN = {"authorization": "Bearer abc"}
DASHBOARD = "https://dashboard.example.com"


class Asked:
    """A request at a gate and what became of it; `given` are headers."""

    def __init__(
        self, *, method: str = "GET", path: str = "/graphql", client: str = "192.0.2.7", kind: str = "http"
    ) -> None:
        self.scope: Scope = {
            "type": kind,
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "scheme": "http" if kind == "http" else "ws",
            "client": (client, 5000),
        }
        self.sent: list[Message] = []

    async def at(self, gate: Gate, **given: str) -> Asked:
        names = {name.replace("_", "-"): value for name, value in given.items()}
        self.scope["headers"] = [(name.encode(), value.encode()) for name, value in names.items()]
        self.extra = await gate.enter(self.scope, self._receive, self._send)
        return self

    async def _receive(self) -> Message:
        return {"type": "websocket.connect"}

    async def _send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int | None:
        """Of the refusal; None for one that is let in."""
        return None if self.extra is not None else self.sent[0]["status"]

    @property
    def headers(self) -> dict[str, str]:
        found = self.extra.headers if self.extra is not None else self.sent[0]["headers"]
        return {name.decode(): value.decode() for name, value in found}


def gate(*, any_name: bool = True, names: tuple[str, ...] = (), **given: Any) -> Gate:
    return Gate(hosts=Hosts(names, any_name=any_name), **given)


# Hosts


@pytest.mark.parametrize(
    ("host", "loopback", "network", "listed"),
    [
        ("localhost:8000", True, True, True),
        ("127.0.0.1", True, True, True),
        ("[::1]:8000", True, True, True),
        ("192.168.1.5:8000", True, True, True),
        ("gateway.example.com", False, True, True),
        ("GATEWAY.example.com:8000", False, True, True),
        ("a.wild.example.com", False, True, True),
        ("wild.example.com", False, True, False),
        ("evil.example", False, True, False),
        ("localhost.evil.example", False, True, False),
        ("127.0.0.1.evil.example", False, True, False),
        ("", False, True, False),
        ("a" * 400, False, False, False),
        ("localhost:8000@evil.example", False, False, False),
        ("user@gateway.example.com", False, False, False),
        ("gateway.example.com/files/1?", False, False, False),
        ("localhost:8000/#", False, False, False),
        ("localhost evil.example", False, False, False),
        ("[::1", False, False, False),
        ("::1", False, False, False),
    ],
)
async def test_hosts_are_those_that_the_operator_names_or_none_but_this_machine(
    host: str, loopback: bool, network: bool, listed: bool
) -> None:
    names = ("gateway.example.com", "*.wild.example.com")
    for any_name, given, allowed in ((False, (), loopback), (True, (), network), (True, names, listed)):
        asked = await Asked().at(gate(any_name=any_name, names=given), host=host)
        assert asked.status == (None if allowed else 400)


async def test_a_request_without_a_host_is_served() -> None:
    assert (await Asked().at(gate(any_name=False))).status is None


@pytest.mark.parametrize("name", [b"host", b"origin"])
async def test_a_host_or_an_origin_that_is_sent_twice_is_refused(name: bytes) -> None:
    asked = Asked()
    asked.scope["headers"] = [(name, b"localhost"), (b"accept", b"*/*"), (name, b"evil.example")]
    asked.extra = await gate().enter(asked.scope, asked._receive, asked._send)
    assert asked.status == 400


async def test_a_refusal_names_the_setting_in_one_line_and_many_in_few(
    caplog: pytest.LogCaptureFixture,
) -> None:
    closed = gate(any_name=False)
    for _ in range(50):
        await Asked().at(closed, host="evil.example")
    (line,) = caplog.messages
    assert line == "refused 192.0.2.7 with 400: it asks for another host (GATEWAY_ALLOWED_HOSTS)"


# Origins


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("https://gateway.example.com", "gateway.example.com", True),
        ("https://gateway.example.com", "Gateway.example.com:443", True),
        ("http://localhost:3000", "localhost:8000", False),
        ("http://evil.example", "localhost:8000", False),
        ("http://localhost:8000.evil.example", "localhost:8000", False),
        ("null", "localhost:8000", False),
        ("", "localhost:8000", False),
        ("file://", "localhost:8000", False),
    ],
)
async def test_a_page_of_another_origin_is_refused_unless_a_token_comes_with_it(
    origin: str, host: str, own: bool
) -> None:
    for method in ("POST", "GET"):
        assert (await Asked(method=method).at(gate(), host=host, origin=origin)).status == (
            None if own else 403
        )
    assert (await Asked().at(gate(), host=host, origin=origin, **TOKEN)).status is None
    assert (await Asked(kind="websocket").at(gate(), host=host, origin=origin)).status == (
        None if own else 403
    )
    for empty in ("Bearer ", "Basic abc", ""):
        asked = await Asked().at(gate(), host=host, origin=origin, authorization=empty)
        assert asked.status == (None if own else 403)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://gateway.example.com", "Gateway.example.com:80", True),
        ("HTTP://gateway.example.com", "gateway.example.com", True),
        # These are let in, as far as names go.
        ("https://gateway.example.com", "gateway.example.com", False),
        ("http://gateway.example.com:443", "gateway.example.com", False),
        ("http://gateway.example.com/", "gateway.example.com", False),
        (DASHBOARD, "gateway.example.com", False),
    ],
)
async def test_a_page_is_the_servers_own_by_its_scheme_its_name_and_its_port(
    origin: str, host: str, own: bool, kind: str
) -> None:
    asked = await Asked(method="POST", kind=kind).at(gate(origins=[DASHBOARD]), host=host, origin=origin)
    assert (asked.status, OWN_PAGE in asked.scope) == (None, own)


async def test_what_comes_from_no_page_comes_from_none_of_the_servers_own() -> None:
    known = gate()
    for headers in ({"host": "localhost"}, {"host": "localhost", "referer": "http://localhost/app/"}):
        asked = await Asked(method="POST").at(known, **headers)
        assert (asked.status, OWN_PAGE in asked.scope) == (None, False)
        assert known.at_once(asked.scope) is not None


async def test_a_refused_socket_is_told_over_http() -> None:
    asked = await Asked(kind="websocket").at(gate(), host="localhost", origin="http://evil.example")
    assert [message["type"] for message in asked.sent] == [
        "websocket.http.response.start",
        "websocket.http.response.body",
    ]


async def test_no_origin_is_no_page_and_passes() -> None:
    asked = await Asked(method="POST").at(gate(), host="localhost")
    assert asked.status is None
    assert not any(name.startswith("access-control") for name in asked.headers)


async def test_a_listed_origin_may_ask_read_and_open_sockets() -> None:
    opened = gate(origins=[DASHBOARD])
    asked = await Asked(method="POST").at(opened, host="gateway.example.com", origin=DASHBOARD)
    assert asked.headers["access-control-allow-origin"] == DASHBOARD
    assert "X-Request-ID" in asked.headers["access-control-expose-headers"]
    assert asked.headers["vary"] == "Origin"
    assert (await Asked(kind="websocket").at(opened, host="g", origin=DASHBOARD)).status is None
    assert (await Asked(method="POST").at(opened, host="g", origin=DASHBOARD + ".evil.example")).status == 403
    # What a cache keeps for others is not taken for a listed page.
    assert (await Asked().at(opened, host="g")).headers["vary"] == "Origin"


async def test_a_browser_that_asks_first_is_answered_by_the_same_list() -> None:
    opened = gate(origins=[DASHBOARD])
    first = {"host": "g", "access_control_request_method": "POST"}
    asked = await Asked(method="OPTIONS").at(opened, origin=DASHBOARD, **first)
    assert (asked.status, asked.headers["access-control-allow-origin"]) == (204, DASHBOARD)
    for name in ("Authorization", "Content-Type", "GraphQL-Require-Preflight", "X-Request-ID"):
        assert name in asked.headers["access-control-allow-headers"]
    for closed, origin in ((opened, "https://evil.example"), (gate(), DASHBOARD)):
        refused = await Asked(method="OPTIONS").at(closed, origin=origin, **first)
        assert refused.status == 403
        assert "access-control-allow-origin" not in refused.headers


# Proxies


async def test_only_a_named_proxy_is_believed(caplog: pytest.LogCaptureFixture) -> None:
    behind = gate(proxies=[ip_network("10.0.0.0/8")])
    told = {"host": "g", "x_forwarded_for": "203.0.113.9, 10.2.2.2", "x_forwarded_proto": "https"}
    asked = await Asked(client="10.1.1.1").at(behind, **told)
    assert (asked.scope["client"][0], asked.scope["scheme"]) == ("203.0.113.9", "https")
    assert caplog.messages == []
    for _ in range(3):
        asked = await Asked(client="192.0.2.7").at(behind, **told)
        assert (asked.scope["client"][0], asked.scope["scheme"]) == ("192.0.2.7", "http")
    (line,) = caplog.messages
    assert "192.0.2.7" in line
    assert "GATEWAY_TRUSTED_PROXIES" in line


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:1234, 10.0.0.2", "203.0.113.9"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, unknown, 10.0.0.2", "10.0.0.2"),
        ("nonsense", "10.1.1.1"),
        ("", "10.1.1.1"),
        ("10.0.0.3", "10.0.0.3"),
    ],
)
async def test_the_client_is_the_nearest_that_is_no_proxy(chain: str, client: str) -> None:
    behind = gate(proxies=[ip_network("10.0.0.0/8")])
    asked = await Asked(client="10.1.1.1").at(behind, host="g", x_forwarded_for=chain)
    assert asked.scope["client"][0] == client


async def test_a_page_behind_a_named_proxy_is_of_the_host_that_the_proxy_was_asked_for() -> None:
    behind = gate(proxies=[ip_network("10.0.0.0/8")])
    told = {
        "host": "127.0.0.1:8000",
        "origin": "https://gateway.example.com",
        "x_forwarded_host": "gateway.example.com",
    }
    assert (await Asked(client="10.1.1.1").at(behind, **told)).status is None
    assert (await Asked(client="192.0.2.7").at(behind, **told)).status == 403


async def test_https_alone_is_promised_where_it_is_used() -> None:
    behind = gate(proxies=[ip_network("10.0.0.0/8")])
    secure = await Asked(client="10.1.1.1").at(behind, host="g", x_forwarded_proto="https")
    assert secure.headers["strict-transport-security"] == "max-age=63072000"
    plain = await Asked(client="10.1.1.1").at(behind, host="g", x_forwarded_proto="http")
    assert "strict-transport-security" not in plain.headers


# Paths


@pytest.mark.parametrize("path", ["/graphql", "/resumes/graphql"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_a_root_path_may_be_cut_off_by_the_proxy_or_not(path: str, kind: str) -> None:
    asked = await Asked(path=path, kind=kind).at(gate(root_path="/resumes"), host="g")
    assert (asked.scope["path"], asked.scope["root_path"]) == ("/resumes/graphql", "/resumes")


# This machine


@pytest.mark.parametrize(
    ("client", "headers", "local"),
    [
        ("127.0.0.1", {"host": "localhost:8000"}, True),
        ("::1", {"host": "[::1]:8000"}, True),
        ("127.0.0.5", {"host": "127.0.0.1", "origin": "http://127.0.0.1"}, True),
        ("::ffff:127.0.0.1", {"host": "127.0.0.1"}, True),
        ("192.0.2.7", {"host": "localhost:8000"}, False),
        ("127.0.0.1", {"host": "gateway.example.com"}, False),
        ("127.0.0.1", {"host": "192.168.1.5"}, False),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {"host": "localhost", "origin": "http://localhost:3000"}, False),
        ("127.0.0.1", {"host": "localhost", "origin": "null"}, False),
        ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "127.0.0.1"}, False),
        ("127.0.0.1", {"host": "localhost", "x-forwarded-anything": ""}, False),
        ("127.0.0.1", {"host": "localhost", "forwarded": "for=127.0.0.1"}, False),
        ("127.0.0.1", {"host": "localhost", "via": "1.1 proxy"}, False),
        ("127.0.0.1", {"host": "localhost", "x-real-ip": "127.0.0.1"}, False),
    ],
)
def test_this_machine_is_a_loopback_peer_that_asks_for_a_local_name_through_nobody(
    client: str, headers: dict[str, str], local: bool
) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert is_direct_and_local({"type": "http", "client": (client, 1), "headers": raw}) is local


def test_who_has_no_address_is_not_this_machine() -> None:
    assert not is_direct_and_local({"type": "http", "client": None, "headers": [(b"host", b"localhost")]})


# Answers


async def test_a_page_keeps_its_own_policy_and_gets_the_rest() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    own = (b"content-security-policy", b"script-src 'self'")
    extra = [(b"content-security-policy", b"default-src 'none'"), (b"x-content-type-options", b"nosniff")]
    for headers in ([own], []):
        await with_headers(send, extra)({"type": "http.response.start", "status": 200, "headers": headers})
    await with_headers(send, extra)({"type": "http.response.body", "body": b""})
    assert sent[0]["headers"] == [own, extra[1]]
    assert sent[1]["headers"] == extra
    assert sent[2] == {"type": "http.response.body", "body": b""}
