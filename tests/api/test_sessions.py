"""The dashboard's cookie: what it is, what it does not open, and how it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.browser import (
    CHANGE,
    FOLLOW,
    ME,
    SIGN_OUT,
    SIGN_OUT_EVERYWHERE,
    Browser,
    acknowledged,
    closed,
    secure,
    subscribed,
    who,
)
from tests.gateway import PASSWORD, Gateway

# What it is


def test_who_signs_in_gets_a_cookie_that_is_out_of_reach_for_scripts_and_other_sites(
    browser: Browser,
) -> None:
    cookie = browser.cookie
    assert cookie is not None
    assert cookie.key == "gateway_session"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/graphql")
    assert (cookie["max-age"], cookie["secure"], cookie["domain"]) == ("86400", "", "")
    assert who(browser.ask()) is not None


def test_by_https_it_is_a_secure_one_for_the_path_under_which_the_server_is_shown(behind: Gateway) -> None:
    behind.user("secure")
    browser = secure(behind)
    assert browser.sign_in("secure").status_code == 204
    cookie = browser.cookie
    assert cookie is not None
    assert (cookie.key, cookie["secure"], cookie["path"]) == (
        "__Secure-gateway_session",
        True,
        "/resumes/graphql",
    )
    assert who(browser.ask()) == "secure"
    assert browser.sign_out().status_code == 204
    assert browser.cookie is None


def test_signing_in_is_refused_in_the_words_of_the_login(served: Gateway) -> None:
    served.user("refused")
    browser = Browser(served)
    wrong = browser.sign_in("refused", "wrong-password")
    assert (
        wrong.json()
        == served.client.post("/api/login", json={"username": "refused", "password": "wrong-password"}).json()
    )
    assert (wrong.status_code, wrong.headers.get_list("set-cookie")) == (401, [])
    assert browser.client.post("/app/session", content=b"{", headers=browser.headers({})).json() == {
        "error": "请求体不是有效的JSON"
    }
    for _ in range(8):
        browser.sign_in("refused", "wrong-password")
    limited = browser.sign_in("refused")
    assert (limited.status_code, limited.headers.get_list("set-cookie")) == (429, [])


def test_signing_out_ends_the_session_with_its_sockets_and_no_other(browser: Browser) -> None:
    username = str(who(browser.ask()))
    copy, other = Browser(browser.gateway), Browser(browser.gateway)
    copy.cookie = browser.cookie
    other.sign_in(username)
    with copy.socket() as socket:
        assert acknowledged(socket)
        answer = browser.ask(SIGN_OUT)
        assert answer.json()["data"] == {"signOut": {"user": {"username": username}}}
        assert browser.cookie is None
        socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": ME}}))
        assert closed(socket) == 4403
    assert [who(each.ask()) for each in (copy, other)] == [None, username]


def test_the_cookie_can_be_taken_away_without_it(browser: Browser) -> None:
    assert browser.sign_out().status_code == 204
    assert browser.cookie is None
    assert who(browser.ask()) is None


# What it is not


def test_by_get_it_never_counts(browser: Browser) -> None:
    for headers in ({}, {"origin": browser.own}, {"sec-fetch-site": "same-origin", "origin": ""}):
        answer = browser.client.get("/graphql", params={"query": ME}, headers=browser.headers(dict(headers)))
        assert who(answer) is None
        assert answer.headers.get_list("set-cookie") == []
    stream = browser.headers({"accept": "text/event-stream"})
    answer = browser.client.get(
        "/graphql", params={"query": FOLLOW, "variables": '{"id":"1"}'}, headers=stream
    )
    assert "UNAUTHENTICATED" in answer.text


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "text/plain; application/json"]
)
def test_what_a_form_could_send_is_refused_as_ever(browser: Browser, kind: str) -> None:
    answer = browser.client.post(
        "/graphql", content=json.dumps({"query": ME}), headers=browser.headers({"content-type": kind})
    )
    assert answer.status_code == 415


def test_files_are_sent_with_it_and_with_a_header_that_no_form_sends(browser: Browser) -> None:
    assert "UploadResumeSuccess" in browser.upload().text
    refused = browser.upload(graphql_require_preflight="")
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (403, "CSRF_PREVENTED")


def test_beside_an_authorization_header_it_does_not_count(browser: Browser) -> None:
    other = browser.gateway.user("beside-" + str(who(browser.ask()))[1:6])
    assert who(browser.ask(**other.headers)) == other.username
    for wrong in ("Bearer nonsense", "Basic abc", "Bearer"):
        answer = browser.ask(authorization=wrong)
        assert (answer.status_code, answer.headers.get_list("set-cookie")) == (401, [])
    with browser.socket(**other.headers) as socket:
        assert closed(socket) == 4401


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "é", "x" * 5000])
def test_one_that_is_no_token_counts_as_none(browser: Browser, token: str) -> None:
    cookie = {"cookie": f"gateway_session={token}"}
    sent: dict[str, Any] = {"headers": browser.headers({}) | cookie}
    sent["headers"] = {name: value.encode("latin-1") for name, value in sent["headers"].items()}
    answer = browser.client.post("/graphql", json={"query": ME}, **sent)
    assert (who(answer), answer.headers.get_list("set-cookie")) == (None, [])
    login = 'mutation { login(input: {username: "nobody", password: "nothing"}) { __typename } }'
    answered = browser.client.post("/graphql", json={"query": login}, **sent)
    assert answered.json()["data"]["login"] == {"__typename": "InvalidCredentialsError"}


def test_of_two_none_counts(browser: Browser) -> None:
    assert browser.cookie is not None
    mine = f"gateway_session={browser.cookie.value}"
    victim = f"gateway_session={browser.gateway.login(str(who(browser.ask()))).token}"
    for cookie in (f"{victim}; {mine}", f"{mine}; {victim}", f"{mine}; {mine}"):
        assert who(browser.ask(cookie=cookie)) is None
    assert who(browser.ask(cookie=f"other=1; {mine};gateway_sessions=2; x")) is not None
    assert who(browser.ask(cookie=mine.replace("gateway", "__Secure-gateway"))) is None


# How it ends


def test_signing_out_everywhere_ends_every_session_and_its_sockets(browser: Browser) -> None:
    username = str(who(browser.ask()))
    other = Browser(browser.gateway)
    other.sign_in(username)
    with other.socket() as socket:
        assert acknowledged(socket)
        answer = browser.ask(SIGN_OUT_EVERYWHERE)
        assert answer.json()["data"] == {"signOutEverywhere": {"user": {"username": username}}}
        assert browser.cookie is None
        socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": ME}}))
        assert closed(socket) == 4403
    answer = other.ask("{ resumes { totalCount } }")
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    with other.socket() as socket:
        assert closed(socket) == 4401


def test_a_changed_password_ends_the_others_and_this_one_goes_on(browser: Browser) -> None:
    username = str(who(browser.ask()))
    other = Browser(browser.gateway)
    other.sign_in(username)
    before = browser.cookie
    assert before is not None
    wrong = browser.ask(CHANGE, {"old": "not-it", "new": "another-horse"})
    assert wrong.headers.get_list("set-cookie") == []
    changed = browser.ask(CHANGE, {"old": PASSWORD, "new": "another-horse"})
    assert changed.json()["data"]["changePassword"] == {"__typename": "ChangePasswordSuccess"}
    assert changed.headers["cache-control"] == "no-store"
    assert browser.cookie is not None
    assert browser.cookie.value != before.value
    assert who(browser.ask()) == username
    assert who(other.ask()) is None


def test_who_deletes_the_account_is_signed_out(browser: Browser) -> None:
    delete = "mutation ($p: String!) { deleteAccount(input: {password: $p}) { __typename } }"
    answer = browser.ask(delete, {"p": PASSWORD})
    assert answer.json()["data"]["deleteAccount"] == {"__typename": "DeleteAccountSuccess"}
    assert browser.cookie is None


def test_with_a_token_in_the_header_nothing_is_told_of_cookies(browser: Browser) -> None:
    username = str(who(browser.ask()))
    account = browser.gateway.login(username)
    changed = browser.ask(CHANGE, {"old": PASSWORD, "new": "another-horse"}, **account.headers)
    assert "ChangePasswordSuccess" in changed.text
    assert changed.headers.get_list("set-cookie") == []


# Sockets, streams and the dashboard's own documents


def test_a_socket_and_a_stream_of_the_page_need_no_token(browser: Browser) -> None:
    stream = browser.ask(accept="text/event-stream")
    assert f'"username":"{who(browser.ask())}"' in stream.text
    with browser.socket() as socket:
        assert acknowledged(socket)
        answered = subscribed(socket, query=ME)
        assert answered.payload["data"]["me"] is not None


def test_a_token_in_the_first_message_of_a_socket_goes_before_the_cookie(browser: Browser) -> None:
    other = browser.gateway.user("before-" + str(who(browser.ask()))[1:6])
    url = browser.gateway.url.replace("http", "ws") + "/graphql"
    sent = browser.headers({})
    for token, code in ((other.token, None), ("nonsense", 4403)):
        with connect(
            url,
            subprotocols=[Subprotocol("graphql-transport-ws")],
            proxy=None,
            origin=Origin(sent["origin"]),
            additional_headers={"cookie": sent["cookie"]},
        ) as socket:
            payload = {"authorization": f"Bearer {token}"}
            socket.send(json.dumps({"type": "connection_init", "payload": payload}))
            if code is not None:
                assert closed(socket) == code
                continue
            assert acknowledged(socket)
            assert subscribed(socket, query=ME).payload["data"]["me"] == {"username": other.username}
