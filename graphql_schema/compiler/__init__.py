"""Queries as Python: a validated document is compiled once and then walks rows.

graphql-core spends about 5 µs on each field of each object. Here a root field becomes a few loads,
planned from its selection, and one function that turns their rows into what orjson writes.

A query is kept by its document, its operation and the values of the variables of `@skip` and
`@include`; all other variables only make requests to the sources. The requests of calls with few and
simple variables are kept as well.

What is left to graphql-core, always the whole operation:

* mutations and subscriptions, and introspection,
* fields that only a resolver can answer, which no query has today,
* variables that are refused, and refused arguments of fields below the root,
* root fields with more than 5,000 different fields below them.

All of this is found before anything is loaded. Only where a value cannot be made of a row (a state
that this version does not know) or the database fails, reads have happened; graphql-core then reads
anew, which changes nothing, and says where in the answer the error belongs. Columns that the tables
declare NOT NULL are not looked at for null, nor integers for 32 bits.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import orjson
import strawberry
from graphql import (
    DirectiveNode,
    FieldNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLObjectType,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    get_variable_values,
    located_error,
    visit,
)
from graphql.execution.collect_fields import FieldDetailsList, collect_fields
from graphql.execution.values import VariableValues

from domain.errors import DomainError
from graphql_schema.admission.documents import PreparedDocument
from graphql_schema.compiler.program import BROKEN_OFF, UNCOVERED, Program, Request, Uncovered
from graphql_schema.compiler.writing import Selections, Writer, fragments_of
from graphql_schema.context import Context
from graphql_schema.reading import Relation, reads_of

__all__ = ["Compiler", "Uncovered"]

KEPT_QUERIES = 2_000

# Variables that calls are remembered by.
_SIMPLE = frozenset({str, int, bool, type(None)})
_MOST_REMEMBERED = 8
_LONGEST_REMEMBERED = 256

_NO_VALUES = VariableValues({}, {})

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RootField:
    """A root field; `typename` where it is `__typename`, else a program for each type of its object."""

    key: str
    nodes: list[FieldNode]
    nullable: bool
    request: int = 0
    programs: dict[str, Program] | None = None
    typename: str | None = None


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A compiled operation; `nested` are the numbers of the requests below the root."""

    fields: tuple[RootField, ...]
    requests: tuple[Request, ...]
    nested: tuple[int, ...]


Call = tuple[CompiledQuery, list[Any]]
"""A query and its requests; a `DomainError` stands for arguments that are refused."""


