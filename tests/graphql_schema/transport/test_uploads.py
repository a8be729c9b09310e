from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from graphql_schema.transport.endpoint import HttpOptions
from graphql_schema.transport.uploads import MOST_FILES
from tests.graphql_schema.small import Small, codes

pytestmark = pytest.mark.anyio

KEEP = "mutation ($file: Upload!) { keep(file: $file) }"
OPERATIONS = {"query": KEEP, "variables": {"file": None}}
GOOD = {"authorization": "Bearer good", "graphql_require_preflight": "1"}


async def upload(
    small: Small,
    operations: Any = OPERATIONS,
    places: Any = None,
    files: dict[str, bytes] | None = None,
    headers: dict[str, str] = GOOD,
) -> httpx.Response:
    parts: list[tuple[str, Any]] = []
    if operations is not None:
        parts.append(("operations", (None, json.dumps(operations))))
    parts.append(("map", (None, json.dumps({"0": ["variables.file"]} if places is None else places))))
    for name, content in (files if files is not None else {"0": b"%PDF"}).items():
        parts.append((name, (f"{name}.pdf", content)))
    async with small.client(**headers) as client:
        return await client.post("", files=parts)


async def test_a_file_arrives_where_the_map_says() -> None:
    response = await upload(Small())
    assert response.status_code == 200
    assert response.json()["data"] == {"keep": "0.pdf: 4 bytes"}


async def test_several_files_each_have_their_place() -> None:
    operations = {
        "query": "mutation ($a: Upload!, $b: Upload!) { a: keep(file: $a) b: keep(file: $b) }",
        "variables": {"a": None, "b": None},
    }
    places = {"x": ["variables.a"], "y": ["variables.b"]}
    response = await upload(Small(), operations, places, {"x": b"1", "y": b"22"})
    assert response.json()["data"] == {"a": "x.pdf: 1 bytes", "b": "y.pdf: 2 bytes"}


async def test_an_upload_without_a_header_that_forms_cannot_send_is_refused() -> None:
    response = await upload(Small(), headers={"authorization": "Bearer good"})
    assert (response.status_code, codes(response)) == (403, ["CSRF_PREVENTED"])


@pytest.mark.parametrize(
    "name",
    [
        "graphql_require_preflight",
        "apollo_require_preflight",
        "x_apollo_operation_name",
        "x_requested_with",
    ],
)
async def test_the_headers_that_clients_send_are_known(name: str) -> None:
    response = await upload(Small(), headers={"authorization": "Bearer good", name: "true"})
    assert response.status_code == 200


async def test_nobody_unknown_may_upload() -> None:
    for headers in ({}, {"authorization": "Bearer bad"}):
        response = await upload(Small(), headers={"graphql_require_preflight": "1", **headers})
        assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])


async def test_files_that_are_too_large_are_413() -> None:
    small = Small(http=HttpOptions(upload_bytes=1_000, body_bytes=1_000))
    assert (await upload(small, files={"0": b"x" * 1_000})).status_code == 200
    response = await upload(small, files={"0": b"x" * 100_000})
    assert (response.status_code, codes(response)) == (413, ["REQUEST_TOO_LARGE"])


async def test_a_body_larger_than_it_says_is_413_too() -> None:
    async def pieces() -> Any:
        yield b'--b\r\ncontent-disposition: form-data; name="0"; filename="x"\r\n\r\n'
        for _ in range(100):
            yield b"x" * 1_000

    small = Small(http=HttpOptions(upload_bytes=1_000, body_bytes=1_000))
    async with small.client(content_type="multipart/form-data; boundary=b", **GOOD) as client:
        response = await client.post("", content=pieces())
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("operations", "places"),
    [
        (None, {}),
        ("text", {"0": ["variables.file"]}),
        (OPERATIONS, []),
        (OPERATIONS, {"0": []}),
        (OPERATIONS, {"0": ["variables.file", "variables.other"]}),
        (OPERATIONS, {"0": "variables.file"}),
        (OPERATIONS, {"0": ["query"]}),
        (OPERATIONS, {"0": ["variables.other"]}),
        (OPERATIONS, {"0": ["variables.file.name"]}),
        (OPERATIONS, {"1": ["variables.file"]}),
        ({"query": KEEP, "variables": {"file": "taken"}}, {"0": ["variables.file"]}),
        ({"query": KEEP, "variables": {"file": [None]}}, {"0": ["variables.file.-2"]}),
        (OPERATIONS, {str(number): ["variables.file"] for number in range(MOST_FILES + 1)}),
    ],
)
async def test_a_map_that_does_not_fit_is_a_bad_request(operations: Any, places: Any) -> None:
    response = await upload(Small(), operations, places)
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


async def test_the_files_of_a_request_are_bounded() -> None:
    response = await upload(Small(), files={str(number): b"x" for number in range(MOST_FILES + 1)})
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=b", b""),
        ("multipart/form-data; boundary=b", b"nonsense"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\nno disposition\r\n--b--\r\n"),
    ],
)
async def test_a_body_that_is_no_form_is_a_bad_request(content_type: str, body: bytes) -> None:
    async with Small().client(content_type=content_type, **GOOD) as client:
        response = await client.post("", content=body)
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


async def test_a_batch_may_hold_files_where_batches_are_on() -> None:
    small = Small(http=HttpOptions(batch=2))
    response = await upload(small, [OPERATIONS, OPERATIONS], {"0": ["1.variables.file"]})
    assert response.json()[1]["data"] == {"keep": "0.pdf: 4 bytes"}
