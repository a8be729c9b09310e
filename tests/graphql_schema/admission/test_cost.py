from __future__ import annotations

import strawberry
from graphql import GraphQLSchema, build_schema, get_introspection_query

from graphql_schema.admission.cost import INTROSPECTION_POINTS, MUTATION_POINTS, SEARCH_POINTS
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.preparing import Preparing
from graphql_schema.admission.searches import SEARCHED
from graphql_schema.schema import schema
from graphql_schema.types.positions.types import DESCRIPTION_POINTS
from tests.graphql_schema.small import SDL


def _small_schema() -> GraphQLSchema:
    made = build_schema(SDL)
    for name in ("Query", "Person"):
        searched = made.get_type(name).fields["find"].args["search"]  # type: ignore[union-attr]
        searched.extensions["strawberry-definition"] = strawberry.argument(metadata=SEARCHED)
    return made


PREPARING = Preparing(_small_schema(), Limits())


def points(text: str, **variables: object) -> int:
    return PREPARING.prepare(text).costs[None].points(variables)


def test_every_field_of_the_answer_is_a_point() -> None:
    assert points("{ hello me { name } }") == 3


def test_a_page_multiplies_what_is_in_it() -> None:
    assert points("{ people(first: 50) { totalCount edges { node { name } } } }") == 3 + 50 * 2
    assert points("{ me { friends(first: 5) { name friends(first: 3) { name } } } }") == 2 + 5 * (2 + 3)


def test_a_page_whose_size_is_left_out_has_the_size_of_the_schema() -> None:
    assert points("{ people { edges { node { name } } } }") == 2 + 20 * 2
    assert points("{ me { friends { name } } }") == 2 + 10
    assert points("{ people(first: null) { edges { node { name } } } }") == 2 + 20 * 2


def test_a_page_size_in_a_variable_counts_as_it_is_sent() -> None:
    text = """
    query ($n: Int = 7, $m: Int) { people(first: $n) { edges { node { friends(first: $m) { name } } } } }
    """
    assert points(text, n=50, m=5) == 2 + 50 * (2 + 5)
    assert points(text, n=50) == 2 + 50 * (2 + 10)
    assert points(text) == 2 + 7 * (2 + 10)
    assert points(text, n=-5, m=5) == 2


def test_both_ends_of_a_page_in_variables_count_as_what_is_sent() -> None:
    text = "query ($f: Int, $l: Int) { people(first: $f, last: $l) { edges { cursor } } }"
    assert points(text, f=30) == 2 + 30
    assert points(text, f=0, l=40) == 2 + 40


def test_fragments_count_wherever_they_stand() -> None:
    text = """
    { a: me { ...P } b: me { ... on Person { ...P } } }
    fragment P on Person { friends(first: 4) { name } }
    """
    assert points(text) == 2 * (1 + 1 + 4)


def test_a_mutation_counts_more_than_a_field() -> None:
    assert points('mutation { a: rename(name: "x") b: rename(name: "y") }') == 2 * MUTATION_POINTS


def test_asking_for_the_whole_schema_has_a_price_of_its_own() -> None:
    text = get_introspection_query(schema_description=True, input_value_deprecation=True)
    assert points(text) == 1 + INTROSPECTION_POINTS
    body = text[text.index("{") + 1 : text.index("fragment FullType")].rstrip().removesuffix("}")
    twice = text.replace(body, body + body.replace("__schema", "again: __schema"))
    assert points(twice) == 2 * (1 + INTROSPECTION_POINTS)


def test_a_search_counts_more_than_a_field_where_there_is_a_text_to_search_for() -> None:
    assert points('{ find(search: "nurse") }') == 1 + SEARCH_POINTS
    assert points('{ find(search: " ") }') == points("{ find(search: null) }") == points("{ find }") == 1
    text = 'query ($s: String, $d: String = "nurse") { a: find(search: $s) b: find(search: $d) }'
    assert points(text) == 2 + SEARCH_POINTS
    assert points(text, s="nurse") == 2 + 2 * SEARCH_POINTS
    assert points(text, s="", d=None) == points(text, s=7, d=" ") == 2


def test_searches_below_a_list_count_as_often_as_the_list_is_long() -> None:
    text = "query ($n: Int, $s: String) { people(first: $n) { edges { node { find(search: $s) } } } }"
    assert points(text, n=3, s="nurse") == 2 + 3 * (2 + SEARCH_POINTS)
    assert points(text, n=3) == 2 + 3 * 2


def test_the_largest_page_is_found_in_the_document_and_in_the_variables() -> None:
    cost = PREPARING.prepare(
        "query ($n: Int) { a: people(first: $n) { totalCount } b: people(last: 60) { totalCount } }"
    ).costs[None]
    assert cost.largest({"n": 5}) == 60
    assert cost.largest({"n": 70}) == 70
    assert cost.largest({"n": "no number"}) == 60


def test_a_long_text_counts_more_than_a_short_one() -> None:
    preparing = Preparing(schema._schema, Limits())

    def price(field: str) -> int:
        text = f"{{ positions(first: 10) {{ edges {{ node {{ {field} }} }} }} }}"
        return preparing.prepare(text).costs[None].points({})

    assert price("description") - price("url") == 10 * (DESCRIPTION_POINTS - 1)
