"""Plans a query: its root fields as programs, and what introspection tells as constants."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLNonNull,
    GraphQLObjectType,
    OperationDefinitionNode,
    SelectionSetNode,
    execute,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetailsList, collect_fields
from graphql.execution.values import VariableValues

from graphql_schema.admission.giving_way import give_way_first
from graphql_schema.admission.preparing import PreparedDocument
from graphql_schema.compiler.program import UNCOVERED, Request, RootField, Uncovered
from graphql_schema.compiler.writing import Selections, Writer, fragments_of
from graphql_schema.reading import Relation, reads_of

# Measured: what a field takes as code.
_FIELD_BYTES = 300

_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A compiled operation.

    Attributes:
        fields: None where the operation is for graphql-core.
        nested: The numbers of the requests below the root.
        size_bytes: What it takes in memory, as an estimate.
    """

    fields: tuple[RootField, ...] | None
    requests: tuple[Request, ...] = ()
    nested: tuple[int, ...] = ()
    size_bytes: int = 0


class Planner:
    """Makes compiled queries of validated operations on a schema."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self._schema = schema._schema
        self._converter = schema.schema_converter

    def plan(
        self,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        values: VariableValues,
        blind: bool,
    ) -> CompiledQuery:
        """Return an operation compiled, or marked as one for graphql-core; from a thread."""
        try:
            return self._covered(prepared, operation, values, blind)
        except (Uncovered, RecursionError, SyntaxError, MemoryError):
            # The last three: nested more deeply than Python allows.
            return CompiledQuery(None)

    def _covered(
        self,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        values: VariableValues,
        blind: bool,
    ) -> CompiledQuery:
        root = self._schema.query_type
        assert root is not None
        fragments = fragments_of(prepared.document.definitions)
        selections = Selections(self._schema, operation, fragments, values, blind)
        collected = collect_fields(self._schema, fragments, values, root, operation).grouped_field_set
        requests: list[Request] = []
        told = self._introspected(prepared, operation, collected)
        fields = []
        for key, details in collected.items():
            if key in told:
                nodes = [detail.node for detail in details]
                fields.append(RootField(key, nodes, True, constant=orjson.Fragment(told[key])))
            else:
                fields.append(self._root(root, key, details, selections, requests))
        roots = {field.request for field in fields if field.programs}
        nested = tuple(number for number in range(len(requests)) if number not in roots)
        written = sum(program.field_count for field in fields for program in (field.programs or {}).values())
        size_bytes = _FIELD_BYTES * written + sum(map(len, told.values()))
        return CompiledQuery(tuple(fields), tuple(requests), nested, size_bytes)

    def _introspected(
        self,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        collected: dict[str, FieldDetailsList],
    ) -> dict[str, bytes]:
        """Return what the root fields tell of the schema, by their keys, as JSON."""
        if not prepared.introspects:
            return {}
        if operation.variable_definitions:
            raise Uncovered(UNCOVERED)
        nodes = [
            detail.node
            for details in collected.values()
            for detail in details
            if detail.node.name.value in _INTROSPECTION
        ]
        fragments = [
            node for node in prepared.document.definitions if isinstance(node, FragmentDefinitionNode)
        ]
        alone = OperationDefinitionNode(
            operation=operation.operation, selection_set=SelectionSetNode(selections=tuple(nodes))
        )
        document = DocumentNode(definitions=(alone, *fragments))
        result = execute(self._schema, document, middleware=[give_way_first])
        if not isinstance(result, ExecutionResult) or result.errors or result.data is None:
            raise Uncovered(UNCOVERED)
        return {key: orjson.dumps(value) for key, value in result.data.items()}

    def _root(
        self,
        root: GraphQLObjectType,
        key: str,
        details: FieldDetailsList,
        selections: Selections,
        requests: list[Request],
    ) -> RootField:
        nodes = [detail.node for detail in details]
        name = nodes[0].name.value
        if name == "__typename":
            return RootField(key, nodes, False, constant=root.name)
        field = root.fields.get(name)
        relation = None if field is None else reads_of(field)
        if field is None or not isinstance(relation, Relation):
            raise Uncovered(UNCOVERED)
        number = len(requests)
        requests.append(Request(field, nodes[0], self._converter))
        named = get_named_type(field.type)
        types = [named] if isinstance(named, GraphQLObjectType) else self._schema.get_possible_types(named)
        nullable = not isinstance(field.type, GraphQLNonNull)
        programs = {
            graphql_type.name: Writer(selections, requests, self._converter).program(
                relation, number, graphql_type, details, nullable=nullable
            )
            for graphql_type in types
        }
        return RootField(key, nodes, nullable, request=number, programs=programs)
