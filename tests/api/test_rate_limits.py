"""How often may be asked, against running servers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.gateway import PASSWORD, Gateway, running_gateway

LOGIN = "mutation ($name: String!, $word: String!) { login(input: {username: $name, password: $word}) {"
LOGIN += " __typename ... on LoginSuccess { accessToken } } }"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A server with low limits; each test asks about accounts of its own."""
    limits = {
        "GATEWAY_LOGIN_FAILURES_PER_ACCOUNT": "2",
        "GATEWAY_UPLOADS_PER_USER": "1",
        "GATEWAY_REGISTRATIONS_PER_ADDRESS": "4",
        "GATEWAY_GRAPHQL_POINTS_PER_MINUTE": "20000",
        "GATEWAY_TRUSTED_PROXIES": "127.0.0.1",
    }
    with running_gateway(tmp_path_factory.mktemp("strict"), **limits) as gateway:
        for name in ("ann", "ben", "carl"):
            gateway.user(name)
        yield gateway


def login(gateway: Gateway, name: str, password: str) -> httpx.Response:
    return gateway.client.post("/api/login", json={"username": name, "password": password})


def check_refusal(answer: httpx.Response, name: str, *, most: int, seconds: int) -> None:
    wait = int(answer.headers["retry-after"])
    assert answer.status_code == 429
    assert answer.json() == {"error": f"请求过于频繁，请在{wait}秒后重试"}
    assert 0 < wait <= seconds
    assert answer.headers["ratelimit"] == f'"{name}";r=0;t={wait}'
    assert answer.headers["ratelimit-policy"] == f'"{name}";q={most};w={seconds}'


def test_a_password_cannot_be_guessed_on(strict: Gateway) -> None:
    assert [login(strict, "ann", "wrong").status_code for _ in range(2)] == [401, 401]
    check_refusal(login(strict, "ANN", PASSWORD), "login", most=2, seconds=600)
    # Nor by GraphQL, where the refusal is an error of the field.
    body = {"query": LOGIN, "variables": {"name": "ann", "word": PASSWORD}}
    answer = strict.client.post("/graphql", json=body)
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 0 < error["extensions"]["retryAfterSeconds"] <= 600
    assert login(strict, "ben", PASSWORD).status_code == 200


def test_a_user_sends_only_so_many_files_a_minute(strict: Gateway) -> None:
    carl = strict.login("carl")
    strict.upload(carl, "resume.txt", b"Carl Meyer\ncarl@example.com")
    files = {"file": ("resume.txt", b"Carl Meyer\ncarl@example.com")}
    answer = strict.client.post("/api/resumes/upload", files=files, headers=carl.headers)
    check_refusal(answer, "upload", most=1, seconds=60)


def test_an_address_makes_only_so_many_accounts(strict: Gateway) -> None:
    body = {"username": "dora", "password": PASSWORD}
    assert strict.client.post("/api/register", json=body).status_code == 201
    answer = strict.client.post("/api/register", json=body | {"username": "emil"})
    check_refusal(answer, "registration", most=4, seconds=3600)


def test_points_are_spent_by_default(strict: Gateway) -> None:
    headers = strict.login("ben").headers
    query = {"query": "{ positions(first: 100) { edges { node { code title source } } } }"}
    answers = [strict.client.post("/graphql", json=query, headers=headers) for _ in range(60)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert answers[0].status_code == 200
    assert refused
    assert refused[0].json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert int(refused[0].headers["retry-after"]) > 0


def test_a_household_with_many_addresses_has_the_points_of_one(strict: Gateway) -> None:
    query = {"query": "{ positions(first: 100) { edges { node { code title source } } } }"}

    def ask(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return strict.client.post("/graphql", json=query, headers=headers).status_code

    assert 429 in {ask(f"2001:db8:0:7::{number:x}") for number in range(60)}
    assert ask("2001:db8:0:8::1") == 200


def test_two_logins_are_two_documents(strict: Gateway) -> None:
    one = 'login(input: {username: "ben", password: "wrong"}) { __typename }'
    answer = strict.client.post("/graphql", json={"query": f"mutation {{ a: {one} b: {one} }}"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "CREDENTIAL_LIMIT_EXCEEDED"


def test_nothing_of_a_caller_is_in_the_log(strict: Gateway) -> None:
    for _ in range(3):
        login(strict, "unseen", PASSWORD)
    lines = strict.tells("a caller is refused")
    assert any("GATEWAY_LOGIN_FAILURES_PER_ACCOUNT" in line for line in lines)
    for word in ("ann", "unseen", "127.0.0.1", PASSWORD):
        assert all(word not in line for line in lines)


def test_the_operator_lifts_the_limits_and_closes_the_registration(tmp_path: Path) -> None:
    settings = {"GATEWAY_RATE_LIMITS": "off", "GATEWAY_LOGIN_FAILURES_PER_ACCOUNT": "1"}
    with running_gateway(tmp_path, **settings) as gateway:
        root = gateway.user("root", role="admin")
        assert [login(gateway, "root", "wrong").status_code for _ in range(5)] == [401] * 5
        answer = gateway.client.post("/graphql", json={"query": "{ __typename }"})
        assert "budget" not in answer.json()["extensions"]["cost"]
        gateway.stop()
        closed = Gateway(tmp_path, GATEWAY_REGISTRATION="closed")
        closed.start()
        try:
            body = {"username": "ann", "password": PASSWORD}
            refused = closed.client.post("/api/register", json=body)
            assert (refused.status_code, refused.json()) == (403, {"error": "注册已关闭，请联系管理员"})
            again = (
                'mutation { register(input: {username: "ann", password: "correct-horse"}) { __typename } }'
            )
            by_graphql = closed.client.post("/graphql", json={"query": again}).json()
            assert by_graphql["errors"][0]["extensions"]["code"] == "FORBIDDEN"
            made = closed.client.post("/api/register", json=body, headers=root.headers)
            assert made.status_code == 201
        finally:
            closed.stop()
        gateway.start()


def test_sixty_people_behind_one_address_register_log_in_and_upload_at_once(tmp_path: Path) -> None:
    async def arrive(client: httpx.AsyncClient, number: int) -> list[int]:
        body: dict[str, Any] = {"username": f"person{number}", "password": PASSWORD}
        statuses = [(await client.post("/api/register", json=body)).status_code]
        if number % 3 == 0:
            # Some mistype once.
            wrong = body | {"password": "correct-hrose"}
            assert (await client.post("/api/login", json=wrong)).status_code == 401
        logged_in = await client.post("/api/login", json=body)
        statuses.append(logged_in.status_code)
        headers = {"Authorization": f"Bearer {logged_in.json()['access_token']}"}
        files = {"file": ("resume.txt", f"Person {number}\nperson{number}@example.com".encode())}
        uploaded = await client.post("/api/resumes/upload", files=files, headers=headers)
        query = {"query": "{ me { username resumes { edges { node { status } } } } }"}
        asked = await client.post("/graphql", json=query, headers=headers)
        assert "errors" not in asked.json()
        return [*statuses, uploaded.status_code, asked.status_code]

    async def arrive_at_once(url: str) -> list[list[int]]:
        limits = httpx.Limits(max_connections=60)
        async with httpx.AsyncClient(base_url=url, timeout=200, trust_env=False, limits=limits) as client:
            return await asyncio.gather(*(arrive(client, number) for number in range(60)))

    with running_gateway(tmp_path) as gateway:
        answers = asyncio.run(arrive_at_once(gateway.url))
        assert answers == [[201, 200, 201, 200]] * 60
