from __future__ import annotations

import pytest
from graphql import GraphQLError

from graphql_schema.admission.refusals import refused
from graphql_schema.execution import Outcome
from graphql_schema.transport.answers import (
    answer_of,
    answer_of_batch,
    answer_of_refusal,
    envelope,
    with_etag,
)
from graphql_schema.transport.negotiation import GRAPHQL_RESPONSE, JSON

ERROR = GraphQLError("No.", extensions={"code": "NO"})
ERROR_JSON = b'"errors":[{"message":"No.","extensions":{"code":"NO"}}]'
HELLO = Outcome(b'{"hello":1}', [])


def test_data_is_put_into_its_place_as_it_is() -> None:
    assert envelope(b"{ not even JSON") == b'{"data":{ not even JSON}'


def test_parts_without_content_are_left_out() -> None:
    assert envelope(None, [ERROR]) == b"{" + ERROR_JSON + b"}"
    assert envelope(b"null", [ERROR], {"cost": 1}) == (
        b'{"data":null,' + ERROR_JSON + b',"extensions":{"cost":1}}'
    )


@pytest.mark.parametrize(
    ("outcome", "media", "status"),
    [
        (HELLO, JSON, 200),
        (HELLO, GRAPHQL_RESPONSE, 200),
        (Outcome(b"null", [ERROR]), JSON, 200),
        (Outcome(b"null", [ERROR]), GRAPHQL_RESPONSE, 294),
        (Outcome(HELLO.data, [ERROR]), GRAPHQL_RESPONSE, 294),
        (Outcome(None, [ERROR]), JSON, 200),
        (Outcome(None, [ERROR]), GRAPHQL_RESPONSE, 400),
    ],
)
def test_only_graphqls_own_form_has_a_status_for_what_failed_or_did_not_run(
    outcome: Outcome, media: bytes, status: int
) -> None:
    answer = answer_of(outcome, {}, media)
    assert (answer.status, answer.headers) == (status, [(b"content-type", media + b"; charset=utf-8")])


def test_a_batch_is_a_list() -> None:
    assert answer_of_batch([b"{}", b"{}"], JSON).body == b"[{},{}]"


def test_a_refusal_may_have_a_status_of_its_own_in_graphqls_own_form() -> None:
    refusal = refused("NO", "No.", own_status=422)
    statuses = [answer_of_refusal(refusal, media).status for media in (None, JSON, GRAPHQL_RESPONSE)]
    assert statuses == [200, 200, 422]


def test_a_refusal_with_a_status_keeps_it_in_every_form() -> None:
    refusal = refused("NO", "No.", status=405, headers=[(b"allow", b"POST")])
    for media in (None, JSON, GRAPHQL_RESPONSE):
        answer = answer_of_refusal(refusal, media)
        assert answer.status == 405
        assert (b"allow", b"POST") in answer.headers


def test_a_tag_covers_data_and_errors_but_not_what_is_left_of_a_budget() -> None:
    def tag(outcome: Outcome, extensions: dict[str, int]) -> bytes:
        return dict(with_etag(answer_of(outcome, extensions, JSON), outcome, None).headers)[b"etag"]

    assert tag(HELLO, {"left": 1}) == tag(HELLO, {"left": 2})
    assert tag(HELLO, {}) != tag(Outcome(HELLO.data, [ERROR]), {})


def test_who_has_the_answer_already_gets_no_body() -> None:
    answer = answer_of(HELLO, {}, JSON)
    tag = dict(with_etag(answer, HELLO, None).headers)[b"etag"]
    assert with_etag(answer, HELLO, b'"other", ' + tag)[::2] == (304, b"")
    assert with_etag(answer, HELLO, b'"other"').status == 200
