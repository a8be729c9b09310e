"""What the clients of 0.1 were promised: the schema grows, and nothing of it changes or goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import DocumentNode, build_schema, find_breaking_changes, parse, print_ast

from graphql_schema.schema import schema

# The schema of 0.1 without its descriptions.
PROMISED = Path(__file__).with_name("schema-0.1.graphql").read_text(encoding="utf-8")


def signatures(document: DocumentNode) -> dict[str, str]:
    """Return what every name of a schema stands for: types, defaults, interfaces, members, directives."""
    return {
        name: signature
        for definition in document.definitions
        for name, signature in _signatures(definition, definition.name.value)  # type: ignore[attr-defined]
    }


def _signatures(node: Any, name: str) -> Iterator[tuple[str, str]]:
    parts = [node.kind]
    parts += [
        print_ast(part)
        for part in (getattr(node, "type", None), getattr(node, "default_value", None))
        if part
    ]
    for several in ("interfaces", "directives"):
        parts += [print_ast(part) for part in getattr(node, several, None) or ()]
    yield name, " ".join(parts)
    for several, form in (("fields", "{}.{}"), ("values", "{}.{}"), ("arguments", "{}({})")):
        for part in getattr(node, several, None) or ():
            yield from _signatures(part, form.format(name, part.name.value))
    for member in getattr(node, "types", None) or ():
        yield f"{name} = {member.name.value}", "member"


def broken(promised: str, present: str) -> list[str]:
    """Return how a schema breaks what another one promised."""
    kept = signatures(parse(present))
    changed = [
        f"{name}: {signature} became {kept.get(name)}"
        for name, signature in signatures(parse(promised)).items()
        if kept.get(name) != signature
    ]
    changes = find_breaking_changes(build_schema(promised), build_schema(present))
    return changed + [change.description for change in changes]


def test_what_0_1_promised_still_holds() -> None:
    assert broken(PROMISED, schema.as_str()) == []


OLD = """
type Query { a(first: Int = 10): [A!]! b: U }
type A { id: ID! e: E } type B { id: ID! }
union U = A | B
enum E { X Y }
input I { x: Int = 1 }
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: ID! e: E", "e: E"),
        ("e: E", "e: E!"),
        ("first: Int = 10", "first: Int = 20"),
        ("first: Int = 10", "first: Int = 10, filter: I!"),
        ("[A!]!", "[A!]"),
        ("A | B", "A"),
        ("X Y", "X"),
        ("x: Int = 1", "x: Int = 1 y: Int!"),
    ],
)
def test_a_broken_promise_is_found(before: str, after: str) -> None:
    assert broken(OLD, OLD.replace(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("e: E", '"It is told." e: E new: Int!'),
        ("first: Int = 10", "first: Int = 10, after: String"),
        ("X Y", "X Y Z"),
        ("x: Int = 1", "x: Int = 1 y: Int"),
    ],
)
def test_descriptions_and_additions_are_no_broken_promise(before: str, after: str) -> None:
    assert broken(OLD, OLD.replace(before, after)) == []
