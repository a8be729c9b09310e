"""GraphQL operations, counted and traced."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from time import perf_counter
from typing import Unpack

from graphql import GraphQLSchema, GraphQLSyntaxError, OperationDefinitionNode, parse

from api.telemetry.watching import Telemetry
from domain.turns import Turns
from graphql_schema.admission.preparing import PreparedDocument
from graphql_schema.compiler import Compiler
from graphql_schema.execution import Asked, Begun, Executor, Outcome

_LONGEST_NAME = 64
_HASH_DIGITS = 12


class WatchedExecutor(Executor):
    """Executes operations and tells of them; of those of trusted documents always by their names."""

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        compiler: Compiler,
        turns: Turns,
        telemetry: Telemetry,
        trusted: Iterable[str] = (),
    ) -> None:
        super().__init__(schema, compiler=compiler, turns=turns)
        self._tally = tally = telemetry.tally
        self._traces = telemetry.traces
        if tally is not None:
            tally.queries = self.counters
            tally.know_operations(name for text in trusted for name in _names(text))

    async def execute(self, prepared: PreparedDocument, **asked: Unpack[Asked]) -> Outcome:
        """Execute a query or a mutation. Raises `TooBusy`."""
        began = perf_counter()
        operation_name = asked["operation_name"]
        if self._traces is None:
            outcome = await super().execute(prepared, **asked)
        else:
            name, attributes = _described(prepared, operation_name)
            with self._traces.span(name, attributes):
                outcome = await super().execute(prepared, **asked)
                self._traces.note(
                    {"graphql.compiled": outcome.compiled, "graphql.errors": len(outcome.errors)}
                )
        self._count(prepared, operation_name, bool(outcome.errors), perf_counter() - began)
        return outcome

    async def subscribe(
        self, prepared: PreparedDocument, **begun: Unpack[Begun]
    ) -> AsyncIterator[Outcome] | Outcome:
        """Begin a subscription; an outcome instead of a stream tells why it cannot begin."""
        started = await super().subscribe(prepared, **begun)
        self._count(prepared, begun["operation_name"], isinstance(started, Outcome), None)
        return started

    def _count(
        self, prepared: PreparedDocument, operation_name: str | None, errors: bool, seconds: float | None
    ) -> None:
        if self._tally is None:
            return
        key = prepared.text_hash, operation_name
        known = self._tally.known(key)
        if known is None:
            operation = prepared.operations[operation_name]
            known = self._tally.know(
                key,
                kind=operation.operation.value,
                name=operation_label(prepared, operation),
                fields=prepared.costs[operation_name].fields,
            )
        self._tally.operated(known, errors=errors, seconds=seconds)


def operation_label(prepared: PreparedDocument, operation: OperationDefinitionNode) -> str:
    """Return by what an operation is known: its name, else the beginning of its document's hash."""
    name = operation.name
    if name is None or len(name.value) > _LONGEST_NAME:
        return prepared.text_hash[:_HASH_DIGITS]
    return name.value


def _described(
    prepared: PreparedDocument, operation_name: str | None
) -> tuple[str, dict[str, str | int | bool]]:
    """Return the name of an operation's span and what it tells, without its text: that may hold values."""
    operation = prepared.operations[operation_name]
    kind, label = operation.operation.value, operation_label(prepared, operation)
    return f"{kind} {label}", {
        "graphql.operation.type": kind,
        "graphql.operation.name": label,
        "graphql.document.hash": prepared.text_hash,
    }


def _names(text: str) -> list[str]:
    try:
        document = parse(text)
    except GraphQLSyntaxError:
        # Whoever asks for it is told.
        return []
    return [
        node.name.value
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode) and node.name
    ]
