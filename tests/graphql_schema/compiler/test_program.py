"""How a compiled root field runs: what its sources are asked for, and whose refusals are told."""

from __future__ import annotations

from datetime import date
from enum import Enum
from types import SimpleNamespace
from typing import Any, cast

import pytest
from graphql import FieldNode, NameNode, OperationDefinitionNode, get_variable_values, parse
from graphql.execution.values import VariableValues

from domain.errors import Forbidden, InvalidInput
from domain.rows import Column, Row
from graphql_schema.compiler.program import Load, Program, Request, Uncovered
from graphql_schema.compiler.refusing import Place
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.reading import Relation, reads_of
from graphql_schema.schema import schema

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 22)
CONTEXT = cast("Context", SimpleNamespace(today=TODAY))


class Cell(Column, Enum):
    ID = "id"
    NAME = "name"


NODE = FieldNode(name=NameNode(value="field"))


class Told(Source[Any, Any]):
    """Returns the same rows whoever asks, or refuses, and keeps what was asked for."""

    shape = "list"
    rule = None

    def __init__(self, *rows: Row, refuses: bool = False) -> None:
        self.wanted: list[Wanted[Any, Any]] = []
        self._rows = rows
        self._refuses = refuses

    async def load(self, context: Context, wanted: Wanted[Any, Any]) -> Loaded:
        self.wanted.append(wanted)
        if self._refuses:
            raise Forbidden
        return Loaded(self._rows)


def program(*sources: Told, needs_today: bool = False) -> Program:
    """Return a program of one load a source, each a child of the one before."""
    loads = [
        Load(
            source,
            number,
            1,
            parent=number - 1 if number else None,
            stands=Place([NODE], 0) if number else None,
            frozen=(Cell.ID,),
        )
        for number, source in enumerate(sources)
    ]
    return Program(
        tuple(loads),
        lambda loaded, today, _requests, refused: (
            [refused.get(number, list(each.rows)) for number, each in enumerate(loaded)],
            today,
        ),
        needs_today,
        len(loads),
    )


async def test_parents_are_asked_for_once_each_and_none_for_no_parent() -> None:
    parents, children = Told((7, "a"), (None, "b"), (9, "c"), (7, "d")), Told()
    await program(parents, children).run(CONTEXT, ["of parents", "of children"], ["at"], [])
    assert parents.wanted == [Wanted("of parents", (Cell.ID,), (), False)]
    assert children.wanted == [Wanted("of children", (Cell.ID,), [7, 9], False)]


async def test_children_of_nobody_are_not_loaded() -> None:
    children, grandchildren = Told((1,)), Told()
    value, _ = await program(Told((None,)), children, grandchildren).run(CONTEXT, [None] * 3, ["at"], [])
    assert value == [[(None,)], [], []]
    assert children.wanted == grandchildren.wanted == []


async def test_the_refusal_of_the_root_is_the_fields_answer() -> None:
    with pytest.raises(Forbidden):
        await program(Told(refuses=True), Told()).run(CONTEXT, [None] * 2, ["at"], [])


async def test_a_refusal_below_the_root_stands_for_the_rows_of_each_parent_and_nothing_hangs_on_it() -> None:
    refused, grandchildren = Told(refuses=True), Told()
    (_, rows, below), _ = await program(Told((1,), (2,), (1,)), refused, grandchildren).run(
        CONTEXT, [None] * 3, ["at"], []
    )
    assert [(key, type(instead.error)) for key, instead in rows.items()] == [(1, Forbidden), (2, Forbidden)]
    assert (below, grandchildren.wanted) == ([], [])


@pytest.mark.parametrize(("needs_today", "today"), [(True, TODAY), (False, None)])
async def test_the_day_is_told_to_what_needs_it(needs_today: bool, today: date | None) -> None:
    value = await program(Told(), needs_today=needs_today).run(CONTEXT, [None], ["at"], [])
    assert value == ([[]], today)


def test_a_column_keeps_its_place_behind_the_parents_key() -> None:
    load = Load(Told(), 0, 1)
    assert [load.place(column) for column in (Cell.NAME, Cell.ID, Cell.NAME)] == [1, 2, 1]
    assert list(load.columns) == [Cell.NAME, Cell.ID]


def request(query: str, **variables: Any) -> tuple[Request, VariableValues]:
    """Return the request of a query's root field, and the values of its variables."""
    (operation,) = parse(query).definitions
    assert isinstance(operation, OperationDefinitionNode)
    (node,) = operation.selection_set.selections
    assert isinstance(node, FieldNode)
    root = schema._schema.query_type
    assert root is not None
    field = root.fields[node.name.value]
    relation = reads_of(field)
    assert isinstance(relation, Relation)
    values = get_variable_values(schema._schema, operation.variable_definitions or (), variables)
    assert isinstance(values, VariableValues)
    return Request(field, node, schema.schema_converter), values


def test_arguments_without_variables_make_one_request_for_all_calls() -> None:
    made, _ = request("{ positions(first: 3) { totalCount } }")
    assert made.is_constant
    assert made.of(None) is made.of(None)
    assert made.of(None).size == 3


def test_arguments_with_variables_make_a_request_of_each_call() -> None:
    query = "query ($n: Int = 5) { positions(first: $n) { totalCount } }"
    made, values = request(query, n=2)
    assert not made.is_constant
    assert made.of(values).size == 2
    assert made.of(request(query)[1]).size == 5


def test_a_variable_within_a_list_or_an_object_counts_as_one() -> None:
    listed, values = request(
        "query ($s: ResumeState!) { resumes(filter: {states: [$s]}) { totalCount } }", s="FAILED"
    )
    assert not listed.is_constant
    assert [state.name for state in listed.of(values).conditions.states] == ["FAILED"]


def test_refused_arguments_are_kept_as_the_refusal() -> None:
    made, _ = request("{ positions(first: 101) { totalCount } }")
    assert isinstance(made.of(None), InvalidInput)


def test_arguments_that_the_schema_refuses_are_left_to_the_engine() -> None:
    with pytest.raises(Uncovered):
        request('{ positions(first: "many") { totalCount } }')
