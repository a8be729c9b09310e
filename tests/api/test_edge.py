"""The edge of the running program: over REST, GraphQL and sockets, under a path, and on a fresh server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.gateway import PASSWORD, Gateway, running_gateway

DASHBOARD = "https://dashboard.example.com"
ADMIN = {"username": "root", "password": PASSWORD, "role": "admin"}
REGISTER = """
mutation ($code: String) {
  register(input: { username: "first", password: "correct-horse", role: ADMIN, adminCode: $code }) {
    __typename
  }
}
"""


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A server behind a proxy on this machine, under a path, open to a dashboard, that wants a code."""
    settings = {
        "GATEWAY_TRUSTED_PROXIES": "127.0.0.1",
        "GATEWAY_ROOT_PATH": "/resumes",
        "GATEWAY_CORS_ORIGINS": DASHBOARD,
        "GATEWAY_ALLOWED_HOSTS": "gateway.example.com",
        "GATEWAY_ADMIN_BOOTSTRAP": "code",
        "GATEWAY_DASHBOARD": "false",
    }
    with running_gateway(tmp_path_factory.mktemp("behind"), **settings) as gateway:
        yield gateway


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Gateway]:
    with running_gateway(tmp_path) as gateway:
        yield gateway


@pytest.mark.parametrize("prefix", ["", "/resumes"])
@pytest.mark.parametrize("path", ["/healthz", "/openapi.json", "/docs", "/graphql?query={__typename}"])
def test_everything_is_found_under_the_path_whether_it_is_cut_off_or_not(
    behind: Gateway, prefix: str, path: str
) -> None:
    assert behind.client.get(prefix + path).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/resumes"])
def test_links_and_sockets_know_the_path(behind: Gateway, prefix: str) -> None:
    assert behind.client.get(prefix + "/").headers["location"] == "/resumes/docs"
    page = behind.client.get(prefix + "/graphql", headers={"accept": "text/html"})
    assert page.headers["location"] == "/resumes/graphiql"
    assert behind.client.get(prefix + "/graphiql").headers["location"] == "/resumes/graphiql/"
    assert behind.client.get("/openapi.json").json()["servers"] == [{"url": "/resumes"}]
    url = behind.url.replace("http", "ws") + prefix + "/graphql"
    with connect(
        url, subprotocols=[Subprotocol("graphql-transport-ws")], proxy=None, origin=Origin(DASHBOARD)
    ) as socket:
        assert socket.subprotocol == "graphql-transport-ws"


def test_a_listed_dashboard_reads_rest_graphql_and_event_streams(behind: Gateway) -> None:
    page = {"origin": DASHBOARD}
    stream = page | {"accept": "text/event-stream"}
    for answer in (
        behind.client.get("/healthz", headers=page),
        behind.client.get("/api/nowhere", headers=page),
        behind.client.post("/graphql", json={"query": "{ __typename }"}, headers=page),
        behind.client.post("/graphql", json={"query": "{ __typename }"}, headers=stream),
    ):
        assert answer.headers["access-control-allow-origin"] == DASHBOARD
    asked = page | {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
    }
    assert behind.client.options("/graphql", headers=asked).status_code == 204


def test_a_page_of_elsewhere_neither_asks_nor_opens_a_socket(behind: Gateway) -> None:
    page = {"origin": "https://evil.example", "content-type": "text/plain"}
    for path in ("/api/register", "/api/login", "/graphql"):
        answer = behind.client.post(path, content=b"{}", headers=page)
        assert (answer.status_code, answer.json()) == (403, {"error": "不允许的来源"})
    url = behind.url.replace("http", "ws") + "/graphql"
    with (
        pytest.raises(InvalidStatus) as caught,
        connect(
            url,
            subprotocols=[Subprotocol("graphql-transport-ws")],
            proxy=None,
            origin=Origin("https://evil.example"),
        ),
    ):
        pass
    assert caught.value.response.status_code == 403
    assert any("GATEWAY_CORS_ORIGINS" in line for line in behind.log)


