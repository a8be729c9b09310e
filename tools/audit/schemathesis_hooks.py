"""What schemathesis must be told beside the schemas, since they cannot say it."""

from __future__ import annotations

import unicodedata
from typing import Any

import schemathesis
from hypothesis import strategies
from schemathesis.graphql import nodes

_PLAIN = frozenset({"L", "N", "P", "S", "Z"})
# What a valid document may be told; that it is no valid one, or that the server failed, is none of it.
_TOLD = frozenset({"BAD_USER_INPUT", "FORBIDDEN", "INVALID_INPUT", "NOT_FOUND", "OVERLOADED"})
_TOLD_OF_NO_DOCUMENT = frozenset({"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"})

schemathesis.graphql.scalar(
    "DateTime", strategies.datetimes().map(lambda moment: nodes.String(f"{moment.isoformat()}Z"))
)


@schemathesis.hook  # type: ignore[untyped-decorator]
def filter_body(_context: Any, body: Any) -> bool:
    """Whether a name is of known characters and one script.

    Which characters have a meaning changes with each version of Unicode; and a new name is of one script, so
    that it cannot be read as another's (`domain/users`). Here that is judged more strictly than there: other
    names are not sent at all, so the tests of that rule are those of the domain.
    """
    name = body.get("username") if isinstance(body, dict) else None
    if not isinstance(name, str):
        return True
    text = unicodedata.normalize("NFKC", name)
    if any(unicodedata.category(character)[0] not in _PLAIN for character in text):
        return False
    letters = [character for character in text if character.isalpha()]
    return len({unicodedata.name(letter, "").partition(" ")[0] for letter in letters}) <= 1


@schemathesis.check  # type: ignore[untyped-decorator]
def graphql_says_why(_context: Any, response: Any, case: Any) -> None:
    """A valid GraphQL document gets data, or errors of its values; one that is not valid is told so."""
    if not case.operation.label.startswith(("Query.", "Mutation.")):
        return
    assert response.status_code < 500, response.status_code
    answer = response.json()
    assert answer.keys() & {"data", "errors"}, answer
    expected = _TOLD | _TOLD_OF_NO_DOCUMENT if case.meta.generation.mode.is_negative else _TOLD
    for error in answer.get("errors", ()):
        code = error["extensions"]["code"]
        assert code in expected or code.endswith("_LIMIT_EXCEEDED"), error
