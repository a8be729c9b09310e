"""The dashboard's cookie: when it counts, and all the ways in which it must not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from socket import create_connection
from typing import Any, NamedTuple

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.gateway import PASSWORD, Gateway, running_gateway

ME = "{ me { username } }"
UPLOAD = "mutation ($file: Upload!) { uploadResume(file: $file) { __typename } }"
SIGN_OUT = "mutation { signOutEverywhere { user { username } } }"
CHANGE = """mutation ($old: String!, $new: String!) {
  changePassword(input: { currentPassword: $old, newPassword: $new }) { __typename }
}"""
FOLLOW = "subscription ($id: ID!) { resumeUpdated(id: $id) { status } }"
DOCUMENTS = [ME, UPLOAD, SIGN_OUT, FOLLOW]
LISTED = "https://elsewhere.example.com"


class Browser:
    """What a browser sends from a page of `origin`, and what it keeps."""

    def __init__(self, gateway: Gateway, *, origin: str | None = None, prefix: str = "", **told: str) -> None:
        self.gateway = gateway
        self.prefix = prefix
        self.own = gateway.url if origin is None else origin
        self.told = told
        self.cookie: Morsel[str] | None = None

    def sign_in(self, username: str, password: str = PASSWORD, **headers: str) -> httpx.Response:
        body = {"username": username, "password": password}
        return self.kept(
            self.client.post(f"{self.prefix}/app/session", json=body, headers=self.headers(headers))
        )

    def sign_out(self, **headers: str) -> httpx.Response:
        return self.kept(self.client.delete(f"{self.prefix}/app/session", headers=self.headers(headers)))

    def ask(self, query: str = ME, given: dict[str, Any] | None = None, /, **headers: str) -> httpx.Response:
        body = {"query": query, "variables": given or {}}
        return self.kept(self.client.post("/graphql", json=body, headers=self.headers(headers)))

    def upload(self, document: dict[str, Any] | None = None, /, **headers: str) -> httpx.Response:
        asked = (document or {"query": UPLOAD}) | {"variables": {"file": None}}
        form = {"operations": json.dumps(asked), "map": json.dumps({"0": ["variables.file"]})}
        files = {"0": ("resume.txt", "求职意向：会计".encode())}
        sent = self.headers({"graphql-require-preflight": "1"} | headers)
        return self.kept(self.client.post("/graphql", data=form, files=files, headers=sent))

    @property
    def client(self) -> httpx.Client:
        return self.gateway.client

    def headers(self, given: dict[str, str]) -> dict[str, str]:
        """Return the headers of a request; an empty one among the given is left out."""
        cookie = {"cookie": f"{self.cookie.key}={self.cookie.value}"} if self.cookie is not None else {}
        named = {name.replace("_", "-"): value for name, value in given.items()}
        sent = {"origin": self.own} | self.told | cookie | named
        return {name: value for name, value in sent.items() if value}

    def kept(self, answer: httpx.Response) -> httpx.Response:
        self.client.cookies.clear()
        for text in answer.headers.get_list("set-cookie"):
            (morsel,) = SimpleCookie(text).values()
            self.cookie = None if morsel["max-age"] == "0" else morsel
        return answer

    @contextmanager
    def socket(self, **headers: str) -> Iterator[ClientConnection]:
        """Open a socket as its page does, without a token in its messages."""
        sent = self.headers(headers)
        address = httpx.URL(self.gateway.url)
        assert address.port is not None
        with connect(
            f"ws://{sent.pop('host', address.netloc.decode())}/graphql",
            sock=create_connection((address.host, address.port)),
            subprotocols=[Subprotocol("graphql-transport-ws")],
            proxy=None,
            origin=Origin(sent.pop("origin")) if "origin" in sent else None,
            additional_headers=sent,
        ) as connection:
            connection.send('{"type":"connection_init"}')
            yield connection

    def refused_socket(self, **headers: str) -> bool:
        """Whether a socket is refused, in its handshake or for want of a token."""
        try:
            with self.socket(**headers) as connection:
                if acknowledged(connection):
                    return False
        except InvalidStatus as refused:
            return refused.response.status_code in (400, 403)
        except ConnectionClosedError:
            return connection.close_code == 4401
        return False


def who(answer: httpx.Response) -> str | None:
    """Return as whom a query was answered; None where nobody was known."""
    assert answer.status_code == 200, answer.text
    content = answer.json()
    if content["data"] is None:
        assert [error["extensions"]["code"] for error in content["errors"]] == ["UNAUTHENTICATED"]
        return None
    username: str = content["data"]["me"]["username"]
    return username


def acknowledged(connection: ClientConnection) -> bool:
    return bool(json.loads(connection.recv(timeout=30)) == {"type": "connection_ack"})


class Answered(NamedTuple):
    """The answers of an operation on a socket."""

    kind: str
    payload: Any


def subscribed(connection: ClientConnection, **payload: Any) -> Answered:
    connection.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
    message = json.loads(connection.recv(timeout=30))
    return Answered(message["type"], message["payload"])


def closed(connection: ClientConnection) -> int:
    """Return the code with which the server closes."""
    with pytest.raises(ConnectionClosedError):
        connection.recv(timeout=30)
    assert connection.close_code is not None
    return connection.close_code


def build(folder: Path, documents: Sequence[str] = DOCUMENTS) -> Path:
    """Leave what the build of a dashboard leaves."""
    (folder / "app" / "assets").mkdir(parents=True)
    (folder / "app" / "index.html").write_text('<!doctype html><base href="/app/">')
    manifest = {sha256(text.encode()).hexdigest(): text for text in documents}
    (folder / "app" / "documents.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A server with a dashboard that answers nothing but the dashboard's own documents by their ids too."""
    folder = build(tmp_path_factory.mktemp("dist"))
    settings = {"GATEWAY_DASHBOARD_DIR": str(folder), "GATEWAY_CORS_ORIGINS": LISTED}
    with running_gateway(tmp_path_factory.mktemp("served"), **settings) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The same behind a proxy that ends TLS, under a path."""
    settings = {
        "GATEWAY_DASHBOARD_DIR": str(build(tmp_path_factory.mktemp("dist"))),
        "GATEWAY_TRUSTED_PROXIES": "127.0.0.1",
        "GATEWAY_ROOT_PATH": "/resumes",
        "GATEWAY_ALLOWED_HOSTS": "gateway.example.com",
    }
    with running_gateway(tmp_path_factory.mktemp("behind"), **settings) as gateway:
        yield gateway


@pytest.fixture
def browser(served: Gateway, request: pytest.FixtureRequest) -> Browser:
    """A browser whose user has signed in."""
    username = f"u{sha256(request.node.name.encode()).hexdigest()[:12]}"
    served.user(username)
    browser = Browser(served)
    assert browser.sign_in(username).status_code == 204
    return browser


def secure(gateway: Gateway, origin: str = "https://gateway.example.com", **told: str) -> Browser:
    return Browser(
        gateway,
        origin=origin,
        **({"host": "gateway.example.com", "x-forwarded-proto": "https"} | told),
    )


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


def test_signing_out_takes_the_cookie_away(browser: Browser) -> None:
    assert browser.sign_out().status_code == 204
    assert browser.cookie is None
    assert who(browser.ask()) is None


# Whose page it is


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


def test_over_rest_it_never_counts(browser: Browser) -> None:
    for path in ("/api/resumes", "/api/admin/users", "/account/export"):
        answer = browser.client.get(path, headers=browser.headers({}))
        assert (answer.status_code, list(answer.json())) == (401, ["error"])
    files = {"file": ("resume.txt", "求职意向：会计".encode())}
    assert (
        browser.client.post("/api/resumes/upload", files=files, headers=browser.headers({})).status_code
        == 401
    )


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
        answer = browser.ask(SIGN_OUT)
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


def trusted(text: str) -> dict[str, Any]:
    return {"documentId": f"sha256:{sha256(text.encode()).hexdigest()}"}


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A server that answers nothing but the documents of its dashboard."""
    folder = build(tmp_path_factory.mktemp("dist"))
    settings = {"GATEWAY_DASHBOARD_DIR": str(folder), "GATEWAY_GRAPHQL_DOCUMENTS_ONLY": "true"}
    with running_gateway(tmp_path_factory.mktemp("strict"), **settings) as gateway:
        yield gateway


