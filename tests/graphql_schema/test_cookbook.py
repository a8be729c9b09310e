"""The recipes of docs/graphql.md: their operations are of the schema, their Python does what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from graphql import LoneAnonymousOperationRule, parse, specified_rules, validate

from domain.webhooks.signing import new_secret, signed_headers
from graphql_schema.schema import schema
from tests.factories import NOW

PAGE = (Path(__file__).parents[2] / "docs" / "graphql.md").read_text(encoding="utf-8")
# Some recipes show several side by side.
RULES = [rule for rule in specified_rules if rule is not LoneAnonymousOperationRule]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("text", blocks("graphql"))
def test_each_operation_of_the_cookbook_is_one_that_the_schema_answers(text: str) -> None:
    assert [error.message for error in validate(schema._schema, parse(text), RULES)] == []


def test_the_receiver_of_the_cookbook_knows_genuine_messages_from_others() -> None:
    (program,) = blocks("python")
    made: dict[str, Any] = {}
    exec(compile(program, "docs/graphql.md", "exec"), made)
    secret, body, now = new_secret(), b'{"type":"ping"}', NOW.timestamp()
    headers = signed_headers(secret, message_id="msg_1", at=NOW, body=body)
    genuine = made["is_genuine"]
    assert genuine(headers, body, secret, now)
    assert not genuine(headers, body + b" ", secret, now)
    assert not genuine(headers, body, new_secret(), now)
    assert not genuine(headers | {"webhook-id": "msg_2"}, body, secret, now)
    assert not genuine(headers, body, secret, now + 3600)
