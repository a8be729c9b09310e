"""Runs admitted operations for every transport."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, Protocol

from starlette.types import Scope

from domain.errors import TooBusy
from domain.turns import Turns
from domain.viewers import Viewer
from graphql_schema.admission.gate import Admission, Admitted
from graphql_schema.admission.refusals import Refused, too_busy
from graphql_schema.context import Context
from graphql_schema.errors import internal_error
from graphql_schema.execution import Executor, Outcome

logger = logging.getLogger(__name__)

Authenticate = Callable[[str | None], Awaitable[Viewer | None]]
"""Tells who is behind an `Authorization` value, None without one. Raises `Unauthenticated`."""


class ContextFactory(Protocol):
    """Makes the context of a request."""

    def __call__(self, *, viewer: Viewer | None, caller: str, request_id: str, scope: Scope) -> Context: ...


LARGE_POINTS = 5_000
"""An operation of so many points keeps the event loop for several milliseconds: one after another."""


class Runner:
    """Gives an admitted operation its context and runs it; large ones by turns of their callers."""

    def __init__(self, executor: Executor, make_context: ContextFactory, admission: Admission) -> None:
        self._executor = executor
        self._make_context = make_context
        self._admission = admission
        self._large = Turns()

    async def run(
        self,
        admitted: Admitted,
        viewer: Viewer | None,
        *,
        request_id: str,
        scope: Scope,
        allow_mutations: bool = True,
        knows: Callable[[bytes], bool] | None = None,
    ) -> Outcome:
        """Return the answer of a query or mutation. Raises `Refused` where too much waits already.

        `knows` tells which answers the client has, by their tags.
        """
        execution = self._executor.execute(
            admitted.prepared,
            operation_name=admitted.operation_name,
            variables=admitted.variables,
            context=self._make_context(
                viewer=viewer, caller=admitted.caller, request_id=request_id, scope=scope
            ),
            allow_mutations=allow_mutations,
            knows=knows,
        )
        try:
            outcome = await (
                execution if admitted.points <= LARGE_POINTS else self._in_turn(admitted.caller, execution)
            )
        except TooBusy as error:
            raise too_busy() from error
        if outcome.data is None:
            self._admission.without_suggestions(outcome.errors, viewer)
        return outcome

    async def _in_turn(self, caller: str, execution: Coroutine[Any, Any, Outcome]) -> Outcome:
        try:
            async with self._large.turn(caller):
                return await execution
        finally:
            # It has not begun where there was no turn for it.
            execution.close()

    async def outcomes(
        self, admitted: Admitted, viewer: Viewer | None, *, request_id: str, scope: Scope
    ) -> AsyncGenerator[Outcome]:
        """Yield every answer of an operation of any kind; unexpected errors are told as one, and logged."""
        try:
            if not admitted.is_subscription:
                yield await self.run(admitted, viewer, request_id=request_id, scope=scope)
                return
            source = await self._executor.subscribe(
                admitted.prepared,
                operation_name=admitted.operation_name,
                variables=admitted.variables,
                context=self._make_context(
                    viewer=viewer, caller=admitted.caller, request_id=request_id, scope=scope
                ),
            )
            if not isinstance(source, AsyncIterator):
                self._admission.without_suggestions(source.errors, viewer)
                yield source
                return
            async with _closing(source):
                async for outcome in source:
                    yield outcome
        except Refused as refusal:
            yield Outcome(None, refusal.errors)
        except Exception:
            logger.exception("request %s failed", request_id)
            yield Outcome(None, [internal_error(request_id)])


@contextlib.asynccontextmanager
async def _closing(source: AsyncIterator[Outcome]) -> AsyncIterator[None]:
    try:
        yield
    finally:
        close = getattr(source, "aclose", None)
        if close is not None:
            await close()
