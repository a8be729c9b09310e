from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import httpx
import pytest

from domain.errors import StorageFull, Unavailable
from graphql_schema.admission.limits import Limits
from graphql_schema.transport.endpoint import HttpOptions
from tests.graphql_schema.small import GRAPHQL, JSON, Small, codes

pytestmark = pytest.mark.anyio

HELLO = {"query": "{ hello }"}


def media(response: httpx.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.5, {GRAPHQL};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("text/html, */*;q=0.1", JSON),
    ],
)
async def test_the_answer_has_the_form_that_is_accepted(accept: str | None, answered: str) -> None:
    async with Small().client() as client:
        del client.headers["accept"]
        response = await client.post("", json=HELLO, headers={"accept": accept} if accept else {})
    assert (response.status_code, media(response)) == (200, answered)
    assert response.headers["content-type"].endswith("; charset=utf-8")
    assert response.json()["data"] == {"hello": "hello world"}


@pytest.mark.parametrize("accept", ["image/png", f"{JSON};q=0", "text/html"])
async def test_no_other_form_is_to_be_had(accept: str) -> None:
    response = await Small().post(HELLO, accept=accept)
    assert (response.status_code, codes(response)) == (406, ["NOT_ACCEPTABLE"])


async def test_accept_sent_in_several_headers_counts_as_one() -> None:
    async with Small().client() as client:
        del client.headers["accept"]
        response = await client.post("", json=HELLO, headers=[("accept", "image/png"), ("accept", GRAPHQL)])
    assert media(response) == GRAPHQL


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
async def test_a_body_that_a_form_could_send_is_refused(content_type: str) -> None:
    async with Small().client(content_type=content_type) as client:
        response = await client.post("", content=b'{"query": "{ hello }"}')
    assert (response.status_code, codes(response)) == (415, ["UNSUPPORTED_MEDIA_TYPE"])


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'"text"',
        b"{}",
        b'{"query": ""}',
        b'{"query": 1}',
        b'{"query": "{ hello }", "variables": []}',
        b'{"query": "{ hello }", "operationName": {}}',
        b'{"query": "{ hello }", "extensions": "x"}',
        b'{"documentId": 1}',
        b'{"query": "\xff"}',
        b'{"query": "\\ud800"}',
    ],
)
async def test_a_malformed_request_is_400_in_every_form(body: bytes, accept: str) -> None:
    async with Small().client(content_type=JSON, accept=accept) as client:
        response = await client.post("", content=body)
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])
    assert media(response) == accept


@pytest.mark.parametrize(
    ("content", "code", "status"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED", 400),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED", 400),
        ({"query": "query A { hello } query B { hello }"}, "OPERATION_RESOLUTION_FAILURE", 422),
        ({"query": "query A { hello }", "operationName": "B"}, "OPERATION_RESOLUTION_FAILURE", 422),
        ({"query": "fragment F on Query { hello }"}, "GRAPHQL_VALIDATION_FAILED", 400),
        ({"query": "{ a" * 900}, "DEPTH_LIMIT_EXCEEDED", 400),
        ({"query": "{ hello" + " hello" * 3000 + "}"}, "TOKEN_LIMIT_EXCEEDED", 400),
    ],
)
async def test_what_is_wrong_with_an_operation_has_a_status_only_in_graphqls_own_form(
    content: dict[str, str], code: str, status: int
) -> None:
    small = Small()
    own, plain = await small.post(content, accept=GRAPHQL), await small.post(content, accept=JSON)
    assert (own.status_code, plain.status_code) == (status, 200)
    assert code in codes(own)
    assert own.json() == plain.json()
    assert "data" not in own.json()


async def test_a_wrong_variable_is_an_error_of_the_request() -> None:
    content = {"query": "query ($n: Int!) { people(first: $n) { totalCount } }", "variables": {"n": "x"}}
    response = await Small().post(content, accept=GRAPHQL)
    assert response.status_code == 400
    assert "data" not in response.json()


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 294)])
async def test_a_failed_field_is_a_partial_success_with_data_and_errors(accept: str, status: int) -> None:
    response = await Small().post({"query": "{ fails }"}, accept=accept)
    assert response.status_code == status
    assert response.json()["data"] is None
    assert codes(response) == ["FAILED"]


@pytest.mark.parametrize(
    "query", ["{}", "query Q {}", "{ ... on Query {} }", "{ ...F } fragment F on Query {}"]
)
async def test_a_selection_may_be_empty(query: str) -> None:
    response = await Small().post({"query": query}, accept=GRAPHQL)
    assert (response.status_code, response.json()["data"]) == (200, {})


