"""What may be run: every limit and permission, for HTTP, event streams and sockets alike."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from graphql import GraphQLError, OperationDefinitionNode, OperationType

from domain.errors import TooBusy
from domain.policies import SUBSCRIBE, Audience
from domain.viewers import Viewer
from graphql_schema.admission.budget import Allowance, Budget
from graphql_schema.admission.documents import Documents
from graphql_schema.admission.limits import Limits, limit_error
from graphql_schema.admission.params import GraphQLParams
from graphql_schema.admission.preparing import PreparedDocument
from graphql_schema.admission.refusals import Refused, refused, too_busy, unauthenticated

# Python 3.11 takes ten times as long for a member of an enum, and each operation is asked what it is.
_MUTATION, _SUBSCRIPTION = OperationType.MUTATION, OperationType.SUBSCRIPTION
_SUGGESTION = re.compile(r" Did you mean [^?]*\?")


class Admitted(NamedTuple):
    """An operation that may run, with its estimated cost and who asks, as budgets know them."""

    prepared: PreparedDocument
    operation: OperationDefinitionNode
    operation_name: str | None
    variables: dict[str, Any]
    points: int
    allowance: Allowance | None
    caller: str

    @property
    def is_subscription(self) -> bool:
        """Whether the operation answers more than once."""
        return self.operation.operation is _SUBSCRIPTION


class Admission:
    """Applies every limit and permission that does not depend on what a resolver finds.

    Args:
        documents: Where documents come from.
        limits: What an operation may ask for.
        introspection: Who may ask for the schema.
        budget: Points a caller may spend in a window; None for any number.
    """

    def __init__(
        self,
        documents: Documents,
        *,
        limits: Limits,
        introspection: Audience = Audience.EVERYONE,
        budget: Budget | None = None,
    ) -> None:
        self._documents = documents
        self._limits = limits
        self._introspection = introspection
        self._budget = budget

    async def admit(
        self, params: GraphQLParams, viewer: Viewer | None, *, caller: str, read_only: bool, spent: int = 0
    ) -> Admitted:
        """Return the operation, if it may run. Raises `Refused`.

        Args:
            params: What is asked for.
            viewer: Who asks.
            caller: Whose budget is charged, and whose turn it is.
            read_only: Whether only queries may run, as by GET.
            spent: Points of the operations before it in the same batch.
        """
        query = params.query
        prepared = None if query is None or params.persisted_hash else self._documents.kept(query)
        if prepared is None:
            hides = not self._introspection.includes(viewer)
            prepared = await self._document(params, caller=caller, hide_suggestions=hides)
        name = params.operation_name
        operation = prepared.operations.get(name)
        if operation is None:
            raise _no_operation(prepared, name)
        if read_only and operation.operation is _MUTATION:
            raise refused(
                "METHOD_NOT_ALLOWED",
                "A mutation must be sent by POST.",
                status=405,
                headers=[(b"allow", b"POST")],
            )
        if operation.operation is _SUBSCRIPTION and not SUBSCRIBE.allows(viewer):
            raise unauthenticated()
        if prepared.introspects and not self._introspection.includes(viewer):
            raise refused("INTROSPECTION_NOT_ALLOWED", "You may not ask for the schema here.", own_status=403)
        cost = prepared.costs[name]
        largest = cost.largest(params.variables)
        if largest > self._limits.page_size:
            what = "条记录一页"
            raise Refused([limit_error("PAGE_SIZE", limit=self._limits.page_size, actual=largest, what=what)])
        points = cost.points(params.variables)
        if points + spent > self._limits.cost:
            what = "点估计开销"
            raise Refused([limit_error("COST", limit=self._limits.cost, actual=points + spent, what=what)])
        allowance = None if self._budget is None else self._budget.spend(caller, points)
        return Admitted(prepared, operation, name, params.variables, points, allowance, caller)

    def extensions(self, admitted: Admitted) -> dict[str, Any]:
        """Return what an answer tells beside data and errors: the cost, and what is left."""
        if admitted.is_subscription:
            return {}
        limit = self._limits.cost
        cost: dict[str, Any] = {
            "estimated": admitted.points,
            "limit": limit,
            "remaining": limit - admitted.points,
        }
        if admitted.allowance is not None:
            cost["budget"] = admitted.allowance._asdict()
        return {"cost": cost}

    def without_suggestions(self, errors: list[GraphQLError], viewer: Viewer | None) -> None:
        """Take names of the schema out of the errors of one who may not ask for it."""
        if not self._introspection.includes(viewer):
            for error in errors:
                error.message = _SUGGESTION.sub("", error.message)

    async def _document(
        self, params: GraphQLParams, *, caller: str, hide_suggestions: bool
    ) -> PreparedDocument:
        try:
            if params.document_id is not None:
                return await self._documents.by_id(
                    params.document_id, caller=caller, hide_suggestions=hide_suggestions
                )
            if params.persisted_hash is not None:
                return await self._documents.by_hash(
                    params.persisted_hash, params.query, caller=caller, hide_suggestions=hide_suggestions
                )
            assert params.query is not None
            return await self._documents.by_text(
                params.query, caller=caller, hide_suggestions=hide_suggestions
            )
        except TooBusy as error:
            raise too_busy() from error


def _no_operation(prepared: PreparedDocument, name: str | None) -> Refused:
    if name is not None:
        message = f"There is no operation named {name!r} in the document."
    elif prepared.operations:
        message = "`operationName` must tell which of the operations to run."
    else:
        message = "The document has no operation."
    return refused("OPERATION_RESOLUTION_FAILURE", message, own_status=422)
