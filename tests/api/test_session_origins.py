"""For whose pages the dashboard's cookie counts."""

from __future__ import annotations

import pytest

from tests.browser import (
    LISTED,
    Browser,
    secure,
    who,
)
from tests.gateway import PASSWORD, Gateway


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        LISTED,
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "http://a.127.0.0.1:{port}",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}@evil.example",
        "http://127.0.0.1:{port}/",
        "http://127.0.0.1:{port}, http://127.0.0.1:{port}",
        "127.0.0.1:{port}",
    ],
)
def test_for_no_page_but_the_servers_own_does_it_count(browser: Browser, origin: str) -> None:
    origin = origin.format(port=browser.gateway.url.rpartition(":")[2])
    for answer in (browser.ask(origin=origin), browser.ask(origin=origin, accept="text/event-stream")):
        assert answer.status_code == 403 or "UNAUTHENTICATED" in answer.text
        assert "username" not in answer.text
    upload = browser.upload(origin=origin)
    assert upload.status_code in (401, 403)
    for session in (browser.sign_in("anybody", origin=origin), browser.sign_out(origin=origin)):
        assert (session.status_code, session.json()) == (403, {"error": "不允许的来源"})
    assert browser.cookie is not None
    assert browser.refused_socket(origin=origin)
    assert who(browser.ask()) is not None


@pytest.mark.parametrize(
    ("origin", "told", "counts"),
    [
        ("https://gateway.example.com", {}, True),
        ("https://gateway.example.com", {"host": "Gateway.example.com:443"}, True),
        (
            "https://gateway.example.com",
            {"host": "localhost", "x-forwarded-host": "gateway.example.com"},
            True,
        ),
        ("https://gateway.example.com:8443", {"host": "gateway.example.com:8443"}, True),
        ("http://gateway.example.com", {}, False),
        ("https://gateway.example.com", {"x-forwarded-proto": "http"}, False),
        ("https://gateway.example.com", {"x-forwarded-proto": ""}, False),
        ("https://gateway.example.com:8443", {}, False),
        ("https://gateway.example.com", {"host": "gateway.example.com:8080"}, False),
        ("https://other.gateway.example.com", {}, False),
        ("https://example.com", {}, False),
    ],
)
def test_behind_a_proxy_the_page_is_what_the_client_sees(
    behind: Gateway, origin: str, told: dict[str, str], counts: bool
) -> None:
    if (
        not Browser(behind)
        .client.post("/api/login", json={"username": "seen", "password": PASSWORD})
        .is_success
    ):
        behind.user("seen")
    ours = secure(behind)
    ours.sign_in("seen")
    browser = secure(behind, origin, **told)
    browser.cookie = ours.cookie
    answer = browser.ask()
    assert (answer.status_code == 200 and who(answer) == "seen") is counts
    assert (browser.sign_in("seen").status_code == 204) is counts
    assert browser.refused_socket() is not counts


def test_a_stranger_is_not_believed_to_be_a_proxy(browser: Browser) -> None:
    told = {"x-forwarded-proto": "https", "x-forwarded-host": "gateway.example.com"}
    assert browser.ask(origin="https://gateway.example.com", **told).status_code == 403
    assert who(browser.ask(**told)) is not None


def test_the_log_says_why_nobody_can_sign_in_behind_a_proxy_without_a_name(served: Gateway) -> None:
    browser = Browser(served, origin=served.url.replace("http", "https"))
    assert browser.sign_in("anybody").json() == {"error": "不允许的来源"}
    assert any("GATEWAY_TRUSTED_PROXIES" in line for line in served.tells("no page of this server"))
