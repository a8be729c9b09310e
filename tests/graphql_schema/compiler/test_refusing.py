from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    NameNode,
)

from domain.errors import Forbidden
from graphql_schema.compiler.refusing import Hoisted, Place, Refused, nullables, settled

NODE = FieldNode(name=NameNode(value="field"))


def refused(levels: int) -> Refused:
    return Refused(Forbidden(), Place([NODE], levels))


@pytest.mark.parametrize(
    ("levels", "left"),
    [
        (0, {"edges": [{"node": {"id": 1, "more": None}}, {"node": {"id": 2}}]}),
        (1, {"edges": [{"node": None}, {"node": {"id": 2}}]}),
        (2, {"edges": [None, {"node": {"id": 2}}]}),
        (3, {"edges": None}),
        (4, None),
    ],
)
def test_what_may_be_null_is(levels: int, left: Any) -> None:
    errors: list[GraphQLError] = []
    value = {"edges": [{"node": {"id": 1, "more": refused(levels)}}, {"node": {"id": 2}}]}
    assert settled(value, ["users"], errors) == left
    assert [error.path for error in errors] == [["users", "edges", 0, "node", "more"]]


def test_where_nothing_may_be_null_the_whole_answer_is() -> None:
    errors: list[GraphQLError] = []
    with pytest.raises(Hoisted):
        settled({"more": refused(2)}, ["users"], errors)
    assert len(errors) == 1


def test_an_object_that_stands_twice_is_refused_twice() -> None:
    shared = {"more": refused(0)}
    errors: list[GraphQLError] = []
    assert settled([shared, shared], ["at"], errors) == [{"more": None}, {"more": None}]
    assert [error.path for error in errors] == [["at", 0, "more"], ["at", 1, "more"]]


@pytest.mark.parametrize(
    ("graphql_type", "steps"),
    [
        (GraphQLInt, [True]),
        (GraphQLNonNull(GraphQLInt), [False]),
        (GraphQLNonNull(GraphQLList(GraphQLInt)), [False, True]),
        (GraphQLList(GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLInt)))), [True, False, False]),
    ],
)
def test_of_a_list_its_items_are_steps_too(graphql_type: GraphQLOutputType, steps: list[bool]) -> None:
    assert nullables(graphql_type) == steps
