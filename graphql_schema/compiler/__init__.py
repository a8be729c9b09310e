"""Queries as Python: a validated document is compiled once and then walks rows.

graphql-core spends about 5 µs on each field of each object. Here a root field becomes a few loads,
planned from its selection, and one function that turns their rows into what orjson writes.

A query is known by its document, its operation and the values of the variables of `@skip` and
`@include`; all other variables only make requests to the sources. It is compiled in a thread, and kept
when it is seen again: what is sent once takes no memory. The requests of calls with few and simple
variables are kept as well. What `__schema` and `__type` answer is made by graphql-core when the query is
compiled, and is then a constant of it.

What is left to graphql-core, always the whole operation:

* mutations and subscriptions, and introspection with variables,
* fields that only a resolver can answer, which no query has today,
* variables that are refused, and refused arguments of fields below the root,
* root fields with more than 5,000 different fields below them.

All of this is found before anything is loaded. What is refused below the root becomes errors in its places.
Only where a value cannot be made of a row (a state that this version does not know) or the database fails
in a way that nobody foresaw, reads have happened; graphql-core then reads anew, which changes nothing, and
says where in the answer the error belongs. Columns that the tables
declare NOT NULL are not looked at for null, nor integers for 32 bits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache, partial
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson
import strawberry
from graphql import GraphQLError, OperationDefinitionNode, get_variable_values, located_error
from graphql.execution.values import VariableValues

from domain.errors import DomainError
from domain.keeping import Kept
from domain.turns import Turns
from domain.viewers import Viewer
from graphql_schema.admission.preparing import PreparedDocument
from graphql_schema.compiler.planning import CompiledQuery, Planner
from graphql_schema.compiler.program import BROKEN_OFF, UNCOVERED, RootField, Uncovered
from graphql_schema.compiler.refusing import Hoisted
from graphql_schema.context import Context

__all__ = ["Compiler", "Uncovered"]

KEPT_BYTES = 24 * 2**20
_KEPT_CALLS_BYTES = 4 * 2**20
_KEPT_MARKS_BYTES = 2**20
# Measured: what a call takes with its requests.
_CALL_BYTES = 1_000
_MARK_BYTES = 200

# Variables that calls are remembered by.
_SIMPLE = frozenset({str, int, bool, type(None)})
_MOST_REMEMBERED = 8
_LONGEST_REMEMBERED = 256

_NO_VALUES = VariableValues({}, {})

logger = logging.getLogger(__name__)


class Call(NamedTuple):
    """An operation ready to run.

    Attributes:
        key: What tells calls apart, None where that costs more than it saves.
        requests: A `DomainError` among them stands for arguments that are refused.
    """

    key: Any
    fields: tuple[RootField, ...]
    requests: list[Any]


KeptCall = tuple[Any, list[Any]]
"""The key of a query, and the requests of a call."""


class Compiler:
    """Compiles queries and keeps them.

    Args:
        schema: What they ask.
        turns: Where they are compiled.
        kept_bytes: How much the kept ones may take in memory.
        release: Tells another text after each change of the program, which no tag of an answer may outlive.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        turns: Turns | None = None,
        kept_bytes: int = KEPT_BYTES,
        release: Callable[[], str] = lambda: "",
    ) -> None:
        self._release = cache(release)
        self._schema = schema._schema
        self._planner = Planner(schema)
        self._turns = turns or Turns()
        # Calls name their queries by key, so that a query that is forgotten takes no memory any more.
        self._calls: Kept[Any, KeptCall] = Kept(most_bytes=_KEPT_CALLS_BYTES)
        self._queries: Kept[Any, CompiledQuery] = Kept(most_bytes=kept_bytes)
        self._seen: Kept[Any, bool] = Kept(most_bytes=_KEPT_MARKS_BYTES)

    @property
    def kept_queries(self) -> int:
        """How many queries are kept."""
        return len(self._queries)

    @property
    def kept_bytes(self) -> int:
        """What is kept takes so much memory, as an estimate."""
        return self._queries.size_bytes + self._calls.size_bytes + self._seen.size_bytes

    def kept_call(
        self,
        prepared: PreparedDocument,
        operation_name: str | None,
        variables: dict[str, Any],
        blind: bool,
    ) -> Call | None:
        """Return an operation ready to run, None where it is not kept; most are."""
        key = _call_key(prepared.text_hash, operation_name, variables, blind)
        kept = None if key is None else self._calls.get(key)
        query = None if kept is None else self._queries.get(kept[0])
        if kept is None or query is None or query.fields is None:
            return None
        return Call(key, query.fields, kept[1])

    async def call(
        self,
        prepared: PreparedDocument,
        operation_name: str | None,
        variables: dict[str, Any],
        blind: bool,
        *,
        caller: str,
    ) -> Call:
        """Return an operation made ready to run, or to be run blindly. Raises `Uncovered`, `TooBusy`."""
        key = _call_key(prepared.text_hash, operation_name, variables, blind)
        fields, requests = await self._called(key, prepared, operation_name, variables, blind, caller)
        return Call(key, fields, requests)

    async def tag(self, call: Call, context: Context) -> bytes | None:
        """Return a tag of the answer, made of nothing but versions; None where only the answer tells.

        It is to be asked for before the call is run, so that it is never newer than the answer.
        """
        viewer = context.viewer
        if viewer is None or call.key is None or not _follows(call, viewer):
            return None
        version = await context.graph.users.version(viewer.id)
        told = repr((self._release(), call.key, viewer, version, context.today))
        return blake2b(told.encode(), digest_size=16).hexdigest().encode()

    async def run(self, call: Call, context: Context) -> tuple[bytes, list[GraphQLError]]:
        """Return `data` as JSON and the errors of an operation. Raises `Uncovered`, `TooBusy`."""
        fields, requests = call.fields, call.requests
        data: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        for field in fields:
            try:
                program = field.program_for(requests)
                value = (
                    field.constant
                    if program is None
                    else await program.run(context, requests, [field.key], errors)
                )
            except Hoisted:
                return b"null", errors
            except DomainError as refusal:
                errors.append(located_error(refusal, field.nodes, [field.key]))
                if not field.nullable:
                    return b"null", errors
                value = None
            except Exception as error:
                logger.warning("request %s: a compiled query broke off", context.request_id, exc_info=True)
                raise Uncovered(BROKEN_OFF) from error
            data[field.key] = value
        return orjson.dumps(data), errors

    async def _called(
        self,
        key: Any,
        prepared: PreparedDocument,
        operation_name: str | None,
        variables: dict[str, Any],
        blind: bool,
        caller: str,
    ) -> tuple[tuple[RootField, ...], list[Any]]:
        """Return the root fields with what their arguments ask for; simple variables are remembered."""
        operation = prepared.operations[operation_name]
        values = self._values(operation, variables)
        switches = [values.coerced.get(name) for name in prepared.switches]
        query_key = (prepared.text_hash, operation_name, blind, *switches)
        query = await self._query(query_key, prepared, operation, values, blind, caller)
        if query.fields is None:
            raise Uncovered(UNCOVERED)
        requests = [request.of(values) for request in query.requests]
        if any(isinstance(requests[number], DomainError) for number in query.nested):
            raise Uncovered(UNCOVERED)
        if key is not None and query_key in self._queries:
            self._calls.put(key, (query_key, requests), size_bytes=_CALL_BYTES * (1 + len(requests)))
        return query.fields, requests

    def _values(self, operation: OperationDefinitionNode, variables: dict[str, Any]) -> VariableValues:
        if not operation.variable_definitions:
            return _NO_VALUES
        values = get_variable_values(self._schema, operation.variable_definitions, variables)
        if isinstance(values, list):
            raise Uncovered(UNCOVERED)
        return values

    async def _query(
        self,
        key: Any,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        values: VariableValues,
        blind: bool,
        caller: str,
    ) -> CompiledQuery:
        query = self._queries.get(key)
        if query is None:
            query = await self._turns.run(
                caller, partial(self._planner.plan, prepared, operation, values, blind)
            )
            if self._seen.get(key):
                # The nodes of its fields hold the document, which may be forgotten earlier elsewhere.
                held = prepared.size_bytes if query.fields else 0
                self._queries.put(key, query, size_bytes=query.size_bytes + held)
            else:
                self._seen.put(key, True, size_bytes=_MARK_BYTES)
        return query


def _follows(call: Call, viewer: Viewer) -> bool:
    """Whether the answer changes only where what the viewer has does."""
    for field in call.fields:
        if field.programs is None:
            continue
        if len(field.programs) > 1 or isinstance(call.requests[field.request], DomainError):
            return False
        (program,) = field.programs.values()
        for load in program.loads:
            if not load.source.follows(call.requests[load.request], load.frozen, viewer):
                return False
    return True


def _call_key(text_hash: str, operation_name: str | None, variables: dict[str, Any], blind: bool) -> Any:
    """Return what tells calls apart, None where that costs more than it saves."""
    if not variables:
        return text_hash, operation_name, blind
    if len(variables) > _MOST_REMEMBERED:
        return None
    parts: list[Any] = [text_hash, operation_name, blind]
    for name, value in variables.items():
        kind = type(value)
        if kind not in _SIMPLE or (kind is str and len(value) > _LONGEST_REMEMBERED):
            return None
        # True, 1 and 1.0 are equal, but not the same to GraphQL.
        parts += (name, kind, value)
    return tuple(parts)
