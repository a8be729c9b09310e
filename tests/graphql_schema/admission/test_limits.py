from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from graphql import get_introspection_query, parse

from graphql_schema.admission.limits import Limits, credential_errors, shape_errors
from tests.graphql_schema.small import Small, codes

pytestmark = pytest.mark.anyio


def shape_codes(text: str, **limits: Any) -> list[str]:
    errors = shape_errors(parse(text), replace(Limits(), **limits))
    return [error.extensions["code"] for error in errors if error.extensions]


def test_operations_are_counted() -> None:
    text = " ".join(f"query Q{number} {{ hello }}" for number in range(5))
    assert shape_codes(text, operations=5) == []
    assert shape_codes(text, operations=4) == ["OPERATION_LIMIT_EXCEEDED"]


def test_selections_are_counted_where_fragments_are_spread() -> None:
    text = """
    query A { ...F } query B { me { ...G } ...F }
    fragment F on Query { hello } fragment G on Person { name }
    """
    # A: 1 + 1; B: 1 + 1 + 1 and 1 + 1; the fragments by themselves: 1 + 1.
    assert shape_codes(text, selections=9) == []
    assert shape_codes(text, selections=8) == ["SELECTION_LIMIT_EXCEEDED"]


def test_many_operations_that_spread_a_large_fragment_are_refused() -> None:
    operations = " ".join(f"query Q{number} {{ ...F }}" for number in range(40))
    fields = " ".join(["__typename"] * 1_000)
    assert shape_codes(f"{operations} fragment F on Query {{ {fields} }}") == ["SELECTION_LIMIT_EXCEEDED"]


def test_a_long_chain_of_fragments_is_refused() -> None:
    links = " ".join(f"fragment F{n} on Query {{ __typename ...F{n + 1} }}" for n in range(180))
    assert shape_codes(f"{{ ...F0 }} {links} fragment F180 on Query {{ __typename }}") == [
        "SELECTION_LIMIT_EXCEEDED"
    ]


def test_fragments_that_double_are_counted_without_spreading_them() -> None:
    doubling = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(100))
    (error,) = shape_errors(
        parse(f"{{ ...F0 }} {doubling} fragment F100 on Query {{ hello }}"), Limits(selections=10)
    )
    assert error.extensions == {"code": "SELECTION_LIMIT_EXCEEDED", "limit": 10, "actual": 2**31 - 1}


def test_fields_within_fields_are_counted_through_fragments() -> None:
    text = "{ me { ...F } } fragment F on Person { friends { ... on Person { friends { name } } } }"
    assert shape_codes(text, depth=4) == []
    assert shape_codes(text, depth=3) == ["DEPTH_LIMIT_EXCEEDED"]


def test_a_chain_of_fragments_is_too_deep_rather_than_a_crash() -> None:
    links = " ".join(f"fragment F{n} on Query {{ me {{ name }} ...F{n + 1} }}" for n in range(2000))
    assert shape_codes("{ ...F0 } " + links) == ["DEPTH_LIMIT_EXCEEDED"]


def test_fragments_in_a_circle_are_left_to_validation() -> None:
    text = "{ ...A } fragment A on Query { me { name } ...B } fragment B on Query { ...A }"
    assert shape_codes(text) == []


def test_the_standard_introspection_query_is_within_the_limits() -> None:
    assert shape_codes(get_introspection_query(schema_description=True, input_value_deprecation=True)) == []


def test_aliases_and_repeats_are_counted_alike() -> None:
    assert shape_codes("{ a: hello b: hello }", aliases=2) == []
    assert shape_codes("{ a: hello b: hello c: hello }", aliases=2) == ["ALIAS_LIMIT_EXCEEDED"]
    assert shape_codes("{ me { name } me { name } me { name } }", aliases=2) == []
    assert shape_codes("{ me { name } me { name } me { name } }", aliases=1) == ["ALIAS_LIMIT_EXCEEDED"]


def test_plain_values_may_be_repeated_as_fragments_do() -> None:
    assert shape_codes("{ me { name ...F } } fragment F on Person { name name }", aliases=0) == []


def test_objects_repeated_through_fragments_are_counted_where_they_meet() -> None:
    text = """
    { ...A ...B ...A }
    fragment A on Query { me { name } ...B }
    fragment B on Query { me { name } ... on Query { me { name } } }
    """
    assert shape_codes(text, aliases=2) == []
    assert shape_codes(text, aliases=1) == ["ALIAS_LIMIT_EXCEEDED"]