def test_every_answer_is_safe_in_a_browser(behind: Gateway, gateway: Gateway) -> None:
    answers = [
        gateway.client.get(path, headers={"accept": "text/html"} if path == "/graphiql" else None)
        for path in (
            "/healthz",
            "/docs",
            "/graphiql",
            "/graphiql/assets/none.js",
            "/nowhere",
            "/openapi.json",
        )
    ]
    answers.append(gateway.client.post("/graphql", json={"query": "{ __typename }"}))
    answers.append(gateway.client.post("/api/login", content=b"{"))
    for answer in answers:
        policy = answer.headers.get_list("content-security-policy")
        assert len(policy) == 1
        assert "frame-ancestors 'none'" in policy[0]
        assert ("unsafe-inline" in policy[0]) is (answer.url.path == "/graphiql")
        assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
        assert answer.headers.get_list("referrer-policy") == ["no-referrer"]
        assert "strict-transport-security" not in answer.headers
    secure = behind.client.get("/healthz", headers={"x-forwarded-proto": "https"})
    assert secure.headers["strict-transport-security"] == "max-age=63072000"


def test_the_first_administrator_comes_from_this_machine_alone(fresh: Gateway) -> None:
    register = "/api/register"
    refused: list[tuple[dict[str, str], int]] = [
        ({"x-forwarded-for": "127.0.0.1"}, 403),
        ({"host": "192.0.2.1:8000"}, 403),
        ({"origin": "http://localhost:1", "content-type": "text/plain"}, 403),
        ({"host": "evil.example"}, 400),
    ]
    for headers, status in refused:
        answer = fresh.client.post(register, json=ADMIN, headers=headers)
        assert answer.status_code == status
        assert set(answer.json()) == {"error"}
    assert fresh.client.post(register, json=ADMIN, headers={"via": "1.1 x"}).json() == {"error": "权限不足"}
    told = fresh.client.post("/graphql", json={"query": REGISTER}, headers={"forwarded": "for=x"}).json()
    assert told["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    # `curl -d` sends a form's type, a naive client none.
    assert (
        fresh.client.post(
            register,
            content=httpx.Request("POST", fresh.url, json=ADMIN).content,
            headers={"content-type": "application/x-www-form-urlencoded"},
        ).status_code
        == 201
    )
    assert fresh.client.post(register, json=ADMIN | {"username": "second"}).status_code == 403
    assert any("GATEWAY_ADMIN_BOOTSTRAP=local" in line for line in fresh.log)


def test_where_a_code_is_wanted_it_works_once_and_nothing_else_does(behind: Gateway) -> None:
    (line,) = [line for line in behind.log if "X-Admin-Code" in line]
    found = re.search(r"X-Admin-Code: (\S+)", line)
    assert found is not None
    code = found[1]
    for headers in ({}, {"x-admin-code": "0"}, {"x-admin-code": code[:-1]}):
        assert behind.client.post("/api/register", json=ADMIN, headers=headers).status_code == 403
    wrong = {"query": REGISTER, "variables": {"code": "wrong"}}
    assert behind.client.post("/graphql", json=wrong).json()["errors"][0]["message"] == "权限不足"
    right = {"query": REGISTER, "variables": {"code": code}}
    made = behind.client.post("/graphql", json=right).json()
    assert made["data"]["register"]["__typename"] == "RegisterSuccess"
    again = behind.client.post("/api/register", json=ADMIN, headers={"x-admin-code": code})
    assert (again.status_code, again.json()) == (403, {"error": "权限不足"})


def test_a_file_with_a_name_of_an_older_client_keeps_it(gateway: Gateway) -> None:
    account = gateway.user("older-client")
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; '
        b"filename*=UTF-8''%E7%AE%80%E5%8E%86.txt\r\n\r\nName: Zhou Min\r\n--x--\r\n"
    )
    headers = account.headers | {"content-type": "multipart/form-data; boundary=x"}
    made = gateway.client.post("/api/resumes/upload", content=body, headers=headers)
    assert made.status_code == 201
    query = "query ($id: ID!) { resume(id: $id) { fileName } }"
    asked = {"query": query, "variables": {"id": str(made.json()["resume_id"])}}
    answer = gateway.client.post("/graphql", json=asked, headers=account.headers).json()
    assert answer["data"]["resume"]["fileName"] == "简历.txt"
