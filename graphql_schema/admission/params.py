"""The parameters of a GraphQL request, as a POST body, a GET query or a socket's message gives them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson

from graphql_schema.admission.refusals import Refused, refused

_MOST_URL_FIELDS = 16
_LONGEST_KEPT = 4096
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class GraphQLParams(NamedTuple):
    """What the client asks for. One of `query`, `document_id` and `persisted_hash` is given."""

    query: str | None
    document_id: str | None
    persisted_hash: str | None
    operation_name: str | None
    variables: dict[str, Any]


def bad_request(message: str) -> Refused:
    """Return the refusal of a request that is not well-formed."""
    return refused("BAD_REQUEST", message, status=400)


def params_from_json(content: Any) -> GraphQLParams:
    """Return the parameters of a JSON object. Raises `Refused`."""
    if not isinstance(content, dict):
        raise bad_request("A GraphQL request must be a JSON object.")
    query = content.get("query")
    variables = content.get("variables")
    operation_name = content.get("operationName")
    extensions = content.get("extensions")
    document_id = content.get("documentId")
    if query is not None and not isinstance(query, str):
        raise bad_request("`query` must be a string.")
    if variables is not None and not isinstance(variables, dict):
        raise bad_request("`variables` must be an object.")
    if operation_name is not None and not isinstance(operation_name, str):
        raise bad_request("`operationName` must be a string.")
    if document_id is not None and not isinstance(document_id, str):
        raise bad_request("`documentId` must be a string.")
    persisted_hash = None if extensions is None else _persisted_hash(extensions)
    if document_id is not None:
        # Clients of graphql-transport-ws always send a text, if an empty one.
        if query:
            raise bad_request("Send either `query` or `documentId`.")
    elif not query and persisted_hash is None:
        raise bad_request("`query` is missing.")
    return GraphQLParams(query or None, document_id, persisted_hash, operation_name or None, variables or {})


def params_from_url(query_string: bytes) -> GraphQLParams:
    """Return the parameters of a URL. Raises `Refused`."""
    if len(query_string) > _LONGEST_KEPT:
        return _params_from_url.__wrapped__(query_string)
    return _params_from_url(query_string)


# The same are asked for again and again, and to take a document out of a URL costs as much as a small answer.
@lru_cache(maxsize=256)
def _params_from_url(query_string: bytes) -> GraphQLParams:
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_URL_FIELDS,
        )
    except ValueError as error:
        raise bad_request("The URL's query is not well-formed.") from error
    content: dict[str, Any] = dict(pairs)
    for name in ("variables", "extensions"):
        if content.get(name):
            content[name] = parse_json(content[name], f"`{name}`")
        else:
            content.pop(name, None)
    return params_from_json(content)


def parse_json(text: bytes | bytearray | str, what: str) -> Any:
    """Return what a JSON text says. Raises `Refused`."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if isinstance(text, bytes) and text.startswith(_BYTE_ORDER_MARK):
            return parse_json(text.removeprefix(_BYTE_ORDER_MARK), what)
        raise bad_request(f"{what} must be valid JSON in UTF-8.") from error


def _persisted_hash(extensions: Any) -> str | None:
    if not isinstance(extensions, dict):
        raise bad_request("`extensions` must be an object.")
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    if not isinstance(persisted, dict) or persisted.get("version") != 1:
        raise bad_request("`extensions.persistedQuery` must have version 1.")
    text_hash = persisted.get("sha256Hash")
    if not isinstance(text_hash, str):
        raise bad_request("`extensions.persistedQuery.sha256Hash` must be a string.")
    return text_hash
