from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from graphql import build_schema
from starlette.types import Scope

from domain.policies import Audience
from domain.turns import WAITING_PER_CALLER
from domain.viewers import Viewer
from graphql_schema.admission.documents import Documents
from graphql_schema.admission.gate import Admission
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.params import params_from_json
from graphql_schema.context import Context
from graphql_schema.execution import Outcome
from graphql_schema.transport.running import Runner
from tests.graphql_schema.small import SDL, FaultyExecutor, Root, SmallContext, small_schema

pytestmark = pytest.mark.anyio

ANN = Viewer(1, "ann", "job_seeker")


class Run:
    """A runner over the small schema."""

    def __init__(self, introspection: Audience = Audience.EVERYONE) -> None:
        self.root = Root()
        limits = Limits()
        self.admission = Admission(
            Documents(build_schema(SDL), limits=limits), limits=limits, introspection=introspection
        )
        executor = FaultyExecutor(small_schema(self.root))
        self.runner = Runner(executor, self._context, self.admission)

    def _context(self, *, viewer: Viewer | None, caller: str, request_id: str, scope: Scope) -> Context:
        context: Any = SmallContext(viewer, request_id, caller)
        return context  # type: ignore[no-any-return]

    async def outcomes(self, text: str, **variables: object) -> AsyncGenerator[Outcome]:
        params = params_from_json({"query": text, "variables": variables})
        admitted = await self.admission.admit(params, ANN, caller="ann", read_only=False)
        async with aclosing(
            self.runner.outcomes(admitted, ANN, request_id="request-1", scope={"type": "http"})
        ) as outcomes:
            async for outcome in outcomes:
                yield outcome


async def test_a_query_has_one_outcome_and_a_subscription_one_for_each_event() -> None:
    run = Run()
    assert [outcome async for outcome in run.outcomes("{ hello me { name } }")] == [
        (b'{"hello":"hello world","me":{"name":"ann"}}', [], False, None, False)
    ]
    events = [outcome.data async for outcome in run.outcomes("subscription { counted(to: 2) }")]
    assert events == [b'{"counted":1}', b'{"counted":2}']


async def test_an_error_that_nobody_foresaw_is_told_as_one_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        (outcome,) = [outcome async for outcome in Run().outcomes("{ broken }")]
    assert outcome.data is None
    assert outcome.errors[0].extensions == {"code": "INTERNAL", "requestId": "request-1"}
    assert [record.getMessage() for record in caplog.records] == ["request request-1 failed"]


async def test_a_subscription_that_cannot_begin_says_why() -> None:
    text = "subscription ($f: Filter) { counted(to: 1, filter: $f) }"
    for who, suggested in ((Audience.EVERYONE, True), (Audience.NOBODY, False)):
        (outcome,) = [event async for event in Run(who).outcomes(text, f={"usernam": "x"})]
        assert outcome.data is None
        assert ("Did you mean" in outcome.errors[0].message) is suggested


async def test_who_stops_listening_ends_the_subscription() -> None:
    run = Run()
    async with aclosing(run.outcomes("subscription { endless }")) as events:
        assert (await anext(events)).data == b'{"endless":1}'
        assert not run.root.closed.is_set()
    assert run.root.closed.is_set()


async def test_large_operations_run_one_after_another_and_small_ones_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Run()
    running: list[str] = []
    most: list[int] = []
    ended = anyio.Event()

    async def execute(_: object, prepared: Any, **request: Any) -> Outcome:
        running.append(prepared.text_hash)
        most.append(len(running))
        await ended.wait()
        running.pop()
        return Outcome(b"{}", [])

    monkeypatch.setattr(FaultyExecutor, "execute", execute)

    async def ask(text: str, caller: str) -> None:
        params = params_from_json({"query": text})
        admitted = await run.admission.admit(params, ANN, caller=caller, read_only=False)
        await run.runner.run(admitted, ANN, request_id="request-1", scope={"type": "http"})

    large = "{ people(first: 100) { edges { node { friends(first: 50) { name } } } } }"
    async with anyio.create_task_group() as tasks:
        for number in range(3):
            tasks.start_soon(ask, large, f"caller {number}")
        await anyio.wait_all_tasks_blocked()
        assert len(running) == 1
        tasks.start_soon(ask, "{ hello }", "small")
        await anyio.lowlevel.checkpoint()
        await anyio.wait_all_tasks_blocked()
        assert len(running) == 2
        ended.set()
    assert running == []
    assert most[:2] == [1, 2]


async def test_a_caller_with_too_many_large_operations_is_refused() -> None:
    run = Run()
    large = "{ people(first: 100) { edges { node { friends(first: 50) { name } } } } }"
    async with run.runner._large.turn("another"), anyio.create_task_group() as tasks:
        for _ in range(WAITING_PER_CALLER):
            tasks.start_soon(collect, run.outcomes(large))
        await anyio.wait_all_tasks_blocked()
        (outcome,) = await collect(run.outcomes(large))
        assert outcome.data is None
        assert outcome.errors[0].extensions == {"code": "TOO_BUSY"}
        tasks.cancel_scope.cancel()


async def collect(outcomes: AsyncGenerator[Outcome]) -> list[Outcome]:
    return [outcome async for outcome in outcomes]