async def test_what_a_document_is_for_may_be_described_in_it() -> None:
    query = """
    "Greets." query Q("Who asks." $name: String = "you") { ...F hello(name: $name) }
    \"\"\"Part
    of it.\"\"\" fragment F on Query { __typename }
    """
    response = await Small().post({"query": query}, accept=GRAPHQL)
    assert response.json()["data"] == {"__typename": "Query", "hello": "hello you"}


@pytest.mark.parametrize("name", [None, "", "A"])
async def test_the_only_operation_runs_with_or_without_its_name(name: str | None) -> None:
    response = await Small().post({"query": "query A { hello }", "operationName": name, "variables": None})
    assert response.json()["data"] == {"hello": "hello world"}


async def test_a_query_may_be_sent_by_get() -> None:
    query = "query Q($n: String) { hello(name: $n) }"
    params = {"query": query, "variables": '{"n": "Ann"}', "operationName": "Q", "extensions": ""}
    response = await Small().get(params)
    assert (response.status_code, response.json()["data"]) == (200, {"hello": "hello Ann"})


@pytest.mark.parametrize(
    "url", ["?query=%7Bhello%7D&variables=%7B", "?query=%ff", "?variables=%7B%7D", "?" + "&".join("abc" * 9)]
)
async def test_a_malformed_url_is_400(url: str) -> None:
    async with Small().client() as client:
        response = await client.get(url)
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


async def test_a_mutation_does_not_run_by_get() -> None:
    small = Small()
    response = await small.get({"query": 'mutation { rename(name: "x") }'})
    assert (response.status_code, codes(response)) == (405, ["METHOD_NOT_ALLOWED"])
    assert response.headers["allow"] == "POST"
    assert small.root.renamed == []


async def test_what_a_client_has_already_is_not_sent_again() -> None:
    small = Small()
    first = await small.get({"query": "{ hello }"})
    tag = first.headers["etag"]
    for known in (tag, f'"other", {tag}', "*", tag.removeprefix("W/")):
        again = await small.get({"query": "{ hello }"}, if_none_match=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert "authorization" in first.headers["vary"].lower()
    changed = await small.get({"query": '{ hello(name: "Bo") }'}, if_none_match=tag)
    assert changed.status_code == 200
    assert "etag" not in (await small.post(HELLO)).headers
    assert "etag" not in (await small.get({"query": "{ nothing }"})).headers


async def test_head_is_get_without_the_body() -> None:
    async with Small().client() as client:
        got, head = await client.get("?query={hello}"), await client.head("?query={hello}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_not_allowed(method: str) -> None:
    async with Small().client() as client:
        response = await client.request(method, "")
    assert (response.status_code, codes(response)) == (405, ["METHOD_NOT_ALLOWED"])
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_options_tells_the_methods_and_opens_the_door_to_no_other_origin() -> None:
    async with Small().client(origin="https://evil.example") as client:
        response = await client.options("")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert not any(name.startswith("access-control") for name in response.headers)


async def test_a_bad_token_is_401_and_nothing_runs() -> None:
    small = Small()
    for send in (small.post(HELLO, authorization="Bearer bad"), small.get(HELLO, authorization="Bearer bad")):
        response = await send
        assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])
        assert response.headers["www-authenticate"] == "Bearer"
    assert small.requests == []


async def test_a_token_tells_who_asks_and_a_cookie_does_not() -> None:
    small = Small()
    query = {"query": "{ me { name } }"}
    assert (await small.post(query, authorization="Bearer good")).json()["data"] == {"me": {"name": "ann"}}
    cookies = "authorization=Bearer good; token=good; access_token=good"
    assert (await small.post(query, cookie=cookies)).json()["data"] == {"me": None}


async def test_a_body_that_is_too_large_is_413() -> None:
    small = Small(http=HttpOptions(body_bytes=100))
    response = await small.post({"query": "{ hello }", "variables": {"x": "y" * 100}})
    assert (response.status_code, codes(response)) == (413, ["REQUEST_TOO_LARGE"])


async def test_a_body_in_pieces_is_read_whole_and_bounded_too() -> None:
    async def pieces(count: int) -> AsyncIterator[bytes]:
        yield b'{"query": "{ hello '
        for _ in range(count):
            yield b" " * 10
        yield b'}"}'

    async with Small(http=HttpOptions(body_bytes=100)).client(content_type=JSON) as client:
        assert (await client.post("", content=pieces(2))).json()["data"] == {"hello": "hello world"}
        assert (await client.post("", content=pieces(9))).status_code == 413


