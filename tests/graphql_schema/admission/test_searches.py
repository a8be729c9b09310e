from __future__ import annotations

from typing import Annotated

import pytest
import strawberry

from graphql_schema.admission.cost import SEARCH_POINTS
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.preparing import Preparing
from graphql_schema.admission.searches import SEARCHED
from graphql_schema.schema import schema


@strawberry.input
class Words:
    phrase: str | None = strawberry.field(default=None, metadata=SEARCHED)


@strawberry.input
class Filter:
    owner: int | None = None
    text: str | None = strawberry.field(default=None, metadata=SEARCHED)
    age: int | None = strawberry.field(default=None, metadata=SEARCHED)
    skills: list[str] | None = strawberry.field(default=None, metadata=SEARCHED)
    words: list[Words] | None = None


@strawberry.type
class Query:
    @strawberry.field
    def find(self, search: Annotated[str | None, strawberry.argument(metadata=SEARCHED)] = None) -> int:
        raise NotImplementedError

    @strawberry.field
    def nurses(self, search: Annotated[str, strawberry.argument(metadata=SEARCHED)] = "nurse") -> int:
        raise NotImplementedError

    @strawberry.field
    def listed(self, filter: Filter | None = None) -> int:  # noqa: A002
        raise NotImplementedError

    @strawberry.field
    def people(self, first: int = 10) -> list[Query]:
        raise NotImplementedError


PREPARING = Preparing(strawberry.Schema(Query)._schema, Limits())
OURS = Preparing(schema._schema, Limits())


def searches(text: str, preparing: Preparing = PREPARING, /, **variables: object) -> float:
    (cost,) = preparing.prepare(text).costs.values()
    return cost.points(variables) // SEARCH_POINTS


def test_a_field_searches_where_it_is_given_a_text_to_search_for() -> None:
    assert searches('{ find(search: "nurse") }') == 1
    assert (
        searches('{ find(search: " ") }') == searches("{ find(search: null) }") == searches("{ find }") == 0
    )


def test_a_text_in_a_variable_counts_as_it_is_sent() -> None:
    text = 'query ($s: String, $d: String = "nurse") { a: find(search: $s) b: find(search: $d) }'
    assert searches(text) == 1
    assert searches(text, s="nurse") == 2
    assert searches(text, s="", d=None) == searches(text, d=" ") == 0


def test_a_text_that_the_schema_gives_by_default_counts() -> None:
    assert searches("{ nurses }") == searches("query ($s: String!) { nurses(search: $s) }") == 1
    assert searches("query ($s: String!) { nurses(search: $s) }", s=" ") == 0


@pytest.mark.parametrize(
    ("filter_", "count"),
    [
        ('{text: "nurse"}', 1),
        ("{age: 30}", 1),
        ('{text: "nurse", age: 30, skills: ["Excel"]}', 1),
        ('{skills: [" ", "Excel"]}', 1),
        ('{words: [{phrase: null}, {phrase: "a"}]}', 1),
        ("{owner: 30}", 0),
        ("{}", 0),
        ('{text: " ", age: null, skills: [" "], words: [{}], owner: 7}', 0),
        ("null", 0),
    ],
)
def test_a_field_searches_once_by_whatever_its_filter_searches_by(filter_: str, count: int) -> None:
    assert searches(f"{{ listed(filter: {filter_}) }}") == count
    assert searches(f"query ($f: Filter = {filter_}) {{ listed(filter: $f) }}") == count


def test_a_filter_in_a_variable_counts_as_it_is_sent() -> None:
    text = "query ($f: Filter) { a: listed(filter: $f) b: listed(filter: $f) }"
    assert searches(text) == searches(text, f=None) == searches(text, f={"owner": 7, "text": ""}) == 0
    assert searches(text, f={"text": "nurse", "age": 30}) == 2
    assert searches(text, f={"words": [{"phrase": "nurse"}]}) == 2
    assert searches(text, f={"age": 0}) == 2


def test_variables_within_a_filter_count_as_they_are_sent() -> None:
    text = (
        "query ($t: String, $a: Int = 30, $s: String!) { listed(filter: {text: $t, age: $a, skills: [$s]}) }"
    )
    assert searches(text, s=" ") == 1
    assert searches(text, t="nurse", a=None, s=" ") == searches(text, a=None, s="Excel") == 1
    assert searches(text, t=" ", a=None, s=" ") == 0


def test_searches_below_a_list_count_as_often_as_the_list_is_long() -> None:
    text = "query ($n: Int!, $f: Filter) { people(first: $n) { listed(filter: $f) } }"
    assert searches(text, n=3, f={"age": 30}) == 3
    assert searches(text, n=3) == 0


@pytest.mark.parametrize(
    "filter_",
    [
        {"text": "护士"},
        {"skills": ["Excel"]},
        {"minDegree": "BACHELOR"},
        {"minYears": 3},
        {"cities": ["上海"]},
        {"maxAge": 40},
        {"minPay": 8000},
        {"position": "护士"},
    ],
)
@pytest.mark.parametrize("field", ["resumes", "resumeFacets", "exportResumes"])
def test_filters_that_look_through_all_resumes_are_searches(field: str, filter_: dict[str, object]) -> None:
    more = {"exportResumes": "columns: [ID],"}.get(field, "")
    text = f"query ($f: ResumeFilter) {{ {field}({more} filter: $f) {{ __typename }} }}"
    assert searches(text, OURS, f=filter_) == searches(text, OURS) + 1
    assert searches(text, OURS, f={"states": ["FAILED"]}) == searches(text, OURS)


def test_positions_and_users_that_are_searched_for_are_searches() -> None:
    assert searches('{ positions(search: "nurse") { __typename } }', OURS) == 1
    assert searches('{ users(filter: {text: "wang"}) { __typename } }', OURS) == 1
    assert searches("{ users(filter: {role: ADMIN}) { __typename } }", OURS) == 0


def test_thirty_searches_cost_more_than_one_request_may() -> None:
    text = " ".join(f'a{number}: resumes(filter: {{text: "护士"}}) {{ __typename }}' for number in range(30))
    assert searches(f"{{ {text} }}", OURS) * SEARCH_POINTS > Limits().cost
