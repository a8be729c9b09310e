"""A browser that uses the dashboard: what its pages send, and what it keeps."""

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

from tests.gateway import PASSWORD, Gateway

ME = "{ me { username } }"
UPLOAD = "mutation ($file: Upload!) { uploadResume(file: $file) { __typename } }"
SIGN_OUT = "mutation { signOut { user { username } } }"
SIGN_OUT_EVERYWHERE = "mutation { signOutEverywhere { user { username } } }"
CHANGE = """mutation ($old: String!, $new: String!) {
  changePassword(input: { currentPassword: $old, newPassword: $new }) { __typename }
}"""
FOLLOW = "subscription ($id: ID!) { resumeUpdated(id: $id) { status } }"
DOCUMENTS = [ME, UPLOAD, SIGN_OUT, SIGN_OUT_EVERYWHERE, FOLLOW]
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


def secure(gateway: Gateway, origin: str = "https://gateway.example.com", **told: str) -> Browser:
    return Browser(
        gateway,
        origin=origin,
        **({"host": "gateway.example.com", "x-forwarded-proto": "https"} | told),
    )


def trusted(text: str) -> dict[str, Any]:
    return {"documentId": f"sha256:{sha256(text.encode()).hexdigest()}"}
