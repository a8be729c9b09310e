"""Answers as bytes: the executor's JSON is put into place, never read again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson
from graphql import GraphQLError

from graphql_schema.admission.refusals import Refused
from graphql_schema.execution import Outcome
from graphql_schema.transport.negotiation import GRAPHQL_RESPONSE, JSON

Headers = list[tuple[bytes, bytes]]

# The status of GraphQL over HTTP for data with errors; no other form of answer knows it.
_PARTIAL_SUCCESS = 294
_CONTENT_TYPES = {name: (b"content-type", name + b"; charset=utf-8") for name in (JSON, GRAPHQL_RESPONSE)}


class Answer(NamedTuple):
    """An HTTP answer of one piece."""

    status: int
    headers: Headers
    body: bytes


def envelope(
    data: bytes | None, errors: Sequence[GraphQLError] = (), extensions: dict[str, Any] | None = None
) -> bytes:
    """Return a GraphQL response."""
    parts = []
    if data is not None:
        parts.append(b'"data":' + data)
    if errors:
        parts.append(b'"errors":' + errors_json(errors))
    if extensions:
        parts.append(b'"extensions":' + orjson.dumps(extensions))
    return b"{" + b",".join(parts) + b"}"


def errors_json(errors: Sequence[GraphQLError]) -> bytes:
    """Return errors as a JSON list."""
    return orjson.dumps([error.formatted for error in errors], default=str)


def answer_of(outcome: Outcome, extensions: dict[str, Any], media: bytes) -> Answer:
    """Return the answer that tells an outcome."""
    status = 200
    if outcome.errors and media == GRAPHQL_RESPONSE:
        # Without `data` nothing ran: the request itself was wrong.
        status = 400 if outcome.data is None else _PARTIAL_SUCCESS
    return Answer(status, [_CONTENT_TYPES[media]], envelope(outcome.data, outcome.errors, extensions))


def answer_of_batch(bodies: Sequence[bytes], media: bytes) -> Answer:
    """Return the answer that tells each operation's response."""
    return Answer(200, [_CONTENT_TYPES[media]], b"[" + b",".join(bodies) + b"]")


def answer_of_refusal(refusal: Refused, media: bytes | None) -> Answer:
    """Return the answer that tells why a request does not run."""
    media = media or JSON
    status = refusal.status or (refusal.own_status if media == GRAPHQL_RESPONSE else 200)
    return Answer(status, [_CONTENT_TYPES[media], *refusal.headers], envelope(None, refusal.errors))


def with_etag(answer: Answer, outcome: Outcome, if_none_match: bytes | None) -> Answer:
    """Return the answer to a GET with its tag, or 304 where the client has it already.

    The tag is weak: it covers data and errors, not the extensions, whose remainders change. Where none was
    made of versions, it is made of them.
    """
    tag = outcome.tag
    if tag is None:
        digest = blake2b(outcome.data or b"", digest_size=16)
        if outcome.errors:
            digest.update(errors_json(outcome.errors))
        tag = digest.hexdigest().encode()
        if names_tag(if_none_match, tag):
            return not_modified(tag)
    return Answer(answer.status, [*answer.headers, *_tag_headers(tag)], answer.body)


def not_modified(tag: bytes) -> Answer:
    """Return the answer to a GET of one who has the answer of that tag already."""
    return Answer(304, _tag_headers(tag), b"")


def names_tag(if_none_match: bytes | None, tag: bytes) -> bool:
    """Whether an `If-None-Match` header names the answer of a tag."""
    if if_none_match is None:
        return False
    candidates = (candidate.strip().removeprefix(b"W/") for candidate in if_none_match.split(b","))
    return any(candidate in (b'"%b"' % tag, b"*") for candidate in candidates)


def _tag_headers(tag: bytes) -> Headers:
    return [
        (b"etag", b'W/"%b"' % tag),
        (b"cache-control", b"private, no-cache"),
        (b"vary", b"Accept, Authorization"),
    ]