def test_where_only_trusted_documents_are_answered_the_dashboards_are_by_every_transport(
    strict: Gateway,
) -> None:
    strict.user("trusting")
    browser = Browser(strict)
    browser.sign_in("trusting")
    refused = browser.ask("{ me { id } }").json()
    assert refused["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
    by_post = browser.client.post("/graphql", json=trusted(ME), headers=browser.headers({}))
    assert who(by_post) == "trusting"
    assert who(browser.ask(ME)) == "trusting"
    assert "UploadResumeSuccess" in browser.upload(trusted(UPLOAD)).text
    stream = browser.headers({"accept": "text/event-stream"})
    by_stream = browser.client.post("/graphql", json=trusted(ME), headers=stream)
    assert by_stream.text.startswith('event: next\ndata: {"data":{"me":{"username":"trusting"}}')
    with browser.socket() as socket:
        assert acknowledged(socket)
        followed = subscribed(socket, **trusted(FOLLOW), variables={"id": "1"})
        assert (followed.kind, list(followed.payload["data"])) == ("next", ["resumeUpdated"])
    with browser.socket() as socket:
        assert acknowledged(socket)
        untold = subscribed(socket, query="subscription { resumeUpdated(id: 1) { id } }")
        assert untold.kind == "error"


def test_the_page_that_names_no_other_leads_to_the_dashboard(served: Gateway, behind: Gateway) -> None:
    for gateway, place in ((served, "/app/"), (behind, "/resumes/app/")):
        answer = gateway.client.get("/")
        assert (answer.status_code, answer.headers["location"]) == (307, place)
        page = gateway.client.get("/app/resumes/1")
        assert page.text == f'<!doctype html><base href="{place}">'
        assert len(page.headers.get_list("content-security-policy")) == 1
        assert page.headers["x-content-type-options"] == "nosniff"


def test_where_the_dashboard_is_off_nothing_is_left_of_it(tmp_path: Path) -> None:
    folder = build(tmp_path / "dist")
    settings = {"GATEWAY_DASHBOARD_DIR": str(folder), "GATEWAY_DASHBOARD": "false"}
    with running_gateway(tmp_path / "data", **settings) as gateway:
        account = gateway.user("without")
        browser = Browser(gateway)
        assert browser.sign_in("without").status_code == 404
        for path in ("/app", "/app/", "/app/assets/none.js"):
            assert gateway.client.get(path).status_code == 404
        assert gateway.client.get("/").headers["location"] == "/docs"
        assert who(browser.ask(cookie=f"gateway_session={account.token}")) is None
        unknown = gateway.client.post("/graphql", json=trusted(ME)).json()
        assert unknown["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_FOUND"