def test_an_alias_in_a_fragment_counts_each_time_the_fragment_is_used() -> None:
    text = "{ me { ...F friends { ...F } } } fragment F on Person { a: name }"
    assert shape_codes(text, aliases=2) == []
    assert shape_codes(text, aliases=1) == ["ALIAS_LIMIT_EXCEEDED"]


def test_a_fragment_nobody_uses_is_measured_too() -> None:
    assert shape_codes(
        "{ hello } fragment F on Query { me { name } me { name } me { name } }", aliases=1
    ) == ["ALIAS_LIMIT_EXCEEDED"]


def test_directives_are_counted_everywhere() -> None:
    text = """
    query ($v: Boolean! @a) @a { me @a { ...F @a ... @a { name @a } } }
    fragment F on Person @a { name }
    """
    assert shape_codes(text, directives=7) == []
    assert shape_codes(text, directives=6) == ["DIRECTIVE_LIMIT_EXCEEDED"]


@pytest.mark.parametrize(
    ("limits", "query", "code"),
    [
        (Limits(tokens=5), "{ hello me { name } }", "TOKEN_LIMIT_EXCEEDED"),
        (Limits(tokens=5), "{ hello }" + "\n#" * 6, "TOKEN_LIMIT_EXCEEDED"),
        (Limits(operations=1), "query A { hello } query B { hello }", "OPERATION_LIMIT_EXCEEDED"),
        (Limits(selections=2), "{ hello me { name } }", "SELECTION_LIMIT_EXCEEDED"),
        (Limits(comparisons=20), "{ " + "hello " * 20 + "}", "COMPARISON_LIMIT_EXCEEDED"),
        (Limits(depth=1), "{ me { name } }", "DEPTH_LIMIT_EXCEEDED"),
        (Limits(aliases=0), "{ a: hello }", "ALIAS_LIMIT_EXCEEDED"),
        (Limits(directives=0), "{ hello @skip(if: false) }", "DIRECTIVE_LIMIT_EXCEEDED"),
        (Limits(page_size=100), "{ people(first: 101) { totalCount } }", "PAGE_SIZE_LIMIT_EXCEEDED"),
        (Limits(cost=30), "{ people { edges { node { name } } } }", "COST_LIMIT_EXCEEDED"),
    ],
)
async def test_each_limit_has_an_error_with_its_own_code(limits: Limits, query: str, code: str) -> None:
    answer = await Small(limits=limits).post({"query": query}, accept="application/graphql-response+json")
    assert answer.status_code == 400
    assert codes(answer) == [code]
    assert "data" not in answer.json()


async def test_a_page_size_in_a_variable_is_limited_too() -> None:
    query = "query ($n: Int) { people(first: $n) { totalCount } }"
    small = Small(limits=Limits(page_size=100))
    assert codes(await small.post({"query": query, "variables": {"n": 101}})) == ["PAGE_SIZE_LIMIT_EXCEEDED"]
    assert "errors" in (await small.post({"query": query, "variables": {"n": 100}})).json()


async def test_an_error_tells_the_limit_and_what_was_found() -> None:
    answer = await Small(limits=Limits(depth=1)).post({"query": "{ me { name } }"})
    assert answer.json()["errors"][0]["extensions"] == {
        "code": "DEPTH_LIMIT_EXCEEDED",
        "limit": 1,
        "actual": 2,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mutation { login rename }", 0),
        ("mutation { login login }", 2),
        ("mutation { a: login b: register }", 2),
        ("mutation { ... on Mutation { login } ...A } fragment A on Mutation { a: login }", 2),
        ("mutation { ...A ...A } fragment A on Mutation { ...B ...B } fragment B on Mutation { login }", 4),
        ("mutation A { login } mutation B { login }", 0),
        ("query { login register }", 0),
    ],
)
def test_an_operation_takes_one_password(text: str, found: int) -> None:
    errors = [error.extensions for error in credential_errors(parse(text), Limits())]
    expected = {"code": "CREDENTIAL_LIMIT_EXCEEDED", "limit": 1, "actual": found}
    assert errors == ([expected] if found else [])


async def test_a_document_with_two_passwords_does_not_run() -> None:
    small = Small(limits=Limits(credentials=frozenset({"rename"})))
    refused = await small.post({"query": 'mutation { a: rename(name: "a") b: rename(name: "b") }'})
    assert codes(refused) == ["CREDENTIAL_LIMIT_EXCEEDED"]
    assert small.root.renamed == []
    assert "errors" not in (await small.post({"query": 'mutation { rename(name: "a") }'})).json()
