"""Executes prepared documents: compiled where that is possible, by graphql-core otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any, NamedTuple, NotRequired, TypedDict

import orjson
from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
    subscribe,
)

from domain import policies
from domain.turns import Turns
from graphql_schema.admission.giving_way import give_way_first
from graphql_schema.admission.limits import limit_error
from graphql_schema.admission.preparing import PreparedDocument
from graphql_schema.blind import is_blind
from graphql_schema.compiler import Compiler, Uncovered
from graphql_schema.context import Context
from graphql_schema.errors import failure, presented

# Python 3.11 takes ten times as long for a member of an enum.
_QUERY = OperationType.QUERY
MOST_INTERPRETED_POINTS = 5_000
"""What a query may cost that graphql-core has to execute: it takes ten times as long, on the event loop."""


class Outcome(NamedTuple):
    """What came of an operation.

    Attributes:
        data: `data` as JSON; None where nothing was executed.
        errors: As clients may see them.
        compiled: Whether a compiled query made it.
        tag: Equal where `data` is, made without it; None where there is no such tag.
        is_known: Whether the client has what the tag stands for; nothing was executed then.
    """

    data: bytes | None
    errors: list[GraphQLError]
    compiled: bool = False
    tag: bytes | None = None
    is_known: bool = False


class Begun(TypedDict):
    """What is asked of a document; an operation without a name is the only one."""

    operation_name: str | None
    variables: dict[str, Any]
    context: Context


class Asked(Begun):
    """The same of a query or a mutation, see `Executor.execute`."""

    allow_mutations: bool
    knows: NotRequired[Callable[[bytes], bool] | None]


class Executor:
    """Executes operations of a schema; without a compiler, all of them by graphql-core.

    `turns` is where callers take turns with what takes long. `counters` tells how many queries ran
    `compiled`, and how many by graphql-core: `uncovered` ones from the start, `broken_off` ones after a
    compiled query met what it did not expect.
    """

    def __init__(
        self, schema: GraphQLSchema, *, compiler: Compiler | None = None, turns: Turns | None = None
    ) -> None:
        self._schema = schema
        self._compiler = compiler
        self.turns = turns or Turns()
        self.counters: Counter[str] = Counter()

    async def execute(
        self,
        prepared: PreparedDocument,
        *,
        operation_name: str | None,
        variables: dict[str, Any],
        context: Context,
        allow_mutations: bool,
        knows: Callable[[bytes], bool] | None = None,
    ) -> Outcome:
        """Execute a query or a mutation. Raises `TooBusy`.

        `knows` tells whether the client has the answer of a tag; without it no tag is made.
        """
        operation = prepared.operations.get(operation_name)
        context.blind = _is_blind(operation, context)
        if operation is not None and operation.operation is not _QUERY:
            if operation.operation is OperationType.SUBSCRIPTION:
                return _refused("A subscription needs a transport that streams.")
            if not allow_mutations:
                return _refused("A mutation is not allowed here.")
        elif operation is not None and self._compiler is not None:
            try:
                asked = prepared, operation_name, variables, context.blind
                call = self._compiler.kept_call(*asked)
                if call is None:
                    call = await self._compiler.call(*asked, caller=context.caller)
                tag = None if knows is None else await self._compiler.tag(call, context)
                if knows is not None and tag is not None and knows(tag):
                    return Outcome(None, [], compiled=True, tag=tag, is_known=True)
                data, errors = await self._compiler.run(call, context)
            except Uncovered as reason:
                self.counters[str(reason)] += 1
                if refusal := _too_much(prepared, operation, operation_name, variables):
                    return refusal
            else:
                self.counters["compiled"] += 1
                return Outcome(data, [self._presented(error, context) for error in errors], True, tag)
        # Resolvers do not fail this call: whatever they raise is among the result's errors.
        begin = partial(
            execute,
            self._schema,
            prepared.document,
            context_value=context,
            variable_values=variables,
            operation_name=operation_name,
            middleware=[give_way_first] if prepared.introspects else None,
        )
        # What tells of the schema is done when the call ends; only what reads rows is to be awaited.
        result = await self.turns.run(context.caller, begin) if prepared.introspects else begin()
        return self._outcome(result if isinstance(result, ExecutionResult) else await result, context)

    async def subscribe(
        self,
        prepared: PreparedDocument,
        *,
        operation_name: str | None,
        variables: dict[str, Any],
        context: Context,
    ) -> AsyncIterator[Outcome] | Outcome:
        """Begin a subscription; an outcome instead of a stream tells why it cannot begin."""
        operation = prepared.operations.get(operation_name)
        context.blind = _is_blind(operation, context)
        started = subscribe(
            self._schema,
            prepared.document,
            context_value=context,
            variable_values=variables,
            operation_name=operation_name,
        )
        if not isinstance(started, ExecutionResult | AsyncIterator):
            started = await started
        if isinstance(started, ExecutionResult):
            return self._outcome(started, context)
        return self._outcomes(started, context)

    async def _outcomes(
        self, results: AsyncIterator[ExecutionResult], context: Context
    ) -> AsyncIterator[Outcome]:
        try:
            async for result in results:
                yield self._outcome(result, context)
        except Exception as error:  # noqa: BLE001 - told, masked and logged as any error
            yield Outcome(None, [failure(error, request_id=context.request_id)])
        finally:
            close = getattr(results, "aclose", None)
            if close is not None:
                await close()

    def _outcome(self, result: ExecutionResult, context: Context) -> Outcome:
        errors = [self._presented(error, context) for error in result.errors or ()]
        # Without a path an error is about the request as a whole: nothing was executed.
        executed = result.data is not None or not errors or any(error.path for error in errors)
        return Outcome(orjson.dumps(result.data) if executed else None, errors)

    def _presented(self, error: GraphQLError, context: Context) -> GraphQLError:
        return presented(error, request_id=context.request_id)


def _is_blind(operation: OperationDefinitionNode | None, context: Context) -> bool:
    if policies.sees_blindly(context.viewer):
        return True
    return operation is not None and bool(operation.directives) and is_blind(operation)


def _too_much(
    prepared: PreparedDocument,
    operation: OperationDefinitionNode,
    operation_name: str | None,
    variables: dict[str, Any],
) -> Outcome | None:
    """Return the refusal of a query that is too large for graphql-core, None where it is not."""
    cost = prepared.costs.get(operation_name)
    points = 0 if cost is None else cost.points(variables)
    if points <= MOST_INTERPRETED_POINTS or _only_introspects(operation):
        return None
    what = "点估计开销（此操作含被拒绝的参数或带变量的 __schema）"
    return Outcome(None, [limit_error("COST", limit=MOST_INTERPRETED_POINTS, actual=points, what=what)])


def _only_introspects(operation: OperationDefinitionNode) -> bool:
    selections = operation.selection_set.selections
    return all(isinstance(node, FieldNode) and node.name.value.startswith("__") for node in selections)


def _refused(message: str) -> Outcome:
    return Outcome(None, [GraphQLError(message, extensions={"code": "OPERATION_NOT_ALLOWED"})])