async def test_a_caller_has_a_budget_of_points_where_one_is_set() -> None:
    small = Small(points_per_minute=60)
    query = {"query": "{ people(first: 18) { edges { cursor } } }"}
    first = await small.post(query, authorization="Bearer good")
    budget = first.json()["extensions"]["cost"]["budget"]
    assert (budget["limit"], budget["remaining"], budget["resetSeconds"]) == (60, 40, 20)
    for _ in range(2):
        await small.post(query, authorization="Bearer good")
    spent = await small.post(query, authorization="Bearer good")
    assert (spent.status_code, codes(spent)) == (429, ["RATE_LIMITED"])
    assert 0 < int(spent.headers["retry-after"]) <= 20
    assert (await small.post(query, authorization="Bearer root")).status_code == 200


async def test_an_unexpected_error_is_masked_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    small = Small()
    with caplog.at_level(logging.ERROR):
        response = await small.post({"query": "{ broken }"}, x_request_id="trace-7")
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["requestId"] == "trace-7"
    assert "executor" not in response.text
    assert [record.getMessage() for record in caplog.records] == ["request trace-7 failed"]


async def test_every_answer_names_its_request() -> None:
    small = Small()
    first, second = await small.post(HELLO), await small.post(HELLO)
    assert [first.headers["x-request-id"], second.headers["x-request-id"]] == small.requests
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    injected = await small.post(HELLO, x_request_id="a\x1bb")
    assert injected.headers["x-request-id"] != "a\x1bb"


async def test_a_browser_that_opens_the_endpoint_is_shown_the_explorer() -> None:
    small = Small(http=HttpOptions(explorer="/graphiql"))
    response = await small.get({}, accept="text/html,*/*;q=0.8")
    assert (response.status_code, response.headers["location"]) == (303, "/graphiql")
    assert (await small.get({"query": "{ hello }"}, accept="text/html,*/*;q=0.8")).status_code == 200


async def test_batches_are_refused_unless_they_are_on() -> None:
    response = await Small().post([HELLO])
    assert (response.status_code, codes(response)) == (400, ["BATCHING_NOT_ALLOWED"])


async def test_a_batch_answers_each_operation_in_order() -> None:
    small = Small(http=HttpOptions(batch=3))
    response = await small.post(
        [HELLO, {"query": "{ nothing }"}, {"query": 'mutation { rename(name: "x") }'}]
    )
    assert response.status_code == 200
    first, second, third = response.json()
    assert first["data"] == {"hello": "hello world"}
    assert second["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert third["data"] == {"rename": "x"}


@pytest.mark.parametrize("count", [0, 4])
async def test_a_batch_is_capped(count: int) -> None:
    response = await Small(http=HttpOptions(batch=3)).post([HELLO] * count)
    assert (response.status_code, codes(response)) == (400, ["BATCH_LIMIT_EXCEEDED"])


async def test_a_batch_shares_one_limit_of_cost() -> None:
    small = Small(http=HttpOptions(batch=3), limits=Limits(cost=50))
    response = await small.post([{"query": "{ people(first: 30) { edges { cursor } } }"}] * 2)
    first, second = response.json()
    assert "data" in first
    assert second["errors"][0]["extensions"]["code"] == "COST_LIMIT_EXCEEDED"


async def test_a_subscription_needs_a_form_that_can_answer_more_than_once() -> None:
    query = {"query": "subscription { counted(to: 2) }"}
    response = await Small().post(query, authorization="Bearer good")
    assert (response.status_code, codes(response)) == (406, ["SUBSCRIPTION_NEEDS_STREAM"])
    anonymous = await Small().post(query)
    assert (anonymous.status_code, codes(anonymous)) == (401, ["UNAUTHENTICATED"])


@pytest.mark.parametrize(("refusal", "status"), [(Unavailable(), 503), (StorageFull(), 507)])
async def test_what_fails_before_anything_runs_tells_when_to_try_again(
    caplog: pytest.LogCaptureFixture, refusal: Unavailable, status: int
) -> None:
    small = Small()
    small.users.fault = refusal
    response = await small.post(HELLO, authorization="Bearer good")
    assert (response.status_code, codes(response)) == (status, [refusal.code])
    assert response.headers["retry-after"] == str(refusal.retry_after_seconds)
    assert caplog.records == []
