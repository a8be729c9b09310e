"""What is written after graphql-core does what graphql-core does."""

from __future__ import annotations

from typing import Any

import graphql
import pytest
from graphql import GraphQLError, build_schema, parse, specified_rules
from graphql.validation import ValidationContext

from graphql_schema.admission.giving_way import PacedParser, overlapping_rule, validate
from tests.copied import digest
from tests.graphql_schema.small import SDL

SCHEMA = build_schema(SDL)
DEEP = "".join(f"fragment F{n} on Query {{ ...F{n + 1} }} " for n in range(600))
DOCUMENTS = {
    "valid": "query ($n: Int) { people(first: $n) { totalCount } }",
    "unknown field with a suggestion": "{ helo }",
    "wrong variables": "query ($n: String, $unused: Int) { people(first: $n) { totalCount } ...F } "
    "fragment F on Query { people(first: $missing) { totalCount } }",
    "fields that do not merge": "{ hello hello: broken }",
    "fragments in a circle": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "more mistakes than are told": "{ " + " ".join(f"no{n}" for n in range(9)) + " }",
    "fragments too deep": f"{{ ...F0 }} {DEEP} fragment F600 on Query {{ hello }}",
}


def told(errors: list[GraphQLError]) -> list[tuple[str, str, Any]]:
    return [(type(error).__name__, error.message, error.locations) for error in errors]


@pytest.mark.parametrize("hidden", [False, True], ids=["with suggestions", "without"])
@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_is_judged_as_by_graphql_core(text: str, hidden: bool) -> None:
    ours = validate(
        SCHEMA, PacedParser(text).parsed(), specified_rules, most_errors=5, hide_suggestions=hidden
    )
    theirs = graphql.validate(SCHEMA, parse(text), max_errors=5, hide_suggestions=hidden)
    assert told(ours) == told(theirs)


def test_the_documents_above_are_not_all_valid() -> None:
    counts = [len(graphql.validate(SCHEMA, parse(text), max_errors=5)) for text in DOCUMENTS.values()]
    assert counts[0] == 0
    assert all(counts[1:])


def test_the_rule_with_our_bound_stops_after_so_many_comparisons() -> None:
    document = parse("{ " + "hello " * 20 + "}")
    for most, cut_off in ((400, False), (40, True)):
        rules = [overlapping_rule(most)]
        errors = validate(SCHEMA, document, rules, most_errors=5, hide_suggestions=False)
        assert bool(errors) is cut_off


def test_what_was_written_after_graphql_core_is_what_it_has() -> None:
    assert digest(graphql.validate) == "bbdc79a5c04c2a39"
    assert digest(ValidationContext.get_variable_usages) == "4a8bce370acc49b9"
