from __future__ import annotations

from typing import Any

import pytest

from graphql_schema.admission.params import params_from_json, params_from_url, parse_json
from graphql_schema.admission.refusals import Refused

HASH = {"persistedQuery": {"version": 1, "sha256Hash": "ab"}}


def test_what_is_left_out_and_what_is_null_mean_the_same() -> None:
    short = params_from_json({"query": "{ hello }"})
    given = params_from_json(
        {"query": "{ hello }", "variables": None, "operationName": None, "extensions": None}
    )
    assert short == given == ("{ hello }", None, None, None, {})


def test_keys_that_nobody_knows_are_ignored() -> None:
    assert params_from_json({"query": "{ hello }", "more": [1], "id": 7}) == params_from_json(
        {"query": "{ hello }"}
    )


def test_a_request_may_name_a_document_in_place_of_its_text() -> None:
    assert params_from_json({"documentId": "who"}) == params_from_json({"documentId": "who", "query": ""})
    assert params_from_json({"documentId": "who"}).document_id == "who"
    assert params_from_json({"extensions": HASH}).persisted_hash == "ab"


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"query": ""},
        {"query": 1},
        {"query": "{ hello }", "variables": [1]},
        {"query": "{ hello }", "operationName": 1},
        {"query": "{ hello }", "extensions": [1]},
        {"query": "{ hello }", "documentId": "who"},
        {"documentId": 1},
        {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": "ab"}}},
        {"extensions": {"persistedQuery": {"version": 1}}},
        {"extensions": {"persistedQuery": "ab"}},
    ],
)
def test_a_request_of_another_form_is_a_bad_request(content: Any) -> None:
    with pytest.raises(Refused) as raised:
        params_from_json(content)
    assert raised.value.status == 400


def test_a_url_carries_the_same_parameters_as_text() -> None:
    url = b"query=%7Bhello%7D&variables=%7B%22n%22%3A1%7D&operationName=A&extensions="
    assert params_from_url(url) == ("{hello}", None, None, "A", {"n": 1})


@pytest.mark.parametrize("url", [b"query=%ff", b"query=%7B%7D&variables=%7B", b"&".join([b"a=b"] * 17)])
def test_a_malformed_url_is_a_bad_request(url: bytes) -> None:
    with pytest.raises(Refused) as raised:
        params_from_url(url)
    assert raised.value.status == 400


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_json(b'\xef\xbb\xbf{"query": "{ a }"}', "The body") == {"query": "{ a }"}


def test_json_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Refused, match="`map` must be valid JSON"):
        parse_json("{", "`map`")
