from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from graphql import build_schema, get_introspection_query

from graphql_schema.admission.limits import Limits
from graphql_schema.admission.preparing import Preparing
from graphql_schema.admission.refusals import Refused
from graphql_schema.schema import schema
from tests.graphql_schema.small import SDL

PREPARING = Preparing(build_schema(SDL), Limits())


def refused_codes(text: str, **limits: Any) -> list[str]:
    with pytest.raises(Refused) as raised:
        Preparing(build_schema(SDL), Limits(**limits)).prepare(text)
    return [str((error.extensions or {})["code"]) for error in raised.value.errors]


def test_the_only_operation_needs_no_name() -> None:
    prepared = PREPARING.prepare("query Hello { hello }")
    assert prepared.operations[None] is prepared.operations["Hello"]
    several = PREPARING.prepare("query A { hello } query B { hello }")
    assert set(several.operations) == {"A", "B"}


def test_the_variables_that_decide_on_fields_are_known() -> None:
    text = """
    query ($a: Boolean!, $b: Boolean!, $n: Int, $c: Boolean!) {
      people(first: $n) @skip(if: $a) { totalCount } ...F ... @include(if: $c) { hello }
    }
    fragment F on Query { hello @include(if: $b) @skip(if: $a) }
    """
    assert set(PREPARING.prepare(text).switches) == {"a", "b", "c"}
    assert PREPARING.prepare("{ hello }").switches == ()


@pytest.mark.parametrize(
    "mistakes", ["@no " * 40, "@skip(if: true) " * 40], ids=["unknown directives", "repeated directives"]
)
def test_the_same_mistake_made_many_times_is_told_a_few_times(mistakes: str) -> None:
    codes = refused_codes(f"{{ hello {mistakes}}}")
    assert codes == ["GRAPHQL_VALIDATION_FAILED"] * len(codes)
    assert 1 <= len(codes) <= 6


def test_validation_stops_after_a_few_errors() -> None:
    assert len(refused_codes("{ " + " ".join(f"no{number}" for number in range(1_000)) + " }")) == 6


@pytest.mark.parametrize(
    "text",
    [
        "{ " + "hello " * 1_000 + "}",
        "{ " + ("me { " + "name " * 30 + "} ") * 40 + "}",
        "{ "
        + " ".join(f"...F{n}" for n in range(90))
        + " }"
        + " ".join(f" fragment F{n} on Query {{ hello __typename broken fails }}" for n in range(90)),
    ],
    ids=["plain values", "objects", "fragments"],
)
def test_comparing_every_field_with_every_other_is_cut_off(text: str) -> None:
    assert refused_codes(text) == ["COMPARISON_LIMIT_EXCEEDED"]


def test_what_tools_and_dashboards_send_is_far_from_the_limits() -> None:
    limits = Limits(operations=5, selections=1_000, comparisons=5_000)
    Preparing(schema._schema, limits).prepare(
        get_introspection_query(schema_description=True, input_value_deprecation=True)
    )


def test_the_estimate_of_what_a_document_takes_is_near_the_truth() -> None:
    preparing = Preparing(schema._schema, Limits())
    node = "id code source title titleZh aliases skills degree yearsMin company city salaryRange salaryText"
    text = " ".join(f"x{n}: positions(first: {n}) {{ edges {{ node {{ {node} }} }} }}" for n in range(49))
    preparing.prepare("{ positions { totalCount } }")
    tracemalloc.start()
    try:
        prepared = preparing.prepare(f"{{ {text} }}")
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.7 * taken < prepared.size_bytes < 2 * taken


def test_of_the_keys_of_a_one_of_input_exactly_one_is_given() -> None:
    chosen = build_schema(
        "type Query { pick(by: By!): String } input By @oneOf { name: String, number: Int }"
    )
    preparing = Preparing(chosen, Limits())
    preparing.prepare('{ pick(by: { name: "x" }) }')
    for wrong in ('{ name: "x", number: 1 }', "{ name: null }", "{}"):
        with pytest.raises(Refused):
            preparing.prepare(f"{{ pick(by: {wrong}) }}")
