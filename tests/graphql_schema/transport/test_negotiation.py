from __future__ import annotations

import pytest

from graphql_schema.transport import negotiation
from graphql_schema.transport.negotiation import GRAPHQL_RESPONSE, JSON, accepted, media_type


@pytest.mark.parametrize(
    ("header", "json"),
    [
        (None, JSON),
        (b" ", JSON),
        (b"*/*", JSON),
        (b"application/*;q=0.1", JSON),
        (b"Application/JSON", JSON),
        (b"application/graphql-response+json", GRAPHQL_RESPONSE),
        (b"application/json;q=0.5, application/graphql-response+json;q=0.9", GRAPHQL_RESPONSE),
        (b"application/graphql-response+json;q=0, */*", JSON),
        (b"application/json;q=0, */*", None),
        (b"application/json;q=nonsense", None),
        (b"text/event-stream", None),
        (b"image/png", None),
    ],
)
def test_the_form_of_an_answer_is_the_one_that_the_client_likes_best(
    header: bytes | None, json: bytes | None
) -> None:
    assert accepted(header).json == json


def test_a_stream_and_a_page_are_taken_only_by_those_who_name_them() -> None:
    both = accepted(b"application/json, text/event-stream")
    assert (both.json, both.stream, both.page) == (JSON, True, False)
    assert accepted(b"text/event-stream;q=0").stream is False
    assert accepted(b"*/*").stream is False
    assert accepted(b"text/html,*/*;q=0.8").page is True


@pytest.mark.parametrize(
    ("header", "media", "is_utf8"),
    [
        (None, b"", True),
        (b"Application/JSON", b"application/json", True),
        (b'application/json; charset="UTF-8"', b"application/json", True),
        (b"application/json; profile=x; charset=latin-1", b"application/json", False),
    ],
)
def test_a_body_tells_its_type_and_its_encoding(header: bytes | None, media: bytes, is_utf8: bool) -> None:
    assert media_type(header) == (media, is_utf8)


def test_long_headers_are_read_but_not_remembered() -> None:
    remembered = negotiation._accepted.cache_info().currsize
    assert accepted(b"text/x, " * 1_000 + b"application/json").json == b"application/json"
    assert media_type(b"application/json; x=" + b"y" * 5_000) == (b"application/json", True)
    assert negotiation._accepted.cache_info().currsize == remembered
