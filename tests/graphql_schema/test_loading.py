"""What every source tells of itself, and what is wanted of it unless more is said."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type

from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.reading import Edges, Relation, reads_of
from graphql_schema.schema import schema


def relations() -> Iterator[tuple[Relation, GraphQLObjectType | None]]:
    """Yield every relation of the schema, with the type of its field where that is an object."""
    for graphql_type in schema._schema.type_map.values():
        if isinstance(graphql_type, GraphQLObjectType):
            for field in graphql_type.fields.values():
                reads, of = reads_of(field), get_named_type(field.type)
                if isinstance(reads, Relation):
                    yield reads, of if isinstance(of, GraphQLObjectType) else None


RELATIONS = list(relations())


def test_a_source_that_cannot_load_is_none() -> None:
    class Half(Source[Any, Any]):
        shape = "list"
        rule = None

    assert inspect.isabstract(Half)
    with pytest.raises(TypeError, match="load"):
        Half()  # type: ignore[abstract]


def test_rows_are_wanted_unless_json_is_and_lists_come_without_pages() -> None:
    assert Wanted(None, (), (), False).json is None
    assert Loaded([]).pages is None


def test_every_source_says_who_may_see_its_rows() -> None:
    assert RELATIONS
    assert [relation.source for relation, _ in RELATIONS if not hasattr(relation.source, "rule")] == []


def test_a_field_of_pages_has_a_source_of_pages_and_no_other_has() -> None:
    for relation, of in RELATIONS:
        in_pages = of is not None and any(isinstance(reads_of(field), Edges) for field in of.fields.values())
        assert (relation.source.shape == "pages") is in_pages, of


def test_only_lists_of_parents_are_offered_as_json() -> None:
    offering = [relation for relation, _ in RELATIONS if relation.source.json_columns]
    assert offering
    assert {(relation.source.shape, relation.key is not None) for relation in offering} == {("list", True)}
