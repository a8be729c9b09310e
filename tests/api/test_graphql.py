"""/graphql as the program serves it: beside REST, over the same tokens, on one port."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.gateway import PASSWORD, Account, Gateway
from tests.pdf_files import pdf_with_lines

CHANGE = """
mutation ($old: String!, $new: String!) {
  changePassword(input: { currentPassword: $old, newPassword: $new }) { __typename }
}
"""


def ask(gateway: Gateway, query: str, account: Account | None = None, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    return gateway.client.post("/graphql", json=body, headers=account.headers if account else None).json()


@contextmanager
def socket(gateway: Gateway, account: Account) -> Iterator[ClientConnection]:
    url = gateway.url.replace("http", "ws") + "/graphql"
    with connect(url, subprotocols=[Subprotocol("graphql-transport-ws")], proxy=None) as connection:
        send(connection, type="connection_init", payload={"authorization": f"Bearer {account.token}"})
        assert receive(connection) == {"type": "connection_ack"}
        yield connection


def send(connection: ClientConnection, **message: Any) -> None:
    connection.send(json.dumps(message))


def receive(connection: ClientConnection) -> Any:
    return json.loads(connection.recv(timeout=30))


def test_graphql_and_rest_know_the_same_users(gateway: Gateway) -> None:
    ann = gateway.user("graphql-ann")
    answer = ask(gateway, "{ me { username role } }", ann)
    assert answer["data"] == {"me": {"username": "graphql-ann", "role": "job_seeker"}}


def test_a_file_uploaded_by_graphql_is_followed_to_its_end_over_a_socket(gateway: Gateway) -> None:
    bob = gateway.user("graphql-bob")
    operations = {
        "query": "mutation ($f: Upload!) { uploadResume(file: $f) "
        "{ ... on UploadResumeSuccess { resume { id databaseId } } } }",
        "variables": {"f": None},
    }
    answer = gateway.client.post(
        "/graphql",
        data={"operations": json.dumps(operations), "map": '{"0": ["variables.f"]}'},
        files={"0": ("cv.pdf", pdf_with_lines(["Ann Example", "Engineer"]))},
        headers={**bob.headers, "GraphQL-Require-Preflight": "1"},
    )
    resume = answer.json()["data"]["uploadResume"]["resume"]
    with socket(gateway, bob) as connection:
        query = "subscription ($id: ID!) { resumeUpdated(id: $id) { databaseId state } }"
        send(
            connection,
            type="subscribe",
            id="1",
            payload={"query": query, "variables": {"id": resume["id"]}},
        )
        told = [receive(connection)]
        while told[-1]["type"] != "complete":
            told.append(receive(connection))
    last = told[-2]["payload"]["data"]["resumeUpdated"]
    assert last == {"databaseId": resume["databaseId"], "state": "ANALYSED"}
    assert gateway.get(bob, f"/api/resumes/{resume['databaseId']}").status_code == 200


def test_a_changed_password_ends_the_sockets_of_the_old_token(gateway: Gateway) -> None:
    eve = gateway.user("graphql-eve")
    with socket(gateway, eve) as connection:
        changed = ask(gateway, CHANGE, eve, old=PASSWORD, new="another-horse")
        assert changed["data"]["changePassword"]["__typename"] == "ChangePasswordSuccess"
        send(connection, type="subscribe", id="1", payload={"query": "{ me { username } }"})
        with pytest.raises(ConnectionClosed) as closed:
            receive(connection)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


def test_the_limits_of_the_settings_hold(gateway: Gateway) -> None:
    root = gateway.login("root")
    answer = ask(gateway, "{ users(first: 1000) { totalCount } }", root)
    assert answer["errors"][0]["extensions"]["code"] == "PAGE_SIZE_LIMIT_EXCEEDED"


def test_the_explorer_is_where_a_browser_is_sent(gateway: Gateway) -> None:
    sent = gateway.client.get("/graphql", headers={"accept": "text/html"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/graphiql")
    page = gateway.client.get("/graphiql")
    assert page.status_code in (200, 503)
    assert "GraphiQL" in page.text


LOGIN = """
mutation ($password: String!) {
  login(input: { username: "graphql-stale", password: $password }) { ... on LoginSuccess { accessToken } }
}
"""


@pytest.mark.parametrize("token", ["ended.long.ago", "x"])
def test_who_logs_in_with_the_token_of_last_time_still_in_place_is_let_in(
    gateway: Gateway, token: str
) -> None:
    gateway.client.post("/api/register", json={"username": "graphql-stale", "password": PASSWORD})
    stale = Account("graphql-stale", token)
    answer = ask(gateway, LOGIN, stale, password=PASSWORD)
    assert answer["data"]["login"]["accessToken"]


@pytest.mark.parametrize(
    "query",
    [
        "{ __typename }",
        "{ positions(first: 1) { totalCount } }",
        "mutation { signOutEverywhere { __typename } }",
        'mutation { login(input: { username: "a", password: "b" }) { __typename } '
        "signOutEverywhere { __typename } }",
        'mutation { ...F } fragment F on Mutation { login(input: { username: "a", password: "b" }) '
        "{ __typename } }",
    ],
)
def test_for_anything_else_a_token_that_has_ended_is_refused(gateway: Gateway, query: str) -> None:
    answer = ask(gateway, query, Account("nobody", "ended.long.ago"))
    assert "data" not in answer
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