class Compiler:
    """Compiles queries and keeps them."""

    def __init__(self, schema: strawberry.Schema, *, kept: int = KEPT_QUERIES) -> None:
        self._schema = schema._schema
        self._converter = schema.schema_converter
        self._kept = kept
        self._calls: OrderedDict[Any, Call] = OrderedDict()
        self._queries: OrderedDict[Any, CompiledQuery | None] = OrderedDict()
        self._switches: OrderedDict[Any, tuple[str, ...]] = OrderedDict()

    async def run(
        self,
        prepared: PreparedDocument,
        operation_name: str | None,
        variables: dict[str, Any],
        context: Context,
    ) -> tuple[bytes, list[GraphQLError]]:
        """Return `data` as JSON and the errors of an operation. Raises `Uncovered`."""
        query, requests = self._call(prepared, operation_name, variables)
        data: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        for field in query.fields:
            try:
                value = await _run(field, context, requests)
            except DomainError as refusal:
                errors.append(located_error(refusal, field.nodes, [field.key]))
                if not field.nullable:
                    return b"null", errors
                value = None
            except Exception as error:
                if not isinstance(error, Uncovered):
                    logger.warning(
                        "request %s: a compiled query broke off", context.request_id, exc_info=True
                    )
                raise Uncovered(BROKEN_OFF) from error
            data[field.key] = value
        return orjson.dumps(data), errors

    def _call(
        self, prepared: PreparedDocument, operation_name: str | None, variables: dict[str, Any]
    ) -> Call:
        """Return the query with what its arguments ask for; simple variables are remembered with it."""
        key = _call_key(prepared.text_hash, operation_name, variables)
        call = None if key is None else self._calls.get(key)
        if call is None:
            operation = prepared.operations[operation_name]
            values = self._values(operation, variables)
            query = self._query(prepared, operation_name, operation, values)
            requests = [request.of(values) for request in query.requests]
            if any(isinstance(requests[number], DomainError) for number in query.nested):
                raise Uncovered(UNCOVERED)
            call = query, requests
            if key is not None:
                _keep(self._calls, key, call, self._kept)
        return call

    def _values(self, operation: OperationDefinitionNode, variables: dict[str, Any]) -> VariableValues:
        if not operation.variable_definitions:
            return _NO_VALUES
        values = get_variable_values(self._schema, operation.variable_definitions, variables)
        if isinstance(values, list):
            raise Uncovered(UNCOVERED)
        return values

    def _query(
        self,
        prepared: PreparedDocument,
        operation_name: str | None,
        operation: OperationDefinitionNode,
        values: VariableValues,
    ) -> CompiledQuery:
        of = (prepared.text_hash, operation_name)
        switches = self._switches.get(of)
        if switches is None:
            switches = _switches(prepared.document)
            _keep(self._switches, of, switches, self._kept)
        key = (*of, *[values.coerced.get(name) for name in switches])
        if key in self._queries:
            self._queries.move_to_end(key)
            query = self._queries[key]
        else:
            try:
                query = self._compiled(prepared, operation, values)
            except (Uncovered, RecursionError, SyntaxError, MemoryError):
                # The last three: nested more deeply than Python allows.
                query = None
            _keep(self._queries, key, query, self._kept)
        if query is None:
            raise Uncovered(UNCOVERED)
        return query

    def _compiled(
        self, prepared: PreparedDocument, operation: OperationDefinitionNode, values: VariableValues
    ) -> CompiledQuery:
        root = self._schema.query_type
        assert root is not None
        fragments = fragments_of(prepared.document.definitions)
        selections = Selections(self._schema, operation, fragments, values)
        collected = collect_fields(self._schema, fragments, values, root, operation).grouped_field_set
        requests: list[Request] = []
        fields = [self._root(root, key, details, selections, requests) for key, details in collected.items()]
        roots = {field.request for field in fields if field.programs}
        nested = tuple(number for number in range(len(requests)) if number not in roots)
        return CompiledQuery(tuple(fields), tuple(requests), nested)

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
            return RootField(key, nodes, False, typename=root.name)
        field = root.fields.get(name)
        relation = None if field is None else reads_of(field)
        if field is None or not isinstance(relation, Relation):
            raise Uncovered(UNCOVERED)
        number = len(requests)
        requests.append(Request(relation, field, nodes[0], self._converter))
        named = get_named_type(field.type)
        types = [named] if isinstance(named, GraphQLObjectType) else self._schema.get_possible_types(named)
        programs = {
            graphql_type.name: Writer(selections, requests, self._converter).program(
                relation, number, graphql_type, details
            )
            for graphql_type in types
        }
        nullable = not isinstance(field.type, GraphQLNonNull)
        return RootField(key, nodes, nullable, request=number, programs=programs)


async def _run(field: RootField, context: Context, requests: list[Any]) -> Any:
    if field.programs is None:
        return field.typename
    request = requests[field.request]
    if isinstance(request, DomainError):
        # It may be raised many times, and must not keep the frames of each.
        raise request.with_traceback(None)
    if len(field.programs) == 1:
        (program,) = field.programs.values()
    else:
        program = field.programs[request.kind]
    return await program.run(context, requests)


def _call_key(text_hash: str, operation_name: str | None, variables: dict[str, Any]) -> Any:
    """Return what tells calls apart, None where that costs more than it saves."""
    if not variables:
        return text_hash, operation_name
    if len(variables) > _MOST_REMEMBERED:
        return None
    parts: list[Any] = [text_hash, operation_name]
    for name, value in variables.items():
        kind = type(value)
        if kind not in _SIMPLE or (kind is str and len(value) > _LONGEST_REMEMBERED):
            return None
        # True, 1 and 1.0 are equal, but not the same to GraphQL.
        parts += (name, kind, value)
    return tuple(parts)


def _switches(document: Any) -> tuple[str, ...]:
    """Return the names of the variables that decide which fields there are."""
    found: dict[str, None] = {}

    class Switches(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            for argument in node.arguments or ():
                if isinstance(argument.value, VariableNode):
                    found[argument.value.name.value] = None

    visit(document, Switches())
    return tuple(found)


def _keep(kept: OrderedDict[Any, Any], key: Any, value: Any, most: int) -> None:
    kept[key] = value
    if len(kept) > most:
        kept.popitem(last=False)
